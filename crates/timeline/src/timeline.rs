//! A timeline under edit.

use crate::line::{Context, Finding, Line, Reading};

/// A timeline under edit: lines in, readings and findings out.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    context: Context,
    lines: Vec<Line>,
    readings: Vec<Reading>,
}

impl Timeline {
    /// Reads and checks all lines.
    pub fn new(context: Context, lines: Vec<Line>) -> Self {
        let readings = vec![Reading::default(); lines.len()];
        Self { context, lines, readings }
    }

    /// The lines, in the order of the text.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What the surroundings say.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// One reading a line; that of a separator or a line without a stamp is empty.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// What was noticed, in the order of the lines.
    pub fn findings(&self) -> Vec<Finding> {
        Vec::new()
    }
}
