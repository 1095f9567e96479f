//! Settings as written, TOML or JSON, each value with its place.

use std::ops::Range;

use askhow_document::Span;
use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    /// `None` for JSON, which comes without text.
    pub(super) span: Option<Span>,
    pub(super) shape: Shape,
}

#[derive(Debug)]
pub(super) enum Shape {
    Null,
    Bool(bool),
    Text(String),
    List(Vec<Node>),
    /// Keys (texts) and values in the order of the text.
    Table(Vec<(Node, Node)>),
    /// What no setting takes, in words.
    Other(&'static str),
}

impl Node {
    pub(super) fn from_toml_table(table: &DeTable<'_>, span: Range<usize>) -> Self {
        let entries = table.iter().map(|(key, value)| {
            let shape = Shape::Text(key.get_ref().clone().into_owned());
            let key = Node { span: Some(key.span().into()), shape };
            (key, Node::from_toml(value.get_ref(), value.span()))
        });
        let mut entries: Vec<(Node, Node)> = entries.collect();
        entries.sort_by_key(|(key, _)| key.span);
        Node { span: Some(span.into()), shape: Shape::Table(entries) }
    }

    fn from_toml(value: &DeValue<'_>, span: Range<usize>) -> Self {
        let shape = match value {
            DeValue::String(text) => Shape::Text(text.clone().into_owned()),
            DeValue::Boolean(value) => Shape::Bool(*value),
            DeValue::Array(items) => {
                Shape::List(items.iter().map(|item| Node::from_toml(item.get_ref(), item.span())).collect())
            }
            DeValue::Table(table) => return Node::from_toml_table(table, span),
            DeValue::Integer(_) | DeValue::Float(_) => Shape::Other("a number"),
            DeValue::Datetime(_) => Shape::Other("a date"),
        };
        Node { span: Some(span.into()), shape }
    }

    pub(super) fn from_json(value: &Value) -> Self {
        let shape = match value {
            Value::Null => Shape::Null,
            Value::Bool(value) => Shape::Bool(*value),
            Value::String(text) => Shape::Text(text.clone()),
            Value::Array(items) => Shape::List(items.iter().map(Node::from_json).collect()),
            Value::Object(entries) => Shape::Table(
                entries
                    .iter()
                    .map(|(key, value)| {
                        let key = Node { span: None, shape: Shape::Text(key.clone()) };
                        (key, Node::from_json(value))
                    })
                    .collect(),
            ),
            Value::Number(_) => Shape::Other("a number"),
        };
        Node { span: None, shape }
    }

    /// Its type's name in a schema.
    pub(super) fn type_name(&self) -> &'static str {
        match self.shape {
            Shape::Null => "null",
            Shape::Bool(_) => "boolean",
            Shape::Text(_) => "string",
            Shape::List(_) => "array",
            Shape::Table(_) => "object",
            Shape::Other(_) => "other",
        }
    }

    /// Its type in words.
    pub(super) fn words(&self) -> &'static str {
        match self.shape {
            Shape::Null => "nothing",
            Shape::Bool(_) => "true or false",
            Shape::Text(_) => "a text",
            Shape::List(_) => "a list",
            Shape::Table(_) => "a table",
            Shape::Other(words) => words,
        }
    }
}
