//! The binary `askhow`; all that it does stands in the library of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    askhow::run()
}
