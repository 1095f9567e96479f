//! `askhow completions`: what a shell needs to complete the commands.

use clap_complete::Shell;

use crate::Status;
use crate::output;
use crate::trouble::{Trouble, tell};

/// Print shell completions
///
/// For instance `askhow completions bash > ~/.local/share/bash-completion/completions/askhow`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which shell
    shell: Shell,
}

/// Runs the command.
pub fn run(args: &Args, command: &mut clap::Command) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "askhow", &mut script);
    match output::print_as(output::Outgoing::Document, &String::from_utf8_lossy(&script)) {
        Ok(()) => Status::Clean,
        Err(error) => {
            tell(&[Trouble::unwritten("standard output", &error)]);
            Status::Trouble
        }
    }
}
