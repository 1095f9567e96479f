//! The rules `section/*`.

use std::collections::HashMap;

use askhow_document::{BlockKind, Finding, Fix, Span};

use super::rename::rename;
use super::written::{asks_by_itself, is_empty, is_untouched};
use crate::facts::BOLD_LINE;
use crate::findings::{Want, related};
use crate::fix;
use crate::form::Field;
use crate::outline::Part;
use crate::review::Review;
use crate::rules::section as rules;
use crate::section::Section;

/// What is to be said about the sections of a review.
pub(crate) fn sections(review: &Review, want: Want) -> Vec<Finding> {
    let mut found = Vec::new();
    // An empty file is offered the template, and nothing is said about it.
    if review.facts.iter().all(|facts| facts.segment.blocks().is_empty()) {
        return found;
    }
    // What a template has put there asks by itself.
    if !is_untouched(review) {
        missing(review, want, &mut found);
        mitigators(review, want, &mut found);
        empty(review, want, &mut found);
    }
    super::order::order(review, want, &mut found);
    duplicate(review, want, &mut found);
    rename(review, want, &mut found);
    item_kind(review, want, &mut found);
    filed(review, &mut found);
    found
}

/// Where findings about the review as a whole are shown: its title, else its first line with words.
pub(crate) fn title_span(review: &Review) -> Span {
    if let Some(title) = title_of_front_matter(review) {
        return title;
    }
    if let Some(title) = review.title() {
        return title.content;
    }
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let text = facts.segment.text();
        let leaf = |kind: &BlockKind| !matches!(kind, BlockKind::Html | BlockKind::FrontMatter { .. });
        // `{: .notice}` dresses a block of some site generators, and is not shown.
        let has_words = |content: Span| !content.is_empty() && !content.of(text).starts_with("{:");
        if let Some(block) =
            facts.segment.blocks().iter().find(|block| leaf(&block.kind) && has_words(block.content))
        {
            let line = block.content.of(text).lines().next().unwrap_or_default();
            // A few words are enough to stand for the whole.
            let line = line.char_indices().nth(60).map_or(line.len(), |(at, _)| at);
            return Span::new(block.content.start, block.content.start + line).shift(*start);
        }
    }
    Span::default()
}

/// Where front matter gives the title, a heading is that of a section.
fn title_of_front_matter(review: &Review) -> Option<Span> {
    let blocks = review.facts.first()?.segment.blocks();
    let front = blocks.iter().find(|block| matches!(block.kind, BlockKind::FrontMatter { .. }))?;
    let title = review.form.get(Field::Title).filter(|title| front.span.contains(title.span.start))?;
    let line = review.text.line_span(review.text.line_of(title.value.start));
    Some(Span::new(title.value.start, title.value.end.min(line.end)))
}

/// The sections that are there under none of their names, in canonical order; none that a heading may be.
pub fn missing_sections(review: &Review) -> Vec<Section> {
    Section::NINE.into_iter().filter(|section| !review.may_have(*section)).collect()
}

fn missing(review: &Review, want: Want, found: &mut Vec<Finding>) {
    // Mitigators have a rule of their own.
    let missing: Vec<Section> =
        missing_sections(review).into_iter().filter(|it| *it != Section::Mitigators).collect();
    if missing.is_empty() || filed_only(review) {
        return;
    }
    let mut finding = Finding::new(&rules::MISSING, title_span(review), rules::missing_message(&missing));
    if want == Want::Fixes {
        let all = missing_sections(review);
        if all.len() > 1 {
            finding.fixes.push(add(
                review,
                "Add all missing sections, each in its place".to_owned(),
                &all,
                true,
            ));
        }
        for section in &missing {
            let name = review.surroundings.rules.sections.name(*section);
            finding.fixes.push(add(review, format!("Add the section “{name}”"), &[*section], all.len() == 1));
        }
    }
    found.push(finding);
}

fn add(review: &Review, title: String, sections: &[Section], preferred: bool) -> Fix {
    Fix { title, preferred, safe: false, edits: fix::add_sections(review, sections), item: None }
}

fn mitigators(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let name = review.surroundings.rules.sections.name(Section::Mitigators);
    let Some(part) = review.outline.first(Section::Mitigators) else {
        if review.may_have(Section::Mitigators) {
            return;
        }
        let mut finding =
            Finding::new(&rules::MITIGATORS, title_span(review), rules::no_mitigators_message());
        if want == Want::Fixes {
            finding.fixes.push(add(
                review,
                format!("Add the section “{name}”"),
                &[Section::Mitigators],
                true,
            ));
        }
        found.push(finding);
        return;
    };
    if review
        .outline
        .parts
        .iter()
        .filter(|part| part.is(Section::Mitigators))
        .all(|part| is_empty(review, part))
    {
        let mut finding = Finding::new(&rules::MITIGATORS, part.content, rules::empty_mitigators_message());
        if want == Want::Fixes {
            finding.fixes.extend(begin_item(review, part, Section::Mitigators));
        }
        found.push(finding);
    }
}

fn duplicate(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let mut seen: HashMap<(Option<usize>, String), (usize, &Part)> = HashMap::new();
    for (index, part) in review.outline.parts.iter().enumerate().filter(|(_, part)| part.level <= BOLD_LINE) {
        let known = part.named.as_ref().and_then(|named| named.section);
        // A Timeline for each incident of several is no repetition.
        if known.is_none_or(|section| section == Section::Timeline) {
            continue;
        }
        let key = (part.parent, review.name(part).trim().to_lowercase());
        let Some((first_index, first)) = seen.get(&key) else {
            seen.insert(key, (index, part));
            continue;
        };
        let mut finding =
            Finding::new(&rules::DUPLICATE, part.content, rules::duplicate_message(review.name(part)));
        finding.related.push(related(first.content, "the first one is here"));
        let edits = if want == Want::Fixes { fix::merge_sections(review, *first_index, index) } else { None };
        if let Some(edits) = edits {
            let title = format!("Move its content to the first “{}”", review.name(first));
            finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
        }
        found.push(finding);
    }
}

fn empty(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for part in &review.outline.parts {
        let Some(section) = part.named.as_ref().and_then(|named| named.section) else { continue };
        let mitigators = section == Section::Mitigators;
        if part.level > BOLD_LINE || mitigators || !is_empty(review, part) || asks_by_itself(review, part) {
            continue;
        }
        let mut finding = Finding::new(&rules::EMPTY, part.content, rules::empty_message(review.name(part)));
        if want == Want::Fixes {
            finding.fixes.extend(begin_item(review, part, section));
        }
        found.push(finding);
    }
}

fn begin_item(review: &Review, part: &Part, section: Section) -> Option<Fix> {
    let edits = fix::begin_item(review, part, section);
    let title = "Begin a first item".to_owned();
    (!edits.is_empty()).then_some(Fix { title, preferred: true, safe: false, edits, item: None })
}

/// Items that read like another section's: plans outside the follow-ups, recoveries among contributors.
fn item_kind(review: &Review, want: Want, found: &mut Vec<Finding>) {
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        for fact in &facts.misplaced {
            let at = start + fact.content.start;
            let Some(here) = review.outline.part_at(at).and_then(|index| review.outline.parts.get(index))
            else {
                continue;
            };
            let misplaced = matches!(
                (here.section, fact.section),
                (Some(Section::Contributors), _)
                    | (Some(Section::Mitigators | Section::Risks | Section::Difficulties), Section::FollowUp)
            );
            // Under `Causes and remediation` plans are at home.
            let shared = here.named.as_ref().is_some_and(|named| named.is(fact.section));
            let misplaced = misplaced && !shared;
            let Some(block) = facts.segment.blocks().get(fact.block).filter(|_| misplaced) else { continue };
            let there = review.surroundings.rules.sections.name(fact.section);
            let message = rules::item_kind_message(review.name(here), &there);
            let mut finding = Finding::new(&rules::ITEM_KIND, fact.content.shift(*start), message);
            if want == Want::Fixes {
                let marker = match block.kind {
                    BlockKind::Item { marker, .. } => marker.of(facts.segment.text()),
                    _ => "",
                };
                if let Some(edits) = fix::move_item(review, block.span.shift(*start), marker, fact.section) {
                    let title = format!("Move the item to “{there}”");
                    finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
                }
            }
            found.push(finding);
        }
    }
}

/// Whether there are a form and a description and nothing else.
fn filed_only(review: &Review) -> bool {
    let others = Section::NINE.into_iter().any(|section| review.has(section));
    let title = review.title().map(|title| title.at);
    // A story under headings of its own is more than a form.
    let tells_more = |part: &Part| {
        let filed = match &part.named {
            Some(named) => named.form || named.section == Some(Section::Description),
            None => part.section == Some(Section::Description),
        };
        Some(part.at) != title && !filed && part.level < BOLD_LINE && !is_empty(review, part)
    };
    !others
        && !review.outline.parts.iter().any(tells_more)
        && (review.has(Section::Description) || !review.form.fields.is_empty())
        && review.timelines.is_empty()
}

fn filed(review: &Review, found: &mut Vec<Finding>) {
    if filed_only(review) {
        found.push(Finding::new(&rules::FILED, title_span(review), rules::filed_message()));
    }
}
