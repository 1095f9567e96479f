//! `askhow fix`: the preferred safe fixes, applied. What it writes takes the place of the file in one step.

mod write;

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use askhow_document::{Edit, Level, apply_edits};
use jiff::Timestamp;
use similar::TextDiff;

use crate::Status;
use crate::check::{Checker, RuleFilter};
use crate::files::{SettingsOf, Source, Target, collect, read_bytes};
use crate::output::{self, Paint};
use crate::report::plural;
use crate::trouble::{Trouble, tell};

/// Fixes may make room for others; more rounds than these are a circle.
const MAX_ROUNDS: usize = 8;

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
    /// What standard input is called, and whose settings it gets
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    let rules = match RuleFilter::new(&args.rules) {
        Ok(rules) => rules,
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
    };
    let found = collect(&args.paths, args.stdin_filename.as_deref());
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
    let (fixed, n_fixes) = fixed(checker, target, &source)?;
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

/// The text with all fixes applied, round by round until there is nothing left to do.
fn fixed(checker: &Checker, target: &Target, source: &Source) -> Result<(String, usize), Trouble> {
    let mut source = source.clone();
    let crlf = is_crlf(&source.text);
    let mut n_fixes = 0;
    for _ in 0..MAX_ROUNDS {
        let checked = checker.check_text(target, &source)?;
        let (edits, n_more) = chosen(&checked.findings, crlf);
        if n_more == 0 {
            break;
        }
        let after = apply_edits(&source.text, &edits);
        if after == source.text {
            break;
        }
        n_fixes += n_more;
        source.text = after;
    }
    Ok((source.text, n_fixes))
}

/// The edits of the fixes that are preferred and safe, in order. A fix that meets an earlier one waits for the
/// next round.
fn chosen(findings: &[askhow_document::Finding], crlf: bool) -> (Vec<Edit>, usize) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut n_fixes = 0;
    let mut end = None;
    let mut fixes: Vec<_> = findings
        .iter()
        .filter_map(|finding| {
            finding.fixes.iter().find(|fix| fix.preferred && fix.safe && !fix.edits.is_empty())
        })
        .collect();
    fixes.sort_by_key(|fix| fix.edits.first().map(|edit| edit.span));
    for fix in fixes {
        let first = fix.edits.first().map(|edit| edit.span.start);
        if end.is_some() && first <= end {
            continue;
        }
        end = fix.edits.last().map(|edit| edit.span.end);
        n_fixes += 1;
        edits.extend(fix.edits.iter().map(|edit| {
            let new_text = if crlf { with_crlf(&edit.new_text) } else { edit.new_text.clone() };
            Edit::new(edit.span, new_text)
        }));
    }
    (edits, n_fixes)
}

/// Whether every line ends with CR LF.
fn is_crlf(text: &str) -> bool {
    let all = text.matches('\n').count();
    all > 0 && text.matches("\r\n").count() == all
}

fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
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
    use askhow_document::{Finding, Fix, Rule, Span};

    use super::*;

    static RULE: Rule = Rule {
        id: "phrasing/test",
        level: Level::Hint,
        summary: "",
        about: "",
        questions: &[],
        fires: &[],
        quiet: &[],
    };

    fn finding(edits: &[(usize, usize, &str)], preferred: bool, safe: bool) -> Finding {
        let edits = edits.iter().map(|(start, end, new)| Edit::new(Span::new(*start, *end), *new)).collect();
        let mut finding = Finding::new(&RULE, Span::empty(0), "");
        finding.fixes = vec![Fix { title: String::new(), preferred, safe, edits, item: None }];
        finding
    }

    #[test]
    fn only_preferred_and_safe_fixes_that_do_not_meet_are_taken() {
        let findings = [
            finding(&[(8, 9, "Y")], true, true),
            finding(&[(0, 3, "How"), (5, 6, "x")], true, true),
            finding(&[(4, 5, "Z")], true, true),
            finding(&[(6, 7, "U")], false, true),
            finding(&[(7, 8, "V")], true, false),
        ];
        let (edits, n_fixes) = chosen(&findings, false);
        assert_eq!((apply_edits("Why dxyzuv", &edits).as_str(), n_fixes), ("How dxyzYv", 2));
    }

    #[test]
    fn what_is_put_in_ends_its_lines_as_the_file_does() {
        assert!(is_crlf("a\r\nb\r\n"));
        assert!(!is_crlf("a\r\nb\n") && !is_crlf("a"));
        let (edits, _) = chosen(&[finding(&[(0, 0, "x\ny\r\n")], true, true)], true);
        assert_eq!(apply_edits("", &edits), "x\r\ny\r\n");
    }

    #[test]
    fn a_diff_names_the_file_and_shows_the_change() {
        assert_eq!(unified("./a.md", "Why\n", "How\n"), "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-Why\n+How\n");
    }
}
