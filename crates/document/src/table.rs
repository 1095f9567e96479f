//! Tables as GitHub reads them, found in the lines of a paragraph: a header, a row of dashes with as many
//! cells, and rows to the paragraph's end.

use crate::Span;
use crate::lines::trim;

/// Where the table begins in these lines of a paragraph: the index of its row of dashes, which is never
/// the first line.
pub(crate) fn find_rule(text: &str, lines: &[Span]) -> Option<usize> {
    let (index, _) = lines
        .iter()
        .enumerate()
        .zip(lines.iter().skip(1))
        .map(|((i, above), below)| (i + 1, (above, below)))
        .find(|(_, (above, below))| {
            n_dash_cells(below.of(text)).is_some_and(|n_cells| n_cells == cells(text, **above).len())
        })?;
    Some(index)
}

/// How many cells a row of dashes has; `None` if it is none.
fn n_dash_cells(line: &str) -> Option<usize> {
    let could_be = line.contains('|') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'));
    if !could_be {
        return None;
    }
    let cells = cells(line, Span::new(0, line.len()));
    let is_dashes = |cell: &Span| {
        let cell = cell.of(line);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    cells.iter().all(is_dashes).then_some(cells.len())
}

/// The cells of a row, without the blanks around them. A pipe behind a backslash does not end a cell; a pipe
/// in a code span does.
pub(crate) fn cells(text: &str, line: Span) -> Vec<Span> {
    let (start, end) = trim(text, line.start, line.end);
    let mut cells = Vec::new();
    let mut cell_start = start;
    let mut escaped = false;
    for (index, byte) in Span::new(start, end).of(text).bytes().enumerate() {
        let at = start + index;
        if byte == b'|' && !escaped {
            if at > start {
                cells.push(cell(text, cell_start, at));
            }
            cell_start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if cell_start < end || cells.is_empty() {
        cells.push(cell(text, cell_start, end));
    }
    cells
}

/// The cell between two pipes; where it is empty, its text would stand behind one blank.
fn cell(text: &str, start: usize, end: usize) -> Span {
    let (from, to) = trim(text, start, end);
    if from < to { Span::new(from, to) } else { Span::empty((start + 1).min(end)) }
}
