//! The table of rules: names, tone, and examples that run.

mod common;

use std::collections::HashSet;

use askhow_document::{Level, Rule};

/// A team's own phrases, the severities of its settings, the name of a file.
const NEED_MORE_THAN_TEXT: [&str; 3] = ["phrasing/own", "form/unknown-value", "timeline/date-conflict"];

fn fired(rule: &Rule, example: &str) -> usize {
    askhow_ide::findings(&common::snapshot(example)).iter().filter(|finding| finding.rule == rule).count()
}

#[test]
fn every_example_that_fires_fires_once_and_every_quiet_one_does_not() {
    let mut wrong = Vec::new();
    for rule in askhow_ide::rules() {
        for example in rule.fires {
            let n = fired(rule, example);
            if n != 1 {
                wrong.push(format!("{} fires {n} times in:\n{example}", rule.id));
            }
        }
        for example in rule.quiet.iter().filter(|example| fired(rule, example) > 0) {
            wrong.push(format!("{} fires in the quiet example:\n{example}", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n----\n"));
}

#[test]
fn ids_are_unique_and_every_rule_is_explained() {
    let mut ids = HashSet::new();
    for rule in askhow_ide::rules() {
        assert!(ids.insert(rule.id), "{} is there twice", rule.id);
        assert!(
            rule.id.split_once('/').is_some_and(|(family, name)| !family.is_empty() && !name.is_empty()),
            "{}",
            rule.id
        );
        assert!(!rule.summary.is_empty() && !rule.about.is_empty(), "{} is not explained", rule.id);
        // What is looked for in settings alone has no examples that hold without them.
        if !NEED_MORE_THAN_TEXT.contains(&rule.id) {
            assert!(!rule.fires.is_empty() && !rule.quiet.is_empty(), "{} has no examples", rule.id);
        }
    }
}

#[test]
fn wording_never_warns_and_all_words_of_the_rules_pass_the_rules() {
    let mut said = Vec::new();
    for rule in askhow_ide::rules() {
        assert!(rule.family() != "phrasing" || rule.level <= Level::Information, "{} is too loud", rule.id);
        said.push(rule.summary.to_owned());
        said.push(rule.about.to_owned());
        said.extend(rule.questions.iter().map(|question| (*question).to_owned()));
        for example in rule.fires {
            let found = askhow_ide::findings(&common::snapshot(example));
            for finding in found.iter().filter(|finding| finding.rule == rule) {
                said.push(finding.message.to_string());
                said.extend(finding.questions.iter().map(|question| question.to_string()));
            }
        }
    }
    let mut wrong = Vec::new();
    for words in said {
        // What is quoted is somebody else's wording.
        let own = without_quotations(&words);
        let found = common::found_of("phrasing", &own);
        if !found.is_empty() {
            wrong.push(format!("{words:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn without_quotations(words: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in words.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            '`' => depth = i32::from(depth == 0),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
