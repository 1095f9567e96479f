//! A rule that panics costs what it would have said, and nothing else: neither what others say nor the document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::Rule;

/// The rule that is to panic, where a test asks for it.
static PLANTED: Mutex<Option<String>> = Mutex::new(None);
/// Whether there is one: all that is looked at otherwise.
static IS_PLANTED: AtomicBool = AtomicBool::new(false);

/// Has the rule of that id panic from now on wherever it is asked; `None` ends it. For tests alone, in a process of their
/// own.
pub fn plant(rule: Option<String>) {
    let mut planted = PLANTED.lock().unwrap_or_else(PoisonError::into_inner);
    IS_PLANTED.store(rule.is_some(), Ordering::Relaxed);
    *planted = rule;
}

/// Does the work of rules; whether it came to its end. What it was about to say is not to be used where it did not.
pub fn survives(rules: &[&Rule], work: impl FnOnce()) -> bool {
    let work = || {
        if IS_PLANTED.load(Ordering::Relaxed) {
            stumble(rules);
        }
        work();
    };
    catch_unwind(AssertUnwindSafe(work)).is_ok()
}

/// Has rules add to what was found; nothing where they panic.
pub fn add<T>(rules: &[&Rule], found: &mut Vec<T>, look: impl FnOnce(&mut Vec<T>)) {
    let before = found.len();
    if !survives(rules, || look(found)) {
        found.truncate(before);
    }
}

#[expect(clippy::panic, reason = "that is what it is for")]
fn stumble(rules: &[&Rule]) {
    let planted = PLANTED.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if rules.iter().any(|rule| Some(rule.id) == planted.as_deref()) {
        panic!("a test asked for it");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_before_stays() {
        let mut found = vec![1];
        add(&[], &mut found, |found| found.push(2));
        add(&[], &mut found, |found| {
            found.push(3);
            panic!("a slip");
        });
        add(&[], &mut found, |found| found.push(4));
        assert_eq!(found, [1, 2, 4]);
    }
}
