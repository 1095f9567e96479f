//! The table, and what each of its rows is to reach.

/// The rows so far.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    base: Option<f64>,
    ours: f64,
    unit: &'static str,
    goal: Goal,
}

/// What a figure is to reach.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// At most so many times the figure beside it.
    Times(f64),
    /// At most so much, in the row's unit.
    Most(f64),
    /// At least so much, in the row's unit.
    Least(f64),
    /// At least so many times the figure beside it.
    LeastTimes(f64),
    /// At most so many times the figure beside it, and so much more, in the row's unit.
    TimesAnd(f64, f64),
    /// It is told, and that is all.
    Told,
}

impl Table {
    /// A figure beside another.
    pub fn beside(&mut self, name: impl Into<String>, base: f64, ours: f64, unit: &'static str, goal: Goal) {
        self.rows.push(Row { name: name.into(), base: Some(base), ours, unit, goal });
    }

    /// A figure alone.
    pub fn alone(&mut self, name: impl Into<String>, ours: f64, unit: &'static str, goal: Goal) {
        self.rows.push(Row { name: name.into(), base: None, ours, unit, goal });
    }

    /// Prints it, as Markdown.
    pub fn print(&self) {
        println!("| what | beside | askhow | unit | ratio | goal | reached |");
        println!("| --- | ---: | ---: | --- | ---: | --- | --- |");
        for row in &self.rows {
            let base = row.base.map_or_else(|| "–".to_owned(), short);
            let ratio =
                row.base.map_or_else(|| "–".to_owned(), |base| format!("{} ×", short(row.ours / base)));
            let (goal, reached) = row.judged();
            println!(
                "| {} | {base} | {} | {} | {ratio} | {goal} | {reached} |",
                row.name,
                short(row.ours),
                row.unit
            );
        }
    }
}

impl Row {
    /// The goal in words, and whether it is reached.
    fn judged(&self) -> (String, &'static str) {
        let ratio = self.base.map_or(f64::NAN, |base| self.ours / base);
        let (goal, reached) = match self.goal {
            Goal::Times(most) => (format!("≤ {most} ×"), ratio <= most),
            Goal::LeastTimes(least) => (format!("≥ {least} ×"), ratio >= least),
            Goal::Most(most) => (format!("≤ {most} {}", self.unit), self.ours <= most),
            Goal::Least(least) => (format!("≥ {least} {}", self.unit), self.ours >= least),
            Goal::TimesAnd(most, more) => {
                let bound = self.base.map_or(f64::NAN, |base| base * most + more);
                (format!("≤ {most} × + {more} {}", self.unit), self.ours <= bound)
            }
            Goal::Told => return ("–".to_owned(), "–"),
        };
        (goal, if reached { "yes" } else { "**no**" })
    }
}

fn short(value: f64) -> String {
    let digits = if value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.digits$}")
}
