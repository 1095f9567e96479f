//! What stands under the cursor, where else it stands, and where it is defined: people, services, tickets, notes,
//! labels and headings.
//!
//! Names are those that can be renamed ([`crate::name_at`]), and tickets besides.

use askhow_document::{Block, BlockKind, Leads, Segment, Span};
use askhow_review::{Review, slug};

use crate::links::{LinkTarget, links};
use crate::named::{patterns, tickets_in};
use crate::rename::{is_words, places, readable};
use crate::{Snapshot, name_at};

/// Something that may stand in several places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A person, a service or a ticket, as it is written.
    Name(String),
    /// A note, by its name in small letters.
    Note(String),
    /// A label, in small letters.
    Label(String),
    /// A heading of the review, as addresses name it.
    Heading(String),
}

impl Thing {
    /// Whether it is the same in other reviews.
    pub fn is_shared(&self) -> bool {
        matches!(self, Thing::Name(_))
    }
}

/// A place where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Whether it is defined there; a name is nowhere.
    pub defines: bool,
}

/// Where something is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Definition {
    /// In the review.
    Here(Span),
    /// A file beside it, as written, without what stands behind its `#`; then that.
    File(String, Option<String>),
}

/// What stands at `offset`.
pub fn thing_at(snapshot: &Snapshot, offset: usize) -> Option<Thing> {
    if !snapshot.is_review() {
        return None;
    }
    let review = snapshot.review();
    let (facts, start) = review.segment_at(offset)?;
    let marked = marked(&facts.segment).into_iter().filter(|(_, it)| it.span.touches(offset - start));
    let marked = marked.min_by_key(|(_, it)| it.span.len()).map(|(thing, _)| thing);
    // On the words of a link a name is meant, behind them where it leads.
    let (heading, marked) = match marked {
        Some(Thing::Heading(heading)) => (Some(Thing::Heading(heading)), None),
        // `[x]` in a list of tasks is no label.
        Some(label @ Thing::Label(_)) if !mentions(snapshot, &label).iter().any(|it| it.defines) => {
            (None, None)
        }
        other => (None, other),
    };
    let named = || ticket_at(review, offset).or_else(|| Some(name_at(snapshot, offset)?.text));
    let own = || {
        let part = review.outline.parts.iter().find(|part| part.content.touches(offset))?;
        Some(Thing::Heading(slug(review.name(part))))
    };
    marked.or_else(|| named().map(Thing::Name)).or(heading).or_else(own)
}

/// Where it stands in the review, in the order of the text.
pub fn mentions(snapshot: &Snapshot, thing: &Thing) -> Vec<Mention> {
    let review = snapshot.review();
    if !snapshot.is_review() {
        return Vec::new();
    }
    if let Thing::Name(name) = thing {
        let places = places(review, name).into_iter();
        return places.map(|span| Mention { span, defines: false }).collect();
    }
    let segments = review.facts.iter().zip(&review.starts);
    let mut found: Vec<Mention> = segments
        .flat_map(|(facts, start)| {
            let same = marked(&facts.segment).into_iter().filter(|(other, _)| other == thing);
            same.map(|(_, it)| Mention { span: it.span.shift(*start), ..it })
        })
        .collect();
    if let Thing::Heading(name) = thing {
        found.extend(heading_of(snapshot, name).map(|span| Mention { span, defines: true }));
    }
    found.sort();
    found
}

/// Where what stands at `offset` is defined: a note, a label or a heading where it is written, a file itself, a person
/// or a service in the form, else where it is named first.
pub fn definition(snapshot: &Snapshot, offset: usize) -> Option<Definition> {
    let thing = thing_at(snapshot, offset);
    if let Some(thing @ (Thing::Note(_) | Thing::Label(_))) = &thing {
        let defined = mentions(snapshot, thing).into_iter().find(|it| it.defines)?;
        return Some(Definition::Here(defined.span));
    }
    let link = links(snapshot).into_iter().find(|link| link.span.touches(offset));
    match link.map(|link| link.target) {
        Some(LinkTarget::File(path, anchor)) => return Some(Definition::File(path, anchor)),
        Some(LinkTarget::Place(at)) => return Some(Definition::Here(heading_at(snapshot.review(), at))),
        Some(LinkTarget::Address(_)) | None => {}
    }
    let Some(Thing::Name(name)) = thing else { return None };
    let places = places(snapshot.review(), &name);
    let fields = &snapshot.review().form.fields;
    let in_form = |span: &&Span| fields.iter().any(|read| read.value.meets(**span));
    places.iter().find(in_form).or(places.first()).copied().map(Definition::Here)
}

/// The words of the heading that the `#…` of an address names, in any Markdown.
pub fn heading_of(snapshot: &Snapshot, anchor: &str) -> Option<Span> {
    let review = snapshot.review();
    let anchor = anchor.to_lowercase();
    review.outline.parts.iter().find(|part| slug(review.name(part)) == anchor).map(|part| part.content)
}

/// The words of the heading that begins at `at`.
fn heading_at(review: &Review, at: usize) -> Span {
    let part = review.outline.parts.iter().find(|part| part.heading.start == at);
    part.map_or(Span::empty(at), |part| part.content)
}

/// The ticket at `offset`.
fn ticket_at(review: &Review, offset: usize) -> Option<String> {
    let (facts, start) = review.segment_at(offset)?;
    let at = offset - start;
    let segment = &facts.segment;
    let content = readable(segment.blocks()).find(|content| content.touches(at))?;
    let prose = segment.prose(content);
    let tickets = tickets_in(prose.source, &patterns(review)).into_iter();
    let ticket = tickets.filter(|span| is_words(&prose.pieces, *span));
    let ticket = ticket.min_by_key(|span| (!span.shift(content.start).touches(at), span.start))?;
    ticket.shift(content.start).touches(at).then(|| ticket.of(prose.source).to_owned())
}

/// Notes, labels and links to headings, with their places in the segment.
fn marked(segment: &Segment) -> Vec<(Thing, Mention)> {
    let text = segment.text();
    let mut found = Vec::new();
    for block in segment.blocks() {
        if let BlockKind::LinkDefinition { label, .. } = block.kind {
            let span = Span::new(block.span.start, label.end + 1);
            found.push((Thing::Label(key(label.of(text))), Mention { span, defines: true }));
        }
        for content in block.contents().iter().filter(|content| may_mark(block, content.of(text))) {
            let prose = segment.prose(*content);
            found.extend(prose.links.iter().filter_map(|link| {
                let thing = match link.leads {
                    Leads::Note | Leads::Definition => Thing::Note(key(link.text.of(prose.source))),
                    Leads::Label(label) => Thing::Label(key(label.of(prose.source))),
                    Leads::Destination(to) => {
                        Thing::Heading(to.of(prose.source).strip_prefix('#')?.to_lowercase())
                    }
                };
                let defines = link.leads == Leads::Definition;
                Some((thing, Mention { span: link.span.shift(content.start), defines }))
            }));
        }
    }
    found
}

fn may_mark(block: &Block, source: &str) -> bool {
    !matches!(block.kind, BlockKind::LinkDefinition { .. }) && source.contains('[')
}

/// As labels and names of notes are compared.
fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{cursor, no_review, shown, snapshot};

    /// Each place with the line around it, and a star where it is defined.
    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let (text, at) = cursor(fixture);
        let snapshot = snapshot(&text);
        let found = thing_at(&snapshot, at).map(|thing| mentions(&snapshot, &thing)).unwrap_or_default();
        let line = |span: Span| Span::new(0, span.start).of(&text).matches('\n').count() + 1;
        let star = |mention: &Mention| if mention.defines { "*" } else { "" };
        let found: Vec<String> = found
            .iter()
            .map(|it| format!("{}{} {}", line(it.span), star(it), shown(&text, it.span)))
            .collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_definition(fixture: &str, expected: Option<&str>) {
        let (text, at) = cursor(fixture);
        let found = definition(&snapshot(&text), at).map(|definition| match definition {
            Definition::Here(span) => {
                format!(
                    "{} {}",
                    Span::new(0, span.start).of(&text).matches('\n').count() + 1,
                    shown(&text, span)
                )
            }
            Definition::File(path, anchor) => format!("{path} at {anchor:?}"),
        });
        assert_eq!(found.as_deref(), expected);
    }

    const REVIEW: &str = "# Checkout was slow\n\n- Assignee: Ana\n\nIt took a minute[^1], see [the graph][G] and [below](#timeline), or OPS-12.\n\n## Timeline\n\n- 2025-03-04 16:40 UTC Ana restarts `ledger`\n- 2025-03-04 16:44 UTC Ben asks Ana[^1] about ledger (OPS-12), not `ledger-api` or OPS-123\n\n[^1]: As seen by shops.\n\n[g]: graphs/orders.png\n";

    fn at(words: &str, nth: usize) -> String {
        let (at, _) = REVIEW.match_indices(words).nth(nth).expect(words);
        let (before, behind) = REVIEW.split_at(at + 1);
        format!("{before}$0{behind}")
    }

    #[test]
    fn people_services_and_tickets_stand_in_several_places() {
        check(&at("Ana", 2), &["3 Ana", "9 Ana", "10 Ana"]);
        check(&at("ledger", 0), &["9 ledger", "10 ledger"]);
        check(&at("OPS-12", 0), &["5 OPS-12", "10 OPS-12"]);
        check(&at("OPS-123", 0), &["10 OPS-123"]);
    }

    #[test]
    fn notes_labels_and_headings_have_a_place_of_their_own() {
        check(&at("[^1]", 1), &["5 [^1]", "10 [^1]", "12* [^1]"]);
        check(&at("[^1]", 2), &["5 [^1]", "10 [^1]", "12* [^1]"]);
        check(&at("the graph", 0), &["5 [the graph][G]", "14* [g]"]);
        check(&at("[g]", 0), &["5 [the graph][G]", "14* [g]"]);
        check(&at("Timeline", 0), &["5 [below](#timeline)", "7* Timeline"]);
        check(&at("#timeline", 0), &["5 [below](#timeline)", "7* Timeline"]);
    }

    #[test]
    fn names_in_links_are_names() {
        let text =
            "# Slow\n\nThe `ledger` was [led$0ger-2](#risks), [db_2](x.md).\n\n## Risks\n\n- `ledger-2`\n";
        check(text, &["3 ledger-2", "7 ledger-2"]);
    }

    #[test]
    fn a_word_is_nothing() {
        check(&at("took", 0), &[]);
        check(&at("2025", 0), &[]);
        check("# Slow\n\n[no$0 label] and [^none$0]\n\n```\nAna\n```\n", &[]);
    }

    #[test]
    fn definitions() {
        check_definition(&at("[^1]", 0), Some("12 [^1]"));
        check_definition(&at("the graph", 0), Some("14 [g]"));
        check_definition(&at("below", 0), Some("7 Timeline"));
        check_definition(&at("Ana", 2), Some("3 Ana"));
        check_definition(&at("ledger", 0), Some("9 ledger"));
        check_definition(&at("OPS-12", 1), Some("5 OPS-12"));
        check_definition(&at("took", 0), None);
        check_definition("# S\n\nSee [M$0ay](../may.md#risks).\n", Some("../may.md at Some(\"risks\")"));
        check_definition("# S\n\nSee [x$0](https://x.example) and[^none].\n", None);
        check_definition("# S\n\nSee [x](https://x.example) and[^n$0one].\n", None);
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        let snapshot = no_review();
        let at = snapshot.text().to_string().find("checkout").unwrap();
        assert_eq!(thing_at(&snapshot, at), None);
        assert_eq!(definition(&snapshot, at), None);
        assert_eq!(mentions(&snapshot, &Thing::Name("checkout-api".to_owned())), []);
    }
}
