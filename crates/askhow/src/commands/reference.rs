//! `askhow reference`: the pages of the reference, as they stand in `docs/`, made from the tables that the
//! program works with. It is for those who build askhow, and not listed.

use std::borrow::Cow;
use std::fmt::Write;

use askhow_review::prompts::{
    Condition, Ground, about_entry, about_filed, about_no_mitigators, about_no_questions, about_quiet,
};
use askhow_review::{Beside, Field, Kind, Section, names, settings};
use clap::ValueEnum;
use serde_json::Value;

use crate::Status;
use crate::output;
use crate::trouble::{Trouble, tell};

/// Print a page of the reference
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which page
    #[arg(value_enum)]
    page: Page,
}

/// The pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Page {
    /// The sections and their names
    Sections,
    /// What is asked about fields, entries and the whole
    Questions,
    /// The keys of askhow.toml
    Settings,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    let text = match args.page {
        Page::Sections => sections(),
        Page::Questions => prompts(),
        Page::Settings => keys(),
    };
    match output::print(&text) {
        Ok(()) => Status::Clean,
        Err(error) => {
            tell(&[Trouble::unwritten("standard output", &error)]);
            Status::Trouble
        }
    }
}

fn sections() -> String {
    let mut out = String::from(
        "# Sections\n\nA description and nine sections, in this order. A heading of any level names one of them, \
         whatever its case,\nnumbering, emoji or brackets; a team adds names of its own under `[sections]` in \
         [askhow.toml](settings.md).\n",
    );
    for section in Section::ALL {
        let _ =
            writeln!(out, "\n## {}\n\nWhat it is for: {}.\n\nIt asks:\n", section.name(), section.purpose());
        listed(&mut out, section.questions().iter().copied());
        of_one(&mut out, section.questions(), |ground| section.questions_at(ground));
        if !section.item_stubs().is_empty() {
            let stubs: Vec<String> =
                section.item_stubs().iter().map(|stub| format!("“{} …”", stub.text)).collect();
            let _ = writeln!(out, "\nItems can begin with {}.", stubs.join(", "));
        }
        let names: Vec<String> = names::known_names(section).iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(out, "\nKnown as {}.", names.join(", "));
    }
    out.push_str(
        "\n## Beside the nine\n\nThese stand for none of the nine, and ask questions of their own.\n",
    );
    for beside in Beside::ALL {
        let _ =
            writeln!(out, "\n### {}\n\nWhat it is for: {}.\n\nIt asks:\n", beside.name(), beside.purpose());
        listed(&mut out, beside.questions().iter().copied());
        of_one(&mut out, &beside.questions(), |ground| beside.questions_at(ground));
    }
    out
}

/// What is asked of an item or a paragraph, as far as it is not asked of the section as a whole.
fn of_one(out: &mut String, of_all: &[&str], asked: impl Fn(&Ground<'_>) -> Vec<Cow<'static, str>>) {
    let piece = || Ground::of([Condition::One, Condition::Piece]);
    let mut others = whatever_holds(piece, asked);
    others.retain(|question| !of_all.contains(&question.as_ref()));
    if !others.is_empty() {
        out.push_str("\nAnd of one item, as far as it does not tell that itself:\n\n");
        listed(out, others.iter().map(AsRef::as_ref));
    }
}

/// All that may be asked, whatever else holds of the place.
fn whatever_holds<'g>(
    ground: impl Fn() -> Ground<'g>,
    asked: impl Fn(&Ground<'_>) -> Vec<Cow<'static, str>>,
) -> Vec<Cow<'static, str>> {
    let mut all: Vec<Cow<'static, str>> = Vec::new();
    let grounds = Condition::ALL.into_iter().map(|condition| ground().and([condition]));
    for question in [ground()].into_iter().chain(grounds).flat_map(|ground| asked(&ground)) {
        if !all.contains(&question) {
            all.push(question);
        }
    }
    all
}

fn prompts() -> String {
    let mut out = String::from(
        "# Questions\n\nWhat a hover asks. Questions of [sections](sections.md) and of [rules](rules.md) stand with \
         them; a team adds its own\nunder `[prompts]` in [askhow.toml](settings.md), and those come first.\n\n\
         ## Fields of the form\n\n| field | it asks |\n| --- | --- |\n",
    );
    for field in Field::ALL.into_iter().filter(|field| !field.questions().is_empty()) {
        let _ = writeln!(out, "| {} | {} |", field.name(), field.questions().join(" · "));
    }
    out.push_str("\n## Entries of the timeline\n\n| kind | it asks |\n| --- | --- |\n");
    let ground = || Ground::default().with("actor", Some("{actor}")).with("time", Some("{time}"));
    let about = |kind| whatever_holds(ground, |ground| about_entry(kind, ground)).join(" · ");
    for kind in Kind::ALL {
        let _ = writeln!(out, "| {} | {} |", kind.name(), about(Some(kind)));
    }
    let _ = writeln!(out, "| any other | {} |", about(None));
    let quiet = about_quiet(Some("{from}"), Some("{to}"));
    let _ = writeln!(out, "| a quiet stretch | {} |", quiet.join(" · "));
    out.push_str(
        "\nNames and times are filled in; where one is not known, the question is put without it. Each is asked where it fits: what\nsomebody chose to do is asked about otherwise than what a program did.\n",
    );
    out.push_str("\n## The review as a whole\n\n");
    listed(&mut out, about_no_mitigators().into_iter().chain(about_filed()).chain(about_no_questions()));
    out
}

fn listed<'q>(out: &mut String, questions: impl Iterator<Item = &'q str>) {
    for question in questions {
        let _ = writeln!(out, "- {question}");
    }
}

fn keys() -> String {
    let mut out = String::from(
        "# askhow.toml\n\nThe nearest `askhow.toml` upward counts for a review, up to the folder with `.git`. Every key \
         may be left out.\nEditors send the same keys; the file beats them, key by key. [The schema](askhow.schema.json) \
         holds the same.\n",
    );
    let schema = settings::schema();
    for (key, value) in properties(schema) {
        let _ = writeln!(out, "\n## `{key}`\n\n{}", words(value, "description"));
        let inner = resolved(value);
        let choices = choices(inner);
        if !choices.is_empty() {
            let _ = writeln!(out, "\n| value | means |\n| --- | --- |");
            choices.iter().for_each(|(name, about)| {
                let _ = writeln!(out, "| `{name}` | {about} |");
            });
        }
        // A table, or a list of tables, has keys of its own.
        let item = inner.get("items").map(resolved);
        let more = inner.get("additionalProperties").map(resolved);
        let tables = [Some(inner), item].into_iter().flatten().chain(more.into_iter().flat_map(tables_of));
        for table in tables.filter(|table| !properties(table).is_empty()) {
            let _ = writeln!(out, "\n| key | sets | by default |\n| --- | --- | --- |");
            for (name, value) in properties(table) {
                let default = value
                    .get("default")
                    .filter(|it| !it.is_null())
                    .map_or_else(String::new, |it| format!("`{it}`"));
                let _ = writeln!(out, "| `{name}` | {} | {default} |", words(value, "description"));
            }
        }
        if let Some(more) = more {
            let choices = self::choices(more);
            if !choices.is_empty() {
                let _ = writeln!(out, "\n| level | means |\n| --- | --- |");
                choices.iter().for_each(|(name, about)| {
                    let _ = writeln!(out, "| `{name}` | {about} |");
                });
            }
        }
    }
    out
}

/// The properties of a schema of an object, in their order.
fn properties(schema: &'static Value) -> Vec<(&'static str, &'static Value)> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().map(|(key, value)| (key.as_str(), value)).collect()
}

fn words(schema: &'static Value, key: &str) -> String {
    schema.get(key).and_then(Value::as_str).unwrap_or_default().replace('\n', " ").replace('|', "\\|")
}

/// The schema that `schema` refers to; that of a value that may be left out is that of the value.
fn resolved(schema: &'static Value) -> &'static Value {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix("#/$defs/"))
    {
        return settings::schema().get("$defs").and_then(|defs| defs.get(name)).map_or(schema, resolved);
    }
    let first = schema.get("anyOf").and_then(Value::as_array).and_then(|any| any.first());
    first.filter(|first| first.get("$ref").is_some()).map_or(schema, resolved)
}

/// The tables among the forms that a value may have.
fn tables_of(schema: &'static Value) -> Vec<&'static Value> {
    let any = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    std::iter::once(schema).chain(any.map(resolved)).filter(|it| it.get("properties").is_some()).collect()
}

/// The values that a string may have, with what each means.
fn choices(schema: &'static Value) -> Vec<(&'static str, String)> {
    let one_of = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    one_of.filter_map(|choice| Some((choice.get("const")?.as_str()?, words(choice, "description")))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_every_section_and_every_field_that_asks_has_its_place() {
        let settings_page = keys();
        for (key, _) in properties(settings::schema()) {
            assert!(settings_page.contains(&format!("\n## `{key}`\n")), "{key}");
        }
        for value in ["pagerduty", "strict", "ymd", "inlay-hints", "observation", "replace", "synonyms"] {
            assert!(settings_page.contains(&format!("`{value}`")), "{value}");
        }
        let page = sections();
        for section in Section::ALL {
            assert!(
                page.contains(&format!("\n## {}\n", section.name())) && page.contains(section.questions()[0])
            );
        }
        assert!(page.contains("`what went well`") && page.contains("`chronology`"));
        assert!(prompts().contains("| Severity | How was it decided"));
        assert!(prompts().contains("given what {actor} knew at {time}?"));
    }
}
