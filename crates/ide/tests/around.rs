//! Whatever the text, what editors draw around it lies on character boundaries inside it, and a renaming changes
//! nothing but the name.

#![allow(missing_docs)]

mod common;

use common::places::{places_fit, renaming_there_and_back_is_nothing};
use proptest::prelude::*;

/// Pieces that links, names, folds and tokens are made of, among letters of one to four bytes.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé🔥 ]{0,6}",
        prop::sample::select(vec![
            "## Timeline\n\n",
            "## Risks\n",
            "# Slow\n",
            "**Artifacts**\n\n",
            "- ",
            "  - ",
            "16:40 ",
            "2019-03-25 ",
            "Ana sees ",
            "Ben thinks ",
            "`web-api`",
            "web-api",
            "@ana",
            "Ana",
            "[",
            "]",
            "(",
            ")",
            "](",
            "[^1]",
            "[^1]: ",
            "\n[x]: y.png\n",
            "<",
            ">",
            "<!--",
            "-->",
            "```\n",
            "| ",
            " |",
            "\n| --- |\n",
            "\n",
            "\r\n",
            "\n\n",
            "graphs/a.png",
            "https://example.org/",
            "OPS-1",
            "---\nassignee: Ana\n---\n",
            "\\",
            "*",
            "_",
            "> ",
            "Severity: SEV1\n",
            "Why did it fail?",
            "\u{feff}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn places_lie_inside_the_text(text in text(), at in 0..200_usize) {
        places_fit(&text, at);
    }

    #[test]
    fn renaming_there_and_back_changes_nothing(text in text(), at in 0..200_usize) {
        renaming_there_and_back_is_nothing(&text, at);
    }
}
