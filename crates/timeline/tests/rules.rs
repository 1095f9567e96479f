//! Every rule fires on its examples once, and on those beside them not at all.

mod common;

use askhow_timeline::RULES;

fn count(rule: &str, markdown: &str) -> usize {
    common::timeline(markdown).findings().iter().filter(|finding| finding.rule.id == rule).count()
}

#[test]
fn every_rule_fires_on_its_examples_once() {
    for rule in RULES {
        for example in rule.fires {
            assert_eq!(
                count(rule.id, example),
                1,
                "{} should fire once on:\n{example}{:#?}",
                rule.id,
                common::timeline(example).findings()
            );
        }
    }
}

#[test]
fn every_rule_is_quiet_beside_them() {
    for rule in RULES {
        for example in rule.quiet {
            assert_eq!(count(rule.id, example), 0, "{} should be quiet on:\n{example}", rule.id);
        }
    }
}

#[test]
fn every_rule_explains_itself() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(
            // What hangs on a file's name cannot fire on a text.
            (!rule.fires.is_empty() || rule.id == "timeline/date-conflict")
                && !rule.quiet.is_empty()
                && !rule.questions.is_empty(),
            "{}",
            rule.id
        );
        assert!(!rule.summary.ends_with('.') && rule.about.ends_with('.'), "{}", rule.id);
        for question in rule.questions {
            assert!(
                question.ends_with('?') && !question.starts_with("Why") && !question.contains("should"),
                "{question}"
            );
            assert!(question.split_whitespace().count() <= 18, "{question}");
        }
    }
}
