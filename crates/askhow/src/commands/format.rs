//! `askhow format`: timelines in one shape, as an editor's formatting writes them.

use crate::Status;
use crate::check::Checker;
use crate::files::{Source, Target};
use crate::report::plural;
use crate::rewrite::{self, Rewriter, Rewriting};
use crate::trouble::Trouble;

/// Write timelines in one shape
///
/// Writes the times of a timeline in the notation that most of them have, and puts the columns of its table in line,
/// as an editor's formatting does; nothing else is touched. Paths are taken as `check` takes them; `-` prints the
/// formatted text. Line endings, byte order mark and permissions are kept, and a link stays a link.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status: 0 done, 1 something would change (--check alone), 2 wrong use or something that could not be read or written.

Examples:
  askhow format --diff incidents/     see what would change, write nothing
  askhow format --check incidents/    for a build: 1 says that something would change
  askhow format --sort REVIEW.md")]
pub struct Args {
    #[command(flatten)]
    rewriting: Rewriting,
    /// Move the entries that `timeline/order` names to their places, too
    #[arg(long)]
    sort: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    rewrite::run(&args.rewriting, &[], &Shape { sort: args.sort })
}

struct Shape {
    sort: bool,
}

impl Rewriter for Shape {
    fn rewrite(
        &self,
        checker: &Checker,
        target: &Target,
        source: &Source,
    ) -> Result<(String, usize), Trouble> {
        let text = checker.format(target, source, self.sort)?;
        let count = usize::from(text != source.text);
        Ok((text, count))
    }

    fn of_file(&self, _count: usize, is_dry: bool) -> String {
        if is_dry { "would be formatted".to_owned() } else { "formatted".to_owned() }
    }

    fn of_all(&self, _count: usize, n_files: usize, is_dry: bool) -> String {
        let files = plural(n_files, "file", "files");
        if is_dry { format!("{files} would be formatted") } else { format!("{files} formatted") }
    }

    fn of_none(&self) -> &'static str {
        "nothing to format"
    }
}
