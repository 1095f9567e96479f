//! Prose from inline Markdown: which bytes are words, and which are dress.
//!
//! A scan of the bytes comes first; only what may hold markup is given to the inline grammar. What a link
//! definition elsewhere would decide is not asked: `[x]` alone keeps its brackets as words, since in reviews
//! they are mostly just brackets.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use tree_sitter::{Node, Parser, Tree};

use crate::lines::{is_space, lines};
use crate::{Piece, PieceKind, Prose, ProseLink, Span, links, mask};

/// More than this is read as plain words.
const MOST: usize = 64 << 10;

/// Reads `source`. `marks` are the marks of containers at the start of its lines, relative to it; `in_row`
/// says that it stands in a table, where `\|` is a pipe even in code.
pub(crate) fn prose<'t>(source: &'t str, marks: &[Span], in_row: bool) -> Prose<'t> {
    let has_breaks = source.bytes().any(|byte| matches!(byte, b'\n' | b'\r'));
    let has_markup = source.len() <= MOST && may_hold_markup(source);
    if !has_breaks && !has_markup && marks.is_empty() {
        return Prose::of_plain(source);
    }
    if source.len() <= REMEMBERED && has_markup && needs_grammar(source) {
        let asked = AskedFor { source: source.into(), marks: marks.into(), in_row };
        let known = MEMORY.with_borrow(|memory| memory.get(&asked).cloned());
        let inlines = known.unwrap_or_else(|| {
            let inlines = Arc::new(read(source, marks, in_row, true));
            MEMORY.with_borrow_mut(|memory| {
                if memory.len() >= MOST_REMEMBERED {
                    memory.clear();
                }
                memory.insert(asked, Arc::clone(&inlines));
            });
            inlines
        });
        return Prose { source, pieces: inlines.pieces.clone(), links: inlines.links.clone() };
    }
    let Inlines { pieces, links } = read(source, marks, in_row, has_markup);
    Prose { source, pieces, links }
}

/// What a source is made of.
struct Inlines {
    pieces: Vec<Piece>,
    links: Vec<ProseLink>,
}

/// Sources up to so many bytes are remembered with what they are made of: a key changes one block, and the
/// others of its segment need not go through the grammar again.
const REMEMBERED: usize = 4 * 1024;

/// How many are remembered on each thread, before all are forgotten.
const MOST_REMEMBERED: usize = 1024;

/// Everything that the reading of a source depends on.
#[derive(PartialEq, Eq, Hash)]
struct AskedFor {
    source: Box<str>,
    marks: Box<[Span]>,
    in_row: bool,
}

fn read(source: &str, marks: &[Span], in_row: bool, has_markup: bool) -> Inlines {
    let mut links = Vec::new();
    let mut kinds = vec![PieceKind::Text; source.len()];
    if has_markup {
        if needs_grammar(source) {
            read_tree(source, marks, &mut kinds, &mut links);
        }
        if in_row {
            escaped_pipes(source, &mut kinds);
        }
        addresses(source, &mut kinds);
        // A bracket in an address is a part of it.
        links.retain(|link| kinds.get(link.span.start) != Some(&PieceKind::Address));
    }
    breaks(source, &mut kinds);
    for mark in marks {
        fill(&mut kinds, *mark, PieceKind::Mark);
    }
    Inlines { pieces: pieces(source, &kinds), links }
}

fn needs_grammar(source: &str) -> bool {
    source.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'~'))
}

fn may_hold_markup(source: &str) -> bool {
    needs_grammar(source) || source.contains("://")
}

fn pieces(source: &str, kinds: &[PieceKind]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, character) in source.char_indices() {
        let kind = kinds.get(index).copied().unwrap_or(PieceKind::Text);
        let end = index + character.len_utf8();
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.span.end = end,
            _ => pieces.push(Piece { span: Span::new(index, end), kind }),
        }
    }
    if pieces.is_empty() {
        pieces.push(Piece { span: Span::new(0, source.len()), kind: PieceKind::Text });
    }
    pieces
}

fn fill(kinds: &mut [PieceKind], span: Span, kind: PieceKind) {
    if let Some(part) = kinds.get_mut(span.start..span.end) {
        part.fill(kind);
    }
}

thread_local! {
    static MEMORY: RefCell<HashMap<AskedFor, Arc<Inlines>>> = RefCell::new(HashMap::new());
    static PARSER: RefCell<(Parser, Vec<u8>)> = RefCell::new((inline_parser(), Vec::new()));
}

fn inline_parser() -> Parser {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_md::INLINE_LANGUAGE.into())
        .expect("both crates are pinned in the lock file to versions that fit");
    parser
}

fn read_tree(source: &str, marks: &[Span], kinds: &mut [PieceKind], links: &mut Vec<ProseLink>) {
    let tree = PARSER.with_borrow_mut(|(parser, buffer)| {
        buffer.clear();
        mask::for_inlines(source, marks, buffer);
        parser.parse(&buffer, None)
    });
    if let Some(tree) = tree {
        walk(source, &tree, kinds, links);
    }
}

/// Parents before children, so that what is inside has the last word; without recursion.
fn walk(source: &str, tree: &Tree, kinds: &mut [PieceKind], links: &mut Vec<ProseLink>) {
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if links::is_link(node.kind()) {
            links::read(source, node, links);
        }
        if enter(source, node, kinds) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// Takes in a node; whether its children are to be visited.
fn enter(source: &str, node: Node<'_>, kinds: &mut [PieceKind]) -> bool {
    use PieceKind::{Address, Break, Code, Mark, Text};
    if !node.is_named() {
        return false;
    }
    let span = Span::new(node.start_byte().min(source.len()), node.end_byte().min(source.len()));
    let inside = Span::new((span.start + 1).min(span.end), (span.end.max(1) - 1).max(span.start));
    match node.kind() {
        "code_span" => {
            fill(kinds, span, Code);
            one_blank_inside(source, node, kinds);
            true
        }
        "emphasis_delimiter" | "code_span_delimiter" => {
            fill(kinds, span, Mark);
            false
        }
        "inline_link" | "collapsed_reference_link" => {
            fill(kinds, span, Mark);
            true
        }
        "full_reference_link" => {
            reference_link(source, node, span, kinds);
            true
        }
        "image" => {
            // `![x]` alone is a link only where something defines `x`.
            if node.child_count() > 4 {
                fill(kinds, span, Mark);
            }
            true
        }
        "link_text" | "image_description" => {
            if !span.of(source).starts_with('^') {
                fill(kinds, span, Text);
            }
            true
        }
        "shortcut_link" => {
            if span.of(source).starts_with("[^") {
                let is_definition =
                    span.start == 0 && source.get(span.end..).is_some_and(|rest| rest.starts_with(':'));
                let end = if is_definition { span.end + 1 } else { span.end };
                fill(kinds, Span::new(span.start, end), Mark);
                return false;
            }
            true
        }
        "uri_autolink" | "email_autolink" => {
            fill(kinds, span, Mark);
            fill(kinds, inside, Address);
            false
        }
        "html_tag" => {
            let tag = span.of(source).trim_matches(['<', '>', '/', ' ']);
            fill(kinds, span, if tag.eq_ignore_ascii_case("br") { Break } else { Mark });
            false
        }
        "entity_reference" | "numeric_character_reference" => {
            if matches!(span.of(source), "&nbsp;" | "&#160;" | "&#xA0;" | "&#xa0;") {
                fill(kinds, span, Break);
            }
            false
        }
        "backslash_escape" => {
            fill(kinds, Span::new(span.start, (span.start + 1).min(span.end)), Mark);
            false
        }
        "link_destination" | "link_title" | "link_label" => false,
        _ => true,
    }
}

/// `[a][b]`. A footnote is no link, so `[a][^1]` is a bracket and a note, and `[^1][^2]` are two notes.
fn reference_link(source: &str, node: Node<'_>, span: Span, kinds: &mut [PieceKind]) {
    let mut cursor = node.walk();
    let label = node.children(&mut cursor).find(|child| child.kind() == "link_label");
    let label = label.map(|label| Span::new(label.start_byte(), label.end_byte()));
    let is_note = label.is_some_and(|label| label.of(source).starts_with("[^"));
    match label {
        Some(label) if is_note && !span.of(source).starts_with("[^") => fill(kinds, label, PieceKind::Mark),
        _ => fill(kinds, span, PieceKind::Mark),
    }
}

/// One blank at both ends of a code span is no part of it, as in ``` `` `x` `` ```.
fn one_blank_inside(source: &str, node: Node<'_>, kinds: &mut [PieceKind]) {
    let n_children = node.child_count();
    let (Some(opening), Some(closing)) = (node.child(0), node.child(n_children.max(1) - 1)) else { return };
    let inside = Span::new(opening.end_byte(), closing.start_byte());
    let words = inside.of(source);
    if words.len() > 2 && words.starts_with(' ') && words.ends_with(' ') && !words.trim().is_empty() {
        fill(kinds, Span::new(inside.start, inside.start + 1), PieceKind::Mark);
        fill(kinds, Span::new(inside.end - 1, inside.end), PieceKind::Mark);
    }
}

fn escaped_pipes(source: &str, kinds: &mut [PieceKind]) {
    for (at, _) in source.match_indices("\\|") {
        if kinds.get(at) == Some(&PieceKind::Code) {
            fill(kinds, Span::new(at, at + 1), PieceKind::Mark);
        }
    }
}

/// Bare addresses, to the next blank or mark, without the punctuation of the sentence around them.
fn addresses(source: &str, kinds: &mut [PieceKind]) {
    let mut from = 0;
    while let Some(found) = source.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + found;
        from = colon + 3;
        let before = source.get(..colon).unwrap_or_default();
        let Some(scheme) = ["https", "http"].into_iter().find(|scheme| {
            before.len() >= scheme.len()
                && before
                    .get(before.len() - scheme.len()..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
        }) else {
            continue;
        };
        let start = colon - scheme.len();
        let joins_word =
            source.get(..start).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric()));
        let is_text = |at: usize, kinds: &[PieceKind]| kinds.get(at) == Some(&PieceKind::Text);
        if joins_word || !is_text(start, kinds) {
            continue;
        }
        let rest = source.get(start..).unwrap_or_default();
        let length = rest
            .char_indices()
            .find(|&(at, c)| {
                let is_emphasis = matches!(c, '_' | '*' | '~' | '&' | '\\');
                c.is_whitespace() || c == '<' || c == '"' || (!is_text(start + at, kinds) && !is_emphasis)
            })
            .map_or(rest.len(), |(at, _)| at);
        let address = without_punctuation(rest.get(..length).unwrap_or_default());
        if address.len() > scheme.len() + 3 {
            fill(kinds, Span::new(start, start + address.len()), PieceKind::Address);
            from = start + address.len();
        }
    }
}

fn without_punctuation(address: &str) -> &str {
    let mut kept = address;
    let count = |text: &str, c: char| text.matches(c).count();
    let excess = |open: char, close: char| count(address, close).saturating_sub(count(address, open));
    let (mut round, mut square) = (excess('(', ')'), excess('[', ']'));
    loop {
        kept = match kept.chars().last() {
            Some('?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '|') => kept,
            Some(')') if round > 0 => {
                round -= 1;
                kept
            }
            Some(']') if square > 0 => {
                square -= 1;
                kept
            }
            _ => return kept,
        }
        .get(..kept.len() - 1)
        .unwrap_or_default();
    }
}

/// Line breaks with the blanks before them are read as one space, the indentation behind them is not read,
/// nor is the backslash of a hard break.
fn breaks(source: &str, kinds: &mut [PieceKind]) {
    for line in lines(source, 0) {
        if line.next == line.end {
            break;
        }
        let words = line.of(source).trim_end_matches([' ', '\t']).len();
        let is_mark = kinds.get(line.end) == Some(&PieceKind::Mark);
        if !is_mark {
            let text = line.of(source);
            let n_backslashes = text.len() - text.trim_end_matches('\\').len();
            if n_backslashes % 2 == 1 && kinds.get(line.end - 1) == Some(&PieceKind::Text) {
                fill(kinds, Span::new(line.end - 1, line.end), PieceKind::Mark);
            }
            fill(kinds, Span::new(line.start + words, line.next), PieceKind::Break);
        }
        let indent = source.as_bytes().iter().skip(line.next).take_while(|&&byte| is_space(byte)).count();
        fill(kinds, Span::new(line.next, line.next + indent), PieceKind::Mark);
    }
}
