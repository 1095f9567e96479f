//! `askhow rules`: the list, one rule, and what other programs read.

use crate::helpers::Folder;

#[test]
fn every_rule_is_listed_with_its_level() {
    let ran = Folder::empty().run(&["rules"]).ends_with(0);
    for rule in ["phrasing/why-question", "timeline/order", "section/mitigators", "form/order"] {
        let line = ran.stdout.lines().find(|line| line.starts_with(&format!("{rule} "))).unwrap_or_default();
        let level = line.split_whitespace().nth(1).unwrap_or_default();
        assert!(["hint", "information", "warning", "error"].contains(&level), "{rule}: {line}");
    }
}

#[test]
fn one_rule_is_explained_with_examples_and_questions() {
    let ran = Folder::empty().run(&["rules", "phrasing/why-question"]).ends_with(0);
    for part in ["phrasing/why-question", "It asks", "It speaks up at", "It is quiet at"] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    let ran = Folder::empty().run(&["rules", "phrasing/why"]).ends_with(2);
    assert!(ran.stderr.contains("no rule `phrasing/why`"), "{}", ran.stderr);
}

#[test]
fn programs_get_the_table() {
    let ran = Folder::empty().run(&["rules", "--format", "json"]).ends_with(0);
    let json = ran.json();
    let rules = json.as_array().unwrap();
    assert!(rules.len() > 40, "{}", rules.len());
    for rule in rules {
        for name in ["rule", "severity", "summary", "about"] {
            assert!(rule[name].as_str().is_some_and(|text| !text.is_empty()), "{name} in {rule}");
        }
        for name in ["questions", "fires", "quiet"] {
            assert!(rule[name].is_array(), "{name} in {rule}");
        }
    }
    let ran = Folder::empty().run(&["rules", "--format", "markdown", "timeline/*"]).ends_with(0);
    assert!(ran.stdout.starts_with("# Rules\n"));
    assert!(
        ran.stdout.contains("\n## `timeline/order`\n") && !ran.stdout.contains("## `phrasing/"),
        "{}",
        ran.stdout
    );
}
