//! What is read of inline Markdown, construct by construct.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says so by failing"
)]

use askhow_document::{Document, Flavour, PieceKind, Prose};

/// The pieces of a text's first block with words, as text: `word`, `{mark}`, `<code>`, `@address@`, `_` for
/// a break.
#[track_caller]
fn check(text: &str, pieces: &str, plain: &str) {
    let document = Document::new(text);
    let segment = &document.segments()[0];
    let block = segment.blocks().iter().find(|block| !block.content.is_empty()).unwrap();
    let prose = segment.prose(block.content);
    assert_eq!(shown(&prose), pieces);
    assert_eq!(prose.plain().text, plain);
}

fn shown(prose: &Prose<'_>) -> String {
    let mut out = String::new();
    for piece in &prose.pieces {
        let text = piece.span.of(prose.source).replace(['\n', '\r'], "/");
        out += &match piece.kind {
            PieceKind::Text => text,
            PieceKind::Mark => format!("{{{text}}}"),
            PieceKind::Code => format!("<{text}>"),
            PieceKind::Address => format!("@{text}@"),
            PieceKind::Break => "_".to_owned(),
        };
    }
    out
}

#[test]
fn emphasis() {
    check("a **b *c*** d", "a {**}b {*}c{***} d", "a b c d");
    check("__a__ snake_case_name *", "{__}a{__} snake_case_name *", "a snake_case_name *");
    check("~~no~~ ~5 minutes and ~6", "{~~}no{~~} ~5 minutes and ~6", "no ~5 minutes and ~6");
}

#[test]
fn code_spans() {
    check("ran `why` now", "ran {`}<why>{`} now", "ran why now");
    check("`` `a` ``", "{`` }<`a`>{ ``}", "`a`");
    check("a `b", "a `b", "a `b");
}

#[test]
fn links_and_images() {
    check("see [the *log*](http://x/y \"t\").", "see {[}the {*}log{*](http://x/y \"t\")}.", "see the log.");
    check("[a][b] and [c][]", "{[}a{][b]} and {[}c{][]}", "a and c");
    check("![how](x.png)", "{![}how{](x.png)}", "how");
    // Nobody can tell here whether `10:32` is defined: most brackets are just brackets.
    check("[10:32] paged", "[10:32] paged", "[10:32] paged");
    check("said[^1] so[^2][^3]", "said{[^1]} so{[^2][^3]}", "said so");
    check("[^1]: The note\n", "{[^1]:} The note", " The note");
}

#[test]
fn addresses() {
    check("at <https://x.y/z> now", "at {<}@https://x.y/z@{>} now", "at https://x.y/z now");
    check("(see https://x.y/a_b_c?d=e.)", "(see @https://x.y/a_b_c?d=e@.)", "(see https://x.y/a_b_c?d=e.)");
    check("https://x.y/a_(b), then", "@https://x.y/a_(b)@, then", "https://x.y/a_(b), then");
    check("[https://x.y](https://z)", "{[}@https://x.y@{](https://z)}", "https://x.y");
    check("ftp://x.y", "ftp://x.y", "ftp://x.y");
}

#[test]
fn html_and_entities() {
    check("a <b>c</b><!-- d -->", "a {<b>}c{</b><!-- d -->}", "a c");
    check("a<br>b<br/>c", "a_b_c", "a b c");
    check("a&nbsp;b &amp; c", "a_b &amp; c", "a b &amp; c");
}

#[test]
fn a_comment_may_hold_two_hyphens() {
    check("a <!-- b -- c --> d", "a {<!-- b -- c -->} d", "a  d");
    check("a `<!-- b -- c -->` -- d", "a {`}<<!-- b -- c -->>{`} -- d", "a <!-- b -- c --> -- d");
}

#[test]
fn comments_and_tags_of_mdx_are_marks() {
    let shown = |text: &str| {
        let document = Document::of(text, Flavour::Mdx);
        let segment = &document.segments()[0];
        shown(&segment.prose(segment.blocks()[0].content))
    };
    assert_eq!(
        shown("a {/* *b* */} *c* <D e={f => 1}>g</D>\n"),
        "a {{/* *b* */}} {*}c{*} {<D e={f => 1}>}g{</D>}"
    );
    assert_eq!(shown("a {/* b\nc */} d `{/* e */}`\n"), "a {{/* b/c */}} d {`}<{/* e */}>{`}");
    check("a {/* b */}", "a {/* b */}", "a {/* b */}");
}

#[test]
fn backslashes() {
    check("a \\* b \\c", "a {\\}* b \\c", "a * b \\c");
    check("a\\\nb", "a{\\}_b", "a b");
    check("a\\\r\nb", "a{\\}_b", "a b");
}

#[test]
fn wrapped_lines() {
    check("a  \n b\rc\r\nd", "a_{ }b_c_d", "a b c d");
    check("- a\n  b\nc", "a_{  }b_c", "a b c");
    check("> a *b\n> c* d", "a {*}b_{> }c{*} d", "a b c d");
    check("> - a\n>   b", "a_{>   }b", "a b");
}

#[test]
fn amounts_are_no_formulas() {
    check("lost $5 to *why* and $6", "lost $5 to {*}why{*} and $6", "lost $5 to why and $6");
}

#[test]
fn cells() {
    let text = "| a `b\\|c` | d \\| e |\n|---|---|\n";
    let document = Document::new(text);
    let segment = &document.segments()[0];
    let askhow_document::BlockKind::Row { cells, .. } = &segment.blocks()[0].kind else { panic!("no row") };
    let shown: Vec<String> = cells.iter().map(|cell| shown(&segment.prose(*cell))).collect();
    assert_eq!(shown, ["a {`}<b>{\\}<|c>{`}", "d {\\}| e"]);
}
