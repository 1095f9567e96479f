//! Whatever the text: places lie inside it.

#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use askhow_document::{FrontSyntax, Span};
use askhow_review::front_matter::read_front_matter;
use askhow_review::settings::{self, Known};
use askhow_review::{TeamSections, form, links::LinkPattern, nearest::nearest};

#[track_caller]
pub fn fits(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
}

/// All that reads names, fields, front matter, settings and patterns of links gives places inside the text.
pub fn places_fit(text: &str) {
    if let Some(named) = TeamSections::default().recognise(text) {
        fits(text, named.span);
    }
    for (key, value) in form::split_field(text).into_iter().chain(form::split_bare_field(text)) {
        fits(text, key);
        fits(text, value);
    }
    for syntax in [FrontSyntax::Yaml, FrontSyntax::Toml, FrontSyntax::Json] {
        let front = read_front_matter(text, syntax);
        for entry in &front.entries {
            fits(text, entry.key);
            fits(text, entry.value);
        }
        if let Some(problem) = front.problem {
            fits(text, problem.span);
        }
    }
    let rules = ["phrasing/root-cause"];
    for problem in settings::read_toml(text, &Known { rules: &rules, glob: None }).problems {
        fits(text, problem.span.unwrap());
    }
    if let Ok(pattern) = LinkPattern::parse(text) {
        for (span, _) in pattern.find(text, "$1") {
            fits(text, span);
        }
    }
    nearest(text, ["Timeline", "root cause"]);
}
