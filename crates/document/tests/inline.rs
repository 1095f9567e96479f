//! The scan of inline Markdown against two other readers of it, on texts that are made up and on those of real reviews
//! where these are present (`ASKHOW_CORPUS`, else `../shared/corpus` beside the workspace).

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test says so by failing"
)]

#[path = "common/corpus.rs"]
mod corpus;
#[path = "inline/github.rs"]
mod github;
#[path = "inline/pulldown.rs"]
mod pulldown;

use askhow_document::{BlockKind, Document, Leads, PieceKind, ProseLink, oracle};
use proptest::prelude::*;

/// What ours makes of a source, as the other one tells it.
fn ours(source: &str) -> pulldown::Read {
    let (kinds, links) = oracle::dress(source);
    let is_seen = |(at, kind): (usize, &PieceKind)| match kind {
        PieceKind::Mark => false,
        // `&nbsp;` is seen, `<br>` and the backslash of a hard break are not.
        PieceKind::Break => source[..at]
            .rfind(['<', '&'])
            .max(source[at..].starts_with(['<', '&']).then_some(at))
            .is_some_and(|start| source[start..].starts_with('&')),
        PieceKind::Code => true,
        _ => {
            source.as_bytes()[at] != b'\\'
                || !source[at + 1..].starts_with(['\n', '\r'])
                || is_escaped(source, at)
        }
    };
    let seen = kinds.iter().enumerate().map(is_seen).collect();
    let place = |link: &ProseLink| (link.span.start, link.span.end);
    let is_label = |link: &ProseLink| link.leads == Leads::Label(link.text) && link.close(source) == "]";
    let (labels, links): (Vec<_>, Vec<_>) = links.into_iter().partition(is_label);
    pulldown::Read {
        seen,
        links: links.iter().map(place).collect(),
        labels: labels.iter().map(place).collect(),
    }
}

fn is_escaped(source: &str, at: usize) -> bool {
    source[..at].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

/// Stops where ours and pulldown-cmark differ.
#[track_caller]
fn check(source: &str) {
    let (mut ours, mut theirs) = (ours(source), pulldown::read(source));
    for read in [&mut ours, &mut theirs] {
        for (seen, byte) in read.seen.iter_mut().zip(source.bytes()) {
            *seen &= !byte.is_ascii_whitespace();
        }
    }
    let show = |read: &pulldown::Read| {
        let bytes = source.bytes().zip(&read.seen).map(|(byte, seen)| if *seen { byte } else { b'.' });
        String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned()
    };
    assert_eq!(
        (show(&ours), &ours.links, &ours.labels),
        (show(&theirs), &theirs.links, &theirs.labels),
        "{source:?}"
    );
}

/// Stops where ours and GitHub's differ.
#[track_caller]
fn check_words(source: &str) {
    let seen = ours(source).seen;
    let kept: Vec<u8> = source.bytes().zip(&seen).filter(|(_, seen)| **seen).map(|(byte, _)| byte).collect();
    let mut words = String::from_utf8(kept).unwrap();
    words.retain(|c| !c.is_whitespace());
    assert_eq!(words, github::words(source), "{source:?}");
}

/// Parts of which no line begins a block.
const PARTS: [&str; 64] = [
    "a",
    "why",
    "did it",
    "x1",
    "é",
    "日",
    "1",
    "“",
    "🙏",
    " ",
    " ",
    " ",
    ". ",
    ", ",
    "\nw",
    "\n  w",
    "  \nw",
    "\\\nw",
    "\r\nw",
    "\u{a0}",
    "-",
    "`",
    "``",
    "` ",
    "*",
    "**",
    "_",
    "__",
    "***",
    "[",
    "]",
    "](x)",
    "](x \"t\")",
    "](",
    "[",
    "][",
    "][]",
    "(",
    ")",
    "!",
    "![",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!-- a -->",
    "<a b=\"c\">",
    "<https://x.y>",
    "&",
    "&amp;",
    "&nbsp;",
    "\\",
    "\\*",
    "$",
    "|",
    "\"",
    "'",
    ":",
    "<br>",
    "<a@b.c>",
    "*why*",
    "`a_b*c`",
    "[x](<y z>)",
    "](\\",
];

const TILDES: [&str; 21] = [
    "a", "why", "5", "é", "“", " ", " ", ". ", ", ", "\nw", "-", "`", "*", "**", "_", "~", "~", "(", ")",
    "!", "~x~",
];

fn texts(parts: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(parts), 0..14)
        .prop_map(|parts| format!("w{}", parts.concat().trim_end()))
}

fn many() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        failure_persistence: None,
        cases: default.cases.max(20_000),
        max_global_rejects: u32::MAX,
        ..default
    }
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn any_text_is_read_as_commonmark_says(source in texts(&PARTS)) {
        // There pulldown-cmark takes the escaped bracket for one that opens a label.
        prop_assume!(!source.contains("]\\["));
        check(&source);
    }

    #[test]
    fn what_tildes_strike_out_is_as_on_github(source in texts(&TILDES)) {
        // At two of different length the port stops to look for emphasis altogether, so they are of one.
        let source = source.chars().fold(String::new(), |mut text, c| {
            if c != '~' || !text.ends_with('~') {
                text.push(c);
            }
            text
        });
        check_words(&source);
        check_words(&source.replace('~', "~~"));
    }
}

#[test]
fn the_words_of_reviews_are_read_as_commonmark_says() {
    let mut n = 0;
    for (_, text) in corpus::reviews() {
        for segment in Document::new(&text).segments() {
            let leaves = segment.blocks().iter().filter(|block| {
                matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Row { .. })
            });
            for block in leaves {
                let words = block.content.of(segment.text());
                // A letter before each line, so that none begins another block.
                let lines: Vec<_> = words.lines().map(|line| format!("w{}", line.trim())).collect();
                let source = lines.join("\n");
                if !source.contains('~') && !source.contains("[^") {
                    check(&source);
                    n += 1;
                }
            }
        }
    }
    println!("{n} blocks");
}

/// Its words, where `_` stands for each byte that is not seen.
#[track_caller]
fn shows(source: &str, expected: &str) {
    let seen = ours(source).seen;
    let shown: Vec<u8> =
        source.bytes().zip(seen).map(|(byte, seen)| if seen { byte } else { b'_' }).collect();
    assert_eq!(String::from_utf8(shown).unwrap(), expected, "{source:?}");
}

#[test]
fn tildes_strike_out_as_on_github() {
    shows("~~The deploy~~ the flag", "__The deploy__ the flag");
    shows("~one~ and ~~~three~~~", "_one_ and ~~~three~~~");
    shows("took ~5 minutes, not ~10", "took ~5 minutes, not ~10");
    shows("5~10 and 3~4", "5_10 and 3_4");
    shows("~~a~ b", "~~a~ b");
    shows("**~~a~~** b", "____a____ b");
}

#[test]
fn what_is_no_markup_stays_words() {
    for source in [
        "a_b_c and d_e",
        "2 * 3 * 4",
        "a < b > c",
        "`open",
        "Q&A; R&D",
        "it cost $5 and $6",
        "a ] b [ c",
        "[x] done",
        r"C:\server",
        "<3 and <5ms>",
        "x**2 and y **",
        "{{ a }}",
        "![x]",
        "[a](b c)",
    ] {
        shows(source, source);
    }
}

#[test]
fn markup_is_dress() {
    shows("**Why** did *it* ___so___", "__Why__ did _it_ ___so___");
    shows(r"`` a`b `` and `c\`", r"___a`b___ and _c\_");
    shows("[a](b \"c\") ![d](<e f>) [g][h] [i][]", "_a________ __d________ _g____ _i___");
    shows("[![a](b)](c) [d [e](f)](g)", "___a________ [d _e____](g)");
    shows("<b>a</b> <!-- b -- c --> <a@b.c>", "___a____ _______________ _a@b.c_");
    shows("**“Word”**der \\*a\\*", "**“Word”**der _*a_*");
    shows("*a [b*](c) d*", "_a _b*____ d_");
}
