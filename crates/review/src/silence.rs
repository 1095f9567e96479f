//! Which findings the comments in the text silence.

use std::collections::HashSet;

use askhow_document::{Finding, Fix, Span};

use crate::facts::Facts;
use crate::findings::rules;
use crate::fix;
use crate::ignore::{Directive, DirectiveKind, pattern_matches};
use crate::review::Review;
use crate::rules::UNUSED_IGNORE;

/// The comments of a review, with what each covers.
#[derive(Debug, Default)]
pub(crate) struct Silences {
    silences: Vec<Silence>,
    /// The comments that end what a `disable` covers, and how many each of them ends.
    ends: Vec<(Span, usize)>,
}

#[derive(Debug)]
struct Silence {
    directive: Directive,
    /// The comment, in the document.
    span: Span,
    /// What it covers, in the document.
    covers: Span,
    /// Which `enable` ends what it covers, as an index.
    ended_by: Option<usize>,
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
        Self { silences, ends }
    }

    /// Whether a comment covers this finding; the comments that do are added to `used`.
    pub(crate) fn silence(&self, finding: &Finding, used: &mut HashSet<usize>) -> bool {
        let before = used.len();
        let mut silenced = false;
        for (index, silence) in self.silences.iter().enumerate() {
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

    /// The comments that silence nothing, or name a rule that is none.
    pub(crate) fn unused(
        &self,
        review: &Review,
        used: &HashSet<usize>,
        window: Option<Span>,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        let in_window = |silence: &Silence| match window {
            Some(window) => window.start <= silence.covers.start && silence.covers.end <= window.end,
            None => true,
        };
        let known = rules();
        for (index, silence) in self.silences.iter().enumerate().filter(|(_, silence)| in_window(silence)) {
            let start = silence.span.start - silence.directive.span.start;
            let unknown = silence
                .directive
                .rules
                .iter()
                .find(|(_, name)| !known.iter().any(|rule| pattern_matches(name, rule)));
            let (span, message) = match unknown {
                Some((span, name)) => (
                    span.shift(start),
                    format!("No rule is called `{name}`, so this part of the comment silences nothing."),
                ),
                None if used.contains(&index) => continue,
                None => (silence.span, "This comment silences nothing that is found now.".to_owned()),
            };
            let mut finding = Finding::new(&UNUSED_IGNORE, span, message);
            if unknown.is_none() {
                // What ends this one alone goes with it.
                let end = silence.ended_by.and_then(|index| self.ends.get(index));
                let end = end.filter(|(_, n_ended)| *n_ended == 1).map(|(end, _)| *end);
                finding.fixes.extend(remove(review, silence.span, end));
            }
            found.push(finding);
        }
        let outside =
            |span: &Span| window.is_some_and(|window| span.start < window.start || window.end < span.end);
        for (span, _) in self.ends.iter().filter(|(span, n_ended)| *n_ended == 0 && !outside(span)) {
            let message = "This comment ends nothing: no `askhow-disable` of the same rules stands above it.";
            let mut finding = Finding::new(&UNUSED_IGNORE, *span, message.to_owned());
            finding.fixes.extend(remove(review, *span, None));
            found.push(finding);
        }
        found
    }
}

/// *Remove the comment*, with the one that ends it; nothing where something else would be read as another thing then.
fn remove(review: &Review, comment: Span, end: Option<Span>) -> Option<Fix> {
    let title =
        if end.is_some() { "Remove the comment and the one that ends it" } else { "Remove the comment" };
    let comments: Vec<Span> = [Some(comment), end].into_iter().flatten().collect();
    let edits = fix::without_comments(review, &comments)?;
    Some(Fix { title: title.to_owned(), preferred: true, safe: true, edits, item: None })
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
        if let Some(block) = facts.segment.blocks().iter().find(|block| block.span.start >= from) {
            return Some(block.span.shift(*start));
        }
        from = 0;
    }
    None
}
