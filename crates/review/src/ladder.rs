//! Ladders of whys that climb over the items of a list: one finding and one fix for the whole of it.

use askhow_document::{Block, BlockKind, Segment, Span};
use askhow_phrasing::{Hit, Place, RUNGS, Rung};

use crate::Rules;

/// A paragraph of an item that begins with a rung.
struct Step {
    block: usize,
    item: usize,
    depth: u8,
    numbered: bool,
    bare: bool,
    rung: Rung,
}

/// A ladder, in its segment.
pub(crate) struct Ladder {
    /// The block of the first rung.
    pub block: usize,
    /// The *why* of each rung.
    pub rungs: Vec<Span>,
    /// What is said of it, at the first rung.
    pub hit: Hit,
}

/// The ladders of a segment.
pub(crate) fn ladders(segment: &Segment, rules: &Rules, n_whys: usize) -> Vec<Ladder> {
    if !rules.phrases.may_climb(segment.text(), n_whys) {
        return Vec::new();
    }
    let blocks = segment.blocks();
    let mut found = Vec::new();
    let mut from = 0;
    for list in blocks.chunk_by(|_, next| is_listed(next)) {
        if list.iter().any(is_listed) {
            let steps = steps(segment, rules, from, list);
            if let (true, Some(first)) = (climbs(segment, &steps), steps.first()) {
                let rungs: Vec<Rung> = steps.iter().map(|step| step.rung.clone()).collect();
                let spans = rungs.iter().map(|rung| rung.span).collect();
                let ladder = |hit| Ladder { block: first.block, rungs: spans, hit };
                found.extend(askhow_phrasing::ladder(&rungs).map(ladder));
            }
        }
        from += list.len();
    }
    found
}

fn is_listed(block: &Block) -> bool {
    block.item.is_some() || matches!(block.kind, BlockKind::Item { .. })
}

/// The paragraphs of a list that begin with a rung; spans are relative to the segment.
fn steps(segment: &Segment, rules: &Rules, from: usize, list: &[Block]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (index, block) in (from..).zip(list) {
        let Some(item) = block.item.filter(|_| block.kind == BlockKind::Paragraph && block.quotes == 0)
        else {
            continue;
        };
        let Some(BlockKind::Item { marker, depth, .. }) = segment.blocks().get(item).map(|item| &item.kind)
        else {
            continue;
        };
        let prose = segment.prose(block.content);
        let Some(mut rung) = rules.phrases.rung(&prose, Place::default()) else { continue };
        let at = block.content.start;
        rung.span = rung.span.shift(at);
        rung.edits.iter_mut().flatten().for_each(|edit| edit.span = edit.span.shift(at));
        let numbered =
            item + 1 == index && marker.of(segment.text()).starts_with(|char: char| char.is_ascii_digit());
        let bare = is_bare(segment, rung.span, block.content);
        steps.push(Step { block: index, item, depth: *depth, numbered, bare, rung });
    }
    steps
}

/// `Why?`, with no more to the question.
fn is_bare(segment: &Segment, why: Span, content: Span) -> bool {
    Span::new(why.end, content.end.max(why.end))
        .of(segment.text())
        .trim_start_matches(['*', '_'])
        .starts_with('?')
}

/// Whether each of these follows from the one before: numbered, bare, or each nested in the last. A list of
/// questions that readers ask is none.
fn climbs(segment: &Segment, steps: &[Step]) -> bool {
    if steps.len() < RUNGS {
        return false;
    }
    let deeper =
        steps.windows(2).filter(|pair| matches!(pair, [one, next] if next.depth > one.depth)).count();
    let labelled = steps.iter().filter(|step| step.rung.labelled).count();
    let bare = steps.iter().filter(|step| step.bare).count();
    if deeper + 1 >= RUNGS || labelled >= RUNGS || bare >= RUNGS {
        return true;
    }
    // Items of one list, one right behind the other, each with its answer.
    let beside = steps.windows(2).all(|pair| {
        let [one, next] = pair else { return false };
        let between = segment.blocks().get(one.item + 1..next.item).unwrap_or_default();
        let neighbour =
            |block: &Block| matches!(block.kind, BlockKind::Item { depth, .. } if depth <= one.depth);
        one.depth == next.depth && !between.iter().any(neighbour) && (one.rung.answered || between.len() > 1)
    });
    beside && steps.iter().all(|step| step.numbered)
}
