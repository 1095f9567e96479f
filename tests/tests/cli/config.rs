//! `askhow config`: what holds, and where it comes from.

use crate::helpers::Folder;

#[test]
fn settings_come_with_the_file_that_they_stand_in() {
    let folder = Folder::new(&[("askhow.toml", "timezone = \"Europe/Berlin\"\n"), ("incidents/a.md", "")]);
    let ran = folder.run(&["config", "incidents/a.md"]).ends_with(0);
    assert!(ran.stdout.starts_with("# from askhow.toml\ntimezone = \"Europe/Berlin\"\n"), "{}", ran.stdout);
    let json = folder.run(&["config", "--format", "json", "incidents"]).ends_with(0).json();
    assert_eq!(json["file"], "askhow.toml");
    assert_eq!(json["settings"]["timezone"], "Europe/Berlin");
    assert_eq!(json["sources"]["timezone"], "askhow.toml");
    assert_eq!(json["sources"]["reviews"], serde_json::Value::Null);
    let ran = Folder::empty().run(&["config"]).ends_with(0);
    assert!(ran.stdout.starts_with("# no askhow.toml"), "{}", ran.stdout);
}

#[test]
fn levels_are_those_of_the_file_that_is_asked_about() {
    let settings = "[[overrides]]\nfiles = [\"old/\"]\nrules = { \"phrasing/*\" = \"off\" }\n";
    let folder = Folder::new(&[("askhow.toml", settings), ("old/a.md", ""), ("b.md", "")]);
    let json = folder.run(&["config", "--format", "json", "old/a.md"]).ends_with(0).json();
    assert_eq!(json["settings"]["rules"]["phrasing/*"], "off");
    let json = folder.run(&["config", "--format", "json", "b.md"]).ends_with(0).json();
    assert_eq!(json["settings"]["rules"], serde_json::json!({}));
    let shown = folder.run(&["config", "old/a.md"]).ends_with(0).stdout;
    let again = Folder::new(&[("askhow.toml", shown.as_str())]);
    again.run(&["config"]).ends_with(0);
}

#[test]
fn what_is_not_right_is_said_with_its_place() {
    let folder = Folder::new(&[("askhow.toml", "[rules]\n\"phrasing/why-qestion\" = \"off\"\n")]);
    let ran = folder.run(&["config"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow.toml:2:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("phrasing/why-question"), "{}", ran.stderr);
}

#[test]
fn the_schema_describes_every_key() {
    let json = Folder::empty().run(&["config", "--schema"]).ends_with(0).json();
    for key in [
        "reviews",
        "preset",
        "timezone",
        "date-order",
        "quiet-gap",
        "severities",
        "rules",
        "sections",
        "phrases",
    ] {
        assert!(json["properties"][key].is_object(), "{key} in {json:#}");
    }
    assert_eq!(json["additionalProperties"], false);
}

#[test]
fn wrong_types_are_said_each_with_its_place_and_the_other_keys_count() {
    let wrong = "reviews = 5\ntimezone = true\nquiet-gap = [1]\nseverities = \"SEV1\"\nrules = []\nphrases = {}\n\
                 date-order = \"ymd\"\n[links]\n\"OPS-#\" = 7\n[features]\nhover = \"no\"\n[[kinds]]\nx = 1\n";
    let folder = Folder::new(&[("askhow.toml", wrong), ("incidents/a.md", crate::helpers::WHY)]);
    let ran = folder.run(&["check", "--format", "json"]).ends_with(2);
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(lines.len() >= 8, "{}", ran.stderr);
    assert!(lines.iter().all(|line| line.starts_with("askhow.toml:")), "{}", ran.stderr);
    assert_eq!(ran.json()["files"][0]["path"], "incidents/a.md");
    let json = folder.run(&["config", "--format", "json"]).ends_with(2).json();
    assert_eq!(json["settings"]["date-order"], "ymd");
}

#[test]
fn globs_that_match_everything_make_reviews_of_markdown_alone() {
    for glob in ["**", "**/*", "*.md"] {
        let settings = format!("reviews = [\"{glob}\"]\n");
        let folder =
            Folder::new(&[("askhow.toml", settings.as_str()), ("README.md", "# Tool\n"), ("x.rs", "Why?\n")]);
        let json = folder.run(&["check", "--format", "json"]).ends_with(0).json();
        assert_eq!(json["summary"]["files"], 1, "{glob}");
        assert_eq!(json["files"][0]["review"], true, "{glob}");
    }
}
