//! Names a zone that several share, at the place that states it.

use askhow_document::{Edit, Span};
use askhow_timeline::{Stated, read_stated};

use crate::facts;
use crate::form::Field;
use crate::review::Review;
use crate::timelines::TimelinePart;

/// Writes another name for the zone that times of a timeline inherit, wherever the innermost place states it: the
/// heads of its columns and its day lines, a heading or a sentence around it, the front matter.
pub(super) fn name_zone(review: &Review, timeline: &TimelinePart, written: &str, name: &str) -> Vec<Edit> {
    let edits = |spans: Vec<Span>| spans.into_iter().map(|span| Edit::new(span, name)).collect::<Vec<_>>();
    let inside = lines(review, timeline, written);
    if !inside.is_empty() {
        return edits(inside);
    }
    let parts = &review.outline.parts;
    let innermost = timeline.part.or_else(|| review.outline.part_at(timeline.span.start));
    for part in std::iter::successors(innermost, |index| parts.get(*index)?.parent) {
        let Some(part) = parts.get(part) else { break };
        let mut spans: Vec<Span> = heading(review, part.at, written).into_iter().collect();
        spans.extend(sentences(review, part.own, written));
        if !spans.is_empty() {
            return edits(spans);
        }
    }
    let mut above = sentences(review, Span::new(0, timeline.span.start), written);
    if let Some(nearest) = above.pop() {
        return edits(vec![nearest]);
    }
    let field = review.form.get(Field::Timezone).filter(|field| field.text.trim() == written);
    edits(field.map(|field| field.value).into_iter().collect())
}

/// Where a text names the zone, if it states it.
fn zone_in(stated: &Stated, written: &str) -> Option<Span> {
    stated.zone.as_ref().filter(|(zone, _)| zone.name == written).map(|(_, span)| *span)
}

/// The heads of columns and the day lines of a timeline that name it.
fn lines(review: &Review, timeline: &TimelinePart, written: &str) -> Vec<Span> {
    let body = timeline.part.and_then(|part| review.outline.parts.get(part)).map(|part| part.body);
    let body = body.unwrap_or(timeline.span).cover(timeline.span);
    let mut found = Vec::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        for line in &facts.lines {
            let is_inside = body.contains(start + line.content.start);
            // The head of a table stands before its first row.
            let is_head = || matches!(line.kind, facts::LineKind::Row { header: true });
            let is_near = || start + line.content.start < body.start && is_head();
            let near = is_near()
                && facts
                    .lines
                    .iter()
                    .any(|row| row.block > line.block && timeline.span.contains(start + row.content.start));
            if line.zone.as_deref().is_none_or(|zone| zone.name != written) || !(is_inside || near) {
                continue;
            }
            let span = zone_in(&read_stated(&line.text), written);
            found.extend(span.map(|span| facts.line_words(line).source_span(span).shift(*start)));
        }
    }
    found
}

fn heading(review: &Review, (segment, index): (usize, usize), written: &str) -> Option<Span> {
    let (facts, start) = (review.facts.get(segment)?, review.starts.get(segment)?);
    let heading = facts.headings.get(index)?;
    let span = zone_in(heading.stated(), written)?;
    let words = facts::words(&facts.segment, heading.block, heading.content);
    Some(words.source_span(span).shift(*start))
}

fn sentences(review: &Review, within: Span, written: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        for (content, stated) in &facts.statements {
            let span = zone_in(stated, written).filter(|_| within.contains(start + content.start));
            found.extend(span.map(|span| {
                let plain = facts.segment.prose(*content).plain();
                plain.source_span(span).shift(content.start + start)
            }));
        }
    }
    found
}
