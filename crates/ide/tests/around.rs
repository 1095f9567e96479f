//! Whatever the text, what editors draw around it lies on character boundaries inside it, and a renaming changes
//! nothing but the name.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use askhow_document::{Span, apply_edits};
use askhow_ide::LinkTarget;
use proptest::prelude::*;

use crate::common::snapshot;

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

#[track_caller]
fn fits(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
}

proptest! {
    #[test]
    fn places_lie_inside_the_text(text in text(), at in 0..200_usize) {
        let snapshot = snapshot(&text);
        for fold in askhow_ide::folds(&snapshot) {
            fits(&text, fold.span);
        }
        for lens in askhow_ide::lenses(&snapshot) {
            fits(&text, lens.span);
            prop_assert!(!lens.title.is_empty());
        }
        let mut done = 0;
        for link in askhow_ide::links(&snapshot) {
            fits(&text, link.span);
            prop_assert!(link.span.start >= done, "links overlap in {text:?}");
            done = link.span.end;
            if let LinkTarget::Place(place) = link.target {
                fits(&text, Span::empty(place));
            }
        }
        let mut done = 0;
        for token in askhow_ide::tokens(&snapshot, Span::new(0, text.len())) {
            fits(&text, token.span);
            prop_assert!(token.span.start >= done && !token.span.is_empty(), "tokens overlap in {text:?}");
            prop_assert!(!token.span.of(&text).contains(['\n', '\r']));
            done = token.span.end;
        }
        let chain = askhow_ide::selections(&snapshot, at);
        prop_assert_eq!(chain.last(), Some(&Span::new(0, text.len())));
        chain.iter().for_each(|span| fits(&text, *span));
        for action in askhow_ide::actions(&snapshot, Span::empty(at.min(text.len())), |_| true, Some("")) {
            action.edits().iter().for_each(|edit| fits(&text, edit.span));
        }
    }

    #[test]
    fn renaming_there_and_back_changes_nothing(text in text(), at in 0..200_usize) {
        let new_name = "Zebra-7";
        let before = snapshot(&text);
        let at = before.text().floor(at);
        let Some(name) = askhow_ide::name_at(&before, at) else { return Ok(()) };
        fits(&text, name.span);
        prop_assert_eq!(name.span.of(&text), name.text.as_str());
        let edits = askhow_ide::rename(&before, at, new_name).unwrap();
        prop_assert!(edits.iter().any(|edit| edit.span == name.span), "the name itself stays in {text:?}");
        let mut done = 0;
        for edit in &edits {
            prop_assert!(edit.span.start >= done && edit.span.of(&text) == name.text);
            done = edit.span.end;
        }
        let renamed = apply_edits(&text, &edits);
        prop_assert_eq!(renamed.replace(new_name, &name.text), text);
    }
}
