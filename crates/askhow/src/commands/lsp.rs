//! `askhow lsp`: the language server on standard input and output.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::trouble::{Trouble, tell};

/// Run the language server on standard input and output
///
/// An editor starts it; started by hand it waits for an editor's messages. Logs go to standard error or a
/// file, and hold no text of yours: lengths and versions alone. `ASKHOW_LOG=debug` says more.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Standard input and output, as they are used anyway; accepted because many editors pass it
    #[arg(long)]
    stdio: bool,
    /// Write the log to this file
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
}

/// Serves until the editor goes; the status tells whether it took its leave first.
pub fn run(args: &Args) -> ExitCode {
    let _ = args.stdio;
    let options = askhow_server::Options { log: args.log.clone(), ..Default::default() };
    askhow_server::run(&options).unwrap_or_else(|why| {
        tell(&[Trouble::new(why)]);
        ExitCode::from(2)
    })
}
