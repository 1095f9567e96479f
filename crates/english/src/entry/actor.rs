//! Who acted in an entry.
//!
//! The words for people are data; what is left to this file is where a name may stand.

use askhow_document::Span;

use super::{Hints, Kind, Told};
use crate::class::{Class, is};
use crate::roles::{is_anybody, is_other};

/// Who acted: a mention, what the caller saw marked, or the subject before the verb.
pub(super) fn read_actor(text: &str, words: &[Span], told: Option<Told>, hints: Hints<'_>) -> Option<Span> {
    let verb = told.map(|told| told.span);
    let early = |span: Span| verb.is_none_or(|verb| span.start <= verb.start);
    let mention = words.iter().take(6).find(|word| word.of(text).starts_with('@') && word.len() > 1);
    if let Some(mention) = mention.filter(|mention| early(**mention)) {
        return Some(Span::new(mention.start + 1, mention.end));
    }
    let is_name = |span: &Span| {
        let name = span.of(text).trim();
        let words = name.split_whitespace().count();
        (1..=4).contains(&words)
            && name.len() <= 40
            && name.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || c == '(') || is_anybody(&word.to_lowercase())
            })
            && !name.split_whitespace().any(|word| is_other(&word.to_lowercase()))
            && !name.ends_with([':', '.'])
            && Kind::from_name(name).is_none()
    };
    if let Some(marked) = hints.marked.iter().find(|span| is_name(span) && early(**span) && verb.is_some()) {
        return Some(*marked);
    }
    // `[Ada]`: a name in brackets at the start.
    if let Some(inside) =
        text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inside, _)| inside)
    {
        let start = text.len() - text.trim_start().len() + 1;
        let span = Span::new(start, start + inside.len());
        if is_name(&span) {
            return Some(span);
        }
    }
    subject(text, words, told?)
}

/// The words before the verb, where they name somebody.
fn subject(text: &str, words: &[Span], told: Told) -> Option<Span> {
    let verb = told.span;
    let mut before: Vec<Span> = words.iter().take_while(|word| word.end <= verb.start).copied().collect();
    // Helpers and adverbs belong to the verb.
    let is_passive = !verb.of(text).ends_with("ing")
        && before
            .iter()
            .rev()
            .take(2)
            .any(|word| is(word.of(text).to_lowercase().as_str(), Class::PassiveHelper));
    if is_passive {
        return None;
    }
    while before
        .last()
        .is_some_and(|word| is(&word.of(text).to_lowercase(), Class::Helper) || word.of(text).ends_with("ly"))
    {
        before.pop();
    }
    let (first, last) = (*before.first()?, *before.last()?);
    let whole = first.cover(last);
    // One piece without a comma or colon in between.
    if before.len() > 4 || whole.of(text).contains([',', ':', ';', '(', '.']) {
        return None;
    }
    let lower = first.of(text).to_lowercase();
    let has_role = is_anybody(&last.of(text).to_lowercase());
    if has_role {
        let without_article = if is(lower.as_str(), Class::BeforeRole) && before.len() > 1 {
            before.get(1)?.cover(last)
        } else {
            whole
        };
        return Some(without_article);
    }
    let capitalised = before.iter().all(|word| {
        let word = word.of(text);
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "&")
    });
    (capitalised && !told.of_things && !is_other(&lower)).then_some(whole)
}

/// Whether a word stands for somebody who can do something: a name, a role, a pronoun, an adverb behind one.
pub(super) fn is_somebody(word: Option<Span>, text: &str, words: &[Span]) -> bool {
    let Some(word) = word else { return false };
    let written = word.of(text);
    let lower = written.to_lowercase();
    let is_first = words.first() == Some(&word);
    let has_role = is_anybody(&lower) && !lower.ends_with('s');
    // `HTTP requests` are no doing of anybody called so.
    let is_named = written.starts_with(char::is_uppercase)
        && written.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && !is_other(&lower);
    // A nickname: the first word, in small letters.
    let is_nick = is_first && written.starts_with(char::is_lowercase) && !is_other(&lower);
    written.starts_with('@')
        || has_role
        || is_named
        || is_nick
        || lower.ends_with("ly")
        || is(lower.as_str(), Class::WhoActs)
}
