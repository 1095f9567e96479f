//! `section/rename`: headings that lead the writer to one answer, and where another name fits what stands below.

use std::sync::LazyLock;

use askhow_document::{BlockKind, Edit, Finding, Fix, Level, Rule};
use askhow_english::class::is;
use askhow_phrasing::rules::five_whys;

use super::order::out_of_order;
use super::place::WHOLE;
use super::written::is_empty;
use crate::anchors::Anchors;
use crate::beside::Beside;
use crate::catalogue;
use crate::findings::Want;
use crate::names::Named;
use crate::outline::Part;
use crate::review::Review;
use crate::section::{CATALOGUE, Section};
use crate::vocabulary::Vocabulary;

/// A name that leads to one answer.
pub static RULE: Rule = Rule {
    id: "section/rename",
    level: Level::Hint,
    summary: "A heading that leads the writer to one answer",
    about: "Under a heading such as “Root cause” people write one thing, under “What went wrong” what people \
            did, under “Prevention” a promise. A name that asks for many conditions, for what was hard and \
            for what helps next time gets other answers.",
    questions: &["What else would people tell under a name that leaves it open?"],
    fires: &[
        "# Checkout was slow\n\n## Root cause\n\nThe cache held sessions and carts.\n",
        "# Checkout was slow\n\n## Prevention\n\n- Show the size of the cache.\n",
    ],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n## Contributing factors\n\n- The cache held sessions and carts.\n",
    ],
};

/// Each name is told once, at its first heading; the fix gives all headings of that name the new one.
pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let mut told: Vec<String> = Vec::new();
    let anchors = Anchors::new(review);
    for part in &review.outline.parts {
        let Some((_, section)) = steering(part) else { continue };
        // `What went wrong` may tell the causes, which another section is for.
        if section == Section::Difficulties && !tells_of_handling(review, part) {
            continue;
        }
        // What the team calls it in its template is asked for there.
        if review.is_of_template(part) {
            continue;
        }
        let name = lowered(review, part);
        // A list of measures under several names asks for more than a promise.
        let is_whole = part.named.as_ref().is_some_and(|named| named.whole.is_some());
        if told.contains(&name) || has_ladder(review, part) || section == Section::FollowUp && !is_whole {
            continue;
        }
        if is_phase(review, part)
            || has_room(review, part, section)
            || section == Section::FollowUp && !stands_by_itself(review, part)
        {
            continue;
        }
        let canonical = review.surroundings.rules.sections.name(section);
        let message = rename_message(review.name(part), section, &canonical);
        let mut finding = Finding::new(&RULE, part.content, message);
        if want == Want::Fixes {
            finding.fixes.extend(fix(review, &anchors, &name, section, &canonical));
        }
        found.push(finding);
        told.push(name);
    }
}

/// A name that leads the writer of `section`, and one that does not: to one answer, to what people did, to a promise.
fn rename_message(name: &str, section: Section, canonical: &str) -> String {
    let (name, canonical) = (name.trim(), canonical.trim());
    match section {
        Section::FollowUp => format!("“{name}” promises a lot; “{canonical}” asks what helps next time."),
        Section::Difficulties => format!("“{name}” looks for slips; “{canonical}” asks what made it hard."),
        _ => format!("“{name}” leads to one answer; “{canonical}” leaves room for more."),
    }
}

/// The section whose name this part has, where it is one that leads to one answer.
pub(crate) fn steering(part: &Part) -> Option<(&Named, Section)> {
    let named = part.named.as_ref().filter(|named| named.steers)?;
    Some((named, named.section?))
}

/// Whether a heading is a part of the timeline, or says when it was: `Root cause investigation (16:20–16:40)`.
fn is_phase(review: &Review, part: &Part) -> bool {
    let behind = review.name(part).split_once('(').map_or("", |(_, behind)| behind);
    if behind.starts_with(|c: char| c.is_ascii_digit()) && behind.contains(':') {
        return true;
    }
    let parent = |index: &usize| review.outline.parts.get(*index)?.parent;
    let mut around = std::iter::successors(part.parent, parent);
    around.any(|index| review.outline.parts.get(index).is_some_and(|part| part.is(Section::Timeline)))
}

/// Whether a heading is at the level of sections, or below one that holds several: `Prevention` beside `Detection` is one of
/// the headings of what was lacking, and a step of a resolution.
fn stands_by_itself(review: &Review, part: &Part) -> bool {
    let parent = part.parent.and_then(|parent| review.outline.parts.get(parent));
    let holds_several = |parent: &Part| {
        let lessons =
            |named: &Named| named.beside == Some(Beside::LessonsLearned) || named.is(Section::FollowUp);
        let is_incident = || review.outline.incidents().any(|incident| incident.at == parent.at);
        parent.level == 1 || is_incident() || parent.named.as_ref().is_some_and(lessons)
    };
    let title = review.title().map(|title| title.at);
    let others = review.outline.parts.iter().filter(|part| Some(part.at) != title);
    others.map(|part| part.level).min() == Some(part.level) || parent.is_some_and(holds_several)
}

/// Whether another section beside it asks for more than one answer already: `Contributing factors` beside `Root cause`.
/// A single `Trigger` does not.
fn has_room(review: &Review, part: &Part, section: Section) -> bool {
    section == Section::Contributors
        && review.outline.parts.iter().any(|other| {
            let name = lowered(review, other);
            let several = name.split(|c: char| !c.is_alphanumeric()).any(|word| is(word, Vocabulary::Room));
            other.parent == part.parent && other.is(section) && steering(other).is_none() && several
        })
}

/// Whether what stands below speaks of itself by the name of its heading, or says that the name does not fit:
/// `Not applicable`, `The "root cause" was a command`. It reads as an answer to the name that it has.
fn answers(review: &Review, part: &Part) -> bool {
    let Some(name) = part.named.as_ref().map(|named| named.span.of(review.name(part)).to_lowercase()) else {
        return false;
    };
    let text = review.text.slice(part.own).to_lowercase();
    let first = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let quoted = |open: char, close: char| text.contains(&format!("{open}{name}{close}"));
    let is_denied = ["not applicable", "n/a", "none "].iter().any(|start| first.starts_with(start));
    is_denied || quoted('"', '"') || quoted('“', '”') || quoted('\'', '\'') || quoted('*', '*')
}

fn lowered(review: &Review, part: &Part) -> String {
    review.name(part).trim().to_lowercase()
}

/// Whether the wording of the heading is told already: `5 Whys` is more than a name.
fn has_ladder(review: &Review, part: &Part) -> bool {
    let Some((facts, start)) = review.facts.get(part.at.0).zip(review.starts.get(part.at.0)) else {
        return false;
    };
    facts.hits.iter().any(|hit| {
        hit.finding.rule == &five_whys::RULE
            && part.content.contains(start + hit.finding.span.start)
            && review.surroundings.rules.settings.level_of(hit.finding.rule).is_some()
    })
}

/// The new name for all headings called `name`. None where words would be left over, where a section of that kind
/// is there already, where it is the title, where what stands below is another thing, or where the sections would
/// come to be out of order by it.
fn fix(review: &Review, anchors: &Anchors<'_>, name: &str, section: Section, canonical: &str) -> Option<Fix> {
    let parts = &review.outline.parts;
    let is_same = |part: &&Part| steering(part).is_some() && lowered(review, part) == name;
    let same: Vec<&Part> = parts.iter().filter(is_same).collect();
    let first_of_level_1 = parts.iter().find(|part| part.level == 1);
    let is_first = |part: &&&Part| first_of_level_1.is_some_and(|first| first.at == part.at);
    let others = parts.iter().any(|part| part.is(section) && !is_same(&part));
    let alone = |part: &Part| {
        let of_parent = same.iter().filter(|other| other.parent == part.parent).count();
        let nested = same.iter().any(|other| part.body.contains(other.heading.start));
        of_parent == 1 && !nested
    };
    let suits = |part: &Part| section != Section::Difficulties || tells_of_handling(review, part);
    if others
        || same.iter().any(|part| !alone(part) || !suits(part))
        || same.iter().find(is_first).is_some()
        || out_of_order(review, |part| is_same(&part)).len() > out_of_order(review, |_| false).len()
    {
        return None;
    }
    let edit = |part: &&Part| {
        let whole = part.named.as_ref()?.whole?;
        Some(Edit::new(review.heading_span(part, whole), canonical.to_owned()))
    };
    let edits = same.iter().map(edit).collect::<Option<Vec<Edit>>>()?;
    let title = match edits.len() {
        1 => format!("Rename to “{canonical}”"),
        2 => format!("Rename both to “{canonical}”"),
        n => format!("Rename all {n} to “{canonical}”"),
    };
    let mut fix = Fix {
        title,
        preferred: !same.iter().any(|part| answers(review, part)),
        safe: false,
        edits,
        item: None,
    };
    let contents: Vec<_> = same.iter().map(|part| part.content).collect();
    anchors.follow_all(&contents, &mut fix).then_some(fix)
}

/// Words of items that tell how it was handled.
static HANDLING: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = catalogue::lines(CATALOGUE).filter(|line| line.mark == "handling");
    lines.flat_map(|line| line.value.split_whitespace()).collect()
});

/// Whether most items of a section tell what was hard for people: under *What went wrong* others tell the technical
/// cause, and *Difficulties in Handling* would lie about that. Prose and headings below tell a story.
fn tells_of_handling(review: &Review, part: &Part) -> bool {
    if is_empty(review, part) {
        return true;
    }
    let (mut n_items, mut n_of_people) = (0_usize, 0_usize);
    for (facts, start) in review.facts.iter().zip(&review.starts).skip(part.at.0) {
        if *start >= part.body.end {
            break;
        }
        let text = facts.segment.text();
        for block in facts.segment.blocks() {
            if !part.body.contains(start + block.span.start) {
                continue;
            }
            match block.kind {
                BlockKind::Heading { .. } => return false,
                BlockKind::Paragraph if block.item.is_none() && block.quotes == 0 => return false,
                BlockKind::Item { depth: 0, .. } => {
                    n_items += 1;
                    let words = block.span.of(text).to_lowercase().replace('’', "'");
                    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '\'');
                    n_of_people += usize::from(words.any(|word| HANDLING.contains(&word)));
                }
                _ => {}
            }
        }
    }
    n_items > 0 && n_of_people * 2 > n_items
}
