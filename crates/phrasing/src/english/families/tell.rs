//! What all families share: how a finding, a rewrite and a new item are made.

use askhow_document::{Edit, Finding, Fix, NewItem, QUOTED, Rule, beginning};

use askhow_english::page::{Kind, Page};

use crate::{
    family::{Found, shortened},
    rewrite::{self, Change, dressed},
    words,
};

/// A hit as tokens `from..to`.
pub(super) type Tokens = (usize, usize);

/// How many words before a change its title shows.
const LEAD: usize = 3;

/// The longest text of a new item that repeats a sentence, in characters.
const ITEM: usize = 200;

/// The longest quotation of what a question is about.
const QUOTE: usize = 100;

/// Judges each hit by itself.
pub(super) fn each(
    page: &Page<'_>,
    hits: &[Tokens],
    found: &mut Vec<Found>,
    judge: impl Fn(&Page<'_>, Tokens) -> Option<Found>,
) {
    found.extend(hits.iter().filter_map(|hit| judge(page, *hit)));
}

/// Judges each hit by itself, and reports the first of a sentence only.
pub(super) fn each_sentence(
    page: &Page<'_>,
    hits: &[Tokens],
    found: &mut Vec<Found>,
    judge: impl Fn(&Page<'_>, Tokens) -> Option<Found>,
) {
    let mut done = 0;
    for hit in hits.iter().filter(|(from, _)| page.get(*from).is_some()) {
        if hit.0 < done {
            continue;
        }
        if let Some(reported) = judge(page, *hit) {
            found.push(reported);
            done = page.whole_sentence(hit.0).1;
        }
    }
}

/// A finding of `rule` at these tokens. Its message begins with their words, and `says` goes on from there: a list of
/// problems is read without the text beside it.
pub(super) fn report(page: &Page<'_>, rule: &'static Rule, (from, to): Tokens, says: &str) -> Found {
    let span = page.span(from, to);
    let words = span.of(&page.plain.text);
    let message = format!("“{}” {says}", beginning(words, QUOTED));
    Found::new(Finding::new(rule, page.plain.source_span(span), message), words.to_lowercase())
}

impl Found {
    /// With a rewrite in place, where the words can be changed without touching their dress.
    pub(super) fn rewrite(mut self, page: &Page<'_>, from: usize, changes: &[Change], safe: bool) -> Self {
        let Some(edits) = rewrite::edits(page, changes) else { return self };
        if edits.is_empty() {
            return self;
        }
        let title = format!("Write “{}”", title(page, from, changes, &edits));
        let preferred = self.finding.fixes.iter().all(|fix| !fix.preferred);
        self.finding.fixes.push(Fix { title, preferred, safe, edits, item: None });
        self
    }

    /// With a question to be asked under Open Questions.
    pub(super) fn open_question(self, text: String) -> Self {
        let asked = words::asked(self.finding.rule.id).unwrap_or("about it");
        self.item(format!("Ask {asked}, under Open Questions"), "Open Questions", text)
    }

    /// Where nothing else can be done: with the first question of its own, about the sentence that it stands in.
    pub(crate) fn asked_at_least(self, page: &Page<'_>) -> Self {
        if !self.finding.fixes.is_empty() || page.place.named {
            return self;
        }
        let about = quotable(page, page.token_of_source(self.finding.span.start));
        let about = about.trim_end_matches(['?', '!', ':', ',', ' ']);
        let question = self.finding.questions.first().and_then(|question| question.strip_suffix('?'));
        // A word alone does not say what is asked about.
        match question.filter(|_| about.contains(' ')) {
            Some(question) => {
                let text = format!("{question}: “{about}”?");
                self.open_question(text)
            }
            None => self,
        }
    }

    /// With an item to be added to a section.
    pub(super) fn item(mut self, title: String, section: &'static str, text: String) -> Self {
        let item = Some(NewItem { section, text });
        self.finding.fixes.push(Fix { title, preferred: false, safe: false, edits: Vec::new(), item });
        self
    }
}

/// What a rewrite will read like: from a few words before the change on.
pub(super) fn title(page: &Page<'_>, from: usize, changes: &[Change], edits: &[Edit]) -> String {
    let (start, end) = page.sentence(from);
    let first = changes.iter().map(Change::at).min().unwrap_or(from);
    let near = first.saturating_sub(LEAD);
    if near <= start + 1 {
        // A colon left over from a label is no way to begin.
        let start = (start..first).find(|idx| page.get(*idx).is_none_or(|token| !token.is_sign(":")));
        return shortened(page, start.unwrap_or(first).min(first), end, edits);
    }
    let words = shortened(page, near, end, edits);
    let written = page.written(near);
    // In the middle of a sentence the first word keeps its case.
    match words.get(..1).zip(written.get(..1)) {
        Some((upper, lower)) if upper.eq_ignore_ascii_case(lower) => {
            format!("… {lower}{}", words.get(1..).unwrap_or_default())
        }
        _ => format!("… {words}"),
    }
}

/// The sentence around a token, as it stands in the source where that is one line, without a label, a
/// stamp or a bullet of words before it.
pub(super) fn sentence(page: &Page<'_>, idx: usize) -> String {
    let (start, _) = page.sentence(idx);
    // Of a sentence that says who said it, what was said.
    if let Some((open, close)) = page.quotation(idx).filter(|(open, _)| *open >= start)
        && page.is_sign(open.saturating_sub(1), "\"")
        && let Some((_, said)) = dressed(page, open, close)
        && said.contains(' ')
        && said.chars().count() <= ITEM
    {
        return said.trim_end_matches([',', '.']).to_owned();
    }
    sentence_from(page, after_label(page, start, idx), idx)
}

/// The same in short: its words alone, where their dress is long or would be torn.
fn quotable(page: &Page<'_>, idx: usize) -> String {
    let whole = sentence(page, idx);
    let is_torn = whole.contains("](") || !whole.matches("**").count().is_multiple_of(2);
    if whole.chars().count() <= QUOTE && !is_torn {
        return whole;
    }
    let (start, end) = page.sentence(idx);
    let words = page.span(after_label(page, start, idx), end).of(&page.plain.text);
    let words = escaped(&beginning(words, QUOTE));
    unquoted(words.trim_end_matches('.')).to_owned()
}

/// The same with its label, which says what it is about: `**Search**: 6h late, self-resolved`.
pub(super) fn labelled_sentence(page: &Page<'_>, idx: usize) -> String {
    let (start, _) = page.sentence(idx);
    sentence_from(page, after_stamp(page, start, idx), idx)
}

/// The sentence around a token from `start` on.
pub(super) fn sentence_from(page: &Page<'_>, start: usize, idx: usize) -> String {
    let (_, end) = page.sentence(idx);
    let stops = end > start + 1 && page.is_sign(end - 1, ".");
    let end = if stops { end - 1 } else { end };
    let text = match dressed(page, start, end) {
        Some((_, source)) if source.chars().count() <= ITEM => source,
        _ => beginning(&escaped(page.span(start, end).of(&page.plain.text)), ITEM),
    };
    unquoted(text.trim()).to_owned()
}

/// Without quotation marks around it, or one whose partner stands outside; `"No", said Ben` keeps both.
fn unquoted(text: &str) -> &str {
    let is_mark = |char: char| matches!(char, '“' | '”' | '"');
    let inside = text.trim_matches(is_mark);
    if inside.contains(is_mark) && text.chars().filter(|char| is_mark(*char)).count() % 2 == 0 {
        return text;
    }
    inside.trim()
}

/// Plain words as Markdown that reads the same.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '*' | '_' | '`' | '[' | ']' | '<' | '\\') {
            out.push('\\');
        }
        out.push(char);
    }
    out
}

/// Behind `10:15`, `Q:`, `Cause:` and the like at the start of a sentence.
fn after_label(page: &Page<'_>, start: usize, idx: usize) -> usize {
    let from = after_stamp(page, start, idx);
    let colon = (from..idx.min(from + 4)).find(|at| page.is_sign(*at, ":"));
    colon.map_or(from, |colon| colon + 1)
}

/// Behind `10:15` and signs.
pub(super) fn after_stamp(page: &Page<'_>, start: usize, idx: usize) -> usize {
    let is_stamp = |at: usize| {
        page.get(at).is_some_and(|token| match token.kind {
            Kind::Sign => !matches!(token.lower.as_str(), "@" | "#" | "\"" | "(" | "$"),
            Kind::Word => {
                token.lower.chars().all(|char| !char.is_alphabetic())
                    || matches!(token.lower.as_str(), "am" | "pm" | "utc")
            }
            Kind::Name => false,
        })
    };
    (start..idx).find(|at| !is_stamp(*at)).unwrap_or(idx)
}

/// The case of the first letter of token `idx`, given to `words`.
pub(super) fn like(page: &Page<'_>, idx: usize, words: &str) -> String {
    let written = page.written(idx);
    let upper =
        written.chars().filter(|char| char.is_alphabetic()).all(char::is_uppercase) && written.len() > 1;
    if upper && !matches!(page.word(idx), "rca" | "rcas") {
        return words.to_uppercase();
    }
    if written.chars().next().is_some_and(char::is_uppercase) && !matches!(page.word(idx), "rca" | "rcas") {
        return crate::english::why::capitalised(words);
    }
    words.to_owned()
}

/// The prose is nothing but these tokens, signs and numbers aside.
pub(super) fn is_whole(page: &Page<'_>, (from, to): Tokens) -> bool {
    let bare = |idx: usize| {
        page.get(idx).is_none_or(|token| match token.kind {
            Kind::Sign => true,
            Kind::Word => {
                token.lower.chars().all(|char| char.is_ascii_digit() || char == '.') || token.is("s")
            }
            Kind::Name => false,
        })
    };
    (0..from).all(bare) && (to..page.tokens.len()).all(bare)
}
