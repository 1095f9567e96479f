//! Sections and items to be added.

use askhow_document::{BlockKind, Edit, Span};

use super::bullets::{bullets, later_bullet};
use super::numbers::Numbers;
use super::place::{Ruled, place_of};
use super::{HeadingStyle, bullet, is_closed, newline, trimmed};
use crate::closing;
use crate::facts::BOLD_LINE;
use crate::held::{Held, in_item};
use crate::outline::Part;
use crate::review::Review;
use crate::rules::section::is_written;
use crate::said::only_waits;
use crate::section::Section;
use crate::template;

/// Puts each of these sections in its place.
pub fn add_sections(review: &Review, sections: &[Section]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    if !is_closed(review) {
        return edits;
    }
    let numbers = Numbers::of(review);
    for (nth, section) in sections.iter().enumerate() {
        let number = numbers.as_ref().map(|numbers| numbers.next(nth)).unwrap_or_default();
        let text = new_section(review, *section, &number, None);
        let at = place_of(review, *section);
        match edits.iter_mut().find(|edit| edit.span.start == at) {
            Some(edit) => edit.new_text.push_str(&insertion(review, at, &text, true)),
            None => edits.push(Edit::new(Span::empty(at), insertion(review, at, &text, false))),
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// Puts these sections at the end of one incident of several, under headings as its others have.
pub fn add_to_incident(review: &Review, incident: &Part, sections: &[Section]) -> Vec<Edit> {
    if !is_closed(review) {
        return Vec::new();
    }
    let inside = review.outline.parts.iter().find(|part| {
        incident.body.contains(part.heading.start) && part.named.is_some() && part.level <= BOLD_LINE
    });
    let level = inside.map_or(incident.level.saturating_add(1), |part| part.level);
    let style = if level >= BOLD_LINE { HeadingStyle::Bold } else { HeadingStyle::Atx(level) };
    let newline = newline(review);
    let end = trimmed(review, incident.body).end.max(incident.heading.end);
    let names = &review.surroundings.rules.sections;
    let texts = sections.iter().map(|section| {
        let text = template::section_of_team(names, *section, "", style, bullet(review), newline, false);
        format!("{newline}{newline}{text}")
    });
    vec![Edit::new(Span::empty(end), texts.collect::<String>())]
}

/// Adds an item at the end of a section; the section is made where it is missing.
pub fn add_item(review: &Review, section: &str, text: &str) -> Vec<Edit> {
    let Some(section) = Section::from_name(section) else { return Vec::new() };
    add(review, section, |_| text.to_owned())
}

/// Adds items of several lines at the end of a section.
pub fn add_items(review: &Review, section: Section, items: &[Vec<String>]) -> Vec<Edit> {
    let newline = newline(review);
    add(review, section, |marker| {
        let (mut text, mut marker) = (String::new(), marker.to_owned());
        for (nth, lines) in items.iter().enumerate() {
            if nth > 0 {
                marker = later_bullet(&marker, 1);
                text.push_str(&format!("{newline}{marker} "));
            }
            let lines = if marker.ends_with("[ ]") { without_box(lines) } else { lines.clone() };
            text.push_str(&below(&lines, column_of(&marker), newline));
        }
        text
    })
}

/// The same without the box that the bullet has already.
fn without_box(lines: &[String]) -> Vec<String> {
    let bare = |line: &String| {
        ["[ ] ", "[x] ", "[X] "].iter().find_map(|it| line.strip_prefix(it)).map(str::to_owned)
    };
    let first = lines.first().map(|line| bare(line).unwrap_or_else(|| line.clone()));
    first.into_iter().chain(lines.iter().skip(1).cloned()).collect()
}

/// Adds a paragraph at the end of what stands right below the heading of a section; where the section is missing or
/// ends in a list that waits for words, an item.
pub fn add_paragraph(review: &Review, section: Section, lines: &[String]) -> Vec<Edit> {
    let as_item = || add_items(review, section, &[lines.to_vec()]);
    let Some(part) = review.outline.first(section).filter(|_| is_closed(review)) else { return as_item() };
    let told = told(review, part.own);
    // A bullet that waits for words would take the paragraph for its own.
    if items(review, told).is_some_and(|last| last.free.is_some()) {
        return as_item();
    }
    vec![behind(review, part, told, &below(lines, 0, newline(review)))]
}

/// Adds a paragraph at the end of what stands right below a heading, by its index in the outline.
pub fn add_below_heading(review: &Review, part: usize, lines: &[String]) -> Vec<Edit> {
    let part = review.outline.parts.get(part).filter(|_| is_closed(review));
    let text = below(lines, 0, newline(review));
    part.map(|part| behind(review, part, told(review, part.own), &text)).into_iter().collect()
}

/// Lines of which all but the first stand in a column; blank ones stay blank.
pub fn below(lines: &[String], column: usize, newline: &str) -> String {
    let mut lines = lines.iter();
    let mut text = lines.next().cloned().unwrap_or_default();
    for line in lines {
        text.push_str(newline);
        if !line.trim().is_empty() {
            text.push_str(&" ".repeat(column));
            text.push_str(line);
        }
    }
    text
}

/// The column of the words behind a bullet: a box to tick is one of them.
fn column_of(marker: &str) -> usize {
    marker.trim_end_matches([' ', '[', ']']).len() + 1
}

/// Adds what is made for the bullet that it gets.
fn add(review: &Review, section: Section, words: impl Fn(&str) -> String) -> Vec<Edit> {
    if !is_closed(review) {
        return Vec::new();
    }
    let Some(part) = review.outline.first(section) else {
        let at = place_of(review, section);
        let number = Numbers::of(review).map(|numbers| numbers.next(0)).unwrap_or_default();
        let text = new_section(review, section, &number, Some(&words(bullet(review))));
        return vec![Edit::new(Span::empty(at), insertion(review, at, &text, false))];
    };
    let newline = newline(review);
    let whole = told(review, part.body);
    let last =
        review.asked.list_ends.get(section as usize).map(|end| end.get_or_init(|| items(review, whole)));
    let Some(last) = last.and_then(Option::as_ref) else {
        let marker = bullet(review);
        let item = format!("{marker} {}", words(marker));
        // Where nothing is told below its own headings, it is not told below the last of them.
        let place = if is_written(review, part) { whole } else { told(review, part.own) };
        return vec![behind(review, part, place, &item)];
    };
    let (marker, text) = (&last.marker, words(&last.marker));
    if let Some(free) = last.free {
        return vec![Edit::new(free, format!("{marker} {text}"))];
    }
    // A sentence among sentences ends as they do.
    let stopped = review.text.slice(Span::new(whole.start, last.end)).ends_with('.');
    let stop = if stopped && text.ends_with(char::is_alphanumeric) { "." } else { "" };
    let gap = if last.end == whole.end { newline.to_owned() } else { newline.repeat(2) };
    vec![Edit::new(Span::empty(whole.end), format!("{gap}{marker} {text}{stop}"))]
}

/// `span` without what closes it, and the blanks and line breaks before that.
fn told(review: &Review, span: Span) -> Span {
    trimmed(review, Span::new(span.start, closing::begin(review, span)))
}

/// Puts a block behind what is told under a heading, and in place of a `TBD` that is all that stands there.
fn behind(review: &Review, part: &Part, told: Span, block: &str) -> Edit {
    let newline = newline(review);
    let words = review.text.slice(told);
    let blank = words.len() - words.trim_start().len();
    if only_waits(&words) {
        return Edit::new(Span::new(told.start + blank, told.end), block);
    }
    Edit::new(Span::empty(told.end.max(part.heading.end)), format!("{newline}{newline}{block}"))
}

/// What stands before the name of a section that is begun at `at`: the next number behind numbered headings.
pub fn number_at(review: &Review, at: usize) -> String {
    let numbers = Numbers::of(review).filter(|numbers| numbers.last.heading.end <= at);
    numbers.map(|numbers| numbers.next(0)).unwrap_or_default()
}

/// The end of a list.
#[derive(Debug)]
pub struct LastItem {
    /// Its bullet where it is free, else that of the item behind it: the next number, a box to tick where it has one.
    marker: String,
    /// Where it ends, in the document.
    end: usize,
    /// The first of those at the end in which nothing stands but what a template put there.
    free: Option<Span>,
}

/// The last outermost item in `body`.
fn items(review: &Review, body: Span) -> Option<LastItem> {
    let mut last: Option<LastItem> = None;
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        if *start >= body.end || start + facts.segment.text().len() <= body.start {
            continue;
        }
        let text = facts.segment.text();
        for (index, block) in facts.segment.blocks().iter().enumerate().filter(|(_, block)| block.quotes == 0)
        {
            let BlockKind::Item { marker, depth: 0, .. } = block.kind else { continue };
            if !body.contains(start + block.span.start) {
                continue;
            }
            let words = Span::new(marker.end, block.span.end).of(text).trim();
            let is_free = in_item(&facts.segment, words) <= Held::Prompt || only_waits(words);
            if is_free && last.as_ref().is_some_and(|last| last.free.is_some()) {
                continue;
            }
            let end = Span::new(0, block.span.end).of(text).trim_end().len().max(marker.end);
            let rest = text.get(end..).unwrap_or_default();
            let n_blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let free = is_free.then(|| Span::new(block.span.start, end + n_blanks).shift(*start));
            let (own, next) = bullets(facts, index, marker.of(text).trim_end());
            // A box with nothing behind it is none to Markdown, and one to whoever is to tick it.
            let own = if words == "[ ]" { format!("{own} [ ]") } else { own };
            last = Some(LastItem { marker: if is_free { own } else { next }, end: start + end, free });
        }
    }
    last
}

/// A section's heading with its number, and an item: `item`, or else the questions as a comment and an empty first item.
fn new_section(review: &Review, section: Section, number: &str, item: Option<&str>) -> String {
    let newline = newline(review);
    let style = HeadingStyle::of(review);
    let sections = &review.surroundings.rules.sections;
    match item {
        Some(item) => {
            let heading = style.write(&format!("{number}{}", sections.name(section)), newline);
            format!("{heading}{newline}{newline}{} {item}", bullet(review))
        }
        None => review.flavour().with_own_comments(template::section_of_team(
            sections,
            section,
            number,
            style,
            bullet(review),
            newline,
            false,
        )),
    }
}

/// `text` as it goes in at `at`, parted from what stands around as sections are: by blank lines, and by rules where
/// the others are.
fn insertion(review: &Review, at: usize, text: &str, follows: bool) -> String {
    let newline = newline(review);
    let rule = format!("---{newline}{newline}");
    let (ahead, behind) = match Ruled::at(review, at) {
        Ruled::No => ("", ""),
        Ruled::Above => ("", rule.as_str()),
        Ruled::Not => (rule.as_str(), ""),
    };
    let before = review.text.slice(Span::new(at.saturating_sub(4), at));
    let lead = if follows || at == 0 || before.ends_with("\n\n") || before.ends_with("\r\n\r\n") {
        String::new()
    } else if before.ends_with(['\n', '\r']) {
        newline.to_owned()
    } else {
        format!("{newline}{newline}")
    };
    let tail =
        if at == review.text.len() { newline.to_owned() } else { format!("{newline}{newline}{behind}") };
    let lead = if follows && at == review.text.len() { newline.to_owned() } else { lead };
    format!("{lead}{ahead}{text}{tail}")
}
