//! Headings that get another name take the links to them along: `[below](#why-it-failed)`.

use std::cell::OnceCell;

use askhow_document::{Document, Edit, Fix, Leads, Span};

use crate::facts::BOLD_LINE;
use crate::review::Review;

/// The headings of a review by their anchors, and the links to them; read when it is first asked.
#[derive(Debug)]
pub(crate) struct Anchors<'r> {
    review: &'r Review,
    read: OnceCell<Read>,
}

#[derive(Debug)]
struct Read {
    /// The anchor of each heading and its words in the document.
    headings: Vec<(String, Span)>,
    /// The anchor of each link, without its `#`, and where that stands.
    links: Vec<(String, Span)>,
}

impl<'r> Anchors<'r> {
    /// Those of a review.
    pub fn new(review: &'r Review) -> Self {
        Self { review, read: OnceCell::new() }
    }

    /// Lets a fix that changes words of the heading at `content` change the links to it too; `false` where a
    /// heading of the new name is there already, so that the fix would make two of one.
    pub fn follow(&self, content: Span, fix: &mut Fix) -> bool {
        self.follow_all(&[content], fix)
    }

    /// The same for a fix that gives one new name to several headings of one name.
    pub fn follow_all(&self, contents: &[Span], fix: &mut Fix) -> bool {
        let inside = |edit: &Edit| {
            contents.iter().any(|content| content.start <= edit.span.start && edit.span.end <= content.end)
        };
        if fix.edits.is_empty() || !fix.edits.iter().all(inside) {
            return true;
        }
        let read = self.read.get_or_init(|| Read::of(self.review));
        let is_of_these = |span: &Span| contents.contains(span);
        let Some((old, first)) = read.headings.iter().find(|(_, span)| is_of_these(span)) else {
            return true;
        };
        let new = slug(&plain(&renamed(self.review, *first, &fix.edits)));
        if new == *old {
            return true;
        }
        if read.headings.iter().any(|(slug, span)| *slug == new && !is_of_these(span)) {
            return false;
        }
        // Of several headings of one name a link means the first, or one that is counted: `#risks-1`.
        let are_all = read.headings.iter().filter(|(slug, _)| slug == old).all(|(_, span)| is_of_these(span));
        let links = read.links.iter().filter(|(_, span)| !contents.iter().any(|it| it.contains(span.start)));
        let renamed = links.filter(|_| are_all).filter_map(|(slug, span)| {
            let count = slug.strip_prefix(old.as_str())?;
            let number = count.strip_prefix('-').and_then(|count| count.parse::<usize>().ok());
            let is_counted = number.is_some_and(|number| number < contents.len());
            (count.is_empty() || is_counted).then(|| Edit::new(*span, format!("{new}{count}")))
        });
        fix.edits.extend(renamed);
        fix.edits.sort_by_key(|edit| edit.span);
        true
    }
}

impl Read {
    fn of(review: &Review) -> Self {
        let mut read = Self { headings: Vec::new(), links: Vec::new() };
        for (facts, start) in review.facts.iter().zip(&review.starts) {
            let headings = facts.headings.iter().filter(|heading| heading.level < BOLD_LINE);
            read.headings.extend(headings.map(|it| (slug(&it.name), it.content.shift(*start))));
            let text = facts.segment.text();
            if !text.contains("](#") {
                continue;
            }
            for block in facts.segment.blocks() {
                for content in block.contents().iter().filter(|content| content.of(text).contains("](#")) {
                    let prose = facts.segment.prose(*content);
                    for link in &prose.links {
                        let Leads::Destination(target) = link.leads else { continue };
                        let Some(anchor) = target.of(prose.source).strip_prefix('#') else { continue };
                        if !anchor.is_empty() {
                            let span = Span::new(target.start + 1, target.end).shift(start + content.start);
                            read.links.push((anchor.to_lowercase(), span));
                        }
                    }
                }
            }
        }
        read
    }
}

/// The heading's words with the changes done.
fn renamed(review: &Review, content: Span, edits: &[Edit]) -> String {
    let here: Vec<Edit> = edits
        .iter()
        .filter(|edit| content.start <= edit.span.start && edit.span.end <= content.end)
        .map(|edit| {
            let span = Span::new(edit.span.start - content.start, edit.span.end - content.start);
            Edit::new(span, edit.new_text.clone())
        })
        .collect();
    askhow_document::apply_edits(&review.text.slice(content), &here)
}

/// The words of a heading without their marks.
fn plain(source: &str) -> String {
    let mut document = Document::new(&format!("# {source}"));
    document.refresh();
    let segment = document.segments().first();
    let words = segment.and_then(|segment| {
        let block = segment.blocks().first()?;
        Some(segment.prose(block.content).plain().text)
    });
    words.unwrap_or_else(|| source.to_owned())
}

/// The anchor of a heading as forges make it: lower case, blanks as `-`, other signs left out.
pub fn slug(name: &str) -> String {
    name.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|char| match char {
            ' ' => Some('-'),
            '-' | '_' => Some(char),
            char => char.is_alphanumeric().then_some(char),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_forges() {
        for (name, anchor) in [
            ("Why It Failed", "why-it-failed"),
            ("Why didn't `api_7` restart?", "why-didnt-api_7-restart"),
            ("Warum fiel es um – Übersicht", "warum-fiel-es-um--übersicht"),
        ] {
            assert_eq!(slug(&plain(name)), anchor);
        }
    }
}
