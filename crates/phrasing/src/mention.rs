//! Where words are a name, an example or somebody's chat: no rule has anything to say about them.

use askhow_document::Span;
use askhow_english::{
    class::is,
    lexicon::denies,
    page::Page,
    verb::{auxiliary, plain_of_past},
};

use crate::words::Words;

/// How many words a title has at least, and how many tokens are looked at.
const TITLE: usize = 3;
const LONGEST: usize = 24;

/// The finding at this place of the source is about words that are only mentioned.
pub(crate) fn is_mention(page: &Page<'_>, span: Span) -> bool {
    let from = page.token_of_source(span.start);
    let to = page.token_of_source(span.end).max(from + 1);
    is_chat(page, span.start)
        || is_link_title(page, from, to)
        || is_longer_name(page, from, to)
        || is_quoted_title(page, from)
        || is_italic_title(page, from)
        || is_example(page, from)
}

/// `<nova> why would anyone …`, `[13:07] <dmitri> …`: a line of chat as it was copied.
fn is_chat(page: &Page<'_>, at: usize) -> bool {
    let source = page.prose.source;
    let start = source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1);
    let Some(line) = source.get(start..at) else { return false };
    let line = line.trim_start().trim_start_matches('\\');
    let stamped = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let stamp = stamped.filter(|(stamp, _)| stamp.starts_with(|char: char| char.is_ascii_digit()));
    let (stamped, line) = stamp.map_or((false, line), |(_, rest)| (true, rest));
    let line = line.trim_start_matches('\\');
    let Some((nick, _)) = line.strip_prefix('<').and_then(|rest| rest.split_once("> ")) else { return false };
    let is_nick = nick.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.' | '@'));
    // What closes again is markup.
    let closes = source.contains(&format!("</{nick}>"));
    is_nick && !closes && (stamped || !is_element(nick))
}

/// Elements of HTML that need no end, or whose end is often left out.
fn is_element(name: &str) -> bool {
    is(name.to_ascii_lowercase().as_str(), Words::HtmlBreak)
}

/// `[The Dangers of Best Practices](…)`: part of the title of another document. Words of the writer's own
/// (`[Root cause found](…)`) have no capitals inside.
fn is_link_title(page: &Page<'_>, from: usize, to: usize) -> bool {
    let in_link = |idx: usize| page.link_around(idx).is_some_and(|close| !close.starts_with("](#"));
    if !in_link(from) {
        return false;
    }
    let first =
        (from.saturating_sub(LONGEST)..from).rev().take_while(|idx| in_link(*idx)).last().unwrap_or(from);
    let last = (to..to + LONGEST).take_while(|idx| in_link(*idx)).last().map_or(to, |last| last + 1);
    // `[Longhorn OOM cascade](…)`: names inside, and nothing is said of them.
    let capitals = (first..last).filter(|idx| is_capital(page, *idx)).count();
    let says = |idx: usize| auxiliary(page.word(idx)).is_some() || plain_of_past(page.word(idx)).is_some();
    let named = capitals > 1 && !(first..last).any(says);
    (first, last) != (from, to)
        && is_capital(page, first)
        && (named || (from..to).all(|idx| is_capital(page, idx)))
}

/// `the Best Practices Analyzer`, in a sentence that is no title as a whole.
fn is_longer_name(page: &Page<'_>, from: usize, to: usize) -> bool {
    let (start, end) = page.sentence(from);
    let small = (start..from).filter(|idx| page.is_small(*idx)).count();
    !page.place.heading
        && small > 1
        && to < end
        && (from..=to).all(|idx| is_capital(page, idx))
        && page.get(to).is_some_and(|token| token.is_word() && token.spaced)
        && page.written(to).chars().any(char::is_lowercase)
}

/// `“The Five Whys for Start-Ups”`; a ticket with its title: `INFRA-2291 “Why is everything slow”`.
fn is_quoted_title(page: &Page<'_>, from: usize) -> bool {
    let Some((first, last)) = page.quotation(from) else { return false };
    let open = first.saturating_sub(1);
    let ticket = page.before(open);
    let is_ticket = ticket.contains('-')
        && ticket.ends_with(|char: char| char.is_ascii_digit())
        && ticket.starts_with(char::is_alphabetic);
    is_capital(page, first) && (is_ticket || is_title(page, first, last))
}

/// `*Why Do Computers Stop?*` in the middle of a sentence or of a reference.
fn is_italic_title(page: &Page<'_>, from: usize) -> bool {
    let firsts = (from.saturating_sub(LONGEST)..=from).rev();
    firsts.into_iter().filter(|first| page.opens_emphasis(*first)).any(|first| {
        let last = (from + 1..from + LONGEST).find(|last| page.is_emphasised(first, *last));
        last.is_some_and(|last| {
            let bold = page.plain.source_span(page.span(first, last)).start;
            let is_bold = page
                .prose
                .source
                .get(..bold)
                .is_some_and(|before| before.ends_with("**") || before.ends_with("__"));
            !is_bold && first > 0 && is_title(page, first, last)
        })
    })
}

/// In title case, and long enough to be one.
fn is_title(page: &Page<'_>, first: usize, last: usize) -> bool {
    let words: Vec<usize> = (first..last.min(first + LONGEST)).filter(|idx| page.is_word(*idx)).collect();
    let large = |idx: &&usize| page.word(**idx).len() > 3 || is_capital(page, **idx);
    let capitals = words.iter().filter(|idx| is_capital(page, **idx)).count();
    words.len() >= TITLE && capitals >= TITLE && words.iter().filter(large).all(|idx| is_capital(page, *idx))
}

/// `avoid "why did you"`, `don't say "should have"`, `we do not use "5 whys"`.
fn is_example(page: &Page<'_>, from: usize) -> bool {
    let Some((first, _)) = page.quotation(from) else { return false };
    let Some(lead) = first.checked_sub(2) else { return false };
    match page.word(lead) {
        it if is(it, Words::AvoidsPhrase) => true,
        // `the phrase "human error"`
        it if is(it, Words::PhraseNoun) => true,
        "of" => page.before(lead) == "instead",
        it if is(it, Words::SaysInstead) => (lead.saturating_sub(3)..lead).any(|idx| {
            let word = page.word(idx);
            denies(word) || word.ends_with("n't") || is(word, Words::SaysInsteadOf)
        }),
        _ => false,
    }
}

fn is_capital(page: &Page<'_>, idx: usize) -> bool {
    page.is_capital(idx)
}
