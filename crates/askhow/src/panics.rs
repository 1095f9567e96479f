//! When our own code stumbles: the text at hand is confidential, so only the place in the code is told.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

/// Names a rule that is to panic, for tests.
pub const VARIABLE: &str = "ASKHOW_TEST_PANIC";

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Replaces the usual message of a panic, which may quote what is read, by its place.
pub fn tell_places_alone() {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        if CATCHING.get() {
            PLACE.with_borrow_mut(|last| *last = place);
        } else {
            crate::output::say(&format!(
                "askhow: stumbled at {place}, which is its own fault; a report helps"
            ));
        }
    }));
}

/// Runs `work`; where it panics, nothing is printed and the place comes back. One in a rule counts as well: what is left
/// without it is not the whole.
///
/// # Errors
/// The place of a panic, as `file:line:column`.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let (done, place) = catch_some(work)?;
    place.map_or(Ok(done), Err)
}

/// Runs `work`; beside it comes the place of a panic that cost a part of it, in a rule say.
///
/// # Errors
/// The place of one that cost the whole.
pub fn catch_some<T>(work: impl FnOnce() -> T) -> Result<(T, Option<String>), String> {
    let before = CATCHING.replace(true);
    PLACE.with_borrow_mut(String::clear);
    let result = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(before);
    let place = PLACE.with_borrow_mut(std::mem::take);
    match result {
        Ok(done) => Ok((done, Some(place).filter(|place| !place.is_empty()))),
        Err(_) => Err(place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_as_its_place() {
        tell_places_alone();
        assert_eq!(catch(|| 7), Ok(7));
        let place = catch(|| -> () { panic!("the text of a review") }).unwrap_err();
        assert!(place.contains("panics.rs:"), "{place}");
        let in_part = || std::panic::catch_unwind(|| panic!("a rule")).is_err();
        let (is_part, place) = catch_some(in_part).unwrap();
        assert!(is_part && place.unwrap().contains("panics.rs:"));
        assert!(catch(in_part).is_err());
        assert_eq!(catch_some(|| 7), Ok((7, None)));
    }
}
