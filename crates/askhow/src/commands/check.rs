//! `askhow check`: findings, for people and for other programs.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use askhow_document::Level;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::Status;
use crate::check::{Baseline, Changes, Checker, RuleFilter};
use crate::files::{Excluded, SettingsOf, Target, collect};
use crate::output;
use crate::report::{Counts, Format, Piece, plural};
use crate::trouble::{Trouble, shown, tell};

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
  askhow check --format json --timeline REVIEW.md | jq '.files[0].timeline.entries'
  git show HEAD:REVIEW.md | askhow check - --stdin-filename REVIEW.md")]
pub struct Args {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The lowest level that is shown [default: hint for json, else information, or that of --fail-on where it is lower]
    #[arg(long, value_enum)]
    level: Option<LevelName>,
    /// The lowest level that ends with 1; asks only what --level shows
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// Show this rule only, or this family (`phrasing/*`); may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Show the entries of the timelines too, as they are read (human and json)
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
    /// What standard input is called, and whose settings it gets
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// How many files are checked at a time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

/// The levels, as they are named in arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    /// Everything
    Hint,
    /// To be read when there is time
    Information,
    /// Facts that look off
    Warning,
    /// Facts that cannot be
    Error,
}

impl LevelName {
    fn level(self) -> Level {
        match self {
            Self::Hint => Level::Hint,
            Self::Information => Level::Information,
            Self::Warning => Level::Warning,
            Self::Error => Level::Error,
        }
    }
}

/// What makes the command end with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// All but hints
    Information,
    /// Every finding
    Hint,
    /// Nothing
    Never,
}

impl FailOn {
    fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Information => Some(Level::Information),
            Self::Hint => Some(Level::Hint),
            Self::Never => None,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    match check(args) {
        Ok(status) => status,
        Err(trouble) => {
            tell(&[trouble]);
            Status::Trouble
        }
    }
}

fn check(args: &Args) -> Result<Status, Trouble> {
    if args.timeline && !matches!(args.format, Format::Human | Format::Json) {
        return Err(Trouble::new("`--timeline` goes with `--format human` or `--format json`"));
    }
    if args.stdin_filename.is_some() && !args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Trouble::new("`--stdin-filename` goes with the path `-`, which is standard input"));
    }
    let excluded = Excluded::new(&args.exclude)?;
    let checker = Checker {
        settings: SettingsOf::default(),
        level: lowest_level(args),
        rules: RuleFilter::new(&args.rules)?,
        timeline: args.timeline,
        changes: args.since.as_deref().map(Changes::since).transpose()?,
        baseline: args.baseline.as_deref().map(Baseline::read).transpose()?.flatten(),
        now: Timestamp::now(),
        fixable: args.format == Format::Human,
    };
    let to_write = args.baseline.as_deref().filter(|_| checker.baseline.is_none());
    let found = collect(&args.paths, args.stdin_filename.as_deref(), &excluded);
    for folder in &found.folders {
        checker.settings.of(folder);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs.map_or(0, usize::from))
        .build()
        .map_err(|error| Trouble::new(format!("no threads to be had: {error}")))?;
    let progress = Progress::new(found.targets.len());
    let one = |target: &Target| {
        let piece = checker.check(target).map(|mut checked| {
            let mut known = Baseline::default();
            if to_write.is_some() {
                known.add(&checked.path, checked.text(), &checked.findings);
                checked.findings.clear();
                checked.fixable = 0;
            }
            (args.format.piece(&checked), known)
        });
        progress.step();
        piece
    };
    let checked: Vec<Result<(Piece, Baseline), Trouble>> =
        pool.install(|| found.targets.par_iter().map(one).collect());
    progress.end();

    let mut troubles = found.troubles;
    let mut baseline = Baseline::default();
    let mut pieces = Vec::with_capacity(checked.len());
    for piece in checked {
        match piece {
            Ok((piece, known)) => {
                pieces.push(piece);
                baseline.join(known);
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    if let Some(path) = to_write {
        match baseline.write(path) {
            Ok(()) => eprintln!(
                "{}: {} written, from now on passed over",
                shown(path),
                plural(baseline.len(), "finding", "findings")
            ),
            Err(trouble) => troubles.push(trouble),
        }
    }
    troubles.sort();
    troubles.splice(0..0, checker.settings.troubles());
    let counts: Counts = pieces.iter().map(|piece| piece.counts).sum();
    let written = output::print(&args.format.whole(&pieces, counts, &troubles));
    if let Err(error) = written {
        troubles.push(Trouble::io("standard output", &error));
    }
    tell(&troubles);
    if args.format == Format::Human {
        eprintln!("{}", counts.in_words());
    }
    let failed = args.fail_on.level().is_some_and(|level| counts.at_or_above(level) > 0);
    Ok(match (troubles.is_empty(), failed) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Findings,
        (true, false) => Status::Clean,
    })
}

fn lowest_level(args: &Args) -> Level {
    let usual = if args.format == Format::Json { Level::Hint } else { Level::Information };
    let usual = args.fail_on.level().map_or(usual, |fail_on| usual.min(fail_on));
    args.level.map_or(usual, LevelName::level)
}

/// A bar on a terminal, once the check has lasted for a second; elsewhere nothing.
struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Progress {
    fn new(n_files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(n_files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} to go") {
            bar.set_style(style);
        }
        Self { bar, started: Instant::now(), shown: AtomicBool::new(false) }
    }

    fn step(&self) {
        if self.started.elapsed() > Duration::from_secs(1) && !self.shown.swap(true, Ordering::Relaxed) {
            // Where standard error is no terminal, indicatif draws nothing.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
