//! What the rules about wording find in a block, and whose words these are.

use std::hash::{DefaultHasher, Hash, Hasher};

use askhow_document::{Block, BlockKind, Finding, Span, stumble};
use askhow_phrasing::rules::why;
use askhow_phrasing::{Hit, Place};

use super::Reader;
use crate::facts::HitFact;
use crate::facts::voice::{Voice, voice};
use crate::form;
use crate::ladder::{Ladder, ladders};
use crate::recorded::key_of;

impl Reader<'_> {
    pub(super) fn wording(&mut self, index: usize, content: Span, place: Place) {
        let source = content.of(self.segment.text());
        if self.old.is_some() || source.is_empty() || !self.rules.phrases.may_match(source) {
            return;
        }
        let prose = self.prose(content);
        let mut hits = Vec::new();
        stumble::add(&[], &mut hits, |hits| {
            for mut hit in self.rules.phrases.check(&prose, place) {
                self.voice(source, &hit.finding, hit.finding.span, place.entry).weigh(&mut hit.finding);
                let finding = shift(hit.finding, content.start);
                hits.push(hit_fact(index, Hit { finding, ..hit }, true));
            }
        });
        self.hits.append(&mut hits);
    }

    /// Whose words stand at `span` of `source`, the content of a block, which may be an entry of a timeline.
    fn voice(&self, source: &str, finding: &Finding, span: Span, entry: bool) -> Voice {
        let known = |label: &str| {
            self.rules.sections.recognise(label).is_some() || form::recognise_field(label).is_some()
        };
        voice(source, span, finding.rule == &why::QUESTION, entry, &known)
    }

    /// Whose words the edits of a finding that spans several blocks would change.
    fn voice_of_ladder(&self, finding: &Finding) -> Voice {
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
        let voices = edits.filter_map(|edit| {
            let at = edit.span.start;
            let leaf = |block: &&Block| block.kind == BlockKind::Paragraph && block.content.touches(at);
            let content = self.segment.blocks().iter().find(leaf)?.content;
            let span = Span::new(at.checked_sub(content.start)?, edit.span.end.checked_sub(content.start)?);
            Some(self.voice(content.of(self.segment.text()), finding, span, false))
        });
        voices.max().unwrap_or(Voice::Own)
    }

    /// Whys that climb over the items of a list.
    pub(super) fn ladders(&mut self) {
        let n_whys = self.hits.iter().filter(|hit| why::RULES.contains(&hit.finding.rule)).count();
        let ladders = ladders(self.segment, self.rules, n_whys);
        for Ladder { block, rungs, mut hit } in ladders {
            self.voice_of_ladder(&hit.finding).weigh(&mut hit.finding);
            self.ladders.push((rungs, hit.finding.fixes.iter().any(|fix| fix.safe)));
            // One ladder is told once: a piece may have rungs of its own.
            let told = self.hits.iter().any(|it| it.block == block && it.finding.rule == hit.finding.rule);
            if !told {
                self.hits.push(hit_fact(block, hit, false));
            }
        }
        self.hits.sort_by_key(|hit| hit.finding.span.start);
    }
}

fn hit_fact(block: usize, hit: Hit, alone: bool) -> HitFact {
    let mut hasher = DefaultHasher::new();
    (hit.finding.rule.id, &hit.wording).hash(&mut hasher);
    let item = hit.finding.fixes.iter().find_map(|fix| fix.item.as_ref().and_then(key_of));
    HitFact { block, finding: hit.finding, scope: hit.scope, wording: hasher.finish(), alone, item }
}

fn shift(mut finding: Finding, by: usize) -> Finding {
    finding.span = finding.span.shift(by);
    finding.related.iter_mut().for_each(|related| related.span = related.span.shift(by));
    for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = edit.span.shift(by);
    }
    finding
}
