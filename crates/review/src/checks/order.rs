//! `section/order`: sections that bear their canonical names and stand in another order than the usual one.

use std::collections::HashMap;

use askhow_document::{Finding, Fix};

use crate::facts::BOLD_LINE;
use crate::findings::{Want, related};
use crate::fix;
use crate::outline::Part;
use crate::review::Review;
use crate::rules::section as rules;
use crate::section::Section;

/// So much text may be offered with each of several findings.
const SHORT: usize = 64 << 10;

pub(super) fn order(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let mut ordered = None;
    for (index, after) in out_of_order(review, |_| false) {
        let (Some(part), Some(after)) = (review.outline.parts.get(index), review.outline.parts.get(after))
        else {
            continue;
        };
        let message = rules::order_message(review.name(part), review.name(after));
        let mut finding = Finding::new(&rules::ORDER, part.content, message);
        finding.related.push(related(after.content, "this one comes after it in the usual order"));
        if want == Want::Fixes {
            finding.fixes.extend(move_section(review, index));
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

/// Which sections stand behind one beside them that comes later, each with that one, as indices; `renamed` bear their
/// canonical names, too. A name of another house between two of them parts them: its template keeps its order.
pub(super) fn out_of_order(review: &Review, renamed: impl Fn(&Part) -> bool) -> Vec<(usize, usize)> {
    // Numbers tell the order that is meant.
    if fix::Numbers::of(review).is_some() {
        return Vec::new();
    }
    let is_canonical = |part: &Part| fix::rank(part).is_some() || renamed(part) && part.level <= BOLD_LINE;
    let early = fix::keeps_early_timeline(review, is_canonical);
    let mut n_canonical = 0;
    // Of each section around: what stands in one says nothing about the order of what stands in another.
    let mut highest: HashMap<Option<usize>, (usize, Section)> = HashMap::new();
    let mut behind = Vec::new();
    for (index, part) in review.outline.parts.iter().enumerate().filter(|(_, part)| part.level <= BOLD_LINE) {
        let Some(section) = part.named.as_ref().and_then(|named| named.section) else { continue };
        if early && section == Section::Timeline || section == Section::Description {
            continue;
        }
        if !is_canonical(part) {
            highest.clear();
            continue;
        }
        n_canonical += 1;
        match highest.get(&part.parent).filter(|(_, highest)| *highest > section) {
            Some((after, _)) => behind.push((index, *after)),
            None => drop(highest.insert(part.parent, (index, section))),
        }
    }
    if n_canonical < fix::LEAST { Vec::new() } else { behind }
}

/// Moves a section with all it holds to before the first section that comes later.
fn move_section(review: &Review, index: usize) -> Option<Fix> {
    let (target, edits) = fix::move_section(review, index)?;
    let name = review.name(review.outline.parts.get(target)?);
    let title = format!("Move this section to before “{name}”");
    Some(Fix { title, preferred: true, safe: false, edits, item: None })
}
