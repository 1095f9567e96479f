//! The links that stand in a review, to be written again.

use std::collections::HashSet;

use askhow_document::{Leads, Segment, Span};
use askhow_review::{Part, Review, Section};

use super::MOST_READ;
use crate::Snapshot;

/// A link that stands in a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedLink {
    /// Its text.
    pub(crate) text: String,
    /// As it is to be written again: `[text](target)`, `[text]` or `[^1]`.
    pub(crate) source: String,
    /// Of which section.
    pub(crate) section: Option<Section>,
}

/// The links of a review: those under Artifacts and References, and what is defined for the whole text
/// (`[id]: …`, `[^1]: …`). Each once, in the order of the text.
pub(crate) fn links_of(snapshot: &Snapshot) -> Vec<NamedLink> {
    let review = snapshot.review();
    let mut links = listed(review);
    links.extend(defined(review));
    let mut known = HashSet::new();
    links.retain(|link| !link.text.trim().is_empty() && known.insert(link.source.clone()));
    links
}

/// Those that stand under Artifacts and References.
fn listed(review: &Review) -> Vec<NamedLink> {
    let is_list = |part: &&Part| matches!(part.section, Some(Section::Artifacts | Section::References));
    let lists: Vec<&Part> = review.outline.parts.iter().filter(is_list).collect();
    let mut found = Vec::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let segment = &facts.segment;
        let here = Span::new(*start, start + segment.text().len());
        if !lists.iter().any(|list| list.own.meets(here)) {
            continue;
        }
        for block in segment.blocks() {
            let at = start + block.span.start;
            let is_around = |list: &&&Part| list.own.contains(at) && at - list.own.start < MOST_READ;
            let Some(list) = lists.iter().find(is_around) else { continue };
            let links = block.contents().iter().flat_map(|content| links_in(segment, *content));
            found.extend(links.map(|(text, source)| NamedLink { text, source, section: list.section }));
        }
    }
    found
}

/// What is defined for the whole text.
fn defined(review: &Review) -> impl Iterator<Item = NamedLink> {
    let read = review.facts.iter().zip(&review.starts).take_while(|(_, start)| **start <= MOST_READ);
    read.flat_map(|(facts, _)| {
        let definitions = facts.segment.definitions().into_iter();
        definitions.map(|definition| {
            let mark = if definition.destination.is_none() { "^" } else { "" };
            let text = format!("{mark}{}", definition.label.of(facts.segment.text()));
            NamedLink { source: format!("[{text}]"), text, section: None }
        })
    })
}

/// `[text](target)` and `![text](target)` in some prose: the text, and the link without the `!`.
fn links_in(segment: &Segment, content: Span) -> Vec<(String, String)> {
    if !content.of(segment.text()).contains("](") {
        return Vec::new();
    }
    let prose = segment.prose(content);
    let links = prose.links.iter().filter(|link| matches!(link.leads, Leads::Destination(_)));
    let links = links.map(|link| (link.text.of(prose.source), link.span.of(prose.source)));
    let of_one_line = links.filter(|(text, link)| !text.contains('[') && !link.contains('\n'));
    of_one_line.map(|(text, link)| (text.to_owned(), link.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::snapshot;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let links = links_of(&snapshot(text));
        let found: Vec<_> = links.iter().map(|it| (it.text.as_str(), it.source.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_keep_text_and_target() {
        check(
            "# Slow\n\n## Artifacts\n\n- [The graph](graph.png \"now\") and ![shot](a.png) [x] [y](\n- [a (b)](c_(d).md)\n- [![e](f.png)](g)\n\n\
             | Log |\n| --- |\n| [h](i.log) |\n\n## Risks\n\n- [j](k.md)\n",
            &[
                ("The graph", "[The graph](graph.png \"now\")"),
                ("shot", "[shot](a.png)"),
                ("a (b)", "[a (b)](c_(d).md)"),
                ("e", "[e](f.png)"),
                ("h", "[h](i.log)"),
            ],
        );
    }

    #[test]
    fn a_note_is_offered_though_its_text_begins_on_the_next_line() {
        check(
            "# Slow\n\nA minute.[^1]\n\n[^1]:\n    As seen by shops.\n\n[log]: logs.md\n",
            &[("^1", "[^1]"), ("log", "[log]")],
        );
    }

    #[test]
    fn what_stands_in_code_is_no_link_and_no_label() {
        check("# Slow\n\n## Artifacts\n\n- `[a](b)` in\n\n```js\n[id || '']: { c }\n```\n", &[]);
    }
}
