//! `form/missing`: a field without a value.

use askhow_document::{Edit, Finding, Fix, Level, Rule, Span};

use crate::fields::FieldRead;
use crate::findings::Want;
use crate::review::Review;
use crate::template::NOT_KNOWN;

/// A field that is not filled in.
pub static RULE: Rule = Rule {
    id: "form/missing",
    level: Level::Hint,
    summary: "A field of the form without a value",
    about: "A field without a value may mean that nobody knows, or that nobody asked. Fill it in, or write \
            that it is not known.",
    questions: &["Who could know?"],
    fires: &["# Checkout was slow\n\n- Severity:\n- Incident Start: 2019-03-25 16:40 UTC\n"],
    quiet: &["# Checkout was slow\n\n- Severity: not decided\n- Incident Start: 2019-03-25 16:40 UTC\n"],
};

pub(crate) fn check(review: &Review, want: Want, found: &mut Vec<Finding>) {
    // A template leaves its fields open, and nobody has got to them while little is written.
    if review.form.fields.is_empty() || !review.progress().is_under_way() || review.is_early() {
        return;
    }
    for read in &review.form.fields {
        if !read.text.trim().is_empty() || read.field.group().is_none() {
            continue;
        }
        let message = format!("{} is not filled in yet.", read.field.name());
        let mut finding = Finding::new(&RULE, read.key, message);
        if want == Want::Fixes {
            finding.fixes.push(not_known(review, read));
        }
        found.push(finding);
    }
}

/// Says that a value is not known, rather than leaving it out.
fn not_known(review: &Review, read: &FieldRead) -> Fix {
    let at = read.value.start;
    let before = review.text.slice(Span::new(review.text.floor(at.saturating_sub(1)), at));
    let blank = if before.ends_with([' ', '\t', '"', '\'']) { "" } else { " " };
    // Blanks at the end of the line go.
    let line = review.text.line_span(review.text.line_of(at));
    let rest = review.text.slice(Span::new(at, line.end.max(at))).into_owned();
    let blanks = rest.trim_end_matches(['\n', '\r']);
    let end = if blanks.trim().is_empty() { at + blanks.len() } else { at };
    Fix {
        title: format!("Write “{NOT_KNOWN}”"),
        preferred: false,
        safe: false,
        edits: vec![Edit::new(Span::new(at, end), format!("{blank}{NOT_KNOWN}"))],
        item: None,
    }
}
