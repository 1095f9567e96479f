//! Findings of a whole review: wording, timelines, sections and form, at the levels in force.
//!
//! Facts hold what a segment says by itself. Here it is decided what of it counts where it stands (some
//! wording only matters under some headings, the same wording in one section is told once aloud), and what
//! the structure adds. Comments that turn rules off have the last word.

mod wording;

use std::collections::HashSet;
use std::ops::Range;

use askhow_document::{Finding, Level, Related, Span, stumble};

use crate::review::Review;
use crate::rules;
use crate::rules::ignore::unused;
use crate::silence::Silences;

/// What is wanted of findings: working out fixes costs more than an editor needs at each key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Place, message and questions.
    Messages,
    /// Of the fixes those alone that may be applied unseen.
    Safe,
    /// Fixes with their edits too.
    Fixes,
}

/// The findings nearest to a place.
#[derive(Clone, Debug, Default)]
pub struct Nearest {
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub left_out: usize,
}

impl Review {
    /// All findings, in the order of the text; none where the text is no review.
    pub fn findings(&self, want: Want) -> Vec<Finding> {
        if !self.verdict.is_review {
            return Vec::new();
        }
        let mut found = self.wording(0..self.facts.len(), want);
        found.extend(self.structure(want));
        self.heed(found, None, |_| want != Want::Messages)
    }

    /// At most `limit` findings (without fixes), those nearest to `offset`.
    pub fn findings_near(&self, offset: usize, limit: usize) -> Nearest {
        if !self.verdict.is_review {
            return Nearest::default();
        }
        let window = self.window(offset, limit);
        let inside = self.facts.get(window.clone()).into_iter().flatten();
        let outside = self.n_hits - inside.map(|facts| facts.hits.len()).sum::<usize>();
        let mut found = self.wording(window.clone(), Want::Messages);
        let structure = self.messages_of_structure();
        let distance = |finding: &Finding| finding.span.start.abs_diff(offset);
        let mut order: Vec<(usize, usize)> = structure.iter().map(distance).zip(0..).collect();
        if order.len() > limit {
            order.select_nth_unstable(limit);
        }
        let nearest = order.iter().take(limit).filter_map(|(_, index)| structure.get(*index));
        found.extend(nearest.cloned());
        let start = self.starts.get(window.start).copied().unwrap_or_default();
        let end = self.starts.get(window.end).copied().unwrap_or(self.text.len());
        let mut findings = self.heed(found, Some(Span::new(start, end)), |_| false);
        let left_out = outside + structure.len().saturating_sub(limit) + findings.len().saturating_sub(limit);
        if findings.len() > limit {
            findings.sort_by_key(distance);
            findings.truncate(limit);
            sort(&mut findings);
        }
        Nearest { findings, left_out }
    }

    /// The findings that touch `span`, its ends included, in the order of the text.
    pub fn findings_at(&self, span: Span, want: Want) -> Vec<Finding> {
        if !self.verdict.is_review {
            return Vec::new();
        }
        let touches = |finding: &Finding| finding.span.start <= span.end && span.start <= finding.span.end;
        let first = self.starts.partition_point(|start| *start < span.start).saturating_sub(1);
        let last = self.starts.partition_point(|start| *start <= span.end);
        let mut found = self.wording(first..last, want);
        // Working out what a fix changes is only worth it for what is asked about.
        if self.messages_of_structure().iter().any(touches) {
            found.extend(self.structure(want));
        }
        found.retain(touches);
        // What a comment silences may stand anywhere below it.
        if !self.has_directives || !Silences::read(self).stand_at(span) {
            return self.heed(found, Some(Span::empty(span.start)), |_| false);
        }
        let mut all = self.wording(0..self.facts.len(), Want::Messages);
        all.extend(self.messages_of_structure().iter().cloned());
        let stands_here = |comment: Span| comment.start <= span.end && span.start <= comment.end;
        let mut here = self.heed(found, Some(Span::empty(span.start)), |_| false);
        here.retain(|finding| finding.rule != &unused::RULE);
        let all = self.heed(all, None, |comment| want == Want::Fixes && stands_here(comment));
        here.extend(all.into_iter().filter(|it| it.rule == &unused::RULE && touches(it)));
        sort(&mut here);
        here
    }

    /// The segments around `offset` that hold about `limit` hits.
    fn window(&self, offset: usize, limit: usize) -> Range<usize> {
        let middle = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let hits = |index: usize| self.facts.get(index).map_or(0, |facts| facts.hits.len());
        let (mut low, mut high) = (middle, middle + 1);
        let mut count = hits(middle);
        while count < limit && (low > 0 || high < self.facts.len()) {
            if low > 0 {
                low -= 1;
                count += hits(low);
            }
            if high < self.facts.len() {
                count += hits(high);
                high += 1;
            }
        }
        low..high.min(self.facts.len())
    }

    fn messages_of_structure(&self) -> &[Finding] {
        self.asked.structure.get_or_init(|| self.read_structure(Want::Messages))
    }

    fn structure(&self, want: Want) -> Vec<Finding> {
        match want {
            Want::Messages => self.messages_of_structure().to_vec(),
            Want::Safe | Want::Fixes => self.read_structure(Want::Fixes),
        }
    }

    fn read_structure(&self, want: Want) -> Vec<Finding> {
        let mut found = rules::check(self, want);
        found.retain_mut(|finding| match self.level(finding) {
            Some(level) => {
                finding.level = level;
                true
            }
            None => false,
        });
        found
    }

    /// The level in force: what the settings say, lowered as far as this finding is below its rule's own;
    /// `None` where the rule is off.
    fn level(&self, finding: &Finding) -> Option<Level> {
        let mut level = self.surroundings.rules.settings.level_of(finding.rule)?;
        let mut from = finding.rule.level;
        while from > finding.level {
            from = from.lowered();
            level = level.lowered();
        }
        Some(level)
    }

    /// Leaves out what comments silence, and says which comments silence nothing (within `window`), with the fixes of
    /// those that are `to_mend`.
    fn heed(
        &self,
        mut found: Vec<Finding>,
        window: Option<Span>,
        to_mend: impl Fn(Span) -> bool,
    ) -> Vec<Finding> {
        if self.has_directives {
            let silences = Silences::read(self);
            let mut used = HashSet::new();
            found.retain(|finding| !silences.silence(finding, &mut used));
            let mut unused = Vec::new();
            stumble::add(&[&unused::RULE], &mut unused, |unused| {
                unused.extend(unused::check(self, &silences, &used, window, to_mend));
            });
            found.extend(unused.into_iter().filter_map(|mut finding| {
                finding.level = self.level(&finding)?;
                Some(finding)
            }));
        }
        if !self.surroundings.rules.settings.prompts.is_empty() {
            found.iter_mut().for_each(|finding| self.surroundings.rules.ask_about(finding));
        }
        sort(&mut found);
        found
    }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.span, a.rule.id).cmp(&(b.span, b.rule.id)));
}

/// A finding in the document.
pub(crate) fn related(span: Span, message: impl Into<String>) -> Related {
    Related { span, message: message.into() }
}
