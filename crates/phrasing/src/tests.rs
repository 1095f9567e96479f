//! The tables of the rules and forms, checked against what is found.

#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

use std::sync::LazyLock;

use askhow_document::{Leads, Level, Piece, PieceKind, ProseLink, Span, apply_edits};

use super::*;
use crate::english::why;

/// Prose of a source with emphasis, code spans and links, read as far as these tests need it.
fn dressed(source: &str) -> Prose<'_> {
    let mut pieces = Vec::new();
    let mut kind = PieceKind::Text;
    let (mut links, mut open) = (Vec::new(), 0);
    let mut start = 0;
    let mut at = 0;
    let push = |pieces: &mut Vec<Piece>, start: usize, end: usize, kind| {
        if start < end {
            pieces.push(Piece { span: Span::new(start, end), kind });
        }
    };
    while at < source.len() {
        let rest = &source[at..];
        let mark = match rest.as_bytes()[0] {
            b'*' => rest.len() - rest.trim_start_matches('*').len(),
            b'`' => 1,
            b'[' if rest.contains("](") => 1,
            b']' if rest.starts_with("](") => rest.find(')').unwrap() + 1,
            b'\n' => 1,
            b'_' => {
                let joins = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
                usize::from(!(joins(source[..at].chars().next_back()) && joins(rest[1..].chars().next())))
            }
            _ => 0,
        };
        if mark == 0 {
            at += rest.chars().next().unwrap().len_utf8();
            continue;
        }
        if rest.starts_with('[') {
            open = at;
        } else if rest.starts_with("](") {
            links.push(ProseLink {
                span: Span::new(open, at + mark),
                text: Span::new(open + 1, at),
                leads: Leads::Destination(Span::new(at + 2, at + mark - 1)),
            });
        }
        push(&mut pieces, start, at, kind);
        let mark_kind = if rest.starts_with('\n') { PieceKind::Break } else { PieceKind::Mark };
        push(&mut pieces, at, at + mark, mark_kind);
        if rest.starts_with('`') {
            kind = if kind == PieceKind::Code { PieceKind::Text } else { PieceKind::Code };
        }
        at += mark;
        start = at;
    }
    push(&mut pieces, start, at, kind);
    Prose { source, pieces, links }
}

static BUILT_IN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Vec::new()));

fn check(text: &str, place: Place) -> Vec<Hit> {
    BUILT_IN.check(&dressed(text), place)
}

/// Everything that is offered in place, the preferred first.
fn offered(text: &str, place: Place) -> Vec<String> {
    let hits = check(text, place);
    let fixes = hits.iter().flat_map(|hit| &hit.finding.fixes).filter(|fix| !fix.edits.is_empty());
    fixes.map(|fix| apply_edits(text, &fix.edits)).collect()
}

#[track_caller]
fn check_fix(written: &str, wanted: &str) {
    assert_eq!(offered(written, Place::default()).first().map(String::as_str), Some(wanted), "for {written}");
}

#[test]
fn forms_are_written_as_their_examples_say() {
    let mut wrong = Vec::new();
    for (name, examples) in why::forms::FORMS.iter().map(|form| (form.name, form.examples)) {
        for (written, wanted) in examples {
            let got = offered(written, Place::default());
            if got.first().map(String::as_str) != Some(*wanted) {
                wrong.push(format!("{name}: {written}\n  wanted: {wanted}\n     got: {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn further_forms_are_offered_behind_the_preferred_one() {
    for form in why::forms::FURTHER {
        for (written, wanted) in form.examples {
            let offered = offered(written, Place::default());
            assert!(offered.iter().skip(1).any(|offer| offer == wanted), "{}: {offered:?}", form.name);
        }
    }
}

#[test]
fn what_people_missed_is_asked_without_saying_it_again_as_a_fact() {
    for verb in ["forget to check it", "miss the banner", "overlook the flag"] {
        let offered = offered(&format!("Why did the developer {verb}?"), Place::default());
        assert!(offered.iter().all(|offer| !offer.starts_with("What was happening")), "{offered:?}");
    }
}

#[test]
fn rules_fire_once_on_their_examples_and_are_quiet_on_the_others() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let count =
            |text: &str| check(text, Place::default()).iter().filter(|hit| hit.finding.rule == rule).count();
        wrong.extend(
            rule.fires
                .iter()
                .filter(|text| count(text) != 1)
                .map(|text| format!("{} fires {}: {text}", rule.id, count(text))),
        );
        wrong.extend(
            rule.quiet
                .iter()
                .filter(|text| count(text) != 0)
                .map(|text| format!("{} is not quiet: {text}", rule.id)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_are_whole_and_their_names_unique() {
    let mut ids = std::collections::HashSet::new();
    for rule in rules() {
        assert!(ids.insert(rule.id), "{}", rule.id);
        assert_eq!(rule.family(), "phrasing");
        assert!(rule.level <= Level::Information, "{}: wording is never above information", rule.id);
        assert!(!rule.questions.is_empty() && !rule.quiet.is_empty(), "{}", rule.id);
        assert!(!rule.fires.is_empty() || rule.id == "phrasing/own", "{}", rule.id);
        assert!(!rule.summary.ends_with('.'), "{}", rule.id);
        for question in rule.questions {
            assert!(question.ends_with('?') && question.split(' ').count() <= 18, "{question}");
        }
    }
}

/// `text` without what stands in quotation marks or code.
fn own_words(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut code = false;
    for char in text.chars() {
        match char {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '`' => code = !code,
            char if depth == 0 && !code => out.push(char),
            _ => {}
        }
    }
    out
}

#[test]
fn what_we_say_obeys_our_own_rules() {
    let mut said: Vec<String> = Vec::new();
    for rule in rules() {
        said.extend([rule.summary.to_owned(), rule.about.to_owned()]);
        said.extend(rule.questions.iter().map(|question| (*question).to_owned()));
        for text in rule.fires {
            for hit in check(text, Place::default()) {
                said.push(hit.finding.message.to_string());
                said.extend(hit.finding.questions.iter().map(ToString::to_string));
                said.extend(hit.finding.fixes.iter().map(|fix| own_words(&fix.title)));
                said.extend(
                    hit.finding
                        .fixes
                        .iter()
                        .filter_map(|fix| fix.item.as_ref())
                        .filter(|item| item.section == "Open Questions")
                        .map(|item| own_words(&item.text)),
                );
            }
        }
    }
    let wrong: Vec<String> = said
        .iter()
        .flat_map(|text| {
            let words = own_words(text);
            let place = Place::default();
            check(&words, place)
                .into_iter()
                .map(move |hit| format!("{}: {text}", hit.finding.rule.id))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for text in said {
        for word in own_words(&text).to_lowercase().split(|char: char| !char.is_alphabetic()) {
            assert!(!matches!(word, "should" | "simply" | "obviously" | "just"), "{text}");
        }
    }
}

#[test]
fn a_finding_is_found_where_the_filter_says_nothing_can_be() {
    let phrases = Phrases::new(Vec::new());
    for rule in rules() {
        for text in rule.fires {
            assert!(phrases.may_match(text), "{text}");
        }
    }
    assert!(phrases.may_match("The **root** *cause*"));
    for quiet in [
        "The deploy began at 10:15.",
        "The change to the `ledger` had been in staging,\nwhere **nobody** uses [it](x.md) at night — most went through.",
        "Follow-up: _adjust_ the limits, and reasonable ones.",
    ] {
        assert!(!phrases.may_match(quiet), "{quiet}");
    }
    for hidden in ["It is clear wh**y** it fell.", "Was it o&#98;vious?", "<b>why</b>"] {
        assert!(phrases.may_match(hidden), "{hidden}");
    }
}

#[test]
fn dress_stays_byte_for_byte() {
    check_fix("**Why did the deploy fail?**", "**How did the deploy come to fail?**");
    check_fix("_Why_ did the deploy fail?", "_How_ did the deploy come to fail?");
    check_fix("*Why* did [the deploy](x.md) **fail**?", "*How* did [the deploy](x.md) come to **fail**?");
    check_fix("Why did `api-7` fail?", "How did `api-7` come to fail?");
    check_fix("Why didn’t the alert fire?", "How did it come about that the alert didn’t fire?");
    check_fix("Why didn't `smoke` catch this?", "How did this get past `smoke`?");
    check_fix("Why did the\ndeploy fail?", "How did the\ndeploy come to fail?");
}

#[test]
fn the_reason_that_is_given_becomes_one_thing_among_others() {
    for (written, wanted) in [
        (
            "The reason why the pool ran dry is that the limit was 20.",
            "One thing that contributed to the pool running dry is that the limit was 20.",
        ),
        (
            "The reason why we waited was that the vendor had asked us to.",
            "One thing that contributed to us waiting was that the vendor had asked us to.",
        ),
        (
            "The reason why `api-7` didn't restart is that the probe was off.",
            "One thing that contributed to `api-7` not restarting is that the probe was off.",
        ),
        (
            "The reason why the cache was cold is that it was new.",
            "One thing that contributed to the cache being cold is that it was new.",
        ),
        (
            "The reason why the lease expired is not yet known.",
            "How it came about that the lease expired is not yet known.",
        ),
    ] {
        check_fix(written, wanted);
    }
    let two = "The reason why it failed and nobody saw it is that it was new.";
    assert_eq!(offered(two, Place::default()), Vec::<String>::new());
}

#[test]
fn somebodys_own_words_are_one_level_lower_and_never_safe() {
    let quoted = check("Why did the deploy fail?", Place { quoted: true, ..Place::default() });
    let inside = check("She asked: \"Why did the deploy fail?\"", Place::default());
    for hit in quoted.iter().chain(&inside) {
        assert_eq!(hit.finding.level, Level::Hint);
        assert!(hit.finding.fixes.iter().all(|fix| !fix.safe));
    }
    assert_eq!((quoted.len(), inside.len()), (1, 1));
}

#[test]
fn a_teams_own_phrases_join() {
    let own = OwnPhrase {
        find: "the  monolith’s fault".to_owned(),
        message: "We call it the core.".to_owned(),
        questions: vec!["How did the core take part?".to_owned()],
        replace: Some("the core's part".to_owned()),
    };
    let phrases = Phrases::new(vec![own]);
    let text = "It was The Monolith's Fault again.";
    let prose = Prose::of_plain(text);
    assert!(phrases.may_match(text));
    let hits = phrases.check(&prose, Place::default());
    let own: Vec<_> = hits.iter().filter(|hit| hit.finding.rule.id == "phrasing/own").collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].finding.message, "We call it the core.");
    assert_eq!(apply_edits(text, &own[0].finding.fixes[0].edits), "It was The core's part again.");
}

#[test]
fn a_regret_with_its_condition_is_told_once() {
    for (text, n_told) in [
        ("The gap could have been avoided had we known the limit.", 1),
        ("It would have been shorter had we known the limit.", 1),
        ("Had we known the limit, we would have waited.", 1),
    ] {
        let hits = check(text, Place::default());
        let told = hits.iter().filter(|hit| hit.finding.rule.id == "phrasing/counterfactual").count();
        assert_eq!(told, n_told, "{text}");
    }
}

#[test]
fn what_is_asked_fits_what_is_told() {
    for (text, wanted) in [
        (
            "We didn't realise that the proxy drops long headers.",
            "How will others come to know this: “the proxy drops long headers”?",
        ),
        (
            "Nobody knew that the key had expired.",
            "How will others come to know this: “the key had expired”?",
        ),
        (
            "Only Iris knows how the list gets there.",
            "How will others come to know this: “how the list gets there”?",
        ),
        (
            "We assumed that the chart sets limits.",
            "Who else may take this to be so: “the chart sets limits”?",
        ),
        (
            "Somebody forgot to renew the key.",
            "How did the situation look to the people involved at the time: “Somebody forgot to renew the key”?",
        ),
        (
            "The keys were inadvertently published.",
            "How did the situation look to the people involved at the time: “The keys were inadvertently published”?",
        ),
        (
            "We made the mistake of scaling up first.",
            "How did this make sense to the people involved at the time: “We made the mistake of scaling up first”?",
        ),
    ] {
        let hits = check(text, Place::default());
        let items: Vec<&str> = hits
            .iter()
            .flat_map(|hit| &hit.finding.fixes)
            .filter_map(|fix| fix.item.as_ref().map(|item| item.text.as_str()))
            .collect();
        assert_eq!(items, [wanted], "{text}");
    }
    let reported = check("The vendor says operator error.", Place::default());
    assert!(reported.iter().all(|hit| hit.finding.fixes.iter().all(|fix| fix.edits.is_empty())));
    assert_eq!(reported.len(), 1);
}

/// What an action would write under Open Questions, of the first finding.
fn asked(text: &str) -> Option<(String, String)> {
    let fixes = check(text, Place::default()).into_iter().next()?.finding.fixes;
    let fix = fixes.into_iter().find(|fix| fix.item.is_some())?;
    Some((fix.title, fix.item?.text))
}

#[test]
fn where_nothing_is_rewritten_the_first_question_can_be_kept_as_an_open_one() {
    for (text, title, item) in [
        (
            "This will never happen again!",
            "Ask how people will notice and recover next time, under Open Questions",
            "How will people notice and recover next time: “This will never happen again”?",
        ),
        (
            "- **Impact:** Some users could not log in.",
            "Ask how many, and compared with what, under Open Questions",
            "How many, how do you know, and compared with what: “Some users could not log in”?",
        ),
        (
            "The team still looks for the root cause, see [the notes of Ada and Ben](https://example.com/notes).",
            "Ask what else had to be in place, under Open Questions",
            "What else had to be in place, each necessary and only jointly sufficient: “The team still looks for the root cause, see the notes of Ada and Ben”?",
        ),
        (
            "The mail cluster with its four old relays and all that hung on them went up in flames just before eight \
             in the morning, when everybody wanted to read mail.",
            "Ask what was to be seen happening, under Open Questions",
            "What was to be seen happening, and in what order: “The mail cluster with its four old relays and all that hung on them went up in flames just before…”?",
        ),
    ] {
        assert_eq!(asked(text), Some((title.to_owned(), item.to_owned())), "{text}");
    }
    // What has a rewrite has no second offer, and a word alone says nothing of what it is about.
    assert_eq!(asked("The root cause of the outage was a full disk."), None);
    assert_eq!(asked("Why?"), None);
}
