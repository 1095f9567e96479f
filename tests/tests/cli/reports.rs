//! Reports for other tools: JUnit, Checkstyle, GitLab.

use serde_json::{Value, json};

use crate::helpers::{Folder, Ran, WHY, sample};

/// A review that holds what XML has no way to write, and what it takes for markup.
const CONTROL: &str =
    "# Outage <a> & \"b\"\n\n## Open Questions\n\n- Why did \u{1b}[31mthe \u{1}deploy & <b>the\u{b} fail?\n";
const NAME: &str = "a&<b>\"c'.md";

/// A reader of XML, as far as it goes: tags close in their order, values stand in quotes, and nothing else is markup.
#[track_caller]
fn check_well_formed(xml: &str) -> Vec<String> {
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a head");
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "{xml:?}");
    let (mut open, mut tags) = (Vec::new(), Vec::new());
    let mut rest = body;
    while let Some((words, after)) = rest.split_once('<') {
        assert!(!words.contains('>'), "{words}");
        check_entities(words);
        let (tag, after) = after.split_once('>').expect("a tag ends");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{xml}");
        } else {
            let inner = tag.strip_suffix('/').unwrap_or(tag);
            assert_eq!(inner.matches('"').count() % 2, 0, "{inner}");
            check_entities(inner);
            tags.push(inner.to_owned());
            if inner == tag {
                open.push(inner.split(' ').next().unwrap().to_owned());
            }
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest:?}");
    tags
}

#[track_caller]
fn check_entities(text: &str) {
    for part in text.split('&').skip(1) {
        let (name, _) = part.split_once(';').unwrap_or_else(|| panic!("&{part}"));
        assert!(["amp", "lt", "gt", "quot", "#10", "#9", "#13"].contains(&name), "&{name};");
    }
}

fn check(format: &str, more: &[&str]) -> Ran {
    let folder = Folder::new(&[(NAME, CONTROL.to_owned()), ("deploy.md", sample("deploy-slips.md"))]);
    folder.write("bad.md", b"\xff");
    let args = [&["check", "--format", format, NAME, "deploy.md", "bad.md"], more].concat();
    folder.run(&args).ends_with(2)
}

/// The value of an attribute.
fn value<'t>(tag: &'t str, name: &str) -> &'t str {
    let (_, rest) = tag.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name} in {tag}"));
    rest.split('"').next().unwrap()
}

#[test]
fn checkstyle_lists_what_is_found_by_file() {
    let ran = check("checkstyle", &[]);
    let tags = check_well_formed(&ran.stdout);
    assert_eq!(tags[0], "checkstyle version=\"4.3\"");
    let files: Vec<&str> =
        tags.iter().filter(|tag| tag.starts_with("file ")).map(|tag| value(tag, "name")).collect();
    assert_eq!(files, ["a&amp;&lt;b&gt;&quot;c'.md", "deploy.md", "bad.md"]);
    let errors: Vec<&String> = tags.iter().filter(|tag| tag.starts_with("error ")).collect();
    let of = |source: &str| {
        errors.iter().filter(|tag| value(tag, "source") == source).copied().collect::<Vec<_>>()
    };
    let why = of("askhow.phrasing/why-question")[0];
    assert_eq!((value(why, "line"), value(why, "column"), value(why, "severity")), ("5", "3", "info"));
    assert_eq!(value(of("askhow.timeline/order")[0], "severity"), "warning");
    assert_eq!(value(of("askhow.timeline/invalid")[0], "severity"), "error");
    assert!(value(of("askhow")[0], "message").starts_with("not UTF-8"));
    let numbers = errors.iter().flat_map(|tag| [value(tag, "line"), value(tag, "column")]);
    assert!(numbers.map(|number| number.parse::<usize>().unwrap()).all(|number| number > 0));
}

#[test]
fn junit_fails_for_what_ends_the_check_with_1() {
    let numbers = |fail_on: &str| {
        let tags = check_well_formed(&check("junit", &["--fail-on", fail_on, "--level", "hint"]).stdout);
        let count = |name: &str| tags.iter().filter(|tag| tag.split(' ').next() == Some(name)).count();
        let number = |tag: &str, name: &str| value(tag, name).parse::<usize>().unwrap();
        let (tests, failures) = (number(&tags[0], "tests"), number(&tags[0], "failures"));
        assert!(tags[0].starts_with("testsuites name=\"askhow\" "), "{}", tags[0]);
        assert_eq!((tests, failures), (count("testcase"), count("failure")));
        assert_eq!((number(&tags[0], "errors"), count("error")), (1, 1), "what could not be read");
        let suites = tags.iter().filter(|tag| tag.starts_with("testsuite "));
        let sums =
            suites.fold((0, 0), |acc, tag| (acc.0 + number(tag, "tests"), acc.1 + number(tag, "failures")));
        assert_eq!(sums, (tests, failures));
        // Two cases of one name would be taken for one.
        let cases = tags.iter().filter(|tag| tag.starts_with("testcase "));
        let names: std::collections::BTreeSet<_> =
            cases.map(|tag| (value(tag, "classname"), value(tag, "name"))).collect();
        assert_eq!(names.len(), tests);
        failures
    };
    assert_eq!(numbers("never"), 0);
    let (errors, warnings, all) = (numbers("error"), numbers("warning"), numbers("hint"));
    assert!(0 < errors && errors < warnings && warnings < all, "{errors} {warnings} {all}");
}

#[test]
fn a_review_without_findings_is_a_case_that_passes() {
    let folder =
        Folder::new(&[("login-mails.md", sample("login-mails.md")), ("README.md", "# Tool\n".into())]);
    let ran = folder.run(&["check", "--format", "junit"]).ends_with(0);
    let tags = check_well_formed(&ran.stdout);
    assert_eq!(tags[2..], ["testcase classname=\"login-mails.md\" name=\"check\""], "a README is no case");
    let ran = folder.run(&["check", "--format", "checkstyle"]).ends_with(0);
    assert_eq!(check_well_formed(&ran.stdout), ["checkstyle version=\"4.3\""]);
    assert_eq!(folder.run(&["check", "--format", "gitlab"]).ends_with(0).stdout, "[]\n");
}

#[test]
fn gitlab_knows_a_finding_again_where_lines_above_it_came_and_went() {
    let folder = Folder::new(&[("incidents/a.md", WHY)]);
    let listed = |path: &str| -> Vec<Value> {
        let args =
            ["check", "--format", "gitlab", "--level", "hint", "--rule", "phrasing/why-question", path];
        let ran = folder.run(&args).ends_with(0);
        ran.json().as_array().unwrap().clone()
    };
    let before = listed("incidents");
    let issue = &before[0];
    let names: Vec<&String> = issue.as_object().unwrap().keys().collect();
    assert_eq!(names, ["check_name", "description", "fingerprint", "location", "severity"]);
    assert_eq!(
        (&issue["check_name"], &issue["severity"]),
        (&json!("phrasing/why-question"), &json!("minor"))
    );
    assert_eq!(issue["location"], json!({ "path": "incidents/a.md", "lines": { "begin": 5, "end": 5 } }));
    assert!(!issue["description"].as_str().unwrap().contains('\n'));
    assert_eq!(listed("./incidents/a.md"), before);
    let twice = WHY
        .replace("## Open", "It rained.\n\n## Open")
        .replace("- Why", "- Why did the deploy fail at 16:40?\n- Why");
    folder.write("incidents/a.md", twice);
    let after = listed("incidents");
    assert_eq!(after.len(), 2);
    assert_eq!(after[0]["fingerprint"], issue["fingerprint"]);
    assert_eq!(after[0]["location"]["lines"]["begin"], 7);
    assert_ne!(after[1]["fingerprint"], issue["fingerprint"], "one of the two is new");
}
