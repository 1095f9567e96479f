//! Whatever the text, names, fields, front matter and settings are read without harm: every place given out
//! lies on character boundaries inside the text.

#![allow(clippy::unwrap_used, missing_docs)]

use askhow_document::{FrontSyntax, Span};
use askhow_review::front_matter::read_front_matter;
use askhow_review::settings::{self, Known};
use askhow_review::{TeamSections, form, links::LinkPattern, nearest::nearest};
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

#[track_caller]
fn fits(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
}

proptest! {
    #[test]
    fn places_lie_inside_the_text(text in text()) {
        if let Some(named) = TeamSections::default().recognise(&text) {
            fits(&text, named.span);
        }
        for (key, value) in form::split_field(&text).into_iter().chain(form::split_bare_field(&text)) {
            fits(&text, key);
            fits(&text, value);
        }
        for syntax in [FrontSyntax::Yaml, FrontSyntax::Toml, FrontSyntax::Json] {
            let front = read_front_matter(&text, syntax);
            for entry in &front.entries {
                fits(&text, entry.key);
                fits(&text, entry.value);
            }
            if let Some(problem) = front.problem {
                fits(&text, problem.span);
            }
        }
        let rules = ["phrasing/root-cause"];
        for problem in settings::read_toml(&text, &Known { rules: &rules, glob: None }).problems {
            fits(&text, problem.span.unwrap());
        }
        if let Ok(pattern) = LinkPattern::parse(&text) {
            for (span, _) in pattern.find(&text, "$1") {
                fits(&text, span);
            }
        }
        nearest(&text, ["Timeline", "root cause"]);
    }
}
