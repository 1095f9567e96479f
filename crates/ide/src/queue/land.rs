//! The edits by which an answer lands in its place.

use askhow_document::{Edit, Finding, Span};
use askhow_review::{LineAt, Review, fix};
use askhow_timeline::{Line, Role, Timeline};

/// The entry that a fix puts into a quiet stretch, with these words.
pub(super) fn in_between(finding: &Finding, words: &[String]) -> Vec<Edit> {
    const PLACE: &str = "…";
    let words: Vec<&str> = words.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let filled = |edit: &Edit| {
        let (before, behind) = edit.new_text.rsplit_once(PLACE)?;
        let words = words.join(" ");
        let is_row = before.trim_start().starts_with('|');
        let words = if is_row { words.replace('|', "\\|") } else { words };
        Some(Edit::new(edit.span, format!("{before}{words}{behind}")))
    };
    let fix = finding.fixes.iter().find(|fix| fix.preferred);
    let mut edits = fix.map(|fix| fix.edits.clone()).unwrap_or_default();
    // Others number what follows anew.
    match edits.iter().enumerate().find_map(|(index, edit)| Some((index, filled(edit)?))) {
        Some((index, answer)) => {
            if let Some(edit) = edits.get_mut(index) {
                *edit = answer;
            }
            edits
        }
        None => Vec::new(),
    }
}

/// The entry of the moment with which an answer begins, read as an entry behind those above the stretch: in the notation
/// and in the place of its own. `None` where it begins with none, or says more than a moment.
pub(super) fn timed(review: &Review, asked: &Finding, words: &[String]) -> Option<Vec<Edit>> {
    let timeline = review.timelines.iter().find(|it| it.span.contains(asked.span.start))?;
    let is_above = |at: &LineAt| review.line_span(*at, Span::empty(0)).start < asked.span.start;
    let n_above = timeline.lines.iter().filter(|at| is_above(at)).count();
    let (first, rest) = words.split_first()?;
    let answer = Line::read(Role::Entry, first);
    let stamp =
        answer.stamp.clone().filter(|it| it.has_time && it.end.is_none() && it.problems.is_empty())?;
    // What is said of the time beside it stays.
    let told = if stamp.approximate { first.clone() } else { stamp.text(first).trim().to_owned() };
    let lines = timeline.rows().iter().take(n_above).cloned().chain([answer]).collect();
    let read = Timeline::new(timeline.timeline.context().clone(), lines);
    let moment = read.readings().last()?.instant.filter(|_| read.is_stamped(n_above))?;
    let words: Vec<String> = std::iter::once(told).chain(rest.iter().cloned()).collect();
    fix::told_at(review, timeline, moment, None, &words).map(|(edit, _)| vec![edit])
}

/// An answer as items below a question, whose box is ticked where it has one.
pub(super) fn below(review: &Review, item: Span, answer: &[Vec<String>]) -> Vec<Edit> {
    let text = &review.text;
    let item = text.trimmed(item);
    let source = text.slice(item);
    let line = text.line_span(text.line_of(item.start));
    let indent = text.slice(Span::new(line.start, item.start)).into_owned();
    let marker = source.find([' ', '\t']).unwrap_or(source.len());
    let behind = source.get(marker..).unwrap_or_default();
    let words = behind.trim_start_matches([' ', '\t']);
    let blanks = behind.get(..behind.len() - words.len()).unwrap_or_default();
    let begin = column_behind(0, &indent) + marker;
    let gap = column_behind(begin, blanks) - begin;
    // Further in than by four, the words would be code.
    let column = marker + if (1..=4).contains(&gap) { gap } else { 1 };
    let mut edits = Vec::new();
    if words.starts_with("[ ]") {
        let at = item.end - words.len();
        edits.push(Edit::new(Span::new(at, at + "[ ]".len()), "[x]"));
    }
    let newline = fix::newline(review);
    let inside = format!("{indent}{}", " ".repeat(column));
    let bullet = fix::bullet(review);
    let told = answer.iter().map(|lines| {
        format!("{newline}{inside}{bullet} {}", fix::below(lines, inside.len() + bullet.len() + 1, newline))
    });
    edits.push(Edit::new(Span::empty(item.end), told.collect::<String>()));
    edits
}

/// The column, from 0, that blanks from `column` on lead to: a tab leads to the next one that 4 divides.
fn column_behind(column: usize, blanks: &str) -> usize {
    blanks.chars().fold(column, |column, blank| if blank == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}
