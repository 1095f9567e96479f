//! Sections and items to be added.

use askhow_document::{BlockKind, Edit, Span};

use super::bullets::bullets;
use super::numbers::Numbers;
use super::place::{Ruled, place_of};
use super::{HeadingStyle, bullet, is_closed, newline, trimmed};
use crate::facts::BOLD_LINE;
use crate::held::{Held, in_item};
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
    add(review, section, |_| text.to_owned())
}

/// Adds an item of several lines, the first of which has words; further ones stand in the column of the first.
pub fn add_lines(review: &Review, section: Section, lines: &[String]) -> Vec<Edit> {
    add(review, section.name(), |marker| below(lines, column_of(marker), newline(review)))
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

/// Adds an item whose words are made for the bullet that it gets.
fn add(review: &Review, section: &str, words: impl Fn(&str) -> String) -> Vec<Edit> {
    let Some(section) = Section::from_name(section).filter(|_| is_closed(review)) else { return Vec::new() };
    let Some(part) = review.outline.first(section) else {
        let at = place_of(review, section);
        let number = Numbers::of(review).map(|numbers| numbers.next(0)).unwrap_or_default();
        let text = new_section(review, section, &number, Some(&words(bullet(review))));
        return vec![Edit::new(Span::empty(at), insertion(review, at, &text, false))];
    };
    let newline = newline(review);
    let body = trimmed(review, part.body);
    let items = items(review, body);
    let Some((marker, depth_span, last_end, empty)) = items else {
        let marker = bullet(review);
        let new_text = format!("{newline}{newline}{marker} {}", words(marker));
        return vec![Edit::new(Span::empty(body.end.max(part.heading.end)), new_text)];
    };
    let text = words(&marker);
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

/// What stands before the name of a section that is begun at `at`: the next number behind numbered headings.
pub fn number_at(review: &Review, at: usize) -> String {
    let numbers = Numbers::of(review).filter(|numbers| numbers.last.heading.end <= at);
    numbers.map(|numbers| numbers.next(0)).unwrap_or_default()
}

/// The bullet of the item behind a section's last outermost one (the next number, a box to tick where that has one), the
/// blanks before it, where the last one ends, and its span if nothing stands in it but what a template put there.
fn items(review: &Review, body: Span) -> Option<(String, String, usize, Option<Span>)> {
    let mut last = None;
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
            let is_free = in_item(&facts.segment, words) <= Held::Prompt;
            let empty = is_free.then(|| Span::new(0, block.span.end).of(text).trim_end().len());
            let empty = empty.map(|end| Span::new(block.span.start, end.max(marker.end)).shift(*start));
            let (own, next) = bullets(facts, index, marker.of(text));
            // A box with nothing behind it is none to Markdown, and one to whoever is to tick it.
            let own = if words == "[ ]" { format!("{own} [ ]") } else { own };
            last = Some((
                if is_free { own } else { next },
                String::new(),
                start + Span::new(0, block.span.end).of(text).trim_end().len(),
                empty,
            ));
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
