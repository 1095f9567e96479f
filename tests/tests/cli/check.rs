//! `askhow check`: which files, which findings, which exit status.

use serde_json::Value;

use crate::helpers::{Folder, WHY, sample};

/// A timeline that goes back: a warning.
const ORDER: &str = "# Outage\n\n## Timeline\n\nAll times in UTC.\n\n- 2024-05-21 16:40 The deploy ends.\n\
                     - 2024-05-21 17:21 Amira rolls back.\n- 2024-05-21 17:05 Amira finds the column.\n\
                     - 2024-05-21 17:30 Exports run again.\n";
/// A time that never is: an error.
const INVALID: &str = "# Outage\n\n## Timeline\n\nAll times in UTC.\n\n- 2024-05-21 16:40 The deploy ends.\n\
                       - 2024-05-21 24:61 Exports run again.\n";

#[test]
fn a_full_review_has_nothing_to_be_told() {
    let folder = Folder::new(&[("login-mails.md", sample("login-mails.md"))]);
    let ran = folder.run(&["check", "login-mails.md"]).ends_with(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "nothing found in 1 review\n"));
}

#[test]
fn slips_are_found_where_they_are() {
    let folder = Folder::new(&[("deploy.md", sample("deploy-slips.md"))]);
    let ran = folder.run(&["check", "--format", "json", "deploy.md"]).ends_with(1);
    let rules = ran.rules(0);
    for rule in [
        "section/rename",
        "phrasing/root-cause",
        "phrasing/why-question",
        "phrasing/why-clause",
        "phrasing/counterfactual",
        "timeline/order",
        "timeline/invalid",
    ] {
        assert_eq!(rules.iter().filter(|it| *it == rule).count(), 1, "{rule} in {rules:?}");
    }
}

#[test]
fn a_readme_stays_silent_in_a_folder_and_is_checked_when_named() {
    let folder = Folder::new(&[("README.md", sample("readme.md"))]);
    let ran = folder.run(&["check", "--format", "json"]).ends_with(0);
    let json = ran.json();
    assert_eq!(json["files"][0]["path"], "README.md");
    assert_eq!(json["files"][0]["review"], false);
    assert_eq!(json["files"][0]["findings"], Value::Array(vec![]));
    let ran = folder.run(&["check"]).ends_with(0);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("no review among 1 Markdown file"), "{}", ran.stderr);
    let ran = folder.run(&["check", "--format", "json", "README.md"]);
    assert_eq!(ran.json()["files"][0]["review"], true);
    assert!(!ran.rules(0).is_empty());
}

#[test]
fn folders_are_walked_and_gitignore_is_respected() {
    let folder = Folder::new(&[
        (".gitignore", "drafts/\n"),
        ("b/incidents/two.markdown", WHY),
        ("a/postmortem.md", WHY),
        ("drafts/incident.md", WHY),
        (".hidden/incident.md", WHY),
        ("notes.txt", WHY),
    ]);
    let ran = folder.run(&["check", "--format", "json", "--fail-on", "never"]).ends_with(0);
    let json = ran.json();
    let paths: Vec<&str> =
        json["files"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["a/postmortem.md", "b/incidents/two.markdown"]);
    assert_eq!(json["summary"]["reviews"], 2);
    let ran = folder.run(&["check", "--format", "json", "drafts/incident.md"]);
    assert_eq!(ran.json()["files"][0]["path"], "drafts/incident.md");
}

#[test]
fn a_file_named_twice_or_walked_too_is_checked_once() {
    let folder = Folder::new(&[("incidents/a.md", WHY)]);
    let ran = folder.run(&["check", "--format", "json", "incidents/a.md", "incidents", "./incidents/a.md"]);
    assert_eq!(ran.json()["summary"]["files"], 1);
}

#[test]
fn the_exit_status_asks_what_is_shown() {
    let folder = Folder::new(&[("why.md", WHY), ("order.md", ORDER), ("invalid.md", INVALID)]);
    for (args, expected) in [
        (&["why.md"][..], 0),
        (&["why.md", "--fail-on", "information"], 1),
        (&["why.md", "--fail-on", "hint"], 1),
        (&["why.md", "--fail-on", "information", "--level", "warning"], 0),
        (&["why.md", "--fail-on", "information", "--rule", "timeline/*"], 0),
        (&["why.md", "--fail-on", "information", "--rule", "phrasing/why-question"], 1),
        (&["order.md"], 1),
        (&["order.md", "--fail-on", "warning"], 1),
        (&["order.md", "--fail-on", "error"], 0),
        (&["order.md", "--fail-on", "never"], 0),
        (&["order.md", "--rule", "phrasing/*"], 0),
        (&["order.md", "--rule", "phrasing/*", "--rule", "timeline/order"], 1),
        (&["invalid.md"], 1),
        (&["invalid.md", "--fail-on", "error"], 1),
        (&["order.md", "gone.md"], 2),
    ] {
        let args: Vec<&str> = ["check"].iter().chain(args).copied().collect();
        let ran = folder.run(&args);
        assert_eq!(ran.status, Some(expected), "{args:?}\n{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn wrong_use_ends_with_2_and_says_what_would_be_right() {
    let folder = Folder::new(&[("a.md", WHY)]);
    for (args, expected) in [
        (&["check", "--rule", "phrasing/why-qestion"][..], "did you mean `phrasing/why-question`?"),
        (&["check", "--rule", "phrasing"], "askhow: no rule `phrasing`"),
        (&["check", "--rule", "phrasng/*"], "did you mean `phrasing/*`?"),
        (&["check", "--timeline", "--format", "sarif"], "`--timeline` goes with"),
        (&["check", "--stdin-filename", "a.md"], "`--stdin-filename` goes with"),
        (&["fix", "--stdin-filename", "a.md"], "`--stdin-filename` goes with"),
        (&["check", "--statistics", "--format", "github"], "`--statistics` goes with `--format human` or"),
        (&["check", "--color", "sometimes"], "[possible values: auto, always, never]"),
        (&["check", "--format", "jsn"], "json"),
        (&["check", "--jobs", "0"], "--jobs"),
        (&["chek"], "check"),
    ] {
        let ran = folder.run(args).ends_with(2);
        assert!(ran.stderr.contains(expected), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
}

#[test]
fn standard_input_is_a_file_with_the_name_it_is_given() {
    let folder = Folder::empty();
    let ran = folder.run_with(&["check", "-", "--format", "json"], &[], WHY.as_bytes()).ends_with(0);
    assert_eq!(ran.json()["files"][0]["path"], "-");
    assert_eq!(ran.json()["files"][0]["review"], true);
    assert!(ran.rules(0).contains(&"phrasing/why-question".to_owned()));
    let args = ["check", "-", "--stdin-filename", "incidents/b.md", "--format", "json"];
    let ran = folder.run_with(&args, &[], WHY.as_bytes()).ends_with(0);
    assert_eq!(ran.json()["files"][0]["path"], "incidents/b.md");
    let ran = folder.run_with(&["check", "-"], &[], b"\xff").ends_with(2);
    assert!(ran.stderr.starts_with("-:1:1: not UTF-8"), "{}", ran.stderr);
}

#[test]
fn a_list_of_names_is_looked_at_like_a_folder() {
    let folder =
        Folder::new(&[("incidents/a.md", WHY), ("b c.md", WHY), ("README.md", "# Queue\n\nWhy not?\n")]);
    let check = ["check", "--format", "json", "--fail-on", "never", "--files-from", "-"];
    let ran = folder.run_with(&check, &[], b"incidents/a.md\r\n\nREADME.md\nincidents/a.md\n").ends_with(0);
    assert_eq!(ran.paths(), ["README.md", "incidents/a.md"]);
    assert!(ran.rules(0).is_empty() && !ran.rules(1).is_empty());
    // With NUL between them, and none of them twice; a path that is named is taken for a review.
    let and_named = [&check[..], &["README.md"]].concat();
    let ran = folder.run_with(&and_named, &[], b"b c.md\0README.md\0").ends_with(0);
    assert_eq!(ran.paths(), ["README.md", "b c.md"]);
    assert!(!ran.rules(0).is_empty());
    // A list with nothing in it is not the current folder.
    assert_eq!(folder.run_with(&check, &[], b"").ends_with(0).paths(), [""; 0]);
    let ran = folder.run_with(&check, &[], b"none.md\nincidents/a.md\n").ends_with(2);
    assert_eq!(ran.stderr, "none.md: no such file or folder\n");
    let ran = folder.run_with(&[&check[..], &["-"]].concat(), &[], b"").ends_with(2);
    assert!(ran.stderr.contains("either a list (`--files-from -`) or a review (`-`)"), "{}", ran.stderr);
    let ran = folder.run(&["check", "--files-from", "none.txt"]).ends_with(2);
    assert_eq!(ran.stderr, "none.txt: no such file or folder\n");
}

#[test]
fn a_line_is_written_for_each_file_and_it_is_what_json_has_of_it() {
    let folder =
        Folder::new(&[("incidents/a.md", WHY), ("incidents/b.md", WHY), ("incidents/c.md", "# C\n")]);
    let one =
        folder.run(&["check", "--format", "json", "--timeline", "--fail-on", "never"]).ends_with(0).json();
    let lines = folder.run(&["check", "--format", "jsonl", "--timeline", "--fail-on", "never"]).ends_with(0);
    let lines: Vec<Value> = lines.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&lines, one["files"].as_array().unwrap());
    let ran = folder.run(&["check", "--format", "jsonl", "--statistics"]).ends_with(2);
    assert!(ran.stderr.contains("`--statistics` goes with"), "{}", ran.stderr);
}

#[test]
fn any_number_of_jobs_says_the_same() {
    let names: Vec<String> = (0..40).map(|nth| format!("incidents/{nth}.md")).collect();
    let text = sample("deploy-slips.md");
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let folder = Folder::new(&files);
    for format in ["human", "json", "sarif", "github", "rdjson", "junit", "checkstyle", "gitlab"] {
        let one = folder.run(&["check", "--format", format, "--jobs", "1"]).ends_with(1);
        let two = folder.run(&["check", "--format", format, "--jobs", "2"]).ends_with(1);
        assert_eq!(one, two, "{format}");
    }
}

#[test]
fn levels_and_settings_of_the_folder_are_heeded() {
    let folder = Folder::new(&[
        ("askhow.toml", "[rules]\n\"phrasing/why-question\" = \"error\"\n"),
        ("incidents/a.md", WHY),
        ("quiet/askhow.toml", "[rules]\n\"phrasing/*\" = \"off\"\n"),
        ("quiet/incidents/b.md", WHY),
    ]);
    let ran = folder.run(&["check", "--rule", "phrasing/*", "--format", "json"]).ends_with(1);
    assert_eq!(ran.json()["files"][0]["findings"][0]["severity"], "error");
    assert_eq!(ran.rules(1), [""; 0]);
}

#[test]
fn every_extension_of_markdown_is_walked_in_any_case() {
    let names =
        ["a.MD", "b.markdown", "c.mkd", "d.mdown", "e.mdx", "f.qmd", "g.Rmd", "h.rmd", "i.txt", "j.rst"];
    let files: Vec<(String, &str)> = names.iter().map(|name| (format!("incidents/{name}"), WHY)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let json =
        Folder::new(&files).run(&["check", "--format", "json", "--fail-on", "never"]).ends_with(0).json();
    assert_eq!(json["summary"]["reviews"], 8, "{json}");
}

#[test]
fn levels_for_some_of_the_files_and_files_that_are_left_out() {
    let settings = "reviews = [\"incidents/\", \"!incidents/templates/\"]\n\n[[overrides]]\nfiles = [\"**/old/**\"]\n\
                    rules = { \"phrasing/*\" = \"off\" }\n";
    let folder = Folder::new(&[
        ("askhow.toml", settings),
        ("incidents/a.md", WHY),
        ("incidents/old/b.md", WHY),
        // Another text: what a template says is nobody's words in the reviews beside it.
        ("incidents/templates/outage.md", &WHY.replace("deploy", "relay")),
    ]);
    let ran =
        folder.run(&["check", "--rule", "phrasing/*", "--format", "json", "--fail-on", "never"]).ends_with(0);
    let json = ran.json();
    let reviews: Vec<bool> =
        json["files"].as_array().unwrap().iter().map(|file| file["review"].as_bool().unwrap()).collect();
    assert_eq!(reviews, [true, true, false]);
    assert!(!ran.rules(0).is_empty() && ran.rules(1).is_empty(), "{json}");
    // Who is asked for by name is a review all the same.
    let named =
        folder.run(&["check", "--format", "json", "incidents/templates/outage.md", "--fail-on", "never"]);
    assert_eq!(named.json()["files"][0]["review"], true);
}

#[test]
fn what_is_excluded_is_neither_checked_nor_fixed_named_or_not() {
    let folder = Folder::new(&[
        ("incidents/a.md", WHY),
        ("incidents/drafts/b.md", WHY),
        ("incidents/drafts/c.md", WHY),
    ]);
    let paths = |args: &[&str]| folder.run(args).ends_with(0).paths();
    let check = ["check", "--format", "json", "--fail-on", "never", "--exclude", "incidents/drafts/"];
    assert_eq!(paths(&check), ["incidents/a.md"]);
    let back = [&check[..], &["--exclude", "!**/c.md"]].concat();
    assert_eq!(paths(&back), ["incidents/a.md", "incidents/drafts/c.md"]);
    assert_eq!(
        paths(&[&check[..], &["incidents/a.md", "incidents/drafts/b.md"]].concat()),
        ["incidents/a.md"]
    );
    let fix = folder.run(&["fix", "--diff", "--exclude", "**/*.md"]).ends_with(0);
    assert_eq!(fix.stdout, "");
    for command in ["check", "fix"] {
        let ran = folder.run(&[command, "--exclude", "a["]).ends_with(2);
        assert!(ran.stderr.starts_with("askhow: `--exclude a[` is no glob: "), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    }
}

#[test]
fn settings_that_are_not_right_are_said_and_the_files_are_checked() {
    let folder = Folder::new(&[("askhow.toml", "reviws = []\n"), ("incidents/a.md", WHY)]);
    let ran = folder.run(&["check", "--format", "json"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow.toml:1:1: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("`reviews`"), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    assert!(ran.rules(0).contains(&"phrasing/why-question".to_owned()));
}

#[test]
fn quiet_says_what_is_found_and_what_stood_in_the_way_and_no_other_word() {
    let folder = Folder::new(&[("a.md", ORDER)]);
    let loud = folder.run(&["check", "a.md"]).ends_with(1);
    let quiet = folder.run(&["check", "--quiet", "a.md"]).ends_with(1);
    assert_eq!((quiet.stdout, quiet.stderr.as_str()), (loud.stdout, ""));
    let ran = folder.run(&["check", "--quiet", "--fail-on", "never", "a.md", "gone.md"]).ends_with(2);
    assert_eq!(ran.stderr, "gone.md: no such file or folder\n");
    let ran = folder.run(&["check", "--quiet", "--baseline", "known.json", "a.md"]).ends_with(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
}

#[test]
fn statistics_tell_how_often_each_rule_speaks_the_most_frequent_first() {
    let two = format!("{WHY}- Why did the cache fail?\n");
    let folder = Folder::new(&[("a.md", two.as_str()), ("b.md", ORDER)]);
    let rules = ["--rule", "phrasing/why-question", "--rule", "timeline/order"];
    let args = [&["check", "--statistics", "--level", "hint", "a.md", "b.md"][..], &rules].concat();
    let ran = folder.run(&args).ends_with(1);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.stdout);
    assert!(lines[0].starts_with("     2  phrasing/why-question  "), "{}", ran.stdout);
    assert!(lines[1].starts_with("     1  timeline/order         "), "{}", ran.stdout);
    assert!(
        ran.stderr.starts_with("3 findings in 2 reviews (1 warning, 1 information, 1 hint)"),
        "{}",
        ran.stderr
    );
    let json = folder.run(&[&args[..], &["--format", "json"]].concat()).ends_with(1).json();
    let expected = serde_json::json!([
        { "rule": "phrasing/why-question", "count": 2 },
        { "rule": "timeline/order", "count": 1 },
    ]);
    assert_eq!(json["statistics"], expected);
    assert_eq!(json["files"][0]["findings"].as_array().map(Vec::len), Some(2), "they stand beside it");
    let json = folder.run(&["check", "--format", "json", "a.md"]).json();
    assert_eq!(json.get("statistics"), None, "nobody asked");
}

#[test]
fn several_warnings_are_warnings() {
    let folder = Folder::new(&[("a.md", ORDER), ("b.md", ORDER), ("c.md", INVALID)]);
    let ran = folder.run(&["check", "--level", "warning", "a.md", "b.md", "c.md"]).ends_with(1);
    assert!(ran.stderr.contains("(1 error, 2 warnings)"), "{}", ran.stderr);
}

#[test]
fn the_timeline_is_read_as_the_reference_says() {
    let folder = Folder::new(&[("order.md", ORDER)]);
    let ran = folder
        .run(&["check", "--format", "json", "--timeline", "--fail-on", "never", "order.md"])
        .ends_with(0);
    let json = ran.json();
    let entries = json["files"][0]["timeline"]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 4);
    let entry = &entries[0];
    assert_eq!(entry["line"], 7);
    assert_eq!(entry["stamp"], "2024-05-21 16:40");
    assert_eq!(entry["instant"], "2024-05-21T16:40:00Z");
    assert_eq!(entry["local"], "2024-05-21T16:40:00");
    assert_eq!(entry["zone"], "UTC");
    assert_eq!(entry["end"], Value::Null);
    assert_eq!(entry["approximate"], false);
    assert_eq!(entry["text"], "The deploy ends.");
    let ran = folder.run(&["check", "--timeline", "--fail-on", "never", "order.md"]).ends_with(0);
    assert!(ran.stdout.contains("timeline of order.md\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("2024-05-21T17:05:00Z"), "{}", ran.stdout);
}
