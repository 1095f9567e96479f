//! Reads settings from TOML text and from what editors send, and says what is wrong where.
//!
//! What is right and wrong is not written down twice: the schema made from the types is asked. What it
//! refuses is named and left out, so that one slip costs one key; the rest then fits the types by itself.
//! What a schema cannot say (is there such a rule, such a time zone?) is said in [`super::formats`].

use std::collections::HashMap;
use std::sync::LazyLock;

use askhow_document::Span;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Settings;
use super::formats::{Known, check_format};
use super::node::{Node, Shape};
use crate::nearest::nearest;

/// Settings from one place: only the keys that are set there, and only the right ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    values: Map<String, Value>,
}

/// What came of reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// What is right.
    pub layer: Layer,
    /// What is not, in the order of the text.
    pub problems: Vec<Problem>,
    /// Whether the text is no TOML; then the layer holds only what could be made out.
    pub broken: bool,
}

/// Something wrong in settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the text, in bytes; `None` for what an editor sent.
    pub span: Option<Span>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Layer {
    /// The keys that are set, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The keys and their values as JSON.
    pub fn values(&self) -> &Map<String, Value> {
        &self.values
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Reads the text of an `askhow.toml`.
pub fn read_toml(text: &str, known: &Known<'_>) -> Read {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let mut reader = Reader { problems: Vec::new(), known, editor: false };
    let node = Node::from_toml_table(table.get_ref(), table.span());
    let values = reader.settings(&node);
    let Some(first) = errors.first() else {
        reader.problems.sort_by_key(|problem| problem.span);
        return Read { layer: Layer { values }, problems: reader.problems, broken: false };
    };
    // What follows the first error is often made up of its pieces, and so are other problems.
    let end = text.len();
    let span = first
        .span()
        .map_or_else(|| Span::empty(end), |span| Span::new(span.start.min(end), span.end.min(end)));
    let message = format!("this is not TOML: {}", first.message().trim());
    Read { layer: Layer { values }, problems: vec![Problem { span: Some(span), message }], broken: true }
}

/// Reads an object that an editor sent; `null` is an empty one. The editors' own keys `server` and `trace`
/// are passed over.
pub fn read_json(value: &Value, known: &Known<'_>) -> Read {
    let mut reader = Reader { problems: Vec::new(), known, editor: true };
    let values = match value {
        Value::Null => Map::new(),
        _ => reader.settings(&Node::from_json(value)),
    };
    Read { layer: Layer { values }, problems: reader.problems, broken: false }
}

/// Joins layers in rising order of precedence, key by key; tables entry by entry, lists as a whole.
pub fn join<'l>(layers: impl IntoIterator<Item = &'l Layer>) -> Settings {
    let mut all = Map::new();
    for layer in layers {
        merge(&mut all, &layer.values);
    }
    // Layers hold only what fits the types; a test holds the reading to that.
    Settings::deserialize(Value::Object(all)).unwrap_or_default()
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The JSON schema of the settings.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Settings).to_value());
    &SCHEMA
}

/// The schema that `schema` refers to.
fn resolved(schema: &'static Value) -> &'static Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix("#/$defs/"));
    name.and_then(|name| self::schema().get("$defs")?.get(name)).unwrap_or(schema)
}

/// A schema's choices: itself where it has none.
fn choices(schema: &'static Value) -> Vec<&'static Value> {
    let schema = resolved(schema);
    match schema.get("anyOf").and_then(Value::as_array) {
        Some(choices) => choices.iter().map(resolved).collect(),
        None => vec![schema],
    }
}

/// The JSON types that a schema takes.
fn types(schema: &'static Value) -> Vec<&'static str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        // An enum with a description for each of its values.
        _ if schema.get("oneOf").is_some() => vec!["string"],
        _ => Vec::new(),
    }
}

/// So long a text of settings may be, in characters. Each finding of a phrase carries its message and its questions.
const LONGEST_TEXT: usize = 2_000;

/// So many entries of a list are read: sections, phrases, what is asked below a heading.
const MOST_IN_LIST: usize = 1_000;

/// So many of a table: people, say.
const MOST_IN_TABLE: usize = 10_000;

struct Reader<'k> {
    problems: Vec<Problem>,
    known: &'k Known<'k>,
    editor: bool,
}

impl Reader<'_> {
    fn settings(&mut self, node: &Node) -> Map<String, Value> {
        self.named_twice(node);
        match self.value(node, schema(), "") {
            Some(Value::Object(values)) => values,
            _ => Map::new(),
        }
    }

    /// Names that stand for two people.
    fn named_twice(&mut self, node: &Node) {
        let mut known: HashMap<String, &str> = HashMap::new();
        for (key, person) in entries(node, "people").into_iter().flat_map(table) {
            let Shape::Text(name) = &key.shape else { continue };
            let others = entries(person, "also").into_iter().flat_map(|also| match &also.shape {
                Shape::List(items) => items.as_slice(),
                _ => &[],
            });
            for node in [key].into_iter().chain(others) {
                let Shape::Text(text) = &node.shape else { continue };
                let plain = text.trim_start_matches('@').to_lowercase();
                match known.get(plain.as_str()) {
                    Some(other) if other == name => {}
                    Some(other) => self.problem(
                        node,
                        format!("`{text}` is a name of `{other}` already: which of the two is meant?"),
                    ),
                    None => {
                        known.insert(plain, name);
                    }
                }
            }
        }
    }

    /// What of `node` is right.
    fn value(&mut self, node: &Node, schema: &'static Value, at: &str) -> Option<Value> {
        let choices = choices(schema);
        let Some(schema) = choices.iter().copied().find(|choice| types(choice).contains(&node.type_name()))
        else {
            self.wrong_type(node, &choices, at);
            return None;
        };
        match &node.shape {
            Shape::Table(entries) => self.table(node, entries, schema, at).map(Value::Object),
            Shape::List(items) => {
                self.count(node, items.len(), MOST_IN_LIST, at);
                let items = items.iter().take(MOST_IN_LIST).enumerate().filter_map(|(index, item)| {
                    match schema.get("items") {
                        Some(schema) => self.value(item, schema, &format!("{at}[{index}]")),
                        None => None,
                    }
                });
                Some(Value::Array(items.collect()))
            }
            Shape::Text(text) => self.text(text, node, schema, at),
            Shape::Bool(value) => Some(Value::Bool(*value)),
            Shape::Null | Shape::Other(_) => None,
        }
    }

    /// `None` where what it cannot do without is missing.
    fn table(
        &mut self,
        node: &Node,
        entries: &[(Node, Node)],
        schema: &'static Value,
        at: &str,
    ) -> Option<Map<String, Value>> {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties").filter(|others| others.is_object());
        let key_format =
            schema.get("propertyNames").and_then(|names| names.get("format")).and_then(Value::as_str);
        let mut values = Map::new();
        self.count(node, entries.len(), MOST_IN_TABLE, at);
        for (key_node, node) in entries.iter().take(MOST_IN_TABLE) {
            let Shape::Text(key) = &key_node.shape else { continue };
            let passed_over = self.editor && at.is_empty() && matches!(key.as_str(), "server" | "trace");
            if passed_over || matches!(node.shape, Shape::Null) {
                continue;
            }
            let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
            let Some(schema) = properties.and_then(|known| known.get(key)).or(others) else {
                let names: Vec<&str> =
                    properties.iter().flat_map(|known| known.keys()).map(String::as_str).collect();
                self.unknown_key(key_node, &path, key, &names);
                continue;
            };
            if let Some(format) = key_format
                && let Err(message) = check_format(format, key, self.known)
            {
                self.problem(key_node, message);
                continue;
            }
            if let Some(value) = self.value(node, schema, &path) {
                values.insert(key.clone(), value);
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            if values.contains_key(name) {
                continue;
            }
            let is_there =
                entries.iter().any(|(key, _)| matches!(&key.shape, Shape::Text(key) if key == name));
            // What is there and wrong has been named already.
            if !is_there {
                self.problem(entries.first().map_or(node, |(key, _)| key), format!("`{at}` lacks `{name}`"));
            }
            return None;
        }
        Some(values)
    }

    fn text(&mut self, text: &str, node: &Node, schema: &'static Value, at: &str) -> Option<Value> {
        let allowed = allowed_values(schema);
        if !allowed.is_empty() && !allowed.contains(&text) {
            let message = match nearest(text, allowed.iter().copied()) {
                Some(nearest) => format!("`{at}` can't be `{text}`: did you mean `{nearest}`?"),
                None => format!("`{at}` can't be `{text}`: it takes {}", listed(&allowed)),
            };
            self.problem(node, message);
            return None;
        }
        if schema.get("minLength").is_some() && text.trim().is_empty() {
            self.problem(node, format!("`{at}` is empty"));
            return None;
        }
        let n_characters = text.chars().count();
        if let Some(most) = schema.get("maxLength").and_then(Value::as_u64)
            && usize::try_from(most).is_ok_and(|most| n_characters > most)
        {
            self.problem(
                node,
                format!("`{at}` has {n_characters} characters: at most {most} are looked for"),
            );
            return None;
        }
        if n_characters > LONGEST_TEXT {
            let message = format!("`{at}` has {n_characters} characters: at most {LONGEST_TEXT} are read");
            self.problem(node, message);
            return None;
        }
        if let Some(format) = schema.get("format").and_then(Value::as_str)
            && let Err(message) = check_format(format, text, self.known)
        {
            // What an editor sent has no line that would show where it stands.
            self.problem(node, if self.editor { format!("`{at}`: {message}") } else { message });
            return None;
        }
        Some(Value::String(text.to_owned()))
    }

    /// Says where a list or a table has more than are read.
    fn count(&mut self, node: &Node, n_entries: usize, most: usize, at: &str) {
        if n_entries > most {
            let name = if at.is_empty() { "this file".to_owned() } else { format!("`{at}`") };
            self.problem(node, format!("{name} has {n_entries} entries: the first {most} are read"));
        }
    }

    fn unknown_key(&mut self, node: &Node, path: &str, key: &str, names: &[&str]) {
        let message = match nearest(key, names.iter().copied()) {
            Some(nearest) => format!("unknown key `{path}`: did you mean `{nearest}`?"),
            None => format!("unknown key `{path}`: the keys here are {}", listed(names)),
        };
        self.problem(node, message);
    }

    fn wrong_type(&mut self, node: &Node, choices: &[&'static Value], at: &str) {
        let takes: Vec<&str> = choices
            .iter()
            .flat_map(|choice| types(choice))
            .filter_map(|name| match name {
                "string" => Some("a text"),
                "array" => Some("a list"),
                "object" => Some("a table"),
                "boolean" => Some("true or false"),
                _ => None,
            })
            .collect();
        let name = if at.is_empty() { "the settings" } else { at };
        let example = choices.iter().find_map(|choice| match (types(choice).first(), &node.shape) {
            // One where several could stand is the commonest slip.
            (Some(&"array"), Shape::Text(text)) => Some(format!("[{}]", Value::from(text.as_str()))),
            _ => choice.get("examples").and_then(|examples| examples.get(0)).map(Value::to_string),
        });
        let key = name.rsplit('.').next().unwrap_or(name);
        let example = example.map(|example| format!(": `{key} = {example}`")).unwrap_or_default();
        let name = if at.is_empty() { name.to_owned() } else { format!("`{name}`") };
        let takes_them = if at.is_empty() { "take" } else { "takes" };
        let message = format!("{name} {takes_them} {}, not {}{example}", takes.join(" or "), node.words());
        self.problem(node, message);
    }

    fn problem(&mut self, node: &Node, message: String) {
        self.problems.push(Problem { span: node.span, message });
    }
}

/// The entries of a table.
fn table(node: &Node) -> &[(Node, Node)] {
    match &node.shape {
        Shape::Table(entries) => entries,
        _ => &[],
    }
}

/// What stands under a key of a table.
fn entries<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let is = |key: &Node| matches!(&key.shape, Shape::Text(key) if key == name);
    table(node).iter().find(|(key, _)| is(key)).map(|(_, value)| value)
}

/// The values of an enum; none where any text will do.
fn allowed_values(schema: &'static Value) -> Vec<&'static str> {
    let listed = schema.get("enum").and_then(Value::as_array);
    let described = schema.get("oneOf").and_then(Value::as_array);
    let mut values: Vec<&str> = listed.into_iter().flatten().filter_map(Value::as_str).collect();
    for choice in described.into_iter().flatten() {
        values.extend(choice.get("const").and_then(Value::as_str));
        values.extend(allowed_values(choice));
    }
    values
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    crate::rules::listed(&names, "or")
}
