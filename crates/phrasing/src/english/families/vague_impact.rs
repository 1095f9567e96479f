//! `phrasing/vague-impact`: some, many, degraded, and no measure.

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, report};
use askhow_english::{
    class::{Class, is},
    denial::is_denied,
    page::{Kind, Page},
    verb::{plain_of_gerund, plain_of_past},
};

use crate::{
    Scope,
    family::{Family, Found},
    words::Words,
};

pub(crate) static RULE: Rule = Rule {
    id: "phrasing/vague-impact",
    level: Level::Hint,
    summary: "Who and how much, without a measure",
    about: "A reader who was not there cannot picture it. A rough number, and how it was come by, says more than \
            any adjective.",
    questions: &["How many, how do you know, and compared with what?"],
    fires: &["Some users saw errors.", "A subset of requests timed out.", "Performance was degraded."],
    quiet: &[
        "About 400 users saw errors.",
        "Some users, 3% of them, saw errors.",
        "Some of the tests are slow.",
        "The degraded service was restarted.",
        "The API degraded fast.",
        "About 400 users were logged out. Some users stayed so.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "vague-impact",
    peek,
    look: |page, hits, found| {
        let mut reported = usize::MAX;
        each(page, hits, found, judge);
        // One for each sentence is enough.
        found.retain(|found| {
            if found.finding.rule != &RULE {
                return true;
            }
            let at = found.finding.span.start;
            let token = page.token_of_source(at);
            let (start, _) = page.whole_sentence(token);
            std::mem::replace(&mut reported, start) != start
        });
    },
};

/// A number of whom: one of the next words says it.
fn peek(_: &str, hit: &str, behind: &str) -> bool {
    let states = hit.starts_with(['d', 'D', 'i', 'I', 'e', 'E'])
        || hit.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("for"));
    states
        || behind
            .split_whitespace()
            .take(3)
            .any(|word| is(word.trim_end_matches([',', '.', ';', ':']), Words::Counted))
}

const MESSAGE: &str = "leaves open how much it was; how many, how do you know, and compared with what?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let counts = !is(page.word(from), Words::VagueAdjective);
    if counts
        && !(to..to + 3)
            .any(|idx| is(page.word(idx), Words::Counted) && (to..idx).all(|idx| page.is_word(idx)))
    {
        return None;
    }
    if counts && is(page.before(from), Words::BeforeCount) {
        return None;
    }
    // `the degraded service` was told before; `a window of degraded reads` is measured by its ends.
    let told_before = is(page.word(from), Words::VagueShort)
        && (is(page.before(from), Words::BeforeVague)
            || page.before(from) == "of" && is(page.word(from.saturating_sub(2)), Words::Span));
    // `peers with many connections`: what the few or many are like, not how many they are.
    if told_before || counts && page.before(from) == "with" {
        return None;
    }
    let permission = page.word(from) == "elevated" && is(page.word(to), Words::ElevatedRights);
    let measured = has_measure(page, page.sentence(from)) || is_measured_beside(page, from, counts);
    if permission || measured || is_no_impact(page, from) || is_of_another_kind(page, (from, to)) {
        return None;
    }
    let mut found = report(page, &RULE, (from, to), MESSAGE);
    found.scope = Scope::Description;
    Some(found)
}

fn has_measure(page: &Page<'_>, (start, end): Tokens) -> bool {
    (start..end).any(|idx| is_measure(page, idx))
}

/// The sentence before or behind has it: how much of a state at all, how many of those who are counted.
fn is_measured_beside(page: &Page<'_>, from: usize, counts: bool) -> bool {
    let (start, end) = page.whole_sentence(from);
    let before = start.checked_sub(1).map(|last| page.sentence(last));
    let behind = page.get(end).map(|_| page.sentence(end));
    let says_how_many = |(start, end): Tokens| {
        (start..end).any(|idx| {
            let percent = page.is_sign(idx + 1, "%") || page.word(idx + 1) == "percent";
            is_measure(page, idx)
                && (percent || (idx + 1..idx + 4).any(|idx| is(page.word(idx), Words::Counted)))
        })
    };
    before.into_iter().chain(behind).any(|sentence| match counts {
        true => says_how_many(sentence),
        // `all users` of the sentence behind are not what was degraded.
        false => (sentence.0..sentence.1).any(|idx| {
            page.word(idx).starts_with(|char: char| char.is_ascii_digit()) && is_measure(page, idx)
        }),
    })
}

/// `degraded gracefully`: how it failed; `the elevated error rate alerted`: what an alert is called.
fn is_of_another_kind(page: &Page<'_>, (from, to): Tokens) -> bool {
    let (_, end) = page.sentence(from);
    match page.word(from) {
        "degraded" => is(page.word(to), Words::DegradedSo),
        "elevated" | "depressed" | "intermittent" => (to..end.min(to + 5))
            .take_while(|idx| page.get(*idx).is_some_and(|token| token.kind != Kind::Sign))
            .any(|idx| is(page.word(idx), Words::AlarmFired)),
        _ => false,
    }
}

/// A number that is no date, no clock time, no version and no HTTP status.
fn is_measure(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    if page.get(idx).is_none_or(|token| token.kind != Kind::Word) {
        return false;
    }
    if askhow_english::number(word) && !word.starts_with(|char: char| char.is_ascii_digit()) {
        return !matches!(word, "one");
    }
    if is(word, Class::RoughNumber) {
        return true;
    }
    if !word.starts_with(|char: char| char.is_ascii_digit()) {
        return false;
    }
    let percent = page.is_sign(idx + 1, "%");
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let year = digits == 4 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let date_or_clock = word.matches('-').count() > 1 || word.contains(':');
    let version = word.matches('.').count() > 1 || page.before(idx) == "version" || page.before(idx) == "v";
    let status = word.len() == 3 && word.starts_with(['4', '5']) || word.ends_with("xx");
    let day = is_month(page.before(idx))
        || is_month(page.word(idx + 1))
        || word.ends_with("th")
        || word.ends_with("st");
    // `400 users` are no status.
    let counted = is(page.word(idx + 1), Words::Counted);
    percent || !(year || date_or_clock || version || status && !counted || day)
}

fn is_month(word: &str) -> bool {
    is(word.get(..3).unwrap_or_default(), Words::MonthStart) && is(word, Words::Month)
}

/// Nothing is told that users felt: `ask whether some users want it`, `we moved a few customers`.
fn is_no_impact(page: &Page<'_>, from: usize) -> bool {
    let (start, _) = page.sentence(from);
    let asked = (start..from).any(|idx| page.word(idx) == "whether");
    let verb = page.before(from);
    let approached = is(verb, Class::Approaches)
        || plain_of_past(verb)
            .or_else(|| plain_of_gerund(verb))
            .is_some_and(|plain| is(&plain, Class::Approaches));
    asked || approached || is_denied(page, from, 2)
}
