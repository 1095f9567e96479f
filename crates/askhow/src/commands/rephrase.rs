//! `askhow rephrase`: from *why* to *how*, a line at a time.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Write};

use askhow_ide::{Rephrased, rephrase};
use clap::ValueEnum;
use serde::Serialize;

use crate::Status;
use crate::output::{self, Outgoing, forgive};
use crate::panics::catch;
use crate::trouble::{Trouble, tell};

/// Rewrite text from why to how
///
/// Each argument, or each line of standard input, is one piece of Markdown: a sentence, a list item, a
/// heading. It is printed as it can be put instead, the best first; where there is no safe rewrite, as it
/// was. The exit status is 0, unless something can't be read or written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  askhow rephrase 'Why did the deploy fail at 16:40?'
  grep -h -i why incidents/*.md | askhow rephrase --format json
  :'<,'>!askhow rephrase --best     in Vim: the lines that are selected")]
pub struct Args {
    /// What to rewrite; without any, the lines of standard input
    #[arg(value_name = "TEXT", value_parser = unguarded)]
    texts: Vec<String>,
    /// How the answers are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// One line out for each line in: the best rewrite, or the line as it was
    #[arg(long)]
    best: bool,
}

/// The formats of `rephrase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The rewrites, a line each
    Human,
    /// An object for each piece: {"input","rule","rewrites"}
    Json,
}

#[derive(Serialize)]
struct Answer<'a> {
    input: &'a str,
    rule: Option<&'static str>,
    rewrites: &'a [String],
}

/// What stands before a text that begins like an option; no argument of a process can hold it.
const GUARD: char = '\0';

/// The arguments of the process, in which list items (`- Why …`) are told from options: those hold no spaces.
pub fn guarded(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let args: Vec<OsString> = args.collect();
    if args.get(1).is_none_or(|command| command != "rephrase") {
        return args;
    }
    let is_text = |arg: &str| arg.starts_with('-') && arg.contains(char::is_whitespace);
    let guard = |arg: OsString| match arg.to_str() {
        Some(text) if is_text(text) => OsString::from(format!("{GUARD}{text}")),
        _ => arg,
    };
    args.into_iter().map(guard).collect()
}

fn unguarded(text: &str) -> Result<String, Infallible> {
    Ok(text.strip_prefix(GUARD).unwrap_or(text).to_owned())
}

/// Runs the command.
pub fn run(args: &Args) -> Status {
    let result = if args.texts.is_empty() { lines(args) } else { arguments(args) };
    if let Err(error) = forgive(result) {
        // A text that was to be replaced would be lost by whoever takes this for an answer.
        tell(&[Trouble::unwritten("standard input or output", &error)]);
        return Status::Trouble;
    }
    Status::Clean
}

fn arguments(args: &Args) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for text in &args.texts {
        answer(args, text, &mut out)?;
    }
    out.flush()
}

fn lines(args: &Args) -> io::Result<()> {
    let mut input = io::BufReader::new(io::stdin().lock());
    if input_is_awaited() {
        output::say("askhow: reading lines from standard input; Ctrl-D ends");
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        // Bytes that are no UTF-8 are shown as such: an answer for every line is worth more than a refusal.
        let text = String::from_utf8_lossy(&line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        answer(args, text, &mut out)?;
        // Whoever sends a line and waits gets the answer; whoever sends many gets them in large pieces.
        if input.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
    }
    out.flush()
}

fn answer(args: &Args, text: &str, out: &mut impl Write) -> io::Result<()> {
    // One unlucky line is no reason to leave the others without an answer.
    let Rephrased { rule, rewrites } = catch(|| rephrase(text)).unwrap_or_else(|place| {
        tell(&[Trouble::new(format!(
            "stumbled at {place} over a line, which is its own fault; a report helps"
        ))]);
        Rephrased::default()
    });
    let words = Outgoing::Words { colours: false };
    match args.format {
        Format::Json => {
            let answer = Answer { input: text, rule: rule.map(|rule| rule.id), rewrites: &rewrites };
            let answer = serde_json::to_string(&answer)?;
            writeln!(out, "{}", Outgoing::Json.harmless(&answer))
        }
        Format::Human if rewrites.is_empty() => writeln!(out, "{}", words.harmless(text)),
        Format::Human => {
            let n_shown = if args.best { 1 } else { rewrites.len() };
            rewrites.iter().take(n_shown).try_for_each(|rewrite| writeln!(out, "{}", words.harmless(rewrite)))
        }
    }
}

fn input_is_awaited() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
