//! Steps with a name and a time each; the first that fails ends the run.

use std::time::{Duration, Instant};

use crate::command::Failure;

/// A run of several steps.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// One step; its failure says which step it was.
    pub fn step<T>(
        &mut self,
        name: &'static str,
        run: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        println!("==> {name}");
        let started = Instant::now();
        let result = run();
        let took = started.elapsed();
        match result {
            Ok(value) => {
                println!("    {name}: ok, {:.1} s", took.as_secs_f64());
                self.done.push((name, took));
                Ok(value)
            }
            Err(failure) => {
                Err(Failure::new(format!("FAILED {name} after {:.1} s: {failure}", took.as_secs_f64())))
            }
        }
    }

    /// The steps done, with their times.
    pub fn summary(&self) -> String {
        let total: Duration = self.done.iter().map(|(_, took)| *took).sum();
        let mut lines: Vec<String> =
            self.done.iter().map(|(name, took)| format!("{:>8.1} s  {name}", took.as_secs_f64())).collect();
        lines.push(format!("{:>8.1} s  all {} steps passed", total.as_secs_f64(), self.done.len()));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_not_counted() {
        let mut steps = Steps::default();
        assert_eq!(steps.step("first", || Ok(7)).unwrap(), 7);
        let failure = steps.step("second", || Err::<(), _>(Failure::new("no"))).unwrap_err().to_string();
        assert!(failure.starts_with("FAILED second after 0."), "{failure}");
        assert!(failure.ends_with(" s: no"), "{failure}");
        assert!(steps.summary().ends_with("all 1 steps passed"), "{}", steps.summary());
    }
}
