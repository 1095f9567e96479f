//! What askhow costs beside what it can't cost less than: a server with nothing to say, a program that tells its
//! version, another linter. One table, with what each row is to reach.
//!
//! `cargo xtask speed` builds what is measured in release mode first. The times belong to the machine and to what else
//! it does; the ratios are taken in turn in one run. `--ours PATH` measures another build of askhow, `--only WORD` a
//! part of the table (`server`, `shapes` or `batch`). `--curves FILE.svg` draws instead what a check costs against how much there is.

mod batch;
mod curves;
mod editor;
mod session;
mod shapes;
mod table;

use std::path::PathBuf;

use askhow_bench::Result;

use crate::table::Table;

const USAGE: &str = "speed [--ours PATH] [--only server|shapes|batch] [--curves FILE.svg]";

/// What is measured.
#[derive(Debug)]
pub struct Programs {
    /// askhow.
    ours: PathBuf,
    /// A server with nothing to say.
    floor: PathBuf,
}

fn main() -> Result<()> {
    let mut programs = Programs { ours: beside("askhow")?, floor: beside("floor")? };
    let (mut only, mut curves) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match &*argument {
            "--ours" => programs.ours = value.into(),
            "--only" => only = Some(value),
            "--curves" => curves = Some(PathBuf::from(value)),
            _ => return Err(USAGE.into()),
        }
    }
    if let Some(file) = curves {
        return curves::draw(&programs, &file);
    }
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let mut table = Table::default();
    if wanted("server") {
        editor::measure(&programs, &mut table)?;
    }
    if wanted("shapes") {
        shapes::measure(&programs, &mut table)?;
    }
    if wanted("batch") {
        batch::measure(&programs, &mut table)?;
    }
    table.print();
    Ok(())
}

/// A program that was built beside this one.
fn beside(name: &str) -> Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name(name).with_extension(std::env::consts::EXE_EXTENSION);
    if path.is_file() { Ok(path) } else { Err(format!("{} is not built", path.display()).into()) }
}
