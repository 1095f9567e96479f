//! `askhow new`: a review to begin with.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use askhow_document::{Flavour, Level};
use askhow_review::template::{self, TemplateOptions};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::Status;
use crate::check::{Checker, RuleFilter};
use crate::files::{SettingsOf, Source, Target};
use crate::trouble::{Trouble, explain, shown, tell};

/// Begin a review from the template
///
/// Writes title, form, description and the nine sections with their questions. A file that is there already
/// stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  askhow new incidents/2024-05-21-exports.md --title 'Exports stop' --start '2024-05-21 16:40'")]
pub struct Args {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The title
    #[arg(long)]
    title: Option<String>,
    /// Incident Start, as it is to stand in the form: `2024-05-21 16:40`
    #[arg(long, value_name = "TIME")]
    start: Option<String>,
    /// Severity
    #[arg(long)]
    severity: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    match write(args) {
        Ok(()) => Status::Clean,
        Err(trouble) => {
            tell(&[trouble]);
            Status::Trouble
        }
    }
}

fn write(args: &Args) -> Result<(), Trouble> {
    let name = shown(&args.file);
    let settings = SettingsOf::default();
    let in_force = settings.of(&args.file);
    tell(&settings.troubles());
    let now = Timestamp::now();
    let text = template::review(&TemplateOptions {
        now: Some(now),
        zone: in_force.resolved.settings.timezone.as_deref().and_then(zone),
        newline: "\n",
        title: one_line(args.title.as_deref()),
        severity: one_line(args.severity.as_deref()),
        start: one_line(args.start.as_deref()),
        sections: Some(&in_force.rules.sections),
    });
    let text = Flavour::of_path(&name).with_own_comments(text);
    refuse_slips(args, settings, &text, now)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&args.file).map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::AlreadyExists => "there is such a file already, and it stays as it is".to_owned(),
            io::ErrorKind::NotFound => "its folder is not there: make it first".to_owned(),
            _ => explain(&error),
        };
        Trouble::of(&name, message)
    })?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a review would be in the way of the next try.
        let _ = std::fs::remove_file(&args.file);
        Trouble::io(&name, &error)
    })?;
    eprintln!("{name}: written; it is a review, and `askhow check` reads it");
    Ok(())
}

/// What was given is checked like any review, so that a start or a severity that can't be is said at once.
fn refuse_slips(args: &Args, settings: SettingsOf, text: &str, now: Timestamp) -> Result<(), Trouble> {
    let target = Target {
        path: Some(args.file.clone()),
        shown: shown(&args.file),
        named: true,
        below: Some(shown(&args.file)),
    };
    let checker = Checker {
        settings,
        level: Level::Warning,
        rules: RuleFilter::default(),
        timeline: false,
        changes: None,
        baseline: None,
        now,
        fixable: false,
    };
    let checked = checker.check_text(&target, &Source { text: text.to_owned(), lead: 0 })?;
    checked.findings.first().map_or(Ok(()), |finding| {
        let span = checked.text().slice(finding.span).into_owned();
        Err(Trouble::new(format!(
            "nothing is written, since “{span}” would be a finding: {}",
            finding.message
        )))
    })
}

/// Line breaks in a title or a field would end it.
fn one_line(text: Option<&str>) -> Option<String> {
    let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// A zone as settings name it: `Europe/Berlin`, `UTC` or `+02:00`.
fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(one_line(Some(" Exports\n stop\r\n")).as_deref(), Some("Exports stop"));
        assert_eq!(one_line(Some(" \n")), None);
    }
}
