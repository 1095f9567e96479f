//! Which findings the comments in the text silence.

use std::collections::HashSet;

use askhow_document::{Block, BlockKind, Finding, Span};

use crate::facts::Facts;
use crate::ignore::{Directive, DirectiveKind};
use crate::review::Review;

/// The comments of a review, with what each covers.
#[derive(Debug, Default)]
pub(crate) struct Silences {
    pub(crate) silences: Vec<Silence>,
    /// The comments that end what a `disable` covers, and how many each of them ends.
    pub(crate) ends: Vec<(Span, usize)>,
    /// The silences in the order in which what they cover begins, each with the furthest end of those up to it.
    by_start: Vec<(usize, usize)>,
}

/// A comment that turns rules off, and where.
#[derive(Debug)]
pub(crate) struct Silence {
    pub(crate) directive: Directive,
    /// The comment, in the document.
    pub(crate) span: Span,
    /// What it covers, in the document.
    pub(crate) covers: Span,
    /// Which `enable` ends what it covers, as an index.
    pub(crate) ended_by: Option<usize>,
}

impl Silences {
    pub(crate) fn read(review: &Review) -> Self {
        let mut silences: Vec<Silence> = Vec::new();
        let mut ends = Vec::new();
        let len = review.text.len();
        for (index, (facts, start)) in review.facts.iter().zip(&review.starts).enumerate() {
            for directive in &facts.directives {
                let span = directive.span.shift(*start);
                let covers = match directive.kind {
                    DirectiveKind::Ignore => block_around(facts, directive.span).shift(*start),
                    DirectiveKind::IgnoreNext => {
                        next_block(review, index, directive.span.end).unwrap_or(span)
                    }
                    DirectiveKind::Disable => Span::new(span.end, len),
                    DirectiveKind::Enable => {
                        let n_ended = enable(&mut silences, directive, span.start, ends.len());
                        ends.push((span, n_ended));
                        continue;
                    }
                };
                silences.push(Silence { directive: directive.clone(), span, covers, ended_by: None });
            }
        }
        let mut order: Vec<usize> = (0..silences.len()).collect();
        let covers = |index: usize| silences.get(index).map_or_else(Span::default, |it| it.covers);
        order.sort_by_key(|index| covers(*index).start);
        let by_start = order.into_iter().scan(0, |furthest, index| {
            *furthest = covers(index).end.max(*furthest);
            Some((index, *furthest))
        });
        let by_start = by_start.collect();
        Self { silences, ends, by_start }
    }

    /// Whether a comment covers this finding; the comments that do are added to `used`.
    pub(crate) fn silence(&self, finding: &Finding, used: &mut HashSet<usize>) -> bool {
        let before = used.len();
        let mut silenced = false;
        let at = finding.span.start;
        let covers = |index: usize| self.silences.get(index).map(|silence| (index, silence));
        let begun = self.by_start.partition_point(|(index, _)| {
            covers(*index).is_some_and(|(_, silence)| silence.covers.start <= at)
        });
        let begun = self.by_start.get(..begun).unwrap_or_default().iter().rev();
        let near = begun.take_while(|(_, furthest)| *furthest >= at);
        for (index, silence) in near.filter_map(|(index, _)| covers(*index)) {
            let inside =
                silence.covers.touches(finding.span.start) && finding.span.start < silence.covers.end.max(1);
            if inside && silence.directive.names(finding.rule) {
                used.insert(index);
                silenced = true;
            }
        }
        debug_assert!(silenced || used.len() == before);
        silenced
    }

    /// Whether one of the comments touches `span`.
    pub(crate) fn stand_at(&self, span: Span) -> bool {
        let spans =
            self.silences.iter().map(|silence| silence.span).chain(self.ends.iter().map(|(end, _)| *end));
        spans.into_iter().any(|comment| comment.start <= span.end && span.start <= comment.end)
    }
}

/// An `enable` ends what a `disable` of the same rules (or, without rules, every `disable`) covers.
/// Says how many it ended.
fn enable(silences: &mut [Silence], enable: &Directive, at: usize, index: usize) -> usize {
    let names =
        |directive: &Directive| directive.rules.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let mut n_ended = 0;
    let open = |silence: &&mut Silence| {
        silence.directive.kind == DirectiveKind::Disable && silence.ended_by.is_none()
    };
    for silence in silences.iter_mut().filter(open) {
        if enable.rules.is_empty() || names(enable) == names(&silence.directive) {
            silence.covers.end = silence.covers.end.min(at).max(silence.covers.start);
            silence.ended_by = Some(index);
            n_ended += 1;
        }
    }
    n_ended
}

/// The innermost block with words in which a comment stands.
fn block_around(facts: &Facts, comment: Span) -> Span {
    let mut around = facts
        .segment
        .blocks()
        .iter()
        .filter(|block| block.span.start <= comment.start && comment.end <= block.span.end);
    around.next_back().map_or(comment, |block| block.span)
}

/// The first block that begins behind `offset` of a segment.
fn next_block(review: &Review, segment: usize, offset: usize) -> Option<Span> {
    let mut from = offset;
    for (facts, start) in review.facts.iter().zip(&review.starts).skip(segment) {
        // Comments one below the other speak of the same block.
        let is_directive = |block: &&Block| {
            block.kind == BlockKind::Html
                && facts.directives.iter().any(|it| block.span.contains(it.span.start))
        };
        let mut blocks = facts.segment.blocks().iter().filter(|block| block.span.start >= from);
        if let Some(block) = blocks.find(|block| !is_directive(block)) {
            return Some(block.span.shift(*start));
        }
        from = 0;
    }
    None
}
