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

/// Whether a word, in small letters, is a given name.
pub fn is_given(word: &str) -> bool {
    is(word, Class::GivenName) || !word.is_ascii() && is(&plain(word), Class::GivenName)
}

/// Without accents: `zoe` of `zoë`.
fn plain(word: &str) -> String {
    let letter = |c: char| match c {
        'à'..='å' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        _ => c,
    };
    word.chars().map(letter).collect()
}

/// The subject `from..to` is a given name (perhaps with a family name) or a handle (`@alice`).
pub fn is_person(page: &Page<'_>, (from, to): (usize, usize)) -> bool {
    if page.is_sign(from, "@") {
        return to == from + 2;
    }
    to - from <= 2 && (from..to).all(|idx| page.is_capital(idx)) && is_given(page.word(from))
}
