//! Who is a person: given names and handles.

use askhow_document::Prose;

use crate::{
    class::{Class, is},
    page::{Page, Place},
};

/// Whether `words` are somebody's name and nothing else: a given name, perhaps with a family name, or a handle.
pub fn names_somebody(words: &str) -> bool {
    let prose = Prose::of_plain(words);
    let page = Page::new(&prose, prose.plain(), Place::default());
    !page.tokens.is_empty() && is_person(&page, (0, page.tokens.len()))
}

/// The subject `from..to` is a given name (perhaps with a family name) or a handle (`@alice`).
pub fn is_person(page: &Page<'_>, (from, to): (usize, usize)) -> bool {
    if page.get(from).is_some_and(|token| token.is_sign("@")) {
        return to == from + 2;
    }
    let capital = |idx| page.written(idx).chars().next().is_some_and(char::is_uppercase);
    to - from <= 2 && (from..to).all(capital) && is(page.word(from), Class::GivenName)
}
