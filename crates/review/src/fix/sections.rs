//! Sections and items to be added.

use askhow_document::{BlockKind, Edit, Span};

use super::{HeadingStyle, bullet, is_closed, newline, trimmed};
use crate::facts::BOLD_LINE;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;
use crate::template;

/// Puts each of these sections in its place.
pub fn add_sections(review: &Review, sections: &[Section]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    if !is_closed(review) {
        return edits;
    }
    for section in sections {
        let text = new_section(review, *section, None);
        let at = place_of(review, *section);
        match edits.iter_mut().find(|edit| edit.span.start == at) {
            Some(edit) => edit.new_text.push_str(&insertion(review, at, &text, true)),
            None => edits.push(Edit::new(Span::empty(at), insertion(review, at, &text, false))),
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// Adds an item at the end of a section; the section is made where it is missing.
pub fn add_item(review: &Review, section: &str, text: &str) -> Vec<Edit> {
    let Some(section) = Section::from_name(section).filter(|_| is_closed(review)) else { return Vec::new() };
    let Some(part) = review.outline.first(section) else {
        let at = place_of(review, section);
        let text = new_section(review, section, Some(text));
        return vec![Edit::new(Span::empty(at), insertion(review, at, &text, false))];
    };
    let newline = newline(review);
    let body = trimmed(review, part.body);
    let items = items(review, body);
    let Some((marker, depth_span, last_end, empty)) = items else {
        let new_text = format!("{newline}{newline}{} {text}", bullet(review));
        return vec![Edit::new(Span::empty(body.end.max(part.heading.end)), new_text)];
    };
    if let Some(empty) = empty {
        return vec![Edit::new(empty, format!("{marker} {text}"))];
    }
    let follows = last_end == body.end;
    // A sentence among sentences ends as they do.
    let stopped = review.text.slice(Span::new(body.start, last_end)).ends_with('.');
    let stop = if stopped && text.ends_with(char::is_alphanumeric) { "." } else { "" };
    let new_text = if follows {
        format!("{newline}{depth_span}{marker} {text}{stop}")
    } else {
        format!("{newline}{newline}{marker} {text}{stop}")
    };
    vec![Edit::new(Span::empty(body.end), new_text)]
}

/// The bullet of a section's last outermost item, the blanks before it, where the item ends, and its span
/// if there is nothing in it.
fn items(review: &Review, body: Span) -> Option<(String, String, usize, Option<Span>)> {
    let mut last = None;
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        if *start >= body.end || start + facts.segment.text().len() <= body.start {
            continue;
        }
        let text = facts.segment.text();
        for block in facts.segment.blocks().iter().filter(|block| block.quotes == 0) {
            let BlockKind::Item { marker, depth: 0, .. } = block.kind else { continue };
            if !body.contains(start + block.span.start) {
                continue;
            }
            let bullet = match marker.of(text) {
                mark @ ("-" | "*" | "+") => mark.to_owned(),
                _ => "-".to_owned(),
            };
            let words = Span::new(marker.end, block.span.end).of(text).trim();
            let empty = (words.is_empty() || words == "[ ]").then_some(block.span.shift(*start));
            last = Some((
                bullet,
                String::new(),
                start + Span::new(0, block.span.end).of(text).trim_end().len(),
                empty,
            ));
        }
    }
    last
}

/// A section's heading, and an item: `item`, or else the questions as a comment and an empty first item.
pub fn new_section(review: &Review, section: Section, item: Option<&str>) -> String {
    let newline = newline(review);
    let style = HeadingStyle::of(review);
    let sections = &review.surroundings.rules.sections;
    match item {
        Some(item) => {
            let heading = style.write(&sections.name(section), newline);
            format!("{heading}{newline}{newline}{} {item}", bullet(review))
        }
        None => template::section_of_team(sections, section, style, bullet(review), newline, false),
    }
}

/// Where a section that is missing belongs: behind the nearest one of those that come before it in the usual order;
/// where there is none, before the first one that comes later.
pub fn place_of(review: &Review, section: Section) -> usize {
    let level = HeadingStyle::of(review).level();
    let known = |part: &&Part| part.level <= level && own(part).is_some();
    let known: Vec<&Part> = review.outline.parts.iter().filter(known).collect();
    let early = early_timeline(&known);
    let counts = |part: &&Part| early.is_none() || !part.is(Section::Timeline);
    let before = known.iter().copied().filter(counts).filter(|part| own(part) < Some(section));
    let nearest = before.max_by_key(|part| (own(part), part.heading.start));
    let beginning = nearest.is_none_or(|part| part.is(Section::Description));
    // Nothing goes on top of an early timeline, unless others that come later stand there already.
    let early = early.and_then(|at| known.get(at)).filter(|timeline| {
        let above = |part: &&&Part| part.heading.start < timeline.heading.start;
        beginning
            && nearest.as_ref().is_none_or(|part| above(&part))
            && !known.iter().filter(above).any(|part| own(part) > Some(section))
    });
    let line = |offset: usize| review.text.line_span(review.text.line_of(offset)).start;
    if let Some(part) = early.copied().or(nearest) {
        return if part.body.end >= review.text.len() { review.text.len() } else { line(part.body.end) };
    }
    let next = known.iter().find(|part| own(part) > Some(section));
    next.map_or(review.text.len(), |part| line(part.heading.start))
}

/// Many tell what happened at the start: a timeline that stands there, among these, says nothing about the order of
/// the others.
fn early_timeline(known: &[&Part]) -> Option<usize> {
    let timeline = known.iter().position(|part| part.is(Section::Timeline))?;
    let comes_before = |section| Section::Description < section && section < Section::Timeline;
    let behind = known.iter().skip(timeline);
    behind.copied().any(|part| own(part).is_some_and(comes_before)).then_some(timeline)
}

/// Whether the timeline stands early in a review with sections that bear the names of another house: all that are not
/// canonical.
pub(crate) fn keeps_early_timeline(review: &Review, is_canonical: impl Fn(&Part) -> bool) -> bool {
    let known = |part: &&Part| part.level <= BOLD_LINE && own(part).is_some();
    let known: Vec<&Part> = review.outline.parts.iter().filter(known).collect();
    let is_of_another = |part: &&Part| !is_canonical(part) && !part.is(Section::Description);
    known.iter().any(is_of_another) && early_timeline(&known).is_some()
}

/// The section whose name a part has.
fn own(part: &Part) -> Option<Section> {
    part.named.as_ref()?.section
}

/// `text` as it goes in at `at`, parted from what stands around by blank lines.
fn insertion(review: &Review, at: usize, text: &str, follows: bool) -> String {
    let newline = newline(review);
    let before = review.text.slice(Span::new(at.saturating_sub(4), at));
    let lead = if follows || at == 0 || before.ends_with("\n\n") || before.ends_with("\r\n\r\n") {
        String::new()
    } else if before.ends_with(['\n', '\r']) {
        newline.to_owned()
    } else {
        format!("{newline}{newline}")
    };
    let tail = if at == review.text.len() { newline.to_owned() } else { format!("{newline}{newline}") };
    let lead = if follows && at == review.text.len() { newline.to_owned() } else { lead };
    format!("{lead}{text}{tail}")
}
