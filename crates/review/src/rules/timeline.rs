//! What the rules of timelines have found, put into the document. The rules are those of `askhow-timeline`.

pub(super) mod date_conflict;

use std::cell::OnceCell;

use askhow_document::{BlockKind, Edit, Finding, Fix, Related, Span, stumble};
use askhow_timeline::Change;
use askhow_timeline::rules::{duplicate, mixed_format, quiet};

use crate::findings::Want;
use crate::fix;
use crate::held::{Held, in_item};
use crate::review::Review;
use crate::timelines::TimelinePart;

/// What the timelines of a review have found.
pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    // Where nobody has written yet, the places for stamps are those of a template.
    if !review.is_untouched() {
        for timeline in &review.timelines {
            stumble::add(&[], found, |found| found.extend(of_one(review, timeline, want)));
        }
    }
    let of_name = [&askhow_timeline::rules::date_conflict::RULE];
    stumble::add(&of_name, found, |found| date_conflict::check(review, want, found));
}

fn of_one(review: &Review, timeline: &TimelinePart, want: Want) -> Vec<Finding> {
    // Each that is out of order offers to sort, and all mean the same.
    let sorted = OnceCell::new();
    let carry_out = |change: &Change| match change {
        Change::Sort => sorted.get_or_init(|| fix::carry_out(review, timeline, change)).clone(),
        change => fix::carry_out(review, timeline, change),
    };
    let found = timeline.timeline.findings().into_iter();
    found.filter_map(|found| placed(review, timeline, found, want, &carry_out)).collect()
}

/// The entry above that is written as a line is, not just read alike.
fn same_source(review: &Review, timeline: &TimelinePart, line: usize) -> Option<usize> {
    let words = |line: usize| Some(timeline.rows().get(line)?.text.trim());
    let own = fix::source_of(review, timeline, line)?;
    let is_same = |other: &usize| {
        words(*other) == words(line) && fix::source_of(review, timeline, *other).as_ref() == Some(&own)
    };
    (line.saturating_sub(REACH)..line).rev().find(is_same)
}

/// Whether a line is a place for an entry, as templates have it: `HH:MM`.
pub(crate) fn is_place(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let facts = timeline.lines.get(line).and_then(|at| review.facts.get(at.segment));
    let words = timeline.rows().get(line).map(|row| &*row.text);
    facts.zip(words).is_some_and(|(facts, words)| in_item(&facts.segment, words) == Held::Prompt)
}

/// Whether an entry has a stamp and nothing else yet, or the beginning of a zone.
fn is_being_written(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let rows = timeline.rows();
    let words = |row: &askhow_timeline::Line| Some(row.stamp.as_ref()?.text(&row.text).trim().to_owned());
    let is_begun =
        |words: String| words.len() < LONGEST_ZONE && words.chars().all(|c| c.is_ascii_uppercase());
    rows.get(line).and_then(words).is_some_and(is_begun) && holds_no_blocks(review, timeline, line)
}

/// The abbreviation of a zone is no longer than this, in bytes.
const LONGEST_ZONE: usize = 5;

/// Whether nothing of an entry can stand in blocks of its own, as below a heading and in an item.
fn holds_no_blocks(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let Some((facts, fact, _)) = timeline.lines.get(line).and_then(|at| review.line(*at)) else {
        return false;
    };
    let blocks = facts.segment.blocks();
    match blocks.get(fact.block).map(|block| &block.kind) {
        None | Some(BlockKind::Heading { .. }) => false,
        Some(BlockKind::Item { .. }) => blocks.iter().filter(|it| it.item == Some(fact.block)).count() <= 1,
        Some(_) => true,
    }
}

/// How far above an entry its like is looked for.
const REACH: usize = 8;

fn placed(
    review: &Review,
    timeline: &TimelinePart,
    found: askhow_timeline::Finding,
    want: Want,
    carry_out: &dyn Fn(&Change) -> Vec<Edit>,
) -> Option<Finding> {
    let at = *timeline.lines.get(found.line)?;
    // What more keys may settle waits for them. Of two notations the first entry may be the odd one.
    let last = timeline.rows().len().saturating_sub(1);
    let is_near = found.line == last || found.rule == &mixed_format::RULE && found.line + 1 == last;
    let may_pass = found.rule == &quiet::RULE || found.rule == &mixed_format::RULE;
    if may_pass && is_near && is_being_written(review, timeline, last)
        || is_place(review, timeline, found.line)
    {
        return None;
    }
    let mut finding =
        Finding::new(found.rule, whole_words(review, review.line_span(at, found.span)), found.message);
    finding.level = found.level;
    if !found.questions.is_empty() {
        finding.questions = found.questions.into_iter().map(Into::into).collect();
    }
    let mut related = found.related;
    if found.rule == &duplicate::RULE {
        // Where a link leads to, and what a comment says, is told in the source alone.
        let earlier = same_source(review, timeline, found.line)?;
        related.iter_mut().for_each(|(line, _)| *line = earlier);
    }
    for (line, message) in related {
        let Some(other) = timeline.lines.get(line) else { continue };
        let span = timeline.rows().get(line).and_then(|row| row.stamp.as_ref()).map(|stamp| stamp.span);
        finding.related.push(Related { span: review.line_span(*other, span.unwrap_or_default()), message });
    }
    if want == Want::Fixes {
        for offer in found.fixes {
            let edits = carry_out(&offer.change);
            if !edits.is_empty() {
                let n_along = match offer.change {
                    Change::Move { line, .. } => fix::followers(review, timeline, line),
                    _ => 0,
                };
                let along = match n_along {
                    0 => String::new(),
                    1 => ", with the line below it".to_owned(),
                    n => format!(", with the {n} lines below it"),
                };
                finding.fixes.push(Fix {
                    title: offer.title + &along,
                    preferred: offer.preferred && n_along == 0,
                    safe: offer.safe,
                    edits,
                    item: None,
                });
            }
        }
    }
    Some(finding)
}

/// A line without a stamp is pointed at by its first word.
fn whole_words(review: &Review, span: Span) -> Span {
    if !span.is_empty() {
        return span;
    }
    let line = review.text.line_span(review.text.line_of(span.start));
    let rest = review.text.slice(Span::new(span.start, line.end));
    let word = rest.trim_end_matches(['\n', '\r']).split(' ').next().map_or(0, str::len);
    Span::new(span.start, span.start + word)
}
