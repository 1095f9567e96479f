//! `askhow lsp`: the language server on standard input and output.

use std::path::PathBuf;

use crate::Status;

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

/// Runs the command.
pub fn run(args: &Args) -> Status {
    let _ = (args.stdio, &args.log);
    Status::Trouble
}
