//! What a family of wording is to the engine, and what it gives back.

use askhow_document::{Edit, Finding, Rule, Span, apply_edits};

use askhow_english::page::Page;

use crate::Scope;

/// Whether a hit is worth reading the page for: handed the plain text before the hit in small letters, the hit, and the
/// text behind it in small letters. Frequent words say no here unless their neighbours fit.
pub(crate) type Peek = fn(&str, &str, &str) -> bool;

/// Every hit is worth it.
pub(crate) fn always(_: &str, _: &str, _: &str) -> bool {
    true
}

/// A family: its phrases, and how a hit is judged.
pub(crate) struct Family {
    /// Its rules, in the order of the reference.
    pub rules: &'static [&'static Rule],
    /// The name of its rows in `data/phrases.txt`.
    pub phrases: &'static str,
    pub peek: Peek,
    /// Handed all hits of the family on a page as tokens `from..to`, in order, none inside another.
    pub look: Look,
}

/// Judges hits; what is worth a word goes to the list.
pub(crate) type Look = fn(&Page<'_>, &[(usize, usize)], &mut Vec<Found>);

/// A finding and what goes with it.
#[derive(Debug)]
pub(crate) struct Found {
    pub finding: Finding,
    pub scope: Scope,
    /// The wording in lower case.
    pub wording: String,
}

impl Found {
    pub fn new(finding: Finding, wording: impl Into<String>) -> Self {
        Self { finding, scope: Scope::Anywhere, wording: wording.into() }
    }
}

/// The longest text in the title of a fix, in characters.
const TITLE: usize = 72;

/// What stands from token `from` to `end` once the edits are done, for the title of a fix.
pub(crate) fn shortened(page: &Page<'_>, from: usize, end: usize, edits: &[Edit]) -> String {
    let source = page.plain.source_span(page.span(from, end));
    // A bound on what is read: titles of fixes in an endless sentence stay cheap.
    let far = source.start + TITLE * 8;
    let stop = (source.start..=source.end.min(far)).rev().find(|at| page.prose.source.is_char_boundary(*at));
    let span = Span::new(source.start, stop.unwrap_or(source.end));
    let inside: Vec<Edit> = edits
        .iter()
        .filter(|edit| span.start <= edit.span.start && edit.span.end <= span.end)
        .map(|edit| {
            Edit::new(
                Span::new(edit.span.start - span.start, edit.span.end - span.start),
                edit.new_text.clone(),
            )
        })
        .collect();
    let text = apply_edits(span.of(page.prose.source), &inside);
    let mut title = String::with_capacity(text.len());
    for char in text.chars().filter(|char| !matches!(char, '*' | '`')) {
        match char.is_whitespace() {
            true if title.is_empty() || title.ends_with(' ') => {}
            true => title.push(' '),
            false if title.is_empty() => title.extend(char.to_uppercase()),
            false => title.push(char),
        }
    }
    title.truncate(title.trim_end().len());
    if let Some((far, _)) = title.char_indices().nth(TITLE) {
        let cut = title.get(..far).and_then(|title| title.rfind(' ')).unwrap_or(far);
        title.truncate(cut);
        title.push('…');
    }
    title
}
