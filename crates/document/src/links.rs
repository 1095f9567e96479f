//! Links, images and notes: what their marks lead to.
//!
//! Whether something defines the label of a link is a matter of the whole document, so it is not asked here.

use crate::{BlockKind, Segment, Span};

/// A link, an image or a note in a piece of prose. Spans are relative to [`crate::Prose::source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProseLink {
    /// From the bracket that opens it (of an image, the one behind the `!`) to the end of its target.
    pub span: Span,
    /// What stands between its brackets; the name of a note has no `^`.
    pub text: Span,
    /// Where it leads.
    pub leads: Leads,
}

/// Where the marks of a link lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// `[text](destination "title")`: to the destination, without `<` and `>` around it; may be empty.
    Destination(Span),
    /// `[text][label]`, `[text][]` and `[text]`: to what the label stands for, if it stands for something.
    Label(Span),
    /// `[^name]`: to the note of this name.
    Note,
    /// `[^name]:` at the start of a line: it is the note.
    Definition,
}

impl ProseLink {
    /// What closes the words and names the target: `](…)`, `][…]`, or `]` alone.
    pub fn close(self, source: &str) -> &str {
        Span::new(self.text.end, self.span.end).of(source)
    }
}

/// What a segment defines for the whole document. Spans are relative to the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Where its bracket opens.
    pub start: usize,
    /// The label, or the name of a note without its `^`.
    pub label: Span,
    /// What a label stands for; `None` of a note.
    pub destination: Option<Span>,
}

impl Segment {
    /// The labels (`[label]: destination`) and notes (`[^name]: text`) that are defined in it, in order.
    pub fn definitions(&self) -> Vec<Definition> {
        let mut found = Vec::new();
        for block in self.blocks() {
            match block.kind {
                BlockKind::LinkDefinition { label, destination } => {
                    let destination = Some(destination);
                    found.push(Definition { start: block.span.start, label, destination });
                }
                BlockKind::Paragraph if block.content.of(self.text()).starts_with("[^") => {
                    let links = self.prose(block.content).links;
                    let notes = links.into_iter().filter(|link| link.leads == Leads::Definition);
                    found.extend(notes.map(|link| Definition {
                        start: link.span.start + block.content.start,
                        label: link.text.shift(block.content.start),
                        destination: None,
                    }));
                }
                _ => {}
            }
        }
        found
    }
}

/// A span without the marks at both of its ends, where it has both.
pub(crate) fn without(source: &str, span: Span, [open, close]: [char; 2]) -> Span {
    let text = span.of(source);
    let is_inside = text.len() > 1 && text.starts_with(open) && text.ends_with(close);
    if is_inside { Span::new(span.start + 1, span.end - 1) } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    fn first(text: &str) -> std::sync::Arc<Segment> {
        Document::new(text).segments().first().cloned().unwrap()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let segment = first(text);
        let prose = segment.prose(segment.blocks().first().unwrap().content);
        let found = prose.links.iter().map(|link| {
            let leads = match link.leads {
                Leads::Destination(span) | Leads::Label(span) => span.of(prose.source),
                Leads::Note => "^",
                Leads::Definition => "^:",
            };
            (link.span.of(prose.source), link.text.of(prose.source), leads)
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_link_leads_to_what_stands_behind_its_words() {
        check(
            "See [May](../may.md#risks \"that day\").",
            &[("[May](../may.md#risks \"that day\")", "May", "../may.md#risks")],
        );
        check("[a (b)](<c d.txt>)", &[("[a (b)](<c d.txt>)", "a (b)", "c d.txt")]);
        check("[a](b(c).md) [z]()", &[("[a](b(c).md)", "a", "b(c).md"), ("[z]()", "z", "")]);
        check("[**a**\nb](c)", &[("[**a**\nb](c)", "**a**\nb", "c")]);
        check("![Orders](o.png)", &[("[Orders](o.png)", "Orders", "o.png")]);
        check("[![g](g.png)](x)", &[("[![g](g.png)](x)", "![g](g.png)", "x"), ("[g](g.png)", "g", "g.png")]);
    }

    #[test]
    fn a_label_leads_to_what_it_stands_for() {
        check("[a][B], [c][] and [d]", &[("[a][B]", "a", "B"), ("[c][]", "c", "c"), ("[d]", "d", "d")]);
        check("![a][b] ![c]", &[("[a][b]", "a", "b"), ("[c]", "c", "c")]);
    }

    #[test]
    fn a_note_is_no_link() {
        check("a[^1] b[^two]", &[("[^1]", "1", "^"), ("[^two]", "two", "^")]);
        check("[^1][^2]", &[("[^1]", "1", "^"), ("[^2]", "2", "^")]);
        check("[a][^2]", &[("[a]", "a", "a"), ("[^2]", "2", "^")]);
        check("[^1](see there)", &[("[^1]", "1", "^")]);
        check(
            "[^1]: As [seen](x).\n[^2]: Or not[^1]:",
            &[("[^1]", "1", "^:"), ("[seen](x)", "seen", "x"), ("[^2]", "2", "^:"), ("[^1]", "1", "^")],
        );
    }

    #[test]
    fn what_only_looks_like_a_link_is_none() {
        for text in ["`[a](b)`", "\\[a](b)", "<!-- [a](b) -->", "a ] b [ c", "https://x.example/[a]", ""] {
            let segment = first(&format!("# {text}\n"));
            let block = segment.blocks().first().unwrap();
            let links = segment.prose(block.content).links;
            assert_eq!(links, [], "{text}");
        }
    }

    #[test]
    fn a_segment_says_what_it_defines() {
        let text = "# A\n\n[g]: graphs/o.png \"Graph\"\n[Log]: <https://logs.example/1>\n\n[^1]: As seen.\n[^2]: b\n\n[^3]: one\n";
        let segment = first(text);
        let shown = |it: &Definition| {
            (it.label.of(text).to_owned(), it.destination.map_or("", |span| span.of(text)).to_owned())
        };
        let found: Vec<_> = segment.definitions().iter().map(shown).collect();
        let pair = |label: &str, destination: &str| (label.to_owned(), destination.to_owned());
        assert_eq!(
            found,
            [
                pair("g", "graphs/o.png"),
                pair("Log", "https://logs.example/1"),
                pair("1", ""),
                pair("2", ""),
                pair("3", ""),
            ]
        );
        let starts = segment.definitions();
        assert!(starts.iter().all(|it| text.as_bytes().get(it.start) == Some(&b'[')), "{starts:?}");
    }
}
