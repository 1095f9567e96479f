//! Whatever the text, names, fields, front matter and settings are read without harm: every place given out
//! lies on character boundaries inside the text.

#![allow(missing_docs)]

mod common;

use common::places_fit;
use proptest::prelude::*;

/// Pieces that the readers look for, among letters of one to four bytes.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé🔥’' ]{0,6}",
        prop::sample::select(vec![
            "Timeline",
            "root cause",
            " of ",
            " and ",
            "&",
            ":",
            " - ",
            "(",
            ")",
            "[",
            "]",
            "**",
            "- ",
            "\t",
            "=",
            "\"",
            "'",
            "\"\"\"",
            "\n",
            "\r\n",
            "#",
            "---",
            "Severity",
            "2019-03-25",
            "{",
            "}",
            "1.",
            "rules",
            "\\",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn places_lie_inside_the_text(text in text()) {
        places_fit(&text);
    }
}
