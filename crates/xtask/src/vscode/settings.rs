//! The settings of the extension, made from the schema of `askhow.toml`, which is made from the types that
//! read it: a key that is added there is a setting here.

use serde_json::{Map, Value, json};

use crate::command::Failure;

/// What stands before the generated part of `package.json`.
const BEFORE: &str = "\n    \"configuration\": ";

/// Groups of keys that are switches or lists of their own in the editor: `features.hover`.
const FLAT: [&str; 2] = ["features", "kinds"];

/// `package.json` with the settings of this schema, and the version of the workspace.
pub fn write_into(manifest: &str, schema: &str, rules: &str, version: &str) -> Result<String, Failure> {
    let not_json = |error: serde_json::Error| Failure::new(format!("the settings of VS Code: {error}"));
    let schema: Value = serde_json::from_str(schema).map_err(not_json)?;
    let rules: Value = serde_json::from_str(rules).map_err(not_json)?;
    let parsed: Value = serde_json::from_str(manifest).map_err(not_json)?;
    let missing = || Failure::new("package.json of VS Code has no `contributes.configuration`");
    // The first group is the editor's own.
    let own = parsed.pointer("/contributes/configuration/0").ok_or_else(missing)?;
    let reviews = json!({ "title": "Reviews", "properties": properties(&schema, &rules) });
    let made = serde_json::to_string_pretty(&json!([own, reviews])).map_err(not_json)?;
    let made = made.replace('\n', "\n    ");

    let (before, rest) = manifest.split_once(BEFORE).ok_or_else(missing)?;
    let (_, after) = rest.split_once("\n    ]").ok_or_else(missing)?;
    let written = parsed.pointer("/version").and_then(Value::as_str).unwrap_or_default();
    let before =
        before.replacen(&format!("\"version\": \"{written}\""), &format!("\"version\": \"{version}\""), 1);
    Ok(format!("{before}{BEFORE}{made}{after}"))
}

fn properties(schema: &Value, rules: &Value) -> Map<String, Value> {
    let mut properties = Map::new();
    for (key, described) in object(schema, "/properties") {
        let inner = resolved(described, schema);
        if FLAT.contains(&key.as_str()) {
            for (name, described) in object(&inner, "/properties") {
                properties.insert(format!("askhow.{key}.{name}"), property(described, schema));
            }
        } else if key == "rules" {
            properties.insert(format!("askhow.{key}"), levels(property(described, schema), rules));
        } else {
            properties.insert(format!("askhow.{key}"), property(described, schema));
        }
    }
    properties
}

/// A property as the editor takes it: references put in place, the description as Markdown, and a scope
/// that lets each folder have its own.
fn property(described: &Value, schema: &Value) -> Value {
    let mut property = resolved(described, schema);
    if let Some(fields) = property.as_object_mut() {
        if let Some(description) = fields.remove("description").as_ref().and_then(Value::as_str) {
            let text = description.split_whitespace().collect::<Vec<_>>().join(" ");
            fields.insert("markdownDescription".to_owned(), text.into());
        }
        fields.insert("scope".to_owned(), "resource".into());
    }
    property
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
        let entry = |description: String| json!({ "enum": values, "description": description });
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
        fields.remove("propertyNames");
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
        let properties = &value["contributes"]["configuration"][1]["properties"];
        assert_eq!(
            properties["askhow.timezone"],
            json!({ "markdownDescription": "The zone of times.", "type": ["string", "null"], "default": null, "scope": "resource" })
        );
        assert_eq!(properties["askhow.features.hover"]["default"], true);
        assert_eq!(properties.get("askhow.features"), None);
        let rules = &properties["askhow.rules"]["properties"];
        assert_eq!(rules["form/order"], json!({ "enum": ["off", "hint"], "description": "Out of order" }));
        assert_eq!(rules["form/*"]["enum"], json!(["off", "hint"]));
        assert!(made.ends_with("\n    ],\n    \"snippets\": []\n  }\n}\n"), "{made}");
        assert_eq!(
            write_into(&made, SCHEMA, r#"[{"rule": "form/order", "summary": "Out of order"}]"#, "0.1.0")
                .unwrap(),
            made
        );
    }

    #[test]
    fn a_manifest_without_settings_is_told() {
        let failure = write_into("{}", SCHEMA, "[]", "1").unwrap_err().to_string();
        assert!(failure.contains("no `contributes.configuration`"), "{failure}");
    }
}
