//! `section/order`: sections that bear their canonical names and stand in another order than the usual one.

use std::collections::{BTreeMap, HashMap};

use askhow_document::{Finding, Fix, Level, Rule};

use super::place::WHOLE;
use crate::facts::BOLD_LINE;
use crate::findings::{Want, related};
use crate::fix;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// Canonical sections in another order.
pub static RULE: Rule = Rule {
    id: "section/order",
    level: Level::Hint,
    summary: "Canonical sections in another order, where four or more bear their canonical names",
    about: "Readers of many reviews find their way by the order of the sections. Move the section with all \
            that it holds, or keep your own order and turn the rule off.",
    questions: &["In which order would somebody who was not there want to read it?"],
    fires: &[
        "# Checkout was slow\n\n## Mitigators\n\n- The desk told shops.\n\n## Contributors & Enablers\n\n- The cache held carts.\n\n## Risks\n\n- The other cache.\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n",
    ],
    quiet: &[
        WHOLE,
        "# Checkout was slow\n\n## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n\n## Root cause\n\nCarts.\n\n## What went well\n\n- The desk told shops.\n",
    ],
};

/// So much text may be offered with each of several findings.
const SHORT: usize = 64 << 10;

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let mut ordered = None;
    for Misplaced { index, other, is_early } in out_of_order(review, |_| false) {
        let (Some(part), Some(beside)) = (review.outline.parts.get(index), review.outline.parts.get(other))
        else {
            continue;
        };
        let (name, of_other) = (review.name(part), review.name(beside));
        let (message, told) = match is_early {
            true => (early_message(name, of_other), "this one comes before it in the usual order"),
            false => (order_message(name, of_other), "this one comes after it in the usual order"),
        };
        let mut finding = Finding::new(&RULE, part.content, message);
        finding.related.push(related(beside.content, told));
        if want == Want::Fixes {
            finding.fixes.extend(if is_early {
                move_behind(review, index, other)
            } else {
                move_section(review, index)
            });
            let is_first = ordered.is_none();
            let edits = ordered.get_or_insert_with(|| fix::order_sections(review)).clone();
            // Once is enough where it writes half the document anew.
            let is_short = edits.iter().map(|edit| edit.new_text.len()).sum::<usize>() <= SHORT;
            if !edits.is_empty() && (is_first || is_short) {
                let title = "Put all sections in the usual order".to_owned();
                finding.fixes.push(Fix { title, preferred: false, safe: false, edits, item: None });
            }
        }
        found.push(finding);
    }
}

/// `section` stands behind `other`, which comes after it in canonical order.
fn order_message(section: &str, other: &str) -> String {
    format!("“{}” usually stands before “{}”.", section.trim(), other.trim())
}

/// This section stands before one that usually comes before it.
fn early_message(section: &str, other: &str) -> String {
    format!("“{}” usually stands behind “{}”.", section.trim(), other.trim())
}

/// A section that stands out of order, by its index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Misplaced {
    index: usize,
    /// The one beside it that it belongs before; or behind, where it stands too early.
    other: usize,
    is_early: bool,
}

/// Which sections stand out of order beside one another; `renamed` bear their canonical names, too. A name of another
/// house between two of them parts them: its template keeps its order.
pub(super) fn out_of_order(review: &Review, renamed: impl Fn(&Part) -> bool) -> Vec<Misplaced> {
    // Numbers tell the order that is meant.
    if fix::Numbers::of(review).is_some() {
        return Vec::new();
    }
    let is_canonical = |part: &Part| fix::rank(part).is_some() || renamed(part) && part.level <= BOLD_LINE;
    let early = fix::keeps_early_timeline(review, is_canonical);
    let mut n_canonical = 0;
    // Of each section around: what stands in one says nothing about the order of what stands in another.
    let mut runs: HashMap<Option<usize>, Vec<(usize, Section)>> = HashMap::new();
    let mut misplaced = Vec::new();
    for (index, part) in review.outline.parts.iter().enumerate().filter(|(_, part)| part.level <= BOLD_LINE) {
        let Some(section) = part.named.as_ref().and_then(|named| named.section) else { continue };
        if early && section == Section::Timeline || section == Section::Description {
            continue;
        }
        if !is_canonical(part) {
            misplaced.extend(runs.drain().flat_map(|(_, run)| of_run(&run)));
            continue;
        }
        n_canonical += 1;
        runs.entry(part.parent).or_default().push((index, section));
    }
    misplaced.extend(runs.drain().flat_map(|(_, run)| of_run(&run)));
    misplaced.sort_by_key(|it| it.index);
    if n_canonical < fix::LEAST { Vec::new() } else { misplaced }
}

/// Those of a run that stand behind one that comes later; where fewer stand too early than are behind them, those.
fn of_run(run: &[(usize, Section)]) -> Vec<Misplaced> {
    let mut highest: Option<(usize, Section)> = None;
    let mut late = Vec::new();
    for (index, section) in run.iter().copied() {
        match highest.filter(|(_, highest)| *highest > section) {
            Some((other, _)) => late.push(Misplaced { index, other, is_early: false }),
            None => highest = Some((index, section)),
        }
    }
    let kept = longest_in_order(run);
    if late.len() <= run.len() - kept.len() {
        return late;
    }
    let others = run.iter().enumerate().filter(|(place, _)| kept.binary_search(place).is_err());
    let of = |(place, (index, section)): (usize, &(usize, Section))| {
        let known = || kept.iter().filter_map(|kept| Some((*kept, *run.get(*kept)?)));
        let behind = known().find(|(kept, (_, other))| *kept < place && other > section);
        let before = known().rfind(|(kept, (_, other))| *kept > place && other < section);
        let ((_, (other, _)), is_early) = behind.map(|it| (it, false)).or(before.map(|it| (it, true)))?;
        Some(Misplaced { index: *index, other, is_early })
    };
    others.filter_map(of).collect()
}

/// The places of the most sections of a run that stand in order among themselves.
fn longest_in_order(run: &[(usize, Section)]) -> Vec<usize> {
    // The longest so far that ends with a section, and its last place; of each place the one before it.
    let mut longest: BTreeMap<Section, (usize, usize)> = BTreeMap::new();
    let mut before = Vec::with_capacity(run.len());
    for (place, (_, section)) in run.iter().enumerate() {
        let best = longest.range(..=section).map(|(_, best)| *best).max_by_key(|(len, _)| *len);
        before.push(best.map(|(_, last)| last));
        longest.insert(*section, (best.map_or(0, |(len, _)| len) + 1, place));
    }
    let last = longest.values().max_by_key(|(len, _)| *len).map(|(_, last)| *last);
    let mut places: Vec<usize> =
        std::iter::successors(last, |place| before.get(*place).copied().flatten()).collect();
    places.reverse();
    places
}

/// Moves a section with all it holds to behind the last one that comes before it.
fn move_behind(review: &Review, index: usize, other: usize) -> Option<Fix> {
    let edits = fix::move_behind(review, index, other)?;
    let name = review.name(review.outline.parts.get(other)?);
    let title = format!("Move this section to behind “{name}”");
    Some(Fix { title, preferred: true, safe: false, edits, item: None })
}

/// Moves a section with all it holds to before the first section that comes later.
fn move_section(review: &Review, index: usize) -> Option<Fix> {
    let (target, edits) = fix::move_section(review, index)?;
    let name = review.name(review.outline.parts.get(target)?);
    let title = format!("Move this section to before “{name}”");
    Some(Fix { title, preferred: true, safe: false, edits, item: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_both_sections() {
        assert_eq!(order_message(" Risks ", "Timeline"), "“Risks” usually stands before “Timeline”.");
    }
}
