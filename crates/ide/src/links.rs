//! Links: to tickets, files, footnotes, labels and headings.
//!
//! What a link is made of stands in its prose; where bare addresses are, editors see without our help.

use std::collections::HashMap;

use askhow_document::{Leads, Piece, PieceKind, ProseLink, Segment, Span};
use askhow_review::links::{Destination, LinkPattern};
use askhow_review::{Section, slug};

use crate::Snapshot;

/// A stretch of text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is clicked on.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address with a scheme: `https`, `http` or `mailto`.
    Address(String),
    /// A file beside the document, as written, without what stands behind its `#`; then that.
    File(String, Option<String>),
    /// A place in the document.
    Place(usize),
}

/// All links of a review, in the order of the text; none overlaps another.
pub fn links(snapshot: &Snapshot) -> Vec<Link> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let review = snapshot.review();
    let patterns = &review.surroundings.rules.settings.links;
    let patterns: Vec<(LinkPattern, &str)> = patterns
        .iter()
        .filter_map(|(pattern, url)| Some((LinkPattern::parse(pattern).ok()?, url.as_str())))
        .collect();
    let seen = Seen { patterns, up: way_up(snapshot), defined: Defined::read(snapshot) };
    let mut links = Vec::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let segment = &facts.segment;
        let first = links.len();
        for block in segment.blocks() {
            let at = start + block.span.start;
            let in_artifacts =
                matches!(review.outline.section_at(at), Some(Section::Artifacts | Section::References));
            for content in block.contents() {
                of_prose(segment, *content, &seen, in_artifacts, &mut links);
            }
        }
        for link in links.iter_mut().skip(first) {
            link.span = link.span.shift(*start);
        }
    }
    links
}

/// What links are looked for by.
struct Seen<'s> {
    patterns: Vec<(LinkPattern, &'s str)>,
    up: Option<String>,
    defined: Defined,
}

impl Seen<'_> {
    /// A look at the bytes, before the prose is read.
    fn may_find(&self, source: &str, in_artifacts: bool) -> bool {
        source.contains("](")
            || source.contains("[^")
            || source.contains('[') && !self.defined.labels.is_empty()
            || in_artifacts && source.contains('.')
            || self.patterns.iter().any(|(pattern, url)| !pattern.find(source, url).is_empty())
    }
}

/// The labels, notes and headings that the document defines.
struct Defined {
    /// Labels in lower case, and what they stand for.
    labels: HashMap<String, LinkTarget>,
    /// Names of notes, and where each stands.
    notes: HashMap<String, usize>,
    /// Headings as addresses name them, and where each stands.
    anchors: HashMap<String, usize>,
}

impl Defined {
    fn read(snapshot: &Snapshot) -> Self {
        let review = snapshot.review();
        let mut anchors = HashMap::new();
        for part in &review.outline.parts {
            anchors.entry(slug(review.name(part))).or_insert(part.heading.start);
        }
        let (mut labels, mut notes) = (HashMap::new(), HashMap::new());
        for (facts, start) in review.facts.iter().zip(&review.starts) {
            let text = facts.segment.text();
            for definition in facts.segment.definitions() {
                let label = definition.label.of(text).to_lowercase();
                match definition.destination {
                    None => drop(notes.entry(label).or_insert(start + definition.start)),
                    Some(destination) => {
                        if let Some(target) = target(destination.of(text), &anchors) {
                            labels.entry(label).or_insert(target);
                        }
                    }
                }
            }
        }
        Self { labels, notes, anchors }
    }

    /// Where a link leads; `None` where that is nowhere, or the link is the note itself.
    fn target(&self, link: &ProseLink, source: &str) -> Option<LinkTarget> {
        match link.leads {
            Leads::Destination(span) => target(span.of(source), &self.anchors),
            Leads::Label(span) => self.labels.get(&span.of(source).to_lowercase()).cloned(),
            Leads::Note => {
                self.notes.get(&link.text.of(source).to_lowercase()).copied().map(LinkTarget::Place)
            }
            Leads::Definition => None,
        }
    }
}

/// A longer address, in bytes, opens nothing: no browser promises to take it, and a label is written many times.
const LONGEST_ADDRESS: usize = 2_048;

fn target(destination: &str, anchors: &HashMap<String, usize>) -> Option<LinkTarget> {
    if destination.len() > LONGEST_ADDRESS {
        return None;
    }
    match Destination::read(destination)? {
        Destination::Address(address) => Some(LinkTarget::Address(address.to_owned())),
        Destination::File(path, anchor) => Some(LinkTarget::File(path.to_owned(), anchor.map(str::to_owned))),
        Destination::Place(anchor) => anchors.get(&anchor.to_lowercase()).copied().map(LinkTarget::Place),
    }
}

/// Where a ticket leads. A file is seen from the folder of the settings, `up` from the review.
fn of_ticket(address: &str, up: Option<&str>) -> Option<LinkTarget> {
    if address.len() > LONGEST_ADDRESS {
        return None;
    }
    match Destination::read(address)? {
        Destination::Address(address) => Some(LinkTarget::Address(address.to_owned())),
        Destination::File(path, anchor) => {
            Some(LinkTarget::File(format!("{}{path}", up?), anchor.map(str::to_owned)))
        }
        Destination::Place(_) => None,
    }
}

/// The way from the review up to the folder of the settings; `None` where it lies in none.
fn way_up(snapshot: &Snapshot) -> Option<String> {
    let path = snapshot.review().surroundings.path.as_deref()?;
    let is_below = !path.starts_with('/') && !path.contains(':') && !path.split('/').any(|part| part == "..");
    is_below.then(|| "../".repeat(path.matches('/').count()))
}

/// The links of one piece of prose; spans relative to its segment.
fn of_prose(segment: &Segment, content: Span, seen: &Seen<'_>, in_artifacts: bool, links: &mut Vec<Link>) {
    let source = content.of(segment.text());
    if !seen.may_find(source, in_artifacts) {
        return;
    }
    let prose = segment.prose(content);
    let reader = Reader { source, pieces: &prose.pieces };
    let marked = prose.links.iter();
    let marked =
        marked.filter_map(|link| Some(Link { span: link.span, target: seen.defined.target(link, source)? }));
    let mut found: Vec<Link> = marked.collect();
    for (pattern, url) in &seen.patterns {
        for (span, address) in pattern.find(source, url) {
            let is_word = |at: usize| matches!(reader.kind(at), PieceKind::Text | PieceKind::Code);
            if is_word(span.start) && is_word(span.end.saturating_sub(1)) {
                found.extend(of_ticket(&address, seen.up.as_deref()).map(|target| Link { span, target }));
            }
        }
    }
    if in_artifacts {
        for (span, path) in reader.files() {
            found.push(Link { span, target: LinkTarget::File(path.to_owned(), None) });
        }
    }
    // What stands inside a link or another ticket is none by itself.
    found.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
    let mut done = 0;
    found.retain(|link| {
        let free = link.span.start >= done;
        done = done.max(link.span.end);
        free
    });
    links.extend(found.into_iter().map(|link| Link { span: link.span.shift(content.start), ..link }));
}

/// One piece of prose while it is read.
struct Reader<'a> {
    source: &'a str,
    pieces: &'a [Piece],
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> PieceKind {
        let index = self.pieces.partition_point(|piece| piece.span.end <= at);
        self.pieces.get(index).map_or(PieceKind::Text, |piece| piece.kind)
    }

    /// Words that can only be files: with a folder before them, or all of a code span.
    fn files(&self) -> Vec<(Span, &str)> {
        let mut files = Vec::new();
        for piece in self.pieces {
            let is_code = piece.kind == PieceKind::Code;
            if !is_code && piece.kind != PieceKind::Text {
                continue;
            }
            let mut at = piece.span.start;
            for word in piece.span.of(self.source).split_inclusive(char::is_whitespace) {
                let kept = word.trim_end().trim_end_matches(['.', ',', ';', ':', ')']);
                let front = kept.len() - kept.trim_start_matches('(').len();
                let kept = kept.trim_start_matches('(');
                let span = Span::new(at + front, at + front + kept.len());
                at += word.len();
                if is_file(kept) && (kept.contains('/') || is_code && span == piece.span) {
                    files.push((span, kept));
                }
            }
        }
        files
    }
}

/// What people save beside a review.
const FILES: &[&str] = &[
    "csv", "gif", "gz", "har", "html", "jpeg", "jpg", "json", "log", "md", "mp4", "pcap", "pdf", "png",
    "sql", "svg", "tsv", "txt", "webp", "xlsx", "yaml", "yml", "zip",
];

fn is_file(word: &str) -> bool {
    let (name, extension) = word.rsplit_once('.').unwrap_or_default();
    let is_path = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '%'));
    is_path
        && !word.starts_with('/')
        && !name.is_empty()
        && FILES.contains(&extension.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use askhow_review::Settings;

    use super::*;
    use crate::Analysis;
    use crate::fixture::{no_review, snapshot, surroundings};

    /// Each link as what is clicked on and where it leads; a place as the first words there.
    fn listed(text: &str, found: Vec<Link>) -> Vec<(&str, String)> {
        let target = |target| match target {
            LinkTarget::Address(address) => address,
            LinkTarget::File(path, None) => format!("file {path}"),
            LinkTarget::File(path, Some(anchor)) => format!("file {path} at {anchor}"),
            LinkTarget::Place(at) => {
                format!("here: {}", text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default())
            }
        };
        found.into_iter().map(|link| (link.span.of(text), target(link.target))).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = listed(text, links(&snapshot(text)));
        let found: Vec<(&str, &str)> = found.iter().map(|(span, target)| (*span, target.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_address_that_no_browser_takes_is_none_however_often_a_label_stands_for_it() {
        let address = |n: usize| format!("https://x.example/{}", "y".repeat(n));
        let text =
            |n: usize| format!("# Incident review of the queue\n\n[a] and [a]\n\n[a]: {}\n", address(n));
        assert_eq!(links(&snapshot(&text(1_000))).len(), 2);
        assert_eq!(links(&snapshot(&text(4_000))), []);
    }

    #[test]
    fn tickets_lead_where_the_settings_say() {
        let links_to = |pattern: &str, url: &str| (pattern.to_owned(), url.to_owned());
        let tickets = [
            links_to("OPS-#", "https://tickets.example/OPS-#"),
            links_to("inc*", "https://incidents.example/$0"),
        ];
        let settings = Settings { links: tickets.into(), ..Settings::default() };
        let text = "# OPS-1 again\n\n- See OPS-12, **OPS-13** and `OPS-14`.\n- Not XOPS-1 or OPS-x.\n- <https://x.example/OPS-3> or [OPS-4](https://y.example/OPS-4)\n\n| Ticket |\n| --- |\n| OPS-5 |\n\n```\nOPS-6\n```\n";
        let snapshot = Analysis::new(text, surroundings(settings)).snapshot();
        let found = listed(text, links(&snapshot));
        let found: Vec<String> =
            found.into_iter().map(|(span, target)| format!("{span} → {target}")).collect();
        assert_eq!(
            found,
            [
                "OPS-1 → https://tickets.example/OPS-1",
                "OPS-12 → https://tickets.example/OPS-12",
                "OPS-13 → https://tickets.example/OPS-13",
                "OPS-14 → https://tickets.example/OPS-14",
                "[OPS-4](https://y.example/OPS-4) → https://y.example/OPS-4",
                "OPS-5 → https://tickets.example/OPS-5",
            ]
        );
    }

    #[test]
    fn a_ticket_may_lead_to_a_file_and_to_nothing_that_runs() {
        let links_to = |pattern: &str, url: &str| (pattern.to_owned(), url.to_owned());
        let tickets = [
            links_to("RUN-#", "runbooks/#.md"),
            links_to("OPS-#", "command:workbench.action.quit"),
            links_to("*:#", "$0"),
        ];
        let settings = Settings { links: tickets.into(), ..Settings::default() };
        let mut around = (*surroundings(settings)).clone();
        around.path = Some("incidents/2024/a.md".to_owned());
        let text = "# RUN-7 again\n\nSee OPS-12 and vscode:1.\n";
        let snapshot = Analysis::new(text, std::sync::Arc::new(around)).snapshot();
        assert_eq!(listed(text, links(&snapshot)), [("RUN-7", "file ../../runbooks/7.md".to_owned())]);
    }

    #[test]
    fn what_an_editor_or_a_browser_would_run_is_no_link() {
        check(
            "# S\n\n[a](command:workbench.action.quit) [b](javascript:alert) [c](vscode://x/y) [d](data:text/html,x) [e](file://evil/share) [f](//evil/share) [g] ![h](command:x)\n\n[g]: command:x\n",
            &[],
        );
        check(
            "# S\n\n[a](HTTPS://a.example) [b](mailto:a@b.example)\n",
            &[
                ("[a](HTTPS://a.example)", "HTTPS://a.example"),
                ("[b](mailto:a@b.example)", "mailto:a@b.example"),
            ],
        );
    }

    #[test]
    fn files_beside_the_review() {
        check(
            "## Artifacts\n\n- ![Orders](graphs/orders.png \"by minute\")\n- [**May**](../may.md#risks) and [a (b)](<c d.txt>)\n- [x](/root.md) [y](~/z.md) [z]()\n",
            &[
                ("[Orders](graphs/orders.png \"by minute\")", "file graphs/orders.png"),
                ("[**May**](../may.md#risks)", "file ../may.md at risks"),
                ("[a (b)](<c d.txt>)", "file c d.txt"),
            ],
        );
    }

    #[test]
    fn artifacts_that_are_only_named() {
        check(
            "## Artifacts\n\n- Orders by minute: graphs/orders.png.\n- `api.log`, not `tail -f api.log`\n- api.log alone\n\n## Risks\n\n- graphs/orders.png\n",
            &[("graphs/orders.png", "file graphs/orders.png"), ("api.log", "file api.log")],
        );
    }

    #[test]
    fn footnotes_lead_to_their_text() {
        check(
            "# Slow\n\nIt took a minute[^1] or two[^two], or [^none].\n\n[^1]: As seen by shops.\n[^two]: From the [graph](g.png).\n",
            &[
                ("[^1]", "here: [^1]: As seen by shops."),
                ("[^two]", "here: [^two]: From the [graph](g.png)."),
                ("[graph](g.png)", "file g.png"),
            ],
        );
    }

    #[test]
    fn labels_lead_where_they_are_defined() {
        check(
            "# Slow\n\nThe [graph][G], the [log][] and [chat], not [other] or `[chat]`.\n\n[g]: graphs/orders.png\n[log]: <https://logs.example/1> \"Log\"\n[chat]: https://chat.example\n",
            &[
                ("[graph][G]", "file graphs/orders.png"),
                ("[log][]", "https://logs.example/1"),
                ("[chat]", "https://chat.example"),
            ],
        );
    }

    #[test]
    fn headings_of_the_same_review() {
        check(
            "# Slow\n\nSee [below](#follow-up-items-open), not [there](#nowhere).\n\n## Follow-up Items (open)\n\n- a\n",
            &[("[below](#follow-up-items-open)", "here: ## Follow-up Items (open)")],
        );
    }

    #[test]
    fn an_image_in_a_link_leads_where_the_link_does() {
        check(
            "# S\n\n[![graph](g.png)](https://graphs.example) <!-- [a](b.md) --> \\[c](d.md)\n",
            &[("[![graph](g.png)](https://graphs.example)", "https://graphs.example")],
        );
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        assert_eq!(links(&no_review()), []);
    }
}
