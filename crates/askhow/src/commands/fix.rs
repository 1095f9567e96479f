//! `askhow fix`: the preferred safe fixes, applied.

use askhow_ide::FixedText;

use crate::Status;
use crate::check::Checker;
use crate::files::{Source, Target};
use crate::report::plural;
use crate::rewrite::{self, Rewriter, Rewriting};
use crate::trouble::Trouble;

/// Apply the safe fixes
///
/// Applies what is preferred and safe to apply unseen; everything else stays as it is. Paths are taken as
/// `check` takes them; `-` prints the fixed text. Line endings, byte order mark, permissions and
/// attributes are kept, and a symbolic link stays one; a file with a second name (a hard link) is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status: 0 done, 1 something would change (--check alone), 2 wrong use or something that could not be read or written.

Examples:
  askhow fix --diff incidents/     see what would change, write nothing
  askhow fix --check incidents/    for a build: 1 says that something would change
  askhow fix REVIEW.md")]
pub struct Args {
    #[command(flatten)]
    rewriting: Rewriting,
    /// Apply the fixes of this rule only, or of this family (`phrasing/*`); may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    rewrite::run(&args.rewriting, &args.rules, &Fixes)
}

struct Fixes;

impl Rewriter for Fixes {
    fn rewrite(
        &self,
        checker: &Checker,
        target: &Target,
        source: &Source,
    ) -> Result<(String, usize), Trouble> {
        let FixedText { text, n_fixes, .. } = checker.fix(target, source)?;
        Ok((text, n_fixes))
    }

    fn of_file(&self, count: usize, _is_dry: bool) -> String {
        plural(count, "fix", "fixes")
    }

    fn of_all(&self, count: usize, n_files: usize, is_dry: bool) -> String {
        let fixes = plural(count, "fix", "fixes");
        let end = if is_dry { ", not applied" } else { "" };
        format!("{fixes} in {}{end}", plural(n_files, "file", "files"))
    }

    fn of_none(&self) -> &'static str {
        "no safe fix to apply"
    }
}
