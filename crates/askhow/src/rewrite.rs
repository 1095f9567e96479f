//! Commands that write files anew: `fix` and `format`. Which files, what is shown and how it is written is the same for
//! both; what becomes of a text is theirs.

mod diff;
pub mod write;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use askhow_document::Level;
use jiff::Timestamp;

use crate::Status;
use crate::check::{Checker, RuleFilter};
use crate::files::{Excluded, Source, Target, Targets, collect, is_stdin_named, read_bytes};
use crate::options::{Chosen, Colored};
use crate::output::{self, Outgoing};
use crate::trouble::{Trouble, tell};

/// What both commands are asked.
#[derive(Clone, Debug, clap::Args)]
pub struct Rewriting {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Show what would change, and write nothing
    #[arg(long)]
    diff: bool,
    /// Write nothing, name the files in which something would change, and end with 1 where there are any
    #[arg(long)]
    check: bool,
    /// Leave out what this glob matches, seen from the current folder; may be repeated, and `!` in front takes back
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// What standard input is called, and whose settings it gets
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    colored: Colored,
}

impl Rewriting {
    /// Whether the files stay as they are.
    fn is_dry(&self) -> bool {
        self.diff || self.check
    }
}

/// What becomes of a text, and how that is told.
pub trait Rewriter {
    /// The text as it will be, and in how many things it differs: 0 where it stays.
    ///
    /// # Errors
    /// Owns up where the work itself went wrong.
    fn rewrite(
        &self,
        checker: &Checker,
        target: &Target,
        source: &Source,
    ) -> Result<(String, usize), Trouble>;

    /// Behind the name of a file in which `count` things changed, or would.
    fn of_file(&self, count: usize, is_dry: bool) -> String;

    /// The last line; `count` is not 0.
    fn of_all(&self, count: usize, n_files: usize, is_dry: bool) -> String;

    /// The last line where nothing was to do.
    fn of_none(&self) -> &'static str;
}

/// Runs the command.
pub fn run(args: &Rewriting, rules: &[String], rewriter: &dyn Rewriter) -> Status {
    args.colored.apply();
    match rewrite(args, rules, rewriter) {
        Ok(status) => status,
        Err(trouble) => {
            tell(&[trouble]);
            Status::Trouble
        }
    }
}

fn rewrite(args: &Rewriting, rules: &[String], rewriter: &dyn Rewriter) -> Result<Status, Trouble> {
    is_stdin_named(&args.paths, args.stdin_filename.as_deref())?;
    let rules = RuleFilter::new(rules)?;
    let excluded = Excluded::new(&args.exclude)?;
    let settings = args.chosen.settings()?;
    let checker = Checker { rules, ..Checker::new(settings, Level::Hint, Timestamp::now()) };
    let Targets { targets, mut troubles, .. } =
        collect(&args.paths, args.stdin_filename.as_deref(), &excluded);
    if !args.is_dry() {
        let files =
            targets.iter().filter_map(|target| target.path.as_deref()).map(askhow_files::seen_through);
        let folders: BTreeSet<PathBuf> = files.filter_map(|file| file.parent().map(Path::to_owned)).collect();
        folders.iter().for_each(|folder| write::sweep(folder));
    }
    let (mut total, mut n_files) = (0, 0);
    for target in &targets {
        match of_one(args, &checker, target, rewriter) {
            Ok(0) => {}
            Ok(count) => {
                n_files += 1;
                total += count;
                if args.check || !args.diff && target.path.is_some() {
                    output::say(&format!("{}: {}", target.shown, rewriter.of_file(count, args.is_dry())));
                }
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    troubles.splice(0..0, checker.settings.troubles());
    tell(&troubles);
    let last = match total {
        // What could not be written, or read, may have had some.
        0 if !troubles.is_empty() => "nothing was changed".to_owned(),
        0 => rewriter.of_none().to_owned(),
        _ => rewriter.of_all(total, n_files, args.is_dry()),
    };
    output::say(&last);
    Ok(match (troubles.is_empty(), args.check && n_files > 0) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Findings,
        (true, false) => Status::Clean,
    })
}

/// Rewrites one file and says in how many things it changed.
fn of_one(
    args: &Rewriting,
    checker: &Checker,
    target: &Target,
    rewriter: &dyn Rewriter,
) -> Result<usize, Trouble> {
    let bytes = read_bytes(target)?;
    let source = Source::from_bytes(bytes.clone(), &target.shown)?;
    let (text, count) = rewriter.rewrite(checker, target, &source)?;
    if args.diff && count > 0 {
        print(&diff::unified(&target.shown, &source.text, &text))?;
    }
    if args.is_dry() {
        return Ok(count);
    }
    let lead = bytes.get(..source.lead).unwrap_or_default();
    let after = [lead, text.as_bytes()].concat();
    match &target.path {
        Some(path) if count > 0 => write::replace(path, &target.shown, &bytes, &after)?,
        Some(_) => {}
        None => pass_on(&String::from_utf8_lossy(&after))?,
    }
    Ok(count)
}

/// The text of a file on its way.
fn pass_on(text: &str) -> Result<(), Trouble> {
    output::print_as(Outgoing::Document, text).map_err(|error| Trouble::unwritten("standard output", &error))
}

fn print(text: &str) -> Result<(), Trouble> {
    output::print(text).map_err(|error| Trouble::unwritten("standard output", &error))
}
