//! `askhow fix`: the preferred safe fixes, applied. What it writes takes the place of the file in one step.

mod write;

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use askhow_document::Level;
use askhow_ide::FixedText;
use jiff::Timestamp;
use similar::TextDiff;

use crate::Status;
use crate::check::{Checker, RuleFilter};
use crate::files::{Excluded, SettingsOf, Source, Target, collect, read_bytes};
use crate::output::{self, Paint};
use crate::report::plural;
use crate::trouble::{Trouble, tell};

/// Apply the safe fixes
///
/// Applies what is preferred and safe to apply unseen; everything else stays as it is. Paths are taken as
/// `check` takes them; `-` prints the fixed text. Line endings, byte order mark and permissions are kept,
/// and a link stays a link.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  askhow fix --diff incidents/     see what would change, write nothing
  askhow fix REVIEW.md")]
pub struct Args {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Show what would change, and write nothing
    #[arg(long)]
    diff: bool,
    /// Apply the fixes of this rule only, or of this family (`phrasing/*`); may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Leave out what this glob matches, seen from the current folder; may be repeated, and `!` in front takes back
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// What standard input is called, and whose settings it gets
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    let asked = RuleFilter::new(&args.rules).and_then(|rules| Ok((rules, Excluded::new(&args.exclude)?)));
    let (rules, excluded) = match asked {
        Ok(asked) => asked,
        Err(trouble) => {
            tell(&[trouble]);
            return Status::Trouble;
        }
    };
    let checker = Checker {
        settings: SettingsOf::default(),
        level: Level::Hint,
        rules,
        timeline: false,
        changes: None,
        baseline: None,
        now: Timestamp::now(),
        fixable: false,
    };
    let found = collect(&args.paths, args.stdin_filename.as_deref(), &excluded);
    let mut troubles = found.troubles;
    let mut total = 0;
    let mut n_files = 0;
    for target in &found.targets {
        match fix_file(args, &checker, target) {
            Ok(0) => {}
            Ok(n_fixes) => {
                n_files += 1;
                total += n_fixes;
                if !args.diff && target.path.is_some() {
                    eprintln!("{}: {}", target.shown, plural(n_fixes, "fix", "fixes"));
                }
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    troubles.splice(0..0, checker.settings.troubles());
    tell(&troubles);
    let files = plural(n_files, "file", "files");
    eprintln!(
        "{}",
        match (total, args.diff) {
            // What could not be written, or read, may have had some.
            (0, _) if !troubles.is_empty() => "nothing was changed".to_owned(),
            (0, _) => "no safe fix to apply".to_owned(),
            (_, true) => format!("{} in {files}, not applied", plural(total, "fix", "fixes")),
            (_, false) => format!("{} in {files}", plural(total, "fix", "fixes")),
        }
    );
    if troubles.is_empty() { Status::Clean } else { Status::Trouble }
}

/// Fixes one file and says how many fixes that took.
fn fix_file(args: &Args, checker: &Checker, target: &Target) -> Result<usize, Trouble> {
    let bytes = read_bytes(target)?;
    let source = Source::from_bytes(bytes.clone(), &target.shown)?;
    let FixedText { text: fixed, n_fixes, .. } = checker.fix(target, &source)?;
    let lead = bytes.get(..source.lead).unwrap_or_default();
    if args.diff {
        if n_fixes > 0 {
            print(&unified(&target.shown, &source.text, &fixed))?;
        }
        return Ok(n_fixes);
    }
    let after = [lead, fixed.as_bytes()].concat();
    match &target.path {
        Some(path) if n_fixes > 0 => write::replace(path, &target.shown, &bytes, &after)?,
        Some(_) => {}
        None => print(&String::from_utf8_lossy(&after))?,
    }
    Ok(n_fixes)
}

fn print(text: &str) -> Result<(), Trouble> {
    output::print(text).map_err(|error| Trouble::io("standard output", &error))
}

/// A diff as `patch` and `git apply` read it.
fn unified(shown: &str, before: &str, after: &str) -> String {
    let shown = shown.trim_start_matches("./");
    let (old, new) =
        (format!("a/{}", shown.trim_start_matches('/')), format!("b/{}", shown.trim_start_matches('/')));
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(before, after);
    let text = diff.unified_diff().context_radius(3).header(&old, &new).to_string();
    if !output::colours(io::stdout().is_terminal()) {
        return text;
    }
    let paint = Paint::stdout();
    text.lines().fold(String::new(), |mut acc, line| {
        let line = match line.chars().next() {
            Some('+') => paint.green(line),
            Some('-') => paint.red(line),
            Some('@') => paint.cyan(line),
            _ => line.to_owned(),
        };
        let _ = writeln!(acc, "{line}");
        acc
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_file_and_shows_the_change() {
        assert_eq!(unified("./a.md", "Why\n", "How\n"), "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-Why\n+How\n");
    }
}
