//! Formatting of timelines: one notation, and tables whose columns are in line.
//!
//! Nothing but timelines is touched, and in them nothing but stamps and the blanks around cells. What would
//! read otherwise afterwards is left as it is.

use std::collections::BTreeSet;

use askhow_document::{BlockKind, Edit, Span, apply_edits};
use askhow_timeline::{Line, Timeline, read_cells, read_stamp, read_time_cell};

use crate::facts::LineKind;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// The edits that format the timelines of a review; with a `range`, those of its lines alone.
pub fn format_timelines(review: &Review, range: Option<Span>) -> Vec<Edit> {
    let range = match range {
        Some(range) => whole_lines(review, range),
        None => Span::new(0, review.text.len()),
    };
    let near = review.timelines.iter().filter(|timeline| timeline.span.meets(range));
    let mut edits: Vec<Edit> = near.flat_map(|timeline| format(review, timeline, range)).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

fn whole_lines(review: &Review, range: Span) -> Span {
    let text = &review.text;
    let last = text.line_span(text.line_of(range.end));
    // A selection that ends where a line begins does not mean that line.
    let end = if last.start == range.end && !range.is_empty() { last.start } else { last.end };
    Span::new(text.line_span(text.line_of(range.start)).start, end)
}

fn format(review: &Review, timeline: &TimelinePart, range: Span) -> Vec<Edit> {
    let mut edits = notation(review, timeline);
    edits.retain(|edit| range.contains(edit.span.start));
    for table in tables(review, timeline) {
        let inside = |edit: &Edit| table.iter().any(|row| row.span.touches(edit.span.start));
        let own: Vec<Edit> = edits.iter().filter(|edit| inside(edit)).cloned().collect();
        let Some(aligned) = aligned(review, &table, &own) else { continue };
        edits.retain(|edit| !inside(edit));
        let changed = table
            .iter()
            .zip(aligned)
            .filter(|(row, new)| range.contains(row.span.start) && review.text.slice(row.span) != *new);
        edits.extend(changed.map(|(row, new)| Edit::new(row.span, new)));
    }
    edits
}

/// The edits that write all stamps in the notation that most have, where all read then as they do now.
fn notation(review: &Review, timeline: &TimelinePart) -> Vec<Edit> {
    let edits = timeline.timeline.one_notation();
    if edits.is_empty() {
        return Vec::new();
    }
    let mut by_line: Vec<Vec<Edit>> = vec![Vec::new(); timeline.lines.len()];
    let mut marked = BTreeSet::new();
    let mut placed = Vec::new();
    for (line, edit) in edits {
        let (Some(at), Some(row)) = (timeline.lines.get(line), timeline.rows().get(line)) else { continue };
        let span = review.line_span(*at, edit.span);
        // Marks inside a stamp would be lost.
        if review.text.slice(span) != edit.span.of(&row.text) {
            marked.insert(line);
            continue;
        }
        placed.push((line, Edit::new(span, edit.new_text.clone())));
        if let Some(edits) = by_line.get_mut(line) {
            edits.push(edit);
        }
    }
    let lines = timeline.rows().iter().zip(&by_line).zip(&timeline.lines).enumerate();
    let lines: Vec<Line> = lines
        .map(|(index, ((row, edits), at))| {
            if edits.is_empty() || marked.contains(&index) {
                return row.clone();
            }
            let text = apply_edits(&row.text, edits);
            let is_row = matches!(review.line(*at).map(|(_, line, _)| line.kind), Some(LineKind::Row { .. }));
            let stamp = match is_row {
                true => {
                    let place = row.stamp.as_deref().and_then(|stamp| row.text.get(..stamp.span.start));
                    let in_column = || read_time_cell(&text, place?.matches(" | ").count());
                    read_cells(&text.split(" | ").collect::<Vec<_>>()).stamp.or_else(in_column)
                }
                false => read_stamp(&text),
            };
            Line { stamp: stamp.map(Into::into), text: text.into(), ..row.clone() }
        })
        .collect();
    let after = Timeline::new(timeline.timeline.context().clone(), lines);
    if after.readings() != timeline.timeline.readings() {
        return Vec::new();
    }
    placed.retain(|(line, _)| !marked.contains(line));
    placed.into_iter().map(|(_, edit)| edit).collect()
}

/// A row of a table as it stands.
struct Row {
    span: Span,
    /// Where its cells are; none for the row of dashes.
    cells: Vec<Span>,
}

/// The tables that hold entries of a timeline.
fn tables(review: &Review, timeline: &TimelinePart) -> Vec<Vec<Row>> {
    let is_row = |at: &&crate::timelines::LineAt| {
        matches!(review.line(**at).map(|(_, line, _)| line.kind), Some(LineKind::Row { .. }))
    };
    let entries: Vec<usize> = timeline
        .lines
        .iter()
        .filter(is_row)
        .filter_map(|at| review.line(*at).map(|(_, line, start)| start + line.content.start))
        .collect();
    let mut segments = timeline.lines.iter().filter(is_row).map(|at| at.segment);
    let Some(mut first) = segments.next() else { return Vec::new() };
    let last = segments.last().unwrap_or(first) + 1;
    let begins_inside = |index: usize| {
        let block = review.facts.get(index).and_then(|facts| facts.segment.blocks().first());
        block.is_some_and(|block| matches!(block.kind, BlockKind::Row { .. } | BlockKind::TableRule))
    };
    // The head of a long table may stand in a segment before.
    while first > 0 && begins_inside(first) {
        first -= 1;
    }
    let mut tables: Vec<Vec<Row>> = Vec::new();
    let mut line_before = usize::MAX;
    for (facts, start) in review.facts.iter().zip(&review.starts).take(last + 1).skip(first) {
        for block in facts.segment.blocks() {
            let cells = match &block.kind {
                BlockKind::Row { cells, .. } => cells.iter().map(|cell| cell.shift(*start)).collect(),
                BlockKind::TableRule => Vec::new(),
                _ => continue,
            };
            if block.quotes > 0 || block.item.is_some() {
                continue;
            }
            let row = Row { span: block.span.shift(*start), cells };
            let line = review.text.line_of(row.span.start);
            match tables.last_mut().filter(|_| line_before.wrapping_add(1) == line) {
                Some(table) => table.push(row),
                None => tables.push(vec![row]),
            }
            line_before = line;
        }
    }
    let holds = |row: &Row| entries.iter().any(|entry| row.span.touches(*entry));
    tables.retain(|table| table.iter().any(holds) && table.get(1).is_some_and(|rule| rule.cells.is_empty()));
    tables
}

/// Cells longer than this do not make their column wider.
const WIDEST: usize = 40;

/// The rows with their columns in line, with `edits` carried out in their cells; `None` where that is not
/// sure to keep everything.
fn aligned(review: &Review, table: &[Row], edits: &[Edit]) -> Option<Vec<String>> {
    let mut texts: Vec<Vec<String>> = Vec::with_capacity(table.len());
    let mut n_placed = 0;
    for row in table {
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let own = edits.iter().filter(|edit| cell.start <= edit.span.start && edit.span.end <= cell.end);
            let own: Vec<Edit> = own
                .map(|edit| {
                    let span = Span::new(edit.span.start - cell.start, edit.span.end - cell.start);
                    Edit::new(span, edit.new_text.clone())
                })
                .collect();
            n_placed += own.len();
            cells.push(apply_edits(&review.text.slice(*cell), &own));
        }
        texts.push(cells);
    }
    let rule = dashes(&review.text.slice(table.get(1)?.span));
    let whole = table.iter().filter(|row| !row.cells.is_empty()).all(|row| keeps_all(review, row));
    if n_placed != edits.len() || !whole || rule.len() < 2 {
        return None;
    }
    let n_columns = rule.len();
    let width = |column: usize| {
        let cells = texts.iter().filter_map(|cells| cells.get(column)).map(|cell| width_of(cell));
        cells.filter(|width| *width <= WIDEST).max().unwrap_or(0).max(3)
    };
    let mut widths: Vec<usize> = (0..n_columns).map(width).collect();
    // What stands last needs no blanks behind it.
    if let Some(last) = widths.last_mut() {
        let head = texts.first().and_then(|cells| cells.get(n_columns - 1));
        *last = head.map_or(3, |head| width_of(head).clamp(3, WIDEST));
    }
    let rows = table.iter().zip(&texts).map(|(row, cells)| {
        let mut text = String::from("|");
        if row.cells.is_empty() {
            for ((left, right), width) in rule.iter().zip(&widths) {
                let marks = usize::from(*left) + usize::from(*right);
                let (left, right) = (if *left { ":" } else { "" }, if *right { ":" } else { "" });
                text.push_str(&format!(" {left}{}{right} |", "-".repeat(width - marks)));
            }
            return text;
        }
        for (column, cell) in cells.iter().enumerate() {
            let width = widths.get(column).copied().unwrap_or(0);
            let is_last =
                column + 1 >= n_columns.min(cells.len()) && column + 1 == n_columns || column >= n_columns;
            let blanks = if is_last { 0 } else { width.saturating_sub(width_of(cell)) };
            text.push_str(&format!(" {cell}{} |", " ".repeat(blanks)));
        }
        text
    });
    Some(rows.collect())
}

/// Whether everything in a row but pipes and blanks stands in its cells.
fn keeps_all(review: &Review, row: &Row) -> bool {
    let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let source = review.text.slice(row.span);
    let cells: Vec<String> = row.cells.iter().map(|cell| words(&review.text.slice(*cell))).collect();
    let joined = cells.join("|");
    let source = words(&source);
    let source = source.strip_prefix('|').unwrap_or(&source);
    source == joined || source.strip_suffix('|') == Some(joined.as_str())
}

/// The cells of a row of dashes: whether a colon stands before and behind.
fn dashes(source: &str) -> Vec<(bool, bool)> {
    let source = source.trim();
    let source = source.strip_prefix('|').unwrap_or(source);
    let source = source.strip_suffix('|').unwrap_or(source);
    source.split('|').map(str::trim).map(|cell| (cell.starts_with(':'), cell.ends_with(':'))).collect()
}

/// How many columns a text takes in a font of fixed width: marks that stand on others take none, signs of
/// East Asia and pictures take two.
fn width_of(text: &str) -> usize {
    let width = |c: char| match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}' => 2,
        _ => 1,
    };
    text.chars().map(width).sum()
}
