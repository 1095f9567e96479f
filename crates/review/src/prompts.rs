//! The *how* questions about fields, entries and the review as a whole.
//!
//! Those of sections are had from [`crate::Section::questions`], those of rules stand with the rules. Which
//! place a cursor is at, and how many questions are shown there, is left to who asks.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

use askhow_english::Kind;

use crate::ask::{Ask, choose, read_ask};
pub use crate::ask::{Condition, Ground};
use crate::catalogue;
pub use crate::conditions::in_a_question;

/// The questions about an entry of this kind at a place of which `ground` is known; those that fit any entry where no kind
/// is told.
///
/// ```
/// use askhow_english::Kind;
/// use askhow_review::prompts::{Condition, Ground, about_entry};
/// let ground = Ground::of([Condition::Asked]).with("actor", Some("@ana"));
/// assert_eq!(about_entry(Some(Kind::Communication), &ground)[0], "How did @ana know whom to ask?");
/// ```
pub fn about_entry(kind: Option<Kind>, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
    choose(asks("kind", kind.map_or("any", Kind::name)), ground)
}

/// The questions about a stretch without entries, from and to the times as written.
pub fn about_quiet(from: Option<&str>, to: Option<&str>) -> Vec<Cow<'static, str>> {
    choose(asks("kind", "quiet"), &Ground::default().with("from", from).with("to", to))
}

/// The questions about a field of the form, by its canonical name; none where it asks none.
pub fn about_field(name: &str) -> Vec<&'static str> {
    asks("field", name).iter().map(|ask| ask.text).collect()
}

/// What is asked where no section tells what went right.
pub fn about_no_mitigators() -> Vec<&'static str> {
    asks("review", "no-mitigators").iter().map(|ask| ask.text).collect()
}

/// What is asked where there are a form and a description and no more.
pub fn about_filed() -> Vec<&'static str> {
    asks("review", "filed").iter().map(|ask| ask.text).collect()
}

/// What is asked where a finished timeline has left no open question.
pub fn about_no_questions() -> Vec<&'static str> {
    asks("review", "no-questions").iter().map(|ask| ask.text).collect()
}

static PROMPTS: LazyLock<FxHashMap<&'static str, Vec<Ask>>> = LazyLock::new(|| {
    let mut prompts: FxHashMap<&'static str, Vec<Ask>> = FxHashMap::default();
    for line in catalogue::lines(include_str!("../data/prompts.txt")) {
        read_ask(prompts.entry(line.heading).or_default(), line);
    }
    prompts
});

fn asks(what: &str, name: &str) -> &'static [Ask] {
    let mut key = String::with_capacity(what.len() + name.len() + 1);
    key.push_str(what);
    key.push(' ');
    key.push_str(name);
    PROMPTS.get(key.as_str()).map_or(&[], Vec::as_slice)
}

/// The beginnings of open questions about something named in the review: `what` is `actor`, `service`, `time`
/// or `quiet` (of which `from` and `to` are known). The writer goes on at `…`.
pub fn starters(what: &str, ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
    choose(asks("open", what), ground)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Section;

    /// The rules that all questions of the catalogue keep.
    #[track_caller]
    pub(crate) fn check_question(question: &str) {
        let lower = question.to_lowercase();
        assert!(question.ends_with('?'), "{question}");
        assert!(!lower.starts_with("why"), "{question}");
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        for word in ["should", "simply", "obviously", "just", "mistake", "fault"] {
            assert!(!words.contains(&word), "{question}");
        }
        let n_words = question.split_whitespace().count();
        assert!(n_words <= 18, "{n_words} words: {question}");
    }

    #[test]
    fn questions_are_short_and_ask_how() {
        let sections = Section::ALL.iter().flat_map(|section| section.every_question());
        let beside = crate::Beside::ALL.iter().flat_map(|beside| beside.every_question());
        let others = PROMPTS.values().flatten().flat_map(|ask| [Some(ask.text), ask.plain]).flatten();
        let mut n_questions = 0;
        for question in sections.chain(beside).chain(others) {
            check_question(question);
            n_questions += 1;
        }
        assert!(n_questions > 50);
    }

    #[test]
    fn names_and_times_are_filled_in_and_left_out_where_unknown() {
        let chosen = || Ground::of([Condition::Chosen]);
        let ground = chosen().with("actor", Some("**Ana**")).with("time", Some("16:40"));
        let asked = about_entry(Some(Kind::Action), &ground);
        assert_eq!(asked.first().unwrap(), "How did this make sense, given what **Ana** knew at 16:40?");
        let asked = about_entry(Some(Kind::Action), &chosen().with("actor", Some("Ana")));
        assert_eq!(asked.first().unwrap(), "How did this make sense, given what people knew at the time?");
        let asked = about_quiet(Some("17:05"), Some("18:40"));
        assert_eq!(
            asked.first().unwrap(),
            "What was going on between 17:05 and 18:40, when it seems that nothing was happening?"
        );
    }

    #[test]
    fn every_question_about_entries_is_asked_somewhere_and_no_placeholder_is_left() {
        for kind in Kind::ALL.map(Some).into_iter().chain([None]) {
            let named = || Ground::default().with("actor", Some("Ana")).with("time", Some("16:40"));
            let grounds = [Ground::default(), named()].into_iter();
            let grounds = grounds.chain(Condition::ALL.into_iter().map(|it| named().and([it])));
            let asked: Vec<_> = grounds.flat_map(|ground| about_entry(kind, &ground)).collect();
            assert!(asked.iter().all(|question| !question.contains(['{', '}'])), "{asked:?}");
            for ask in asks("kind", kind.map_or("any", Kind::name)) {
                let filled = ask.text.replace("{actor}", "Ana").replace("{time}", "16:40");
                assert!(asked.iter().any(|question| *question == filled), "{filled}");
            }
        }
        assert_eq!(about_no_mitigators(), ["How did things go right?"]);
        assert_eq!(about_filed().len(), 2);
        assert_eq!(about_no_questions().len(), 1);
    }
}
