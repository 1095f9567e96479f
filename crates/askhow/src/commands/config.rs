//! `askhow config`: the settings in force, and where each comes from.

use std::fmt::Write;
use std::path::PathBuf;

use askhow_ide::config::Files;
use askhow_review::Settings;
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::Status;
use crate::files::{Disk, SettingsOf, near};
use crate::options::Chosen;
use crate::output::{self, Outgoing, Paint};
use crate::trouble::{Trouble, shown, tell};

/// Show the settings in force
///
/// Shows what holds for a file or folder, and whether it is set in the nearest askhow.toml upward or built
/// in; the levels of rules are those for this very file. The output is an askhow.toml itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  askhow config                          what holds in this folder
  askhow config --schema > schema.json   for editors that check TOML against a schema")]
pub struct Args {
    /// A file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print the JSON schema of askhow.toml instead
    #[arg(long, conflicts_with_all = ["path", "format", "config", "no_config"])]
    schema: bool,
    #[command(flatten)]
    chosen: Chosen,
}

/// The formats of `config`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// TOML, with comments that say where it comes from
    Human,
    /// An object: {"file","settings","sources"}
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    let (text, mut troubles) = match args.chosen.settings() {
        _ if args.schema => (schema(), Vec::new()),
        Ok(settings) => in_force(args, &settings),
        Err(trouble) => (String::new(), vec![trouble]),
    };
    let written = match args.format {
        Format::Human if !args.schema => Outgoing::Words { colours: output::stdout_colours() },
        _ => Outgoing::Json,
    };
    if let Err(error) = output::print_as(written, &text) {
        troubles.push(Trouble::unwritten("standard output", &error));
    }
    tell(&troubles);
    if troubles.is_empty() { Status::Clean } else { Status::Trouble }
}

fn schema() -> String {
    let schema = schemars::schema_for!(Settings);
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    format!("{text}\n")
}

fn in_force(args: &Args, settings: &SettingsOf) -> (String, Vec<Trouble>) {
    let in_force = settings.of(&args.path);
    let resolved = &in_force.resolved;
    let file = resolved.file.as_deref();
    let written = file.and_then(|file| Disk.read(file).ok().flatten()).unwrap_or_default();
    // What is wrong in the file is among the troubles; here it counts which keys it names.
    let named = written.parse::<toml::Table>().unwrap_or_default();
    let whole = std::path::absolute(&args.path).unwrap_or_else(|_| args.path.clone());
    let below = resolved.root.as_deref().and_then(|root| whole.strip_prefix(root).ok()).map(shown);
    let rules = resolved.rules_of(below.as_deref());
    let table = toml::Table::try_from(rules.settings.as_ref()).unwrap_or_default();
    let overrides = named.contains_key("overrides");
    let (set, built_in): (toml::Table, toml::Table) =
        table.into_iter().partition(|(key, _)| named.contains_key(key) || key == "rules" && overrides);
    let name = file.map(near);
    let text = match args.format {
        Format::Human => {
            let head = match &name {
                Some(file) => format!("# from {file}"),
                None if args.chosen.is_without_file() => "# no askhow.toml is read".to_owned(),
                None => "# no askhow.toml in this folder or above, up to the one with .git".to_owned(),
            };
            in_toml(&head, &set, &built_in)
        }
        Format::Json => in_json(name.as_deref(), &set, &built_in),
    };
    (text, settings.troubles())
}

fn in_toml(head: &str, set: &toml::Table, built_in: &toml::Table) -> String {
    let paint = Paint::stdout();
    let mut out = format!("{}\n{}", paint.dim(head), toml::to_string(set).unwrap_or_default());
    let _ = writeln!(out, "\n{}", paint.dim("# built in"));
    // Tables after a comment would swallow the keys above, so what is built in is shown as comments.
    for line in toml::to_string(built_in).unwrap_or_default().lines() {
        let line = if line.is_empty() { "#".to_owned() } else { format!("# {line}") };
        let _ = writeln!(out, "{}", paint.dim(&line));
    }
    out
}

fn in_json(file: Option<&str>, set: &toml::Table, built_in: &toml::Table) -> String {
    let sources: serde_json::Map<String, Value> = set
        .keys()
        .map(|key| (key.clone(), json!(file)))
        .chain(built_in.keys().map(|key| (key.clone(), Value::Null)))
        .collect();
    let settings: serde_json::Map<String, Value> =
        set.iter().chain(built_in).map(|(key, value)| (key.clone(), json!(value))).collect();
    let value = json!({ "file": file, "settings": settings, "sources": sources });
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_told_from_what_is_built_in() {
        let set: toml::Table = "timezone = 'UTC'\n[rules]\n'phrasing/*' = 'hint'\n".parse().unwrap();
        let built_in: toml::Table = "reviews = []\n".parse().unwrap();
        let text = in_toml("# from askhow.toml", &set, &built_in);
        assert_eq!(
            text,
            "# from askhow.toml\ntimezone = \"UTC\"\n\n[rules]\n\"phrasing/*\" = \"hint\"\n\n\
             # built in\n# reviews = []\n"
        );
        assert_eq!(text.parse::<toml::Table>().unwrap(), set);
        let value: Value = serde_json::from_str(&in_json(Some("askhow.toml"), &set, &built_in)).unwrap();
        assert_eq!(
            value["sources"],
            json!({ "timezone": "askhow.toml", "rules": "askhow.toml", "reviews": null })
        );
        assert_eq!(value["settings"]["timezone"], "UTC");
    }
}
