//! `askhow rules`: the table of rules, and one rule with its examples and questions. The reference page is
//! the Markdown of this command.

use std::fmt::Write;

use askhow_document::Rule;
use clap::ValueEnum;
use serde::Serialize;

use crate::Status;
use crate::check::RuleFilter;
use crate::output::{self, Paint, wrapped};
use crate::trouble::{Trouble, tell};

/// List the rules, or explain one
///
/// Without a rule all are listed. A rule (`phrasing/why-question`) or a family (`phrasing/*`) is explained
/// with examples and the questions it asks. Levels are set under `[rules]` in askhow.toml.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule or a family
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// The formats of `rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people at a terminal
    Human,
    /// A list of objects
    Json,
    /// The reference page
    Markdown,
}

#[derive(Serialize)]
struct RuleJson {
    rule: &'static str,
    severity: &'static str,
    summary: &'static str,
    about: &'static str,
    questions: &'static [&'static str],
    fires: &'static [&'static str],
    quiet: &'static [&'static str],
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    match text(args)
        .and_then(|text| output::print(&text).map_err(|error| Trouble::unwritten("standard output", &error)))
    {
        Ok(()) => Status::Clean,
        Err(trouble) => {
            tell(&[trouble]);
            Status::Trouble
        }
    }
}

fn text(args: &Args) -> Result<String, Trouble> {
    let patterns: Vec<String> = args.rule.iter().cloned().collect();
    let filter = RuleFilter::new(&patterns)?;
    let rules: Vec<&'static Rule> =
        askhow_ide::rules().into_iter().filter(|rule| filter.shows(rule.id)).collect();
    Ok(match args.format {
        Format::Json => json(&rules),
        Format::Markdown => markdown(&rules),
        Format::Human if args.rule.is_some() => rules.iter().map(|rule| explained(rule)).collect(),
        Format::Human => listed(&rules),
    })
}

fn json(rules: &[&'static Rule]) -> String {
    let rules: Vec<RuleJson> = rules
        .iter()
        .map(|rule| RuleJson {
            rule: rule.id,
            severity: rule.level.name(),
            summary: rule.summary,
            about: rule.about,
            questions: rule.questions,
            fires: rule.fires,
            quiet: rule.quiet,
        })
        .collect();
    let text = serde_json::to_string_pretty(&rules).expect("strings and lists of them are always JSON");
    format!("{text}\n")
}

fn listed(rules: &[&'static Rule]) -> String {
    let paint = Paint::stdout();
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let mut out = String::new();
    let mut family = "";
    for rule in rules {
        if !family.is_empty() && family != rule.family() {
            out.push('\n');
        }
        family = rule.family();
        let id = paint.cyan(&format!("{:<width$}", rule.id));
        let _ = writeln!(out, "{id}  {:<11}  {}", rule.level.name(), rule.summary);
    }
    let _ = writeln!(out, "\n{}", paint.dim("`askhow rules RULE` explains one."));
    out
}

fn explained(rule: &'static Rule) -> String {
    let paint = Paint::stdout();
    let mut out = String::new();
    let _ = writeln!(out, "{}  {}\n{}\n", paint.bold(rule.id), rule.level.name(), rule.summary);
    for line in wrapped(rule.about, 90) {
        let _ = writeln!(out, "{line}");
    }
    if !rule.questions.is_empty() {
        let _ = writeln!(out, "\n{}", paint.bold("It asks"));
        for question in rule.questions {
            let _ = writeln!(out, "  {question}");
        }
    }
    for (title, examples) in [("It speaks up at", rule.fires), ("It is quiet at", rule.quiet)] {
        if examples.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", paint.bold(title));
        for example in examples {
            for (nth, line) in example.lines().enumerate() {
                let mark = if nth == 0 { "·" } else { " " };
                let _ = writeln!(out, "  {} {line}", paint.dim(mark));
            }
        }
    }
    let set = format!("Set in askhow.toml: [rules] \"{}\" = \"off\", \"hint\" … \"error\"", rule.id);
    let _ = writeln!(out, "\n{}\n", paint.dim(&set));
    out
}

fn markdown(rules: &[&'static Rule]) -> String {
    let mut out = String::from("# Rules\n\n| rule | level | finds |\n| --- | --- | --- |\n");
    for rule in rules {
        let (id, anchor) = (rule.id, askhow_review::slug(rule.id));
        let _ = writeln!(
            out,
            "| [`{id}`](#{anchor}) | {} | {} |",
            rule.level.name(),
            rule.summary.replace('|', "\\|")
        );
    }
    out.push_str(
        "\nA wording that stands a second time in a section is a hint there, and so is what is quoted or may be somebody\n\
         else's words.\n",
    );
    for rule in rules {
        let _ = writeln!(
            out,
            "\n## `{}`\n\n{}. Level: {}.\n\n{}",
            rule.id,
            rule.summary,
            rule.level.name(),
            rule.about
        );
        if !rule.questions.is_empty() {
            out.push_str("\nIt asks:\n\n");
            for question in rule.questions {
                let _ = writeln!(out, "- {question}");
            }
        }
        for (title, examples) in [("It speaks up at", rule.fires), ("It is quiet at", rule.quiet)] {
            if examples.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n{title}:\n");
            for example in examples {
                fenced(example, &mut out);
            }
        }
    }
    out
}

/// An example in a fence that is longer than any in it.
fn fenced(example: &str, out: &mut String) {
    let longest =
        example.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    let _ = writeln!(out, "{fence}markdown\n{}\n{fence}", example.trim_end_matches('\n'));
}

#[cfg(test)]
mod tests {
    use super::*;

    static RULE: Rule = Rule {
        id: "phrasing/test",
        level: askhow_document::Level::Hint,
        summary: "A test | of the table",
        about: "It is here to be printed.",
        questions: &["How does it look?"],
        fires: &["a\n```\nb\n```"],
        quiet: &[],
    };

    #[test]
    fn the_page_holds_table_questions_and_fenced_examples() {
        let page = markdown(&[&RULE]);
        assert!(
            page.contains("| [`phrasing/test`](#phrasingtest) | hint | A test \\| of the table |"),
            "{page}"
        );
        assert!(page.contains("\n- How does it look?\n"), "{page}");
        assert!(page.contains("````markdown\na\n```\nb\n```\n````\n"), "{page}");
        assert!(!page.contains("quiet"), "{page}");
    }
}
