//! `askhow check`: findings, for people and for other programs.

mod levels;
mod progress;

use std::path::{Path, PathBuf};

use askhow_document::Level;
use jiff::Timestamp;
use rayon::prelude::*;

use crate::Status;
use crate::check::{Baseline, Changes, Checker, RuleFilter};
use crate::files::{Excluded, Target, Targets, collect, collect_listed, is_stdin_named, read_list};
use crate::options::{Chosen, Colored};
use crate::output;
use crate::report::{Format, Piece, ReportEnd, ReportStream, plural};
use crate::trouble::{Trouble, shown, tell};
use levels::{FailOn, LevelName};
use progress::Progress;

/// Show what is found in reviews
///
/// Files are taken for reviews whatever they hold. Folders are walked (`.gitignore` is respected), and of
/// their Markdown files only incident reviews are checked. Without a path it is the current folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong use or something that could not be read.

Examples:
  askhow check incidents/
  askhow check --rule 'timeline/*' 2019-03-25-outage.md
  askhow check --statistics --level hint incidents/
  git ls-files -z '*.md' | askhow check --files-from - --format jsonl
  askhow check --format json --timeline REVIEW.md | jq '.files[0].timeline.entries'
  git show HEAD:REVIEW.md | askhow check - --stdin-filename REVIEW.md")]
pub struct Args {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The lowest level that is shown [default: hint for json and jsonl, else information, or that of --fail-on where it is lower]
    #[arg(long, value_enum)]
    level: Option<LevelName>,
    /// The lowest level that ends with 1; asks only what --level shows
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// Show this rule only, or this family (`phrasing/*`); may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Show the entries of the timelines too, as they are read (human, json and jsonl)
    #[arg(long)]
    timeline: bool,
    /// Show findings on lines that changed since this git revision only
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Show findings that are not in this file only; where there is none yet, the findings of now are written to it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Leave out what this glob matches, seen from the current folder; may be repeated, and `!` in front takes back
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Show findings and what stood in the way, and no other word
    #[arg(long)]
    quiet: bool,
    /// Show how often each rule speaks, the most frequent first, in place of the findings (human), or beside them (json)
    #[arg(long)]
    statistics: bool,
    /// Look at the files that this one lists, a line each or with NUL between them, as at those of a folder: of them, only incident reviews are checked; `-` is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// What standard input is called, and whose settings it gets
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// How many files are checked at a time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    colored: Colored,
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    args.colored.apply();
    match check(args) {
        Ok(status) => status,
        Err(trouble) => {
            tell(&[trouble]);
            Status::Trouble
        }
    }
}

fn check(args: &Args) -> Result<Status, Trouble> {
    fitting(args)?;
    let excluded = Excluded::new(&args.exclude)?;
    let mut checker = Checker {
        rules: RuleFilter::new(&args.rules)?,
        timeline: args.timeline,
        baseline: args.baseline.as_deref().map(Baseline::read).transpose()?.flatten(),
        fixable: args.format == Format::Human && !args.quiet,
        ..Checker::new(args.chosen.settings()?, lowest_level(args), Timestamp::now())
    };
    let stdin_name = args.stdin_filename.as_deref();
    let Targets { targets, folders, mut troubles } = match &args.files_from {
        Some(list) => collect_listed(&args.paths, &read_list(list)?, stdin_name, &excluded),
        None => collect(&args.paths, stdin_name, &excluded),
    };
    checker.changes =
        args.since.as_deref().map(|revision| Changes::since(revision, &targets, &folders)).transpose()?;
    for folder in &folders {
        checker.settings.of(folder);
    }
    let to_write = args.baseline.as_deref().filter(|_| checker.baseline.is_none());
    let mut report = ReportStream::new(args.format, args.statistics, output::print_as);
    let mut baseline = Baseline::default();
    check_all(args, &checker, &targets, to_write.is_some(), |outcomes| {
        let mut pieces = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            match outcome {
                Ok((piece, known, trouble)) => {
                    pieces.push(piece);
                    baseline.join(known);
                    troubles.extend(trouble);
                }
                Err(trouble) => troubles.push(trouble),
            }
        }
        report.add(pieces);
    })?;
    if let Some(trouble) = to_write.and_then(|path| write_baseline(args, path, &baseline).err()) {
        troubles.push(trouble);
    }
    troubles.sort();
    troubles.splice(0..0, checker.settings.troubles());
    Ok(end(args, report.end(&troubles), troubles))
}

/// What can't be asked for together.
fn fitting(args: &Args) -> Result<(), Trouble> {
    if args.timeline && !matches!(args.format, Format::Human | Format::Json | Format::Jsonl) {
        let message = "`--timeline` goes with `--format human`, `--format json` or `--format jsonl`";
        return Err(Trouble::new(message));
    }
    if args.statistics && !matches!(args.format, Format::Human | Format::Json) {
        return Err(Trouble::new("`--statistics` goes with `--format human` or `--format json`"));
    }
    let is_input = |path: &Path| path.as_os_str() == "-";
    if args.files_from.as_deref().is_some_and(is_input) && args.paths.iter().any(|path| is_input(path)) {
        let message = "standard input is either a list (`--files-from -`) or a review (`-`), not both";
        return Err(Trouble::new(message));
    }
    is_stdin_named(&args.paths, args.stdin_filename.as_deref())
}

/// What is said of a file, what is known of it from then on, and whether a rule went wrong over it.
type Outcome = Result<(Piece, Baseline, Option<Trouble>), Trouble>;

/// So many files are checked between two writings of what was found.
const AT_ONCE: usize = 256;

/// Checks the files side by side, and hands on what was found of some of them at a time, in the order of the paths. Where
/// a baseline is to be written, all that is found is known from then on.
fn check_all(
    args: &Args,
    checker: &Checker,
    targets: &[Target],
    is_known: bool,
    mut take: impl FnMut(Vec<Outcome>) + Send,
) -> Result<(), Trouble> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs.map_or(0, usize::from))
        .build()
        .map_err(|error| Trouble::new(format!("no threads to be had: {error}")))?;
    let progress = Progress::new((!args.quiet).then_some(targets.len()));
    let fail_on = args.fail_on.level();
    let one = |target: &Target| {
        let piece = checker.check(target).map(|mut checked| {
            let mut known = Baseline::default();
            if is_known {
                known.add(&checked.path, checked.text(), &checked.findings);
                checked.findings.clear();
                checked.fixable = 0;
            }
            let piece = match args.format {
                Format::Human if args.statistics => Piece::counted(&checked, fail_on),
                format => format.piece(&checked, fail_on),
            };
            (piece, known, checked.trouble)
        });
        progress.step();
        piece
    };
    for some in targets.chunks(AT_ONCE) {
        let outcomes = pool.install(|| some.par_iter().map(one).collect());
        progress.aside(|| take(outcomes));
    }
    progress.end();
    Ok(())
}

fn write_baseline(args: &Args, path: &Path, baseline: &Baseline) -> Result<(), Trouble> {
    baseline.write(path)?;
    if !args.quiet {
        let findings = plural(baseline.len(), "finding", "findings");
        output::say(&format!("{}: {findings} written, from now on passed over", shown(path)));
    }
    Ok(())
}

/// Says what stood in the way, and how it ended.
fn end(args: &Args, written: ReportEnd, mut troubles: Vec<Trouble>) -> Status {
    if let Err(error) = written.result {
        troubles.push(Trouble::unwritten("standard output", &error));
    }
    tell(&troubles);
    if args.format == Format::Human && !args.quiet {
        output::say(&written.counts.in_words());
    }
    match (troubles.is_empty(), written.failures > 0) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Findings,
        (true, false) => Status::Clean,
    }
}

fn lowest_level(args: &Args) -> Level {
    let usual =
        if matches!(args.format, Format::Json | Format::Jsonl) { Level::Hint } else { Level::Information };
    let usual = args.fail_on.level().map_or(usual, |fail_on| usual.min(fail_on));
    args.level.map_or(usual, LevelName::level)
}
