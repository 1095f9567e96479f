//! How cost grows: with the size of a review, its findings, the rules that are on, and the files.

use std::path::Path;

use askhow_bench::Result;

use crate::Programs;

/// Measures, and draws into `svg` where that is wanted.
pub fn measure(_programs: &Programs, _svg: Option<&Path>) -> Result<()> {
    Ok(())
}
