//! When our own code stumbles: the text at hand is confidential, so only the place in the code is told.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

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

/// Runs `work`; where it panics, nothing is printed and the place comes back.
///
/// # Errors
/// The place of a panic, as `file:line:column`.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = CATCHING.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(before);
    result.map_err(|_| PLACE.with_borrow_mut(std::mem::take))
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
    }
}
