//! Whatever the text is: no panic, linear time, and rewrites that leave everything else as it was.

#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

mod common;

use std::time::{Duration, Instant};

use askhow_document::{Piece, PieceKind, Prose, Span};
use askhow_phrasing::{Place, rules};
use common::{
    PHRASES, assert_fits, check_markdown, findings_fit, rewrites_take_their_findings_away, rungs_fit,
};
use proptest::prelude::*;

/// What rules find things in, and what may break them.
fn text() -> impl Strategy<Value = String> {
    let words: Vec<String> = rules()
        .flat_map(|rule| rule.fires)
        .flat_map(|text| text.split(' '))
        .map(str::to_owned)
        .chain(
            [
                "why",
                "Why",
                "WHY",
                "Why 2:",
                "That's why",
                "which is why",
                "the reason why",
                "did",
                "was",
                "n’t",
                "didn't",
                "not",
                "the",
                "pool",
                "fail",
                "`why`",
                "**",
                "_",
                "](x)",
                "[",
                "\n",
            ]
            .map(str::to_owned),
        )
        .chain(
            [
                "?", ".", ",", "(", ")", "“", "”", "\"", "é", "\u{301}", "日本", "\u{200d}", "🙂", "\u{a0}",
                "\\*", "<b>", "&nbsp;",
            ]
            .map(str::to_owned),
        )
        .collect();
    let word = prop_oneof![8 => proptest::sample::select(words), 1 => "\\PC{0,4}"];
    let blank = prop_oneof![6 => Just(" "), 1 => Just(""), 1 => Just("\n")];
    proptest::collection::vec((word, blank), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(word, blank)| format!("{word}{blank}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_and_fixes_fit_any_text(text in text()) {
        findings_fit(&text);
    }

    #[test]
    fn rungs_and_what_is_told_anew_fit_any_text(text in text(), at in 0_usize..200) {
        rungs_fit(&text, at);
    }

    #[test]
    fn findings_and_fixes_fit_any_dress(text in text(), cuts in proptest::collection::vec((0_usize..200, 0_usize..5), 0..12)) {
        // Pieces that no parser would make: marks and breaks anywhere.
        let mut ends: Vec<(usize, PieceKind)> = cuts
            .into_iter()
            .map(|(at, kind)| {
                let kinds = [PieceKind::Text, PieceKind::Mark, PieceKind::Code, PieceKind::Address, PieceKind::Break];
                ((0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap(), kinds[kind])
            })
            .collect();
        ends.push((text.len(), PieceKind::Text));
        ends.sort_by_key(|(at, _)| *at);
        let mut start = 0;
        let mut pieces = Vec::new();
        for (end, kind) in ends {
            if start < end {
                pieces.push(Piece { span: Span::new(start, end), kind });
                start = end;
            }
        }
        let prose = Prose { source: &text, pieces, links: Vec::new() };
        for hit in PHRASES.check(&prose, Place::default()) {
            assert_fits(&text, &hit.finding);
        }
    }

    #[test]
    fn a_rewrite_takes_its_finding_away(text in text()) {
        rewrites_take_their_findings_away(&text);
    }
}

/// What rules find things in, each word in a dress that is plain, or nearly.
fn dressed() -> impl Strategy<Value = String> {
    let examples: Vec<&str> = rules().flat_map(|rule| rule.fires).copied().collect();
    let dress = [
        ("", ""),
        ("", ""),
        ("", ""),
        ("", ""),
        ("*", "*"),
        ("**", "**"),
        ("_", "_"),
        ("`", "`"),
        ("[", "](a_b.md#c)"),
        ("[", "]"),
        ("[", "][b]"),
        ("<", ">"),
        ("<https://a.b/", ">"),
        ("&nbsp;", ""),
        ("", "&amp;"),
        ("\\", ""),
        ("~", ""),
        ("<b>", "</b>"),
        ("w*h*y ", ""),
        ("**Then:** ", ""),
        ("(", ")"),
    ];
    let blank = prop_oneof![8 => Just(" "), 1 => Just("\n"), 1 => Just("  \n  "), 1 => Just("\r\n"), 1 => Just("\n> ")];
    let dress = proptest::collection::vec((proptest::sample::select(dress.to_vec()), blank), 40);
    (proptest::sample::select(examples), 0_usize..4, 1_usize..4, dress).prop_map(
        |(text, every, words, dress)| {
            let all: Vec<&str> = text.split(' ').collect();
            let mut dress = dress.into_iter().cycle();
            let pieces = all.chunks(words).enumerate().filter_map(|(nth, words)| {
                let ((open, close), blank) = dress.next()?;
                let (open, close) = if nth % (every + 1) == 0 { (open, close) } else { ("", "") };
                Some(format!("{open}{}{close}{blank}", words.join(" ")))
            });
            pieces.collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_found_where_a_quick_look_says_that_nothing_can_be(text in dressed()) {
        // It is asserted there of every block.
        check_markdown(&text, &mut |_, _| {});
    }
}

/// What an editor asks at the cursor, in an endless sentence.
#[test]
fn rungs_and_tellings_of_long_texts_take_linear_time() {
    for text in ["why ".repeat(10_000), "that's why it is so and ".repeat(10_000), "Why? ".repeat(10_000)] {
        let prose = Prose::of_plain(&text);
        let start = Instant::now();
        let rung = PHRASES.rung(&prose, Place::default());
        let told = PHRASES.retell(&prose, Place::default(), text.len() / 2);
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}: {rung:?} {told:?}", start.elapsed());
    }
}

#[track_caller]
fn within(limit: Duration, text: &str) -> usize {
    let start = Instant::now();
    let count = PHRASES.check(&Prose::of_plain(text), Place::default()).len();
    let took = start.elapsed();
    assert!(took < limit, "{took:?} for {} bytes", text.len());
    count
}

#[test]
fn long_texts_take_linear_time() {
    // Generous: a debug build on a busy machine. Quadratic time would take minutes.
    let limit = Duration::from_secs(10);
    assert!(within(limit, &"why ".repeat(10_000)) >= 1);
    within(limit, &"why did ".repeat(2_500));
    within(limit, &"Why did the deploy fail? ".repeat(2_500));
    within(limit, &format!("Why did {}fail?", "the very long subject ".repeat(50_000)));
    within(limit, &format!("Why was {}cold?", "the alert that we made ".repeat(12_500)));
    within(limit, &format!("We don't know why {}failed.", "the node in the rack, ".repeat(12_500)));
    within(limit, &"\"why ".repeat(5_000));
    within(limit, &"the root cause of ".repeat(2_500));
    within(limit, &"we should have noticed, and we thought that only we knew, ".repeat(5_000));
    within(limit, &"(".repeat(200_000));
    within(limit, &"some users ".repeat(5_000));
    within(limit, &"the reason why it is still ".repeat(5_000));
    within(limit, &format!("the reason why {}unknown", "it is still not ".repeat(50_000)));
}
