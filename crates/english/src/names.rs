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
    if page.is_sign(from, "@") {
        return to == from + 2;
    }
    to - from <= 2 && (from..to).all(|idx| page.is_capital(idx)) && is(page.word(from), Class::GivenName)
}
