//! The settings of the extension, made from the schema of `askhow.toml`, which is made from the types that
//! read it: a key that is added there is a setting here.

use serde_json::{Map, Value, json};

use crate::command::Failure;

/// What stands before the generated part of `package.json`.
const BEFORE: &str = "\n    \"configuration\": ";

/// Groups of keys that are switches, lists or names of their own in the editor: `features.hover`.
const FLAT: [&str; 4] = ["features", "form", "kinds", "template"];

/// The groups as the editor shows them, each with its place among the groups: what a team sets first stands first, and
/// switches that nobody needs stand last. The editor's own group, which is written by hand, comes between them.
const GROUPS: [(&str, u64, &[&str]); 3] = [
    (
        "Reviews",
        1,
        &[
            "timezone",
            "severities",
            "people",
            "me",
            "reviews",
            "preset",
            "rules",
            "overrides",
            "date-order",
            "quiet-gap",
        ],
    ),
    ("Words of Your Team", 2, &["form", "template", "sections", "prompts", "phrases", "links", "kinds"]),
    ("Features", 4, &["features"]),
];

/// `package.json` with the settings of this schema, and the version of the workspace.
pub fn write_into(manifest: &str, schema: &str, rules: &str, version: &str) -> Result<String, Failure> {
    let not_json = |error: serde_json::Error| Failure::new(format!("the settings of VS Code: {error}"));
    let schema: Value = serde_json::from_str(schema).map_err(not_json)?;
    let rules: Value = serde_json::from_str(rules).map_err(not_json)?;
    let parsed: Value = serde_json::from_str(manifest).map_err(not_json)?;
    let missing = || Failure::new("package.json of VS Code has no `contributes.configuration`");
    // The first group is the editor's own.
    let own = parsed.pointer("/contributes/configuration/0").ok_or_else(missing)?;
    let mut groups = vec![own.clone()];
    for (title, order, _) in GROUPS {
        groups.push(
            json!({ "title": title, "order": order, "properties": properties(title, &schema, &rules) }),
        );
    }
    let made = serde_json::to_string_pretty(&groups).map_err(not_json)?;
    let made = made.replace('\n', "\n    ");

    let (before, rest) = manifest.split_once(BEFORE).ok_or_else(missing)?;
    let (_, after) = rest.split_once("\n    ]").ok_or_else(missing)?;
    let written = parsed.pointer("/version").and_then(Value::as_str).unwrap_or_default();
    let before =
        before.replacen(&format!("\"version\": \"{written}\""), &format!("\"version\": \"{version}\""), 1);
    Ok(format!("{before}{BEFORE}{made}{after}"))
}

/// The settings of a group.
fn properties(title: &str, schema: &Value, rules: &Value) -> Map<String, Value> {
    let mut keys: Vec<(usize, &String, &Value)> = object(schema, "/properties")
        .filter_map(|(key, described)| {
            let (group, place) = place_of(key);
            (group == title).then_some((place, key, described))
        })
        .collect();
    keys.sort_by_key(|(place, ..)| *place);
    let mut properties = Map::new();
    let mut add = |key: String, mut property: Value| {
        if let Some(fields) = property.as_object_mut() {
            fields.insert("order".to_owned(), (properties.len() + 1).into());
        }
        let name = camel(&key);
        if name != key {
            properties.insert(format!("askhow.{key}"), as_in_the_file(&property, &name));
        }
        properties.insert(format!("askhow.{name}"), property);
    };
    for (_, key, described) in keys {
        let inner = resolved(described, schema);
        if FLAT.contains(&key.as_str()) {
            for (name, described) in object(&inner, "/properties") {
                add(format!("{key}.{name}"), property(described, schema));
            }
        } else if key == "rules" {
            add(key.clone(), levels(property(described, schema), rules));
        } else {
            add(key.clone(), property(described, schema));
        }
    }
    properties
}

/// The group of a key, and its place there; one that was not thought of yet ends the first group.
fn place_of(key: &str) -> (&'static str, usize) {
    let mut places = GROUPS.iter().filter_map(|(title, _, keys)| {
        let place = keys.iter().position(|known| *known == key)?;
        Some((*title, place))
    });
    places.next().unwrap_or((GROUPS[0].0, usize::MAX))
}

/// A key as the editor makes words of it: it parts `quietGap`, and leaves `quiet-gap` as it is.
fn camel(key: &str) -> String {
    let mut parts = key.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut name, part| {
        let mut chars = part.chars();
        name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        name + chars.as_str()
    })
}

/// The spelling of `askhow.toml`, which counts as well; the editor shows it only where it is used.
fn as_in_the_file(property: &Value, name: &str) -> Value {
    let mut property = property.clone();
    if let Some(fields) = property.as_object_mut() {
        let told =
            format!("As in `askhow.toml`, which counts as well; among the settings it is `askhow.{name}`.");
        fields.insert("markdownDeprecationMessage".to_owned(), told.into());
    }
    property
}

/// A property as the editor takes it: references put in place, the description as Markdown, a shape that it has a
/// control for, and a scope that lets each folder have its own.
fn property(described: &Value, schema: &Value) -> Value {
    let mut property = resolved(described, schema);
    if let Some(fields) = property.as_object_mut() {
        if let Some(description) = fields.remove("description").as_ref().and_then(Value::as_str) {
            let text = description.split_whitespace().collect::<Vec<_>>().join(" ");
            fields.insert("markdownDescription".to_owned(), text.into());
        }
        fields.remove("propertyNames");
        with_control(fields);
        fields.insert("scope".to_owned(), "resource".into());
    }
    property
}

/// Says the same in a shape for which the editor has a drop-down, a line or a list; what has none is written in
/// `settings.json`. An empty line or list is what is not set.
fn with_control(fields: &mut Map<String, Value>) {
    if let Some(Value::Array(ways)) = fields.remove("anyOf") {
        let is_null = |way: &&Value| way.get("type").is_some_and(|it| it == "null");
        let list = ways.iter().find(|way| way.get("items").is_some());
        let one = ways.iter().find(|way| way.get("oneOf").is_some());
        match (list, one, ways.iter().find(is_null)) {
            (Some(list), ..) => {
                fields.insert("type".to_owned(), "array".into());
                fields.insert("uniqueItems".to_owned(), true.into());
                fields.insert("items".to_owned(), list["items"].clone());
            }
            (None, Some(one), Some(_)) => {
                fields.insert("oneOf".to_owned(), one["oneOf"].clone());
                fields.insert("type".to_owned(), json!(["string", "null"]));
            }
            _ => drop(fields.insert("anyOf".to_owned(), ways.into())),
        }
    }
    if let Some(items) = fields.get_mut("items").and_then(Value::as_object_mut) {
        choices(items, false);
    }
    let or_null = fields.get("type").and_then(Value::as_array).and_then(|types| types.first()).cloned();
    match or_null {
        Some(typ) if fields.contains_key("oneOf") => {
            choices(fields, true);
            fields.insert("type".to_owned(), json!([typ, "null"]));
        }
        Some(typ) => {
            let empty = if typ == "array" { json!([]) } else { json!("") };
            fields.insert("default".to_owned(), empty);
            fields.insert("type".to_owned(), typ);
        }
        None => {}
    }
}

/// Values with a description each, as the editor lists them.
fn choices(fields: &mut Map<String, Value>, or_none: bool) {
    let Some(Value::Array(ways)) = fields.remove("oneOf") else { return };
    let text = |way: &Value, key: &str| way.get(key).cloned().unwrap_or_default();
    let mut values: Vec<Value> = ways.iter().map(|way| text(way, "const")).collect();
    let mut about: Vec<Value> = ways.iter().map(|way| text(way, "description")).collect();
    if or_none {
        let labels = std::iter::once(json!("not set")).chain(values.iter().cloned()).collect::<Vec<_>>();
        fields.insert("enumItemLabels".to_owned(), labels.into());
        values.insert(0, Value::Null);
        about.insert(0, json!("As if it were not there."));
    }
    fields.insert("type".to_owned(), "string".into());
    fields.insert("enum".to_owned(), values.into());
    fields.insert("markdownEnumDescriptions".to_owned(), about.into());
}

/// Each rule and family by name, so that the editor completes them.
fn levels(mut property: Value, rules: &Value) -> Value {
    let level = property.get("additionalProperties").cloned().unwrap_or_default();
    let values: Vec<&Value> = level
        .pointer("/oneOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|it| it.get("const"))
        .collect();
    let mut named = Map::new();
    for rule in rules.as_array().into_iter().flatten() {
        let text = |key: &str| rule.get(key).and_then(Value::as_str).unwrap_or_default();
        let id = text("rule");
        // The editor has a table for what it knows to be text.
        let entry =
            |description: String| json!({ "type": "string", "enum": values, "description": description });
        if let Some((family, _)) = id.split_once('/') {
            named
                .entry(format!("{family}/*"))
                .or_insert_with(|| entry(format!("Every rule of {family} that has no level of its own")));
        }
        named.insert(id.to_owned(), entry(text("summary").to_owned()));
    }
    if let Some(fields) = property.as_object_mut() {
        fields.insert("properties".to_owned(), named.into());
        fields.insert("additionalProperties".to_owned(), false.into());
    }
    property
}

/// The value with what it refers to put in its place, and without formats that are ours alone.
fn resolved(value: &Value, schema: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut made = Map::new();
            if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
                let target = schema.pointer(name.trim_start_matches('#')).unwrap_or(&Value::Null);
                if let Value::Object(target) = resolved(target, schema) {
                    made = target;
                }
            }
            for (key, inner) in fields {
                if key != "$ref" && key != "format" {
                    made.insert(key.clone(), resolved(inner, schema));
                }
            }
            made.into()
        }
        Value::Array(list) => list.iter().map(|inner| resolved(inner, schema)).collect(),
        plain => plain.clone(),
    }
}

fn object<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.pointer(pointer).and_then(Value::as_object).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r##"{
        "properties": {
            "timezone": { "description": "The zone\nof times.", "type": ["string", "null"], "format": "time-zone", "default": null },
            "quiet-gap": { "description": "How long.", "type": ["string", "null"], "default": null },
            "date-order": { "description": "Which.", "anyOf": [{ "oneOf": [{ "const": "dmy", "description": "First the day." }] }, { "type": "null" }], "default": null },
            "preset": { "description": "Names.", "anyOf": [{ "oneOf": [{ "const": "sre" }] }, { "type": "array", "items": { "oneOf": [{ "const": "sre", "description": "As they say." }] } }], "default": [] },
            "unheard-of": { "description": "New.", "type": "boolean", "default": false },
            "features": { "description": "Off.", "$ref": "#/$defs/Features" },
            "rules": { "type": "object", "propertyNames": {}, "additionalProperties": { "$ref": "#/$defs/Level" } }
        },
        "$defs": {
            "Features": { "properties": { "hover": { "type": "boolean", "default": true } } },
            "Level": { "oneOf": [{ "const": "off" }, { "const": "hint" }] }
        }
    }"##;

    #[test]
    fn settings_follow_the_schema_and_the_rest_stays_as_it_is() {
        let manifest = "{\n  \"version\": \"0.0.9\",\n  \"contributes\": {\n    \"configuration\": [\n      {\"title\": \"Server\"}\n    ],\n    \"snippets\": []\n  }\n}\n";
        let rules = r#"[{"rule": "form/order", "summary": "Out of order"}]"#;
        let made = write_into(manifest, SCHEMA, rules, "0.1.0").unwrap();
        let value: Value = serde_json::from_str(&made).unwrap();
        assert_eq!(value["version"], "0.1.0");
        assert_eq!(value["contributes"]["configuration"][0]["title"], "Server");
        let groups = &value["contributes"]["configuration"];
        let properties = &groups[1]["properties"];
        assert_eq!(
            properties["askhow.timezone"],
            json!({ "markdownDescription": "The zone of times.", "type": "string", "default": "", "scope": "resource", "order": 1 })
        );
        assert_eq!(groups[3]["properties"]["askhow.features.hover"]["default"], true);
        assert_eq!(groups[3]["properties"].get("askhow.features"), None);
        let rules = &properties["askhow.rules"]["properties"];
        assert_eq!(
            rules["form/order"],
            json!({ "type": "string", "enum": ["off", "hint"], "description": "Out of order" })
        );
        assert_eq!(rules["form/*"]["enum"], json!(["off", "hint"]));
        assert!(made.ends_with("\n    ],\n    \"snippets\": []\n  }\n}\n"), "{made}");
        assert_eq!(
            write_into(&made, SCHEMA, r#"[{"rule": "form/order", "summary": "Out of order"}]"#, "0.1.0")
                .unwrap(),
            made
        );
    }

    #[test]
    fn every_setting_has_words_for_a_name_and_most_have_a_control() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let properties = properties("Reviews", &schema, &Value::Null);
        let shown: Vec<(&String, &Value)> = properties
            .iter()
            .filter(|(_, property)| property.get("markdownDeprecationMessage").is_none())
            .collect();
        assert!(shown.iter().all(|(name, _)| !name.contains('-')), "{shown:#?}");
        let mut names: Vec<(u64, &str)> = shown
            .iter()
            .map(|(name, property)| (property["order"].as_u64().unwrap(), name.as_str()))
            .collect();
        names.sort_unstable();
        let names: Vec<&str> =
            names.into_iter().map(|(_, name)| name.trim_start_matches("askhow.")).collect();
        assert_eq!(names, ["timezone", "preset", "rules", "dateOrder", "quietGap", "unheardOf"]);
        let order = &properties["askhow.dateOrder"];
        assert_eq!(order["enum"], json!([null, "dmy"]));
        assert_eq!(order["enumItemLabels"], json!(["not set", "dmy"]));
        assert_eq!(order["type"], json!(["string", "null"]));
        assert_eq!(properties["askhow.date-order"]["enum"], order["enum"]);
        let preset = &properties["askhow.preset"];
        assert_eq!(preset["type"], "array");
        assert_eq!(preset["items"]["enum"], json!(["sre"]));
        assert_eq!(properties["askhow.quietGap"]["type"], "string");
    }

    #[test]
    fn a_manifest_without_settings_is_told() {
        let failure = write_into("{}", SCHEMA, "[]", "1").unwrap_err().to_string();
        assert!(failure.contains("no `contributes.configuration`"), "{failure}");
    }
}
