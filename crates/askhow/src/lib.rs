//! The command line of `askhow`: arguments, the walk over folders, output and exit codes.
//!
//! What is found in a review, and how it is rewritten, is asked of `askhow_ide`; the language server is
//! `askhow_server`. This crate alone prints, and each command stands in one file of `commands`. The binary is
//! [`run`]; it is a library beside it so that what `check` writes can be held against any text without a process.

mod check;
mod commands;
mod files;
mod options;
mod output;
mod panics;
mod report;
mod rewrite;
mod trouble;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Incident reviews that ask how.
///
/// askhow reads incident reviews written in Markdown. It points at wording that hides how things came about,
/// offers a rewrite where a good one is at hand, and checks the times of the timeline. Everything stays on
/// this machine.
#[derive(Debug, Parser)]
#[command(name = "askhow", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
First steps:
  askhow demo              see it at work on a sample
  askhow check REVIEW.md   what it finds in one file
  askhow rephrase 'Why did the deploy fail?'
  askhow lsp               what an editor starts";

#[derive(Debug, Subcommand)]
enum Command {
    Check(commands::check::Args),
    Fix(commands::fix::Args),
    Format(commands::format::Args),
    Rephrase(commands::rephrase::Args),
    New(commands::new::Args),
    Rules(commands::rules::Args),
    Config(commands::config::Args),
    Demo(commands::demo::Args),
    Lsp(commands::lsp::Args),
    Completions(commands::completions::Args),
    Man(commands::man::Args),
    #[command(hide = true)]
    Reference(commands::reference::Args),
}

/// Does what the arguments of this process ask for, and says how it ended.
pub fn run() -> ExitCode {
    let args = commands::rephrase::guarded(std::env::args_os());
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(refused(&args, &error) as u8),
    };
    panics::tell_places_alone();
    askhow_document::stumble::plant(std::env::var(panics::VARIABLE).ok());
    let status = match cli.command {
        Command::Check(args) => commands::check::run(&args),
        Command::Fix(args) => commands::fix::run(&args),
        Command::Format(args) => commands::format::run(&args),
        Command::New(args) => commands::new::run(&args),
        Command::Rules(args) => commands::rules::run(&args),
        Command::Config(args) => commands::config::run(&args),
        Command::Rephrase(args) => commands::rephrase::run(&args),
        Command::Demo(args) => commands::demo::run(&args),
        Command::Lsp(args) => return commands::lsp::run(&args),
        Command::Reference(args) => commands::reference::run(&args),
        Command::Completions(args) => {
            commands::completions::run(&args, &mut <Cli as clap::CommandFactory>::command())
        }
        Command::Man(args) => commands::man::run(&args, &mut <Cli as clap::CommandFactory>::command()),
    };
    ExitCode::from(status as u8)
}

/// What `check` writes to standard output about a file of this name that holds these bytes, under the settings that are
/// built in: in each format by its name. Nothing is read from a disk.
///
/// # Errors
/// What standard error says instead, in one line, where they are no text.
pub fn written(name: &str, bytes: &[u8], now: jiff::Timestamp) -> Result<Vec<(String, String)>, String> {
    let checker = check::Checker {
        timeline: true,
        fixable: true,
        ..check::Checker::new(files::SettingsOf::built_in(), askhow_document::Level::Hint, now)
    };
    let target =
        files::Target { path: None, shown: name.to_owned(), named: true, below: Some(name.to_owned()) };
    let source = files::Source::from_bytes(bytes.to_vec(), name).map_err(|trouble| trouble.to_string())?;
    let checked = checker.check_text(&target, &source).map_err(|trouble| trouble.to_string())?;
    let formats = report::Format::value_variants().iter().filter_map(|format| {
        let piece = format.piece(&checked, Some(askhow_document::Level::Warning));
        let with_statistics = matches!(format, report::Format::Human | report::Format::Json);
        let mut whole = String::new();
        let mut report = report::ReportStream::new(*format, with_statistics, |written, text| {
            whole.push_str(&written.harmless(text));
            Ok(())
        });
        report.add(vec![piece]);
        let _ = report.end(&[]);
        Some((format.to_possible_value()?.get_name().to_owned(), whole))
    });
    Ok(formats.collect())
}

/// Says what is wrong with the arguments, or what was asked for instead of a command. A name that a shell has put in may
/// hold what a terminal obeys.
fn refused(args: &[std::ffi::OsString], error: &clap::Error) -> Status {
    let odd = args.iter().map(|arg| arg.to_string_lossy()).find(|arg| output::in_line(arg) != *arg);
    match odd.filter(|_| error.use_stderr()) {
        Some(arg) => output::say(&format!(
            "askhow: no command is read from an argument such as `{arg}`: write `--` before names of files"
        )),
        None => {
            if let Err(error) = output::forgive(error.print()) {
                trouble::tell(&[trouble::Trouble::unwritten("standard output", &error)]);
                return Status::Trouble;
            }
        }
    }
    if error.use_stderr() { Status::Trouble } else { Status::Clean }
}

/// How a command ended. Other programs rely on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing to look at.
    Clean = 0,
    /// Findings at or above the level asked for, or something that would change.
    Findings = 1,
    /// Wrong use, a file that could not be read, settings that are not right.
    Trouble = 2,
}
