//! What people left undone: an alert that they missed, what they did not bother to do, a failure to act.

use super::super::tell::Tokens;
use askhow_english::{
    class::{Class, is},
    clause::is_boundary,
    denial::is_denied,
    lexicon::denies,
    page::Page,
    people::{is_software, people_before},
    verb::participle_of,
};

use crate::words::Words;

/// `Nobody bothered to ask`, `not once did the team bother to read it`.
pub(super) fn is_not_bothered(page: &Page<'_>, from: usize) -> bool {
    let people = people_before(page, from).is_some_and(|people| !is_software(page, people, from));
    people && (is_denied(page, from, 6) || page.before(from) == "nobody")
}

/// `Ops missed the `DiskFull` alert twice`: people, and what was to call them.
pub(super) fn is_missed_alert(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (_, end) = page.sentence(from);
    let called = (to..end.min(to + 5))
        .take_while(|idx| !is_boundary(page, *idx))
        .any(|idx| is(page.word(idx), Words::Alarm));
    let nobody = |who: usize| denies(page.word(who));
    called && people_before(page, from).is_some_and(|(who, _)| !nobody(who)) && !is_denied(page, from, 3)
}

/// What people did not do, as a noun: `Failure to test it let it happen`; not `failure to connect`.
pub(super) fn is_peoples_failure(page: &Page<'_>, (from, to): Tokens) -> bool {
    let whose = page.before(from);
    let said = page.sentence(from).0 == from || is(whose, Words::OwnerBefore);
    let done = page.word(to);
    let work = is(&participle_of(done), Class::Work) || is(done, Words::LeftUndone);
    said && work && !is_denied(page, from, 3)
}
