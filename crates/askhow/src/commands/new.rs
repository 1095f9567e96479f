//! `askhow new`: a review to begin with.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askhow_document::{Finding, Flavour, Level};
use askhow_ide::{NewReview, new_review};
use jiff::Timestamp;

use crate::Status;
use crate::check::Checker;
use crate::files::{SettingsOf, Source, Target};
use crate::output;
use crate::rewrite::write::create_new;
use crate::trouble::{Trouble, explain_writing, shown, tell};

/// Begin a review from the template
///
/// Writes title, form, description and the nine sections with their questions, or a copy of the template that the
/// settings name. A date in the file's name is that of the incident. A folder that is not there is made; a file that is
/// there already stays as it is.
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
    let troubles = settings.troubles();
    tell(&troubles);
    let template = in_force.resolved.settings.template.file.as_deref();
    if let Some(template) = template.filter(|_| in_force.resolved.template.is_none()) {
        return Err(Trouble::new(format!(
            "nothing is written, since the template `{template}` can't be read"
        )));
    }
    let now = Timestamp::now();
    let target =
        Target { path: Some(args.file.clone()), shown: name.clone(), named: true, below: Some(name.clone()) };
    let checker = Checker::new(settings, Level::Warning, now);
    let new = NewReview {
        now: Some(now),
        newline: "\n",
        title: one_line(args.title.as_deref()),
        severity: one_line(args.severity.as_deref()),
        start: one_line(args.start.as_deref()),
        snippet: false,
    };
    let surroundings = Arc::new(checker.surroundings(&target));
    let text = new_review(&surroundings, &new)
        .map_err(|message| Trouble::new(format!("nothing is written: {message}")))?;
    let text = Flavour::of_path(&name).with_own_comments(text);
    refuse_slips(&checker, &target, &text, in_force.resolved.template.as_deref())?;
    let missing = missing_folders(&args.file);
    put(&args.file, &text).map_err(|error| {
        // Folders that were made for it go again, the innermost first; one that holds something stays.
        missing.iter().for_each(|folder| drop(std::fs::remove_dir(folder)));
        let message = match error.kind() {
            io::ErrorKind::AlreadyExists => "there is such a file already, and it stays as it is".to_owned(),
            // Its folder is there by now.
            io::ErrorKind::NotFound => "nothing can be written there: choose another place".to_owned(),
            _ => explain_writing(&error),
        };
        Trouble::of(&name, message)
    })?;
    output::say(&format!("{name}: written; it is a review, and `askhow check` reads it"));
    Ok(())
}

/// The folders on the way to a file that are not there yet, the innermost first.
fn missing_folders(file: &Path) -> Vec<&Path> {
    let folders = file.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    folders.take_while(|folder| !folder.exists()).collect()
}

/// Makes the file, and its folder where that is not there.
fn put(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if folder.exists() && !folder.is_dir() => {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Some(folder) => std::fs::create_dir_all(folder)?,
        None => {}
    }
    create_new(file, text.as_bytes())
}

/// What was given is checked like any review, so that a start or a severity that can't be is said at once. What stands in
/// the team's own template is theirs.
fn refuse_slips(checker: &Checker, target: &Target, text: &str, own: Option<&str>) -> Result<(), Trouble> {
    let check = |text: &str| checker.check_text(target, &Source { text: text.to_owned(), lead: 0 });
    let checked = check(text)?;
    if let Some(trouble) = checked.trouble {
        return Err(trouble);
    }
    let of_template = own.map(check).transpose()?;
    let of_template = of_template.map(|checked| checked.findings).unwrap_or_default();
    let is_known = |finding: &Finding| {
        of_template.iter().any(|other| other.rule == finding.rule && other.message == finding.message)
    };
    checked.findings.iter().find(|finding| !is_known(finding)).map_or(Ok(()), |finding| {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(one_line(Some(" Exports\n stop\r\n")).as_deref(), Some("Exports stop"));
        assert_eq!(one_line(Some(" \n")), None);
    }
}
