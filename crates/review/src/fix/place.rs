//! Where a section that is missing belongs.

use askhow_document::{BlockKind, Span};
use askhow_english::class::is;

use super::HeadingStyle;
use super::numbers::Numbers;
use crate::closing;
use crate::facts::BOLD_LINE;
use crate::names::Named;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// Where a section that is missing belongs: behind the last one of those that come before it in the usual order; where
/// there is none, before the first one that comes later. What stands at the end in the usual order goes to the end of a
/// review of another order. Among numbered ones behind the last number. What closes the review stays at its end.
pub(super) fn place_of(review: &Review, section: Section) -> usize {
    let line = |offset: usize| review.text.line_span(review.text.line_of(offset)).start;
    let behind =
        |part: &Part| if part.body.end >= review.text.len() { end(review) } else { line(part.body.end) };
    if let Some(numbers) = Numbers::of(review) {
        return behind(numbers.last);
    }
    let level = HeadingStyle::of(review).level();
    let mut known = Known::all(review, level);
    known.retain(|known| !is_appendix(review, known.part));
    let early = early_timeline(&known);
    if section >= Section::Artifacts
        && section != Section::Timeline
        && !is_usual(review, level, &known, early)
    {
        return closing_part(review, level).map_or_else(|| end(review), |part| line(part.heading.start));
    }
    let counts = |known: &&Known<'_>| early.is_none() || known.section != Section::Timeline;
    let before = known.iter().filter(counts).filter(|known| known.section < section);
    // A summary or an impact may stand anywhere.
    let nearest =
        before.max_by_key(|known| (known.section != Section::Description, known.part.heading.start));
    let beginning = nearest.is_none_or(|known| known.section == Section::Description);
    // Nothing goes on top of an early timeline, unless others that come later stand there already.
    let early = early.and_then(|at| known.get(at)).filter(|timeline| {
        let above = |known: &&Known<'_>| known.part.heading.start < timeline.part.heading.start;
        beginning
            && nearest.as_ref().is_none_or(above)
            && !known.iter().filter(above).any(|known| known.section > section)
    });
    if let Some(known) = early.or(nearest) {
        return behind(last_of_run(review, known));
    }
    let next = known.iter().find(|known| known.section > section);
    next.map_or_else(|| end(review), |known| line(known.part.heading.start))
}

/// Whether the sections that are there keep the usual order, an early timeline aside: nothing but what stands at the
/// end anyway, or what tells how it was handled, comes behind what would come last.
fn is_usual(review: &Review, level: u8, known: &[Known<'_>], early: Option<usize>) -> bool {
    let ordered = known.iter().filter(|known| {
        known.section != Section::Description && !(early.is_some() && known.section == Section::Timeline)
    });
    let ordered: Vec<&Known<'_>> = ordered.collect();
    let Some(last) = ordered.last() else { return true };
    // In which order *Lessons* tell what went well and what did not is their own affair.
    let mut pairs = ordered.iter().zip(ordered.iter().skip(1));
    let ascends = pairs.all(|(one, two)| one.section <= two.section || one.part.at == two.part.at);
    ascends && (last.section != Section::Timeline || !goes_on(review, level, last.part))
}

/// Whether sections follow that tell more of what happened: an impact, or one with a name of its own.
fn goes_on(review: &Review, level: u8, part: &Part) -> bool {
    let behind = review.outline.parts.iter().filter(|next| next.heading.start >= part.body.end);
    behind.filter(|next| next.level <= level).any(|next| match &next.named {
        Some(named) => named.is(Section::Description),
        None => true,
    })
}

/// The first of those that close the review: appendices at its end.
fn closing_part(review: &Review, level: u8) -> Option<&Part> {
    let parts = review.outline.parts.iter().filter(|part| part.level <= level);
    parts.rev().take_while(|part| is_appendix(review, part)).last()
}

/// `Appendix`, `Appendix B: queries`.
fn is_appendix(review: &Review, part: &Part) -> bool {
    let name = review.name(part).to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| is(word, Vocabulary::Appendix))
}

/// The last of those that belong together with a section and follow it: what tells how it was handled (`Resolution`),
/// and what may be more of the same (`Fixes` behind `Action items`).
fn last_of_run<'r>(review: &'r Review, known: &Known<'r>) -> &'r Part {
    let (part, names) = (known.part, &review.surroundings.rules.sections);
    let mut last = part;
    for next in review.outline.parts.iter().filter(|next| next.heading.start > part.heading.start) {
        if next.level > part.level {
            continue;
        }
        let is_beside = next.level == part.level && next.parent == part.parent;
        let goes_along = match &next.named {
            Some(named) => named.handled,
            None => names.may_be(review.name(next)) == Some(known.section),
        };
        if !is_beside || !goes_along {
            break;
        }
        last = next;
    }
    last
}

/// A section that is there, and what has to stay together where another is put beside it.
struct Known<'r> {
    section: Section,
    /// Its own heading, or the one around it that has the level of sections: *What went well* under *Lessons*.
    part: &'r Part,
}

impl<'r> Known<'r> {
    /// Those of this level or above, and those right below: what goes behind them goes behind what is around.
    fn all(review: &'r Review, level: u8) -> Vec<Self> {
        let title = review.title().map(|title| title.at);
        let parts = &review.outline.parts;
        let around = |part: &'r Part| {
            let around = if part.level > level { parts.get(part.parent?)? } else { part };
            (around.level <= level && Some(around.at) != title).then_some(around)
        };
        let named = parts.iter().filter_map(|part| Some((part.named.as_ref()?, part, around(part)?)));
        let of = |(named, own, part): (&'r Named, &'r Part, &'r Part)| {
            // A timeline in a summary says nothing about what comes behind the summary.
            let counts = move |section: &Section| own.at == part.at || *section != Section::Timeline;
            named.sections().filter(counts).map(move |section| Self { section, part })
        };
        named.flat_map(of).collect()
    }
}

/// Many tell what happened at the start: a timeline that stands there, among these, says nothing about the order of
/// the others.
fn early_timeline(known: &[Known<'_>]) -> Option<usize> {
    let timeline = known.iter().position(|known| known.section == Section::Timeline)?;
    let comes_before = |section| Section::Description < section && section < Section::Timeline;
    known.iter().skip(timeline).any(|known| comes_before(known.section)).then_some(timeline)
}

/// Whether the timeline stands early in a review with sections that bear the names of another house: all that are not
/// canonical.
pub(crate) fn keeps_early_timeline(review: &Review, is_canonical: impl Fn(&Part) -> bool) -> bool {
    let parts = review.outline.parts.iter().filter(|part| part.level <= BOLD_LINE);
    let known = parts.filter_map(|part| Some(Known { section: part.named.as_ref()?.section?, part }));
    let known: Vec<Known<'_>> = known.collect();
    let is_of_another =
        |known: &Known<'_>| !is_canonical(known.part) && known.section != Section::Description;
    known.iter().any(is_of_another) && early_timeline(&known).is_some()
}

/// The end of what is told: what closes a review stays behind what is added.
fn end(review: &Review) -> usize {
    match closing::begin(review, Span::new(0, review.text.len())) {
        // Nothing is told yet.
        0 => review.text.len(),
        end => end,
    }
}

/// Whether rules part the sections of this review, and one stands right above `at`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruled {
    /// They do not.
    No,
    /// One stands above: the next one goes behind what is added.
    Above,
    /// None stands above what closes the review: one goes before what is added.
    Not,
}

impl Ruled {
    /// That of a place for a section.
    pub(super) fn at(review: &Review, at: usize) -> Self {
        let level = HeadingStyle::of(review).level();
        let parts = review.outline.parts.iter().filter(|part| part.level == level && part.named.is_some());
        let parts: Vec<&Part> = parts.skip(1).collect();
        let n_ruled = parts.iter().filter(|part| is_below_rule(review, part.heading.start)).count();
        match n_ruled * 2 > parts.len() && n_ruled > 1 {
            false => Self::No,
            true if is_below_rule(review, at) => Self::Above,
            // Where no rule parts the neighbours, none parts what comes between them.
            true if review
                .outline
                .parts
                .iter()
                .any(|part| part.level <= level && part.heading.start >= at) =>
            {
                Self::No
            }
            true => Self::Not,
        }
    }
}

/// Whether the last line with words above `at` is a rule.
fn is_below_rule(review: &Review, at: usize) -> bool {
    let first = review.starts.partition_point(|start| *start < at);
    let segments = review.facts.iter().zip(&review.starts).take(first).rev();
    let blocks = segments.flat_map(|(facts, start)| {
        facts.segment.blocks().iter().rev().map(move |block| (block.span.shift(*start), &block.kind))
    });
    let mut above = blocks.skip_while(|(span, _)| span.start >= at);
    above.next().is_some_and(|(span, kind): (Span, _)| *kind == BlockKind::ThematicBreak && span.start < at)
}
