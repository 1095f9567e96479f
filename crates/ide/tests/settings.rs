//! Every key of the settings changes something: one case for each, and a test that none is missing.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use askhow_ide::{Analysis, CompletionOptions, Snapshot, Surroundings};
use askhow_review::settings::{Known, join, read_toml};

/// What a person would see of a review.
struct Seen {
    /// `rule level @ words`, then every title of a fix.
    findings: String,
    /// What the hover says where the text has a `$0`.
    hover: String,
    /// The labels that completion offers there.
    labels: Vec<String>,
    /// The instants of the timeline.
    instants: Vec<String>,
    /// An entry for now.
    entry: String,
}

fn see(settings: &str, fixture: &str) -> Seen {
    let rules: Vec<&str> = askhow_ide::rules().iter().map(|rule| rule.id).collect();
    let read = read_toml(settings, &Known { rules: &rules, glob: None });
    assert!(read.problems.is_empty(), "{settings}: {:?}", read.problems);
    let surroundings: Arc<Surroundings> = common::surroundings(join(&[read.layer]));
    let (text, at) = if fixture.contains("$0") { common::cursor(fixture) } else { (fixture.to_owned(), 0) };
    let snapshot: Arc<Snapshot> = Analysis::new(&text, surroundings).snapshot();
    let mut findings = String::new();
    for finding in askhow_ide::findings(&snapshot) {
        let level = finding.level.name();
        findings.push_str(&format!(
            "{} {level} @ {}: {}\n",
            finding.rule.id,
            finding.span.of(&text),
            finding.message
        ));
        finding.fixes.iter().for_each(|fix| findings.push_str(&format!("  {}\n", fix.title)));
    }
    let options = CompletionOptions { now: common::NOW.parse().ok(), ..CompletionOptions::default() };
    let labels =
        askhow_ide::completions(&snapshot, at, options).items.into_iter().map(|item| item.label).collect();
    let instants =
        askhow_ide::timeline_entries(&snapshot).into_iter().filter_map(|entry| entry.instant).collect();
    let hover = askhow_ide::hover(&snapshot, at).map(|hover| hover.markdown).unwrap_or_default();
    let now = common::NOW.parse().expect("a moment");
    let entry = askhow_ide::entry_for(&snapshot, "waits", now).map(|entry| entry.text).unwrap_or_default();
    Seen { findings, hover, labels, instants, entry }
}

/// A key with a value, a review, and what has to be so with it and not without it.
type Case = (&'static str, &'static str, fn(&Seen) -> bool);

const TIMES: &str =
    "# Outage\n\n## Timeline\n\n- 03/04/2025 10:00 Ana looks\n- 03/04/2025 10:20 Ben looks\n$0";

const CASES: [Case; 19] = [
    ("preset = 'sre'", "# Outage\n\n## Risks\n\n- x\n\n## $0", |seen| {
        seen.labels.contains(&"Root Causes and Trigger".to_owned())
    }),
    ("preset = 'pagerduty'", "# Outage\n\n## Risks\n\n- x\n\n## $0", |seen| {
        seen.labels.contains(&"Overview".to_owned())
    }),
    ("preset = 'etsy'", "# Outage\n\n## Risks\n\n- x\n\n## $0", |seen| {
        seen.labels.contains(&"Summary".to_owned())
    }),
    ("preset = ['etsy', 'sre']", "# Outage\n\n## Risks\n\n- x\n\n## $0", |seen| {
        seen.labels.contains(&"Contributing Factors".to_owned())
            && !seen.labels.contains(&"Root Causes and Trigger".to_owned())
    }),
    ("preset = 'strict'", "# Outage\n\nThe root cause was a full disk.\n", |seen| {
        seen.findings.contains("phrasing/root-cause warning")
    }),
    ("timezone = 'Europe/Berlin'", "# Outage\n\n## Timeline\n\n- 2025-01-04 10:00 Ana looks\n$0", |seen| {
        seen.instants == ["2025-01-04T09:00:00Z"]
    }),
    ("timezone = 'UTC'\ndate-order = 'mdy'", TIMES, |seen| {
        seen.instants.first().is_some_and(|instant| instant == "2025-03-04T10:00:00Z")
    }),
    (
        "quiet-gap = '10m'",
        "# Outage\n\n## Timeline\n\n- 2025-03-25 10:00 UTC Ana looks\n- 2025-03-25 10:01 UTC Ben looks\n- 2025-03-25 10:02 UTC Cy looks\n- 2025-03-25 10:22 UTC Di looks\n",
        |seen| seen.findings.contains("timeline/quiet"),
    ),
    ("severities = ['SEV1']", "# Outage\n\n- Severity: sev9\n", |seen| {
        seen.findings.contains("form/unknown-value")
    }),
    ("severities = ['SEV1']", "# Outage\n\n- Severity: $0\n", |seen| seen.labels == ["SEV1"]),
    ("[rules]\n'phrasing/root-cause' = 'error'", "# Outage\n\nThe root cause was a full disk.\n", |seen| {
        seen.findings.contains("phrasing/root-cause error")
    }),
    ("[rules]\n'phrasing/*' = 'off'", "# Outage\n\nThe root cause was a full disk.\n", |seen| {
        !seen.findings.contains("phrasing/root-cause")
    }),
    ("[sections]\n'Follow-up Items' = ['Homework']", "# Outage\n\n## Homework\n\n- x\n\n## $0", |seen| {
        !seen.labels.contains(&"Follow-up Items".to_owned())
    }),
    (
        "[sections.Risks]\nname = 'Still there'\nquestions = ['How is it today?']",
        "# Outage\n\n## Still the$0re\n\n- x\n",
        |seen| seen.hover.contains("How is it today?"),
    ),
    (
        "[[phrases]]\nfind = 'glitch'\nmessage = 'what was seen?'\nreplace = 'slow answers'",
        "# Outage\n\nThere was a glitch.\n",
        |seen| seen.findings.contains("phrasing/own") && seen.findings.contains("slow answers"),
    ),
    ("[form]\nfields = ['Product']", "# Outage\n\n- $0\n\n## Risks\n\n- x\n", |seen| {
        seen.labels.first().is_some_and(|label| label == "Product")
    }),
    ("[prompts]\nRisks = ['How is it today?']", "# Outage\n\n## Ris$0ks\n\n- x\n", |seen| {
        seen.hover.contains("How is it today?")
    }),
    ("me = 'Ada'", "# Outage\n\n## Timeline\n\n- 2025-03-04 10:00 UTC Ana looks\n", |seen| {
        seen.entry.ends_with("UTC **Ada**: waits")
    }),
    (
        "[links]\n'web!#' = 'https://example.org/#'",
        "# Outage\n\n## Timeline\n\n- 2025-03-04 10:00 UTC Ana merges web!12\n- 2025-03-04 10:01 UTC $0",
        |seen| seen.labels.contains(&"web!12".to_owned()),
    ),
];

#[test]
fn every_key_changes_what_it_says_it_changes() {
    for (settings, fixture, holds) in CASES {
        assert!(holds(&see(settings, fixture)), "{settings}\n{:?}", see(settings, fixture).findings);
        assert!(!holds(&see("", fixture)), "it holds without `{settings}` too");
    }
}

/// Keys that are tried where they count: the files that are reviews and those with levels of their own, what editors are
/// offered, the kinds of entries, who acts in them, and the file that a new review is a copy of.
const TRIED_ELSEWHERE: [&str; 6] = ["reviews", "overrides", "features", "kinds", "people", "template"];

#[test]
fn no_key_is_left_out() {
    let schema = askhow_review::settings::schema();
    let keys: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let tried: BTreeSet<&str> = CASES
        .iter()
        .flat_map(|(settings, _, _)| settings.lines())
        .filter_map(|line| line.split(['=', '.']).next())
        .map(|key| key.trim_matches(['[', ']', ' ', '\'']))
        .chain(TRIED_ELSEWHERE)
        .collect();
    let left_out: Vec<_> = keys.difference(&tried).collect();
    assert!(left_out.is_empty() && keys.len() >= 13, "{left_out:?}");
}
