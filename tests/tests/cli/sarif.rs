//! SARIF against its own schema, version 2.1.0, as the package `serde-sarif` brings it along.

use serde_json::Value;

use crate::helpers::{Folder, sample};

/// The schema of the standard.
fn schema() -> Value {
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(askhow_tests::workspace().join("Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .expect("the packages are known");
    let package = metadata.packages.iter().find(|it| it.name.as_str() == "serde-sarif").expect("serde-sarif");
    let path = package.manifest_path.with_file_name("src/schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    // The standard's own pattern for names of languages, of which we write none, closes a bracket too many.
    for kind in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][kind]["properties"]["language"];
        language.as_object_mut().expect("an object").remove("pattern");
    }
    schema
}

#[test]
fn a_report_is_as_the_schema_has_it() {
    let folder =
        Folder::new(&[("incidents/a b.md", sample("deploy-slips.md")), ("c.md", sample("login-mails.md"))]);
    folder.write("bad.md", b"\xff");
    folder.write("askhow.toml", "reviws = []\n");
    let ran = folder
        .run(&["check", "--format", "sarif", "--level", "hint", "incidents", "c.md", "bad.md"])
        .ends_with(2);
    let json = ran.json();
    assert_eq!(json["version"], "2.1.0");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).expect("a schema");
    let wrong: Vec<_> =
        validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Objects of every kind that we write were looked at, and a name that is none is seen.
    let run = &json["runs"][0];
    for pointer in [
        "/tool/driver/rules/0/defaultConfiguration",
        "/results/0/locations/0/physicalLocation/region",
        "/results/0/relatedLocations",
        "/invocations/0/toolExecutionNotifications/0",
    ] {
        let found = run.pointer(pointer).or_else(|| {
            let results = run["results"].as_array()?;
            results.iter().find_map(|result| result.get(pointer.strip_prefix("/results/0/")?))
        });
        assert!(found.is_some(), "no {pointer} was written");
    }
    assert!(run["results"].as_array().unwrap().iter().any(|result| result.get("fixes").is_some()));
    let mut odd = json.clone();
    odd["runs"][0]["results"][0]["rule"] = "x".into();
    assert!(!validator.is_valid(&odd));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: std::collections::HashSet<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "each rule once");
}
