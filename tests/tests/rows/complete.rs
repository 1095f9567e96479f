//! Nothing is left out of the cases.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use askhow_tests::{askhow, workspace};
use serde_json::Value;

use crate::cases::{Case, all};

/// What is tried with `%verb`, up to the first ` @ `.
fn tried(cases: &[Case], verb: &str) -> BTreeSet<String> {
    let steps = cases.iter().flat_map(|case| &case.steps).filter(|step| step.verb == verb);
    steps.map(|step| step.words.split(" @ ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_rule_is_found_and_asks_its_questions() {
    let cases = all();
    let (found, asked) = (tried(&cases, "finds"), tried(&cases, "asks"));
    let output = Command::new(askhow()).args(["rules", "--format", "json"]).output().unwrap();
    let rules: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut missing = Vec::new();
    for rule in rules.as_array().unwrap() {
        let name = rule["rule"].as_str().unwrap();
        if !found.contains(name) {
            missing.push(name.to_owned());
        }
        // The other rules ask their questions in the words of their message.
        let questions = rule["questions"].as_array().unwrap().iter().map(|it| it.as_str().unwrap());
        let questions = questions.filter(|it| name.starts_with("phrasing/") && !asked.contains(*it));
        missing.extend(questions.map(|question| format!("{name}: {question}")));
    }
    assert!(missing.is_empty(), "no case of tests/rows tries {missing:#?}");
}

/// A rule whose first example has a fix has a case in which one is applied.
#[test]
fn every_rule_with_a_fix_has_one_applied() {
    let cases = all();
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(askhow()).args(["rules", "--format", "json"]).output().unwrap();
    let rules: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (mut n_fixed, mut missing) = (0, Vec::new());
    for rule in rules.as_array().unwrap() {
        let (name, example) = (rule["rule"].as_str().unwrap(), rule["fires"][0].as_str().unwrap_or_default());
        let file = folder.path().join("incident.md");
        fs::write(&file, example).unwrap();
        let args = ["check", "--format", "json", "--fail-on", "never", "--rule", name];
        let output = Command::new(askhow()).args(args).arg(&file).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let has_fix = report["files"][0]["findings"][0]["fixes"][0].is_object();
        let applies = |case: &Case| {
            let begins = format!("{name} @ ");
            let found = case.steps.iter().any(|step| step.verb == "finds" && step.words.starts_with(&begins));
            found && case.steps.iter().any(|step| step.verb == "does")
        };
        n_fixed += usize::from(has_fix);
        if has_fix && !cases.iter().any(applies) {
            missing.push(name.to_owned());
        }
    }
    assert!(n_fixed > 25, "{n_fixed}");
    assert!(missing.is_empty(), "no case of tests/rows applies a fix of {missing:#?}");
}

#[test]
fn every_question_of_the_catalogue_is_asked() {
    let asked = tried(&all(), "asks");
    let page = |name: &str| fs::read_to_string(workspace().join("docs").join(name)).unwrap();
    let (sections, questions) = (page("sections.md"), page("questions.md"));
    let of_sections = sections.lines().filter_map(|line| line.strip_prefix("- "));
    let rows = questions.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let of_places = rows.filter_map(|row| Some(row.split_once(" | ")?.1)).flat_map(|row| row.split(" · "));
    let whole = questions.lines().filter_map(|line| line.strip_prefix("- "));
    let all: BTreeSet<&str> =
        of_sections.chain(of_places).chain(whole).filter(|it| it.ends_with('?')).collect();
    assert!(all.len() > 55, "{all:#?}");
    let is_asked = |question: &&str| {
        let pieces: Vec<_> = question.split(['{', '}']).step_by(2).collect();
        asked.iter().any(|it| pieces.iter().all(|piece| it.contains(piece)))
    };
    let missing: Vec<_> = all.iter().filter(|question| !is_asked(question)).collect();
    assert!(missing.is_empty(), "no case of tests/rows asks {missing:#?}");
}

#[test]
fn every_section_is_offered_added_or_missed_and_every_ability_tried() {
    let cases = all();
    let offered = tried(&cases, "offers");
    let sections = fs::read_to_string(workspace().join("docs/sections.md")).unwrap();
    let names: Vec<_> = sections.lines().filter_map(|line| line.strip_prefix("## ")).take(10).collect();
    assert_eq!(names.last(), Some(&"Open Questions"));
    for name in names {
        let heading = format!("## {name}\n");
        let adds = |case: &Case| {
            !case.text.contains(&heading) && case.steps.iter().any(|step| step.below.contains(&heading))
        };
        let is_offered = offered.iter().any(|it| it.strip_prefix("first ").unwrap_or(it) == name);
        assert!(is_offered || cases.iter().any(adds), "no case of tests/rows offers or adds {name}");
    }
    let schema = fs::read_to_string(workspace().join("docs/askhow.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let switches = schema["properties"]["features"]["default"].as_object().unwrap();
    for switch in switches.keys() {
        let verb = match switch.as_str() {
            // A case is one review: `tests/tests/workspace.rs` has several.
            "workspace-diagnostics" => continue,
            "references" => "leads",
            "diagnostics" => "finds",
            "hover" => "asks",
            "completion" => "takes",
            "code-actions" => "does",
            "code-lens" => "lens",
            "symbols" => "outline",
            "folding" => "folds",
            "selection" => "grows",
            "links" => "links",
            "rename" => "renames",
            "semantic-tokens" => "colours",
            "formatting" => "formats",
            "inlay-hints" => "hints",
            other => panic!("say which step of tests/rows tries {other}"),
        };
        assert!(!tried(&cases, verb).is_empty(), "no case of tests/rows tries {switch}");
    }
    for kind in ["source.fixAll.askhow", "source.organizeSections", "source.sortTimeline"] {
        assert!(tried(&cases, "runs").contains(kind), "no case of tests/rows runs {kind}");
    }
}
