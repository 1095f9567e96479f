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
