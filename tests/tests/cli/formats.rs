//! The formats of `check`, seen from outside: shapes, escaping, colours, columns.

use serde_json::{Value, json};

use crate::helpers::{Folder, WHY, sample};

#[test]
fn json_holds_every_name_of_the_reference() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let args = ["check", "--format", "json", "--rule", "phrasing/why-question", "a.md"];
    let json = folder.run(&args).ends_with(0).json();
    assert_eq!(json["version"], 1);
    let expected = json!({ "files": 1, "reviews": 1, "error": 0, "warning": 0, "information": 1, "hint": 0 });
    assert_eq!(json["summary"], expected);
    assert_eq!(json["files"].as_array().unwrap().len(), 1);
    assert_eq!(json["files"][0].get("timeline"), None);
    let finding = &json["files"][0]["findings"][0];
    assert_eq!(finding["severity"], "information");
    assert_eq!(finding["related"], json!([]));
    assert!(finding["message"].as_str().is_some_and(|message| !message.is_empty()));
    assert!(finding["questions"].as_array().is_some_and(|questions| !questions.is_empty()));
    assert_eq!(finding["range"]["start"], json!({ "line": 5, "column": 3, "offset": 31 }));
    let fix = &finding["fixes"][0];
    assert_eq!((&fix["preferred"], &fix["safe"]), (&json!(true), &json!(true)));
    assert!(fix["title"].as_str().is_some_and(|title| !title.is_empty()));
    assert_eq!(applied(WHY, &fix["edits"]), WHY.replace("Why did the deploy", "How did the deploy come to"));
}

/// The text with the edits of a fix done, by their offsets.
fn applied(text: &str, edits: &Value) -> String {
    let offset = |edit: &Value, end: &str| edit["range"][end]["offset"].as_u64().unwrap() as usize;
    let mut text = text.to_owned();
    for edit in edits.as_array().unwrap().iter().rev() {
        text.replace_range(offset(edit, "start")..offset(edit, "end"), edit["newText"].as_str().unwrap());
    }
    text
}

#[test]
fn columns_count_scalars_and_offsets_count_bytes_of_the_file() {
    let text = "\u{feff}# Outage\r\n\r\n## Open Questions\r\n\r\n- 𝄞 ä. Why did the deploy fail?\r\n";
    let folder = Folder::new(&[("a.md", text)]);
    let args = ["check", "--format", "json", "--rule", "phrasing/why-question", "a.md"];
    let json = folder.run(&args).ends_with(0).json();
    let start = &json["files"][0]["findings"][0]["range"]["start"];
    assert_eq!((&start["line"], &start["column"]), (&json!(5), &json!(8)));
    assert_eq!(start["offset"].as_u64(), text.find("Why").map(|at| at as u64));
}

#[test]
fn people_see_the_line_with_marks_the_question_and_the_rewritten_line() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["check", "--rule", "phrasing/why-question", "a.md"]).ends_with(0);
    assert!(ran.stdout.starts_with("information[phrasing/why-question]: "), "{}", ran.stdout);
    assert!(ran.stdout.contains("--> a.md:5:3\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("5 | - Why did the deploy fail at 16:40?\n  |   ^^^"), "{}", ran.stdout);
    assert!(ran.stdout.contains("= ask: How "), "{}", ran.stdout);
    assert!(ran.stdout.contains("= fix: - How did the deploy come to fail at 16:40?\n"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "1 finding in 1 review (1 information); `askhow fix` takes care of 1\n");
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let coloured = |env: &[(&str, &str)]| {
        let ran = folder.run_with(&["check", "--rule", "phrasing/*", "a.md"], env, b"");
        assert!(ran.stdout.contains("Why did the deploy"));
        ran.stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "standard output is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]), "an empty NO_COLOR says nothing");
    // What is asked for at the command line comes before what stands in the environment.
    let asked = |when: &str, env: &[(&str, &str)]| {
        let check = folder.run_with(&["check", "--color", when, "a.md"], env, b"").stdout.contains('\u{1b}');
        let fix = folder.run_with(&["fix", "--diff", "--color", when, "a.md"], env, b"").ends_with(0);
        assert_eq!(fix.stdout.contains('\u{1b}'), check);
        check
    };
    assert!(asked("always", &[]) && asked("always", &[("NO_COLOR", "1")]));
    assert!(!asked("never", &[("CLICOLOR_FORCE", "1")]));
    assert!(!asked("auto", &[]) && asked("auto", &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn github_gets_one_line_for_each_finding_with_nothing_unescaped() {
    let folder = Folder::new(&[("a,b:100%.md", WHY)]);
    let args = ["check", "--format", "github", "--rule", "phrasing/why-question", "a,b:100%.md"];
    let ran = folder.run(&args).ends_with(0);
    let start = "::notice file=a%2Cb%3A100%25.md,line=5,endLine=5,col=3,endColumn=";
    assert!(ran.stdout.starts_with(start), "{}", ran.stdout);
    assert!(ran.stdout.contains(",title=phrasing/why-question::"), "{}", ran.stdout);
    assert!(ran.stdout.contains("%0AHow "), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
}

#[test]
fn sarif_points_at_rules_that_it_lists() {
    let folder = Folder::new(&[("incident 1.md", sample("deploy-slips.md")), ("bad.md", "x".into())]);
    folder.write("bad.md", b"\xff");
    let ran = folder
        .run(&[
            "check",
            "--format",
            "sarif",
            "--rule",
            "phrasing/*",
            "--rule",
            "timeline/*",
            "incident 1.md",
            "bad.md",
        ])
        .ends_with(2);
    let json = ran.json();
    assert_eq!(json["version"], "2.1.0");
    let run = &json["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 3);
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap_or_else(|| panic!("{result}")) as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "incident%201.md");
        for name in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(location["region"][name].as_u64().unwrap() > 0);
        }
        for fix in result.get("fixes").and_then(Value::as_array).into_iter().flatten() {
            assert!(!fix["artifactChanges"][0]["replacements"].as_array().unwrap().is_empty());
        }
    }
    for rule in rules {
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty(), "{rule}");
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let said = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(said.starts_with("bad.md:1:1: not UTF-8"), "{said}");
}

#[test]
fn rdjson_is_one_object_of_diagnostics() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let args = ["check", "--format", "rdjson", "--rule", "phrasing/why-question", "a.md"];
    let json = folder.run(&args).ends_with(0).json();
    assert_eq!(json["source"]["name"], "askhow");
    let diagnostic = &json["diagnostics"][0];
    assert_eq!(diagnostic["location"]["path"], "a.md");
    assert_eq!(diagnostic["location"]["range"]["start"], json!({ "line": 5, "column": 3 }));
    assert_eq!(diagnostic["severity"], "INFO");
    assert!(diagnostic["suggestions"][0]["text"].as_str().unwrap().contains("How"), "{diagnostic}");
}
