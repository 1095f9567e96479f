//! What of the wording that segments hold counts where it stands, and what becomes of its fixes there.

use std::collections::HashSet;
use std::ops::Range;

use askhow_document::{Block, BlockKind, Finding, Level, NewItem, Span};
use askhow_english::class::is;
use askhow_phrasing::Scope;
use askhow_phrasing::rules::{five_whys, root_cause, why};

use super::Want;
use crate::anchors::Anchors;
use crate::facts::HitFact;
use crate::fix;
use crate::held::Held;
use crate::recorded::{Recorded, is_quoted_question};
use crate::review::Review;
use crate::rules::section::rename;
use crate::said::lower_words;
use crate::sayings::{Sayings, voice_of_row};
use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// So many bytes behind a question its answer is looked for.
const ANSWERED_WITHIN: usize = 600;

/// Where a hit stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OfHeading {
    /// In no heading, or in one of the writer's own.
    No,
    /// In the title, or in the name of a section.
    Name,
    /// Where the title keeps the name of a method, or the name of a section is told by another rule.
    Told,
}

impl Review {
    /// What the wording rules found in these segments.
    pub(super) fn wording(&self, segments: Range<usize>, want: Want) -> Vec<Finding> {
        // The same wording earlier in the section counts, so the walk begins where the section does.
        let from = self.starts.get(segments.start).copied().unwrap_or_default();
        let section_start =
            self.repeat_part(from).and_then(|index| self.outline.parts.get(index)).map(|part| part.at.0);
        let walk = section_start.unwrap_or(0).min(segments.start)..segments.end;
        let anchors = Anchors::new(self);
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let mut prompt = (None, false);
        for index in walk {
            let (Some(facts), Some(start)) = (self.facts.get(index), self.starts.get(index)) else {
                continue;
            };
            for hit in &facts.hits {
                let at = start + hit.finding.span.start;
                let of_heading = self.heading_of(index, hit);
                if !self.counts(hit, at) || of_heading == OfHeading::Told {
                    continue;
                }
                // Of a block that is asked once, whatever it holds.
                if prompt.0 != Some((index, hit.block)) {
                    prompt = (Some((index, hit.block)), self.is_prompt(index, hit.block));
                }
                if prompt.1 {
                    continue;
                }
                let repeated = !seen.insert((self.repeat_part(at), hit.wording));
                if index >= segments.start {
                    let placed = self.placed(hit, index, repeated, want);
                    found.extend(placed.map(|mut finding| {
                        if of_heading == OfHeading::Name {
                            // A heading keeps its words until somebody wants others.
                            finding.fixes.iter_mut().for_each(|fix| fix.safe = false);
                        }
                        if let Some(block) = facts.segment.blocks().get(hit.block)
                            && matches!(block.kind, BlockKind::Heading { .. })
                        {
                            let content = block.content.shift(*start);
                            finding.fixes.retain_mut(|fix| anchors.follow(content, fix));
                        }
                        finding
                    }));
                }
            }
        }
        found
    }

    /// Whether a rewrite of a *why* is not for fix all: its answer stands behind it, or it is a rung of a ladder that would
    /// be left half as it was. `why` lies in the segment.
    fn is_left_to_the_writer(&self, segment: usize, finding: &Finding, why: Span) -> bool {
        let Some((facts, start)) = self.facts.get(segment).zip(self.starts.get(segment)) else {
            return false;
        };
        let ladder = facts.ladders.iter().find(|(rungs, _)| rungs.iter().any(|rung| rung.meets(why)));
        match ladder {
            Some((rungs, is_safe)) => !is_safe || rungs.iter().any(|rung| self.is_answered(start + rung.end)),
            None => finding.rule == &why::QUESTION && self.is_answered(start + why.end),
        }
    }

    /// `Why did he? Because …`: the answer stands behind the question that goes on at `from`, in the next sentence, cell, item
    /// or paragraph. It gives a ground, and would not answer how it came about.
    fn is_answered(&self, from: usize) -> bool {
        let end = self.text.floor((from + ANSWERED_WITHIN).min(self.text.len()));
        let text = self.text.slice(Span::new(from, end.max(from)));
        let Some((_, behind)) = text.split_once('?') else { return false };
        // `A: because …`
        let words: Vec<String> = lower_words(behind).filter(|word| word.len() > 1).take(5).collect();
        words.first().is_some_and(|word| is(word, Vocabulary::GivesGround))
            || words.iter().any(|word| word == "because")
    }

    fn placed(&self, hit: &HitFact, segment: usize, repeated: bool, want: Want) -> Option<Finding> {
        let start = self.starts.get(segment).copied()?;
        let mut finding = hit.finding.clone();
        let sayings = self.asked.sayings.get_or_init(|| Sayings::read(self));
        sayings.voice(start + finding.span.start).max(voice_of_row(self, segment, hit)).weigh(&mut finding);
        if repeated {
            finding.level = Level::Hint;
        }
        finding.level = self.level(&finding)?;
        finding.span = finding.span.shift(start);
        finding.related.iter_mut().for_each(|related| related.span = related.span.shift(start));
        if want == Want::Messages {
            finding.fixes.clear();
            return Some(finding);
        }
        if want == Want::Safe {
            finding.fixes.retain(|fix| fix.safe && fix.preferred);
        }
        self.keep_names(start + hit.finding.span.start, &mut finding);
        let is_safe = finding.fixes.iter().any(|fix| fix.safe);
        if is_safe && self.is_left_to_the_writer(segment, &finding, hit.finding.span) {
            finding.fixes.iter_mut().for_each(|fix| fix.safe = false);
        }
        // What is asked already is not asked once more.
        let at = self.outline.section_at(start + hit.finding.span.start);
        let is_asked =
            |item: &NewItem| Section::from_name(item.section) == at && at == Some(Section::OpenQuestions);
        finding.fixes.retain(|fix| !fix.item.as_ref().is_some_and(is_asked));
        for fix in &mut finding.fixes {
            fix.edits.iter_mut().for_each(|edit| edit.span = edit.span.shift(start));
            if let Some(item) = &fix.item {
                fix.edits.extend(fix::add_item(self, item.section, &item.text));
                fix.edits.sort_by_key(|edit| edit.span.start);
            }
        }
        Some(finding)
    }

    /// What goes by its name keeps it: items of References, tags, the title of the document. A question in the
    /// title can be asked otherwise, but by nobody unseen.
    fn keep_names(&self, at: usize, finding: &mut Finding) {
        let part = self.outline.part_at(at).and_then(|index| self.outline.parts.get(index));
        let is_list_of_names = part.is_some_and(|part| {
            let name = self.name(part);
            let tags = is(&name.to_ascii_lowercase(), Vocabulary::TagList);
            (tags || self.outline.section_at(at) == Some(Section::References)) && !part.heading.touches(at)
        });
        let first = self.outline.parts.first().filter(|part| part.level == 1);
        let is_title = first.is_some_and(|title| title.heading.touches(at));
        let is_question = why::RULES.contains(&finding.rule);
        if is_list_of_names || is_title && !is_question {
            finding.fixes.retain(|fix| fix.item.is_some());
        }
        if is_title {
            finding.fixes.iter_mut().for_each(|fix| fix.safe = false);
        }
    }

    /// The section in which the same wording is told once: the nearest one of a known name, or of the
    /// second level or above.
    fn repeat_part(&self, offset: usize) -> Option<usize> {
        let first = self.outline.part_at(offset);
        std::iter::successors(first, |index| self.outline.parts.get(*index)?.parent).find(|index| {
            self.outline.parts.get(*index).is_some_and(|part| part.named.is_some() || part.level <= 2)
        })
    }

    /// What the heading is in which the wording stands, if it stands in one.
    fn heading_of(&self, segment: usize, hit: &HitFact) -> OfHeading {
        let Some(facts) = self.facts.get(segment).filter(|facts| !facts.headings.is_empty()) else {
            return OfHeading::No;
        };
        let at = hit.finding.span.start;
        let behind = facts.headings.partition_point(|heading| heading.span.start <= at);
        let index = behind
            .checked_sub(1)
            .filter(|index| facts.headings.get(*index).is_some_and(|heading| heading.content.touches(at)));
        let Some(index) = index else { return OfHeading::No };
        let place = (segment, index);
        let names_a_method = [&root_cause::RULE, &five_whys::RULE].contains(&hit.finding.rule);
        if self.title().is_some_and(|title| title.at == place) {
            return if names_a_method { OfHeading::Told } else { OfHeading::Name };
        }
        let part = self.outline.parts.partition_point(|part| part.at < place);
        let part = self.outline.parts.get(part).filter(|part| part.at == place);
        match part.and_then(|part| Some((part, part.named.as_ref()?.section?))) {
            // Another rule speaks of the same name.
            Some((part, _))
                if hit.finding.rule == &root_cause::RULE
                    && rename::steering(part).is_some()
                    && self.surroundings.rules.settings.level_of(&rename::RULE).is_some() =>
            {
                OfHeading::Told
            }
            Some(_) => OfHeading::Name,
            None => OfHeading::No,
        }
    }

    /// Whether the wording of a block is the template's: it tells the writer what belongs there, repeats the heading, or is a heading of
    /// a review that nobody has written in.
    fn is_prompt(&self, segment: usize, block: usize) -> bool {
        let Some(facts) = self.facts.get(segment) else { return false };
        let heading = facts.headings.iter().position(|heading| heading.block == block);
        let block = facts.segment.blocks().get(block);
        let held = block.map(|block| self.surroundings.held(&facts.segment, block));
        // In a review that nobody has written in, a paragraph in italics is a prompt too.
        let is_slanted = |block: &Block| {
            let words = block.content.of(facts.segment.text()).trim();
            words.starts_with(['*', '_']) && !words.starts_with("**") && !words.starts_with("__")
        };
        let is_prompt = || block.is_some_and(is_slanted) && self.is_untouched();
        // `What went wrong?` below a heading of these words is the heading once more; a bold line is the heading itself.
        let repeats = |block: &Block| {
            let at = self.starts.get(segment).map_or(0, |start| start + block.span.start);
            let part = self.outline.part_at(at).and_then(|index| self.outline.parts.get(index));
            part.filter(|part| !part.heading.touches(at)).is_some_and(|part| {
                lower_words(block.content.of(facts.segment.text())).eq(lower_words(self.name(part)))
            })
        };
        let is_doubtful = held == Some(Held::Doubtful);
        if held == Some(Held::Prompt) || is_doubtful && (is_prompt() || block.is_some_and(repeats)) {
            return true;
        }
        let is_title = |index: usize| self.title().is_some_and(|title| title.at == (segment, index));
        heading.is_some_and(|index| !is_title(index)) && self.is_untouched()
    }

    fn counts(&self, hit: &HitFact, at: usize) -> bool {
        if self.asked.recorded.get_or_init(|| Recorded::read(self)).covers(hit, at)
            || is_quoted_question(self, at)
        {
            return false;
        }
        let section = || self.outline.section_at(at);
        match hit.scope {
            Scope::Anywhere => true,
            Scope::Description => match self.outline.part_at(at) {
                None => true,
                Some(_) => section() == Some(Section::Description) || self.before_sections(at),
            },
            Scope::OutsideMitigators => {
                section() != Some(Section::Mitigators) && !self.is_labelled(Section::Mitigators, at)
            }
            Scope::Contributors => section() == Some(Section::Contributors),
        }
    }

    /// Whether a bold label in front of its text (`**Got lucky:** …`) says that a place belongs to `section`.
    fn is_labelled(&self, section: Section, at: usize) -> bool {
        let Some((facts, start)) = self.segment_at(at) else { return false };
        let around = |span: Span| span.shift(start).start <= at && at <= span.shift(start).end;
        facts.labels.iter().any(|label| label.section == section && around(label.span))
    }

    /// Whether a place lies under the title, before the first section.
    fn before_sections(&self, at: usize) -> bool {
        self.title().is_some_and(|title| title.own.touches(at) || title.heading.touches(at))
    }
}
