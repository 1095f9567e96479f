//! Which findings the comments in the text silence.

use std::collections::HashSet;

use askhow_document::{Edit, Finding, Fix, Span};

use crate::facts::Facts;
use crate::findings::rules;
use crate::ignore::{Directive, DirectiveKind, pattern_matches};
use crate::review::Review;
use crate::rules::UNUSED_IGNORE;

/// The comments of a review, with what each covers.
#[derive(Debug, Default)]
pub(crate) struct Silences {
    silences: Vec<Silence>,
}

#[derive(Debug)]
struct Silence {
    directive: Directive,
    /// The comment, in the document.
    span: Span,
    /// What it covers, in the document.
    covers: Span,
}

impl Silences {
    pub(crate) fn read(review: &Review) -> Self {
        let mut silences: Vec<Silence> = Vec::new();
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
                        enable(&mut silences, directive, span.start);
                        continue;
                    }
                };
                silences.push(Silence { directive: directive.clone(), span, covers });
            }
        }
        Self { silences }
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
        self.silences.iter().any(|silence| silence.span.start <= span.end && span.start <= silence.span.end)
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
                let edit = Edit::new(whole_line(review, silence.span), "");
                finding.fixes.push(Fix {
                    title: "Remove the comment".to_owned(),
                    preferred: true,
                    safe: true,
                    edits: vec![edit],
                    item: None,
                });
            }
            found.push(finding);
        }
        found
    }
}

/// An `enable` ends what a `disable` of the same rules (or, without rules, every `disable`) covers.
fn enable(silences: &mut [Silence], enable: &Directive, at: usize) {
    let names =
        |directive: &Directive| directive.rules.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    for silence in silences.iter_mut().filter(|silence| silence.directive.kind == DirectiveKind::Disable) {
        if enable.rules.is_empty() || names(enable) == names(&silence.directive) {
            silence.covers.end = silence.covers.end.min(at).max(silence.covers.start);
        }
    }
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

/// The comment with its line break where it is all of its line, else with a blank before it.
fn whole_line(review: &Review, comment: Span) -> Span {
    let line = review.text.line_span(review.text.line_of(comment.start));
    let before = review.text.slice(Span::new(line.start, comment.start));
    let after = review.text.slice(Span::new(comment.end, line.end.max(comment.end)));
    if before.trim().is_empty() && after.trim().is_empty() {
        return line;
    }
    let blank = before.len() - before.trim_end().len();
    Span::new(comment.start - blank, comment.end)
}
