//! The page about the comments that leave findings out: what stands there is tried.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic, missing_docs)]

mod common;

use std::path::Path;
use std::sync::Arc;

use askhow_document::Flavour;
use askhow_ide::{Analysis, Settings, Surroundings};

/// The rules that speak in a text, once each, and what they point at.
fn found(text: &str, flavour: Flavour) -> Vec<(&'static str, String)> {
    let around = common::surroundings(Settings::default());
    let name = if flavour == Flavour::Mdx { "incidents/review.mdx" } else { "incidents/review.md" };
    let around = Surroundings { path: Some(name.to_owned()), ..Surroundings::clone(&around) };
    let findings = askhow_ide::findings(&Analysis::new(text, Arc::new(around)).snapshot());
    findings.iter().map(|finding| (finding.rule.id, finding.span.of(text).to_owned())).collect()
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ignoring.md");
    std::fs::read_to_string(path).unwrap()
}

/// Without the comments of ours, as if nobody had written them.
fn without_comments(text: &str) -> String {
    let is_ours = |line: &&str| line.starts_with("<!-- askhow-") || line.starts_with("{/* askhow-");
    let lines = text.lines().filter(|line| !is_ours(line));
    let words = lines.map(|line| {
        let end = ["<!-- askhow-", "{/* askhow-"].iter().find_map(|open| line.find(open));
        line.get(..end.unwrap_or(line.len())).unwrap().trim_end()
    });
    words.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn every_example_leaves_out_what_it_names() {
    let page = page();
    let mut n_examples = 0;
    for fence in page.split("\n```").skip(1).step_by(2) {
        let (info, text) = fence.split_once('\n').unwrap();
        let flavour = if info == "mdx" { Flavour::Mdx } else { Flavour::Markdown };
        let named: Vec<&str> = text.split([' ', ',']).filter(|word| word.starts_with("phrasing/")).collect();
        let of_rules = |text: &str| {
            let mut rules: Vec<_> = found(text, flavour).into_iter().map(|(rule, _)| rule).collect();
            rules.retain(|rule| rule.starts_with("phrasing/") || rule.starts_with("ignore/"));
            rules
        };
        assert_eq!(of_rules(text), [""; 0], "{text}");
        let before = of_rules(&without_comments(text));
        for name in &named {
            let family = name.trim_end_matches('*');
            assert!(
                before.iter().any(|rule| rule.starts_with(family)),
                "{name} is not found: {before:?} in {text}"
            );
        }
        assert!(!named.is_empty(), "{text}");
        n_examples += 1;
    }
    assert_eq!(n_examples, 5);
}

#[test]
fn every_slip_of_the_table_is_told_with_what_was_meant() {
    let page = page();
    let (_, table) = page.split_once("| written | meant |").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `")).map(|line| {
        let mut cells = line.split('`').skip(1).step_by(2);
        (cells.next().unwrap(), cells.next().unwrap())
    });
    let mut n_rows = 0;
    for (written, meant) in rows {
        n_rows += 1;
        let text = format!("# Outage\n\n<!-- {written} phrasing/nines -->\nThe cache was full.\n");
        let told = found(&text, Flavour::Markdown);
        let told: Vec<_> = told.iter().filter(|(rule, _)| rule.starts_with("ignore/")).collect();
        assert_eq!(told, [&("ignore/unknown", written.to_owned())], "{text}");
        let fixed = format!("# Outage\n\n<!-- {meant} phrasing/nines -->\nThe cache was full.\n");
        let at = text.find(written).unwrap();
        common::check_action(
            &format!("Write `{meant}`"),
            &format!("{}$0{}", &text[..at], &text[at..]),
            &fixed,
        );
    }
    assert_eq!(n_rows, 8);
}

#[test]
fn in_mdx_what_is_put_in_is_a_comment_of_mdx() {
    let around = common::surroundings(Settings::default());
    let around =
        Surroundings { path: Some("incidents/review.mdx".to_owned()), ..Surroundings::clone(&around) };
    let text = "# Outage\n\nWhy did it fail?\n";
    let snapshot = Analysis::new(text, Arc::new(around)).snapshot();
    let at = askhow_document::Span::empty(text.find("Why").unwrap());
    let actions = askhow_ide::actions(&snapshot, at, |_| true, None);
    let of = |title: &str| {
        let action = actions.iter().find(|action| action.title.contains(title)).unwrap();
        askhow_document::apply_edits(text, action.edits())
    };
    assert_eq!(
        of("Ignore"),
        "# Outage\n\n{/* askhow-ignore-next phrasing/why-question */}\nWhy did it fail?\n"
    );
    assert_eq!(
        found(&of("Ignore"), Flavour::Mdx).iter().filter(|(rule, _)| rule.starts_with("phrasing")).count(),
        0
    );
    let missing = askhow_ide::actions(&snapshot, askhow_document::Span::empty(3), |_| true, None);
    let all = missing.iter().find(|action| action.title.contains("missing sections")).unwrap();
    let text = askhow_document::apply_edits(text, all.edits());
    assert!(text.contains("{/*\n") && text.contains("\n*/}\n") && !text.contains("<!--"), "{text}");
    assert!(found(&text, Flavour::Mdx).iter().all(|(rule, _)| *rule != "section/missing"), "{text}");
}

#[test]
fn in_mdx_completion_writes_what_the_braces_are_for() {
    let around = common::surroundings(Settings::default());
    let around =
        Surroundings { path: Some("incidents/review.mdx".to_owned()), ..Surroundings::clone(&around) };
    let (text, at) = common::cursor("# Outage\n\n## Risks\n\n{/* askhow-$0\nWhy did it fail?\n");
    let snapshot = Analysis::new(&text, Arc::new(around)).snapshot();
    let offers = askhow_ide::completions(&snapshot, at, askhow_ide::CompletionOptions::default()).items;
    let first = offers.first().unwrap();
    assert_eq!(first.label, "askhow-ignore-next phrasing/why-question");
    let text = askhow_document::apply_edits(&text, std::slice::from_ref(&first.edit));
    assert!(text.contains("{/* askhow-ignore-next phrasing/why-question */}\nWhy"), "{text}");
}
