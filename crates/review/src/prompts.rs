//! The *how* questions about fields, entries and the review as a whole.
//!
//! Those of sections are had from [`crate::Section::questions`], those of rules stand with the rules. Which
//! place a cursor is at, and how many questions are shown there, is left to who asks.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use askhow_english::Kind;

use crate::catalogue;

/// The questions about an entry, in its own words: `actor` as written (`@ana`), `time` as written (`16:40`).
/// Where one that a question needs is missing, the question is put without it.
///
/// ```
/// use askhow_english::Kind;
/// use askhow_review::prompts::about_entry;
/// let asked = about_entry(Kind::Communication, Some("@ana"), None);
/// assert_eq!(asked.first().unwrap(), "How did @ana know whom to ask?");
/// ```
pub fn about_entry(kind: Kind, actor: Option<&str>, time: Option<&str>) -> Vec<Cow<'static, str>> {
    filled("kind", kind.name(), &[("actor", actor), ("time", time)])
}

/// The questions about a stretch without entries, from and to the times as written.
pub fn about_quiet(from: Option<&str>, to: Option<&str>) -> Vec<Cow<'static, str>> {
    filled("kind", "quiet", &[("from", from), ("to", to)])
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

/// A question, and what is asked instead where a name or time is not known.
#[derive(Clone, Copy, Debug)]
struct Ask {
    text: &'static str,
    plain: Option<&'static str>,
}

static PROMPTS: LazyLock<HashMap<&'static str, Vec<Ask>>> = LazyLock::new(|| {
    let mut prompts: HashMap<&'static str, Vec<Ask>> = HashMap::new();
    for line in catalogue::lines(include_str!("../data/prompts.txt")) {
        let asks = prompts.entry(line.heading).or_default();
        match line.mark {
            "ask" => asks.push(Ask { text: line.value, plain: None }),
            "plain" => {
                if let Some(ask) = asks.last_mut() {
                    ask.plain = Some(line.value);
                }
            }
            _ => {}
        }
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

fn filled(what: &str, name: &str, values: &[(&str, Option<&str>)]) -> Vec<Cow<'static, str>> {
    asks(what, name)
        .iter()
        .filter_map(|ask| match fill(ask.text, values) {
            Some(question) => Some(question),
            None => ask.plain.map(Cow::Borrowed),
        })
        .collect()
}

/// A question of a team's own about an entry; `None` where a name or time that it needs is not known.
pub(crate) fn filled_in(question: &str, actor: Option<&str>, time: Option<&str>) -> Option<String> {
    fill(question, &[("actor", actor), ("time", time)]).map(Cow::into_owned)
}

/// The beginnings of open questions about something named in the review: `what` is `actor`, `service`, `time`
/// or `quiet` (then `values` are `from` and `to`). The writer goes on at `…`.
pub fn starters(what: &str, values: &[(&str, Option<&str>)]) -> Vec<Cow<'static, str>> {
    filled("open", what, values)
}

/// `text` with what stands in braces filled in; `None` where something is not known.
fn fill<'t>(text: &'t str, values: &[(&str, Option<&str>)]) -> Option<Cow<'t, str>> {
    let mut rest = text;
    let mut out = String::new();
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        let (_, value) = values.iter().find(|(known, _)| *known == name)?;
        out.push_str(before);
        out.push_str(value.filter(|value| !value.trim().is_empty())?.trim());
        rest = behind;
    }
    if out.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
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
        let sections = Section::ALL.iter().flat_map(|section| section.questions()).copied();
        let others = PROMPTS.values().flatten().flat_map(|ask| [Some(ask.text), ask.plain]).flatten();
        let mut n_questions = 0;
        for question in sections.chain(others) {
            check_question(question);
            n_questions += 1;
        }
        assert!(n_questions > 50);
    }

    #[test]
    fn names_and_times_are_filled_in_and_left_out_where_unknown() {
        let asked = about_entry(Kind::Action, Some("**Ana**"), Some("16:40"));
        assert_eq!(asked.first().unwrap(), "How did this make sense, given what **Ana** knew at 16:40?");
        let asked = about_entry(Kind::Action, Some("Ana"), None);
        assert_eq!(asked.first().unwrap(), "How did this make sense, given what people knew at the time?");
        let asked = about_quiet(Some("17:05"), Some("18:40"));
        assert_eq!(
            asked.first().unwrap(),
            "What was going on between 17:05 and 18:40, when it seems that nothing was happening?"
        );
        assert_eq!(about_entry(Kind::Recovery, None, None).len(), 2);
    }

    #[test]
    fn every_kind_asks_and_no_placeholder_is_left() {
        for kind in Kind::ALL {
            for (actor, time) in [(None, None), (Some("Ana"), None), (Some("Ana"), Some("16:40"))] {
                let asked = about_entry(kind, actor, time);
                assert!(asked.len() >= 2, "{}", kind.name());
                assert!(asked.iter().all(|question| !question.contains(['{', '}'])), "{asked:?}");
            }
        }
        assert_eq!(about_no_mitigators(), ["How did things go right?"]);
        assert_eq!(about_filed().len(), 2);
        assert_eq!(about_no_questions().len(), 1);
    }
}
