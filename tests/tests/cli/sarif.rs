//! SARIF as its schema has it: objects are closed there, so each name that is written has to be one of its own.

use serde_json::Value;

use crate::helpers::{Folder, sample};

/// Kinds of objects, what each has to have, and what else it may have, as far as we write it; a name behind `:` is
/// the kind of the object or of each object of the list.
const KINDS: &[(&str, &[&str], &[&str])] = &[
    ("log", &["version", "runs:run"], &["$schema"]),
    (
        "run",
        &["tool:tool"],
        &[
            "results:result",
            "invocations:invocation",
            "columnKind",
            "originalUriBaseIds",
            "automationDetails",
            "defaultEncoding",
        ],
    ),
    ("tool", &["driver:driver"], &[]),
    (
        "driver",
        &["name"],
        &[
            "version",
            "semanticVersion",
            "informationUri",
            "rules:rule",
            "fullName",
            "organization",
            "language",
        ],
    ),
    (
        "rule",
        &["id"],
        &[
            "name",
            "shortDescription:message",
            "fullDescription:message",
            "help:message",
            "helpUri",
            "defaultConfiguration:configuration",
            "properties",
        ],
    ),
    ("configuration", &[], &["level", "enabled", "rank"]),
    ("message", &["text"], &["markdown"]),
    (
        "result",
        &["message:message"],
        &[
            "ruleId",
            "ruleIndex",
            "level",
            "locations:location",
            "relatedLocations:location",
            "fixes:fix",
            "partialFingerprints",
            "fingerprints",
            "properties",
        ],
    ),
    ("location", &[], &["id", "physicalLocation:place", "message:message"]),
    ("place", &["artifactLocation:artifact"], &["region:region"]),
    ("artifact", &[], &["uri", "uriBaseId", "index"]),
    (
        "region",
        &[],
        &[
            "startLine",
            "startColumn",
            "endLine",
            "endColumn",
            "byteOffset",
            "byteLength",
            "charOffset",
            "charLength",
            "snippet:content",
        ],
    ),
    ("content", &["text"], &[]),
    ("fix", &["artifactChanges:change"], &["description:message"]),
    ("change", &["artifactLocation:artifact", "replacements:replacement"], &[]),
    ("replacement", &["deletedRegion:region"], &["insertedContent:content"]),
    (
        "invocation",
        &["executionSuccessful"],
        &[
            "toolExecutionNotifications:notification",
            "toolConfigurationNotifications:notification",
            "exitCode",
        ],
    ),
    ("notification", &["message:message"], &["level", "locations:location", "descriptor"]),
];

#[track_caller]
fn validate(value: &Value, kind: &str, seen: &mut Vec<String>) {
    let (name, must, may) = KINDS.iter().find(|(name, _, _)| *name == kind).expect(kind);
    seen.push((*name).to_owned());
    let object = value.as_object().unwrap_or_else(|| panic!("a {kind} is an object: {value}"));
    let split = |name: &&str| {
        name.split_once(':').map_or((name.to_string(), None), |(a, b)| (a.to_owned(), Some(b.to_owned())))
    };
    let names: Vec<(String, Option<String>)> = must.iter().chain(*may).map(split).collect();
    for (name, _) in must.iter().map(split) {
        assert!(object.contains_key(&name), "a {kind} without {name}: {value}");
    }
    for (key, inner) in object {
        let known = names.iter().find(|(name, _)| name == key);
        let (_, inner_kind) = known.unwrap_or_else(|| panic!("{key} is no name of a {kind}: {value}"));
        let Some(inner_kind) = inner_kind else { continue };
        match inner {
            Value::Array(list) => list.iter().for_each(|inner| validate(inner, inner_kind, seen)),
            one => validate(one, inner_kind, seen),
        }
    }
    let number =
        |name: &str| object.get(name).map(|it| it.as_u64().unwrap_or_else(|| panic!("{name}: {it}")));
    if kind == "region" {
        for name in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(number(name).is_none_or(|number| number >= 1), "{value}");
        }
        let (start, end) =
            ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
        assert!(end.0.is_none() || start <= end, "{value}");
    }
    if let Some(level) = object.get("level") {
        assert!(["none", "note", "warning", "error"].contains(&level.as_str().unwrap()), "{level}");
    }
}

#[test]
fn every_object_is_as_the_schema_has_it() {
    let folder =
        Folder::new(&[("incidents/a b.md", sample("deploy-slips.md")), ("c.md", sample("login-mails.md"))]);
    folder.write("bad.md", b"\xff");
    folder.write("askhow.toml", "reviws = []\n");
    let ran = folder
        .run(&["check", "--format", "sarif", "--level", "hint", "incidents", "c.md", "bad.md"])
        .ends_with(2);
    let json = ran.json();
    assert_eq!(json["version"], "2.1.0");
    assert!(
        ["unicodeCodePoints", "utf16CodeUnits"].contains(&json["runs"][0]["columnKind"].as_str().unwrap())
    );
    let mut seen = Vec::new();
    validate(&json, "log", &mut seen);
    for kind in ["rule", "result", "region", "fix", "replacement", "notification", "configuration"] {
        assert!(seen.iter().any(|it| it == kind), "no {kind} was written");
    }
    let rules = json["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: std::collections::HashSet<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "each rule once");
}
