//! What a fix would write: the rewritten line, where it is one.

use askhow_document::{Edit, Fix, Span, Text, apply_edits};

/// Texts longer than this are told by the title of the fix.
const MAX_BYTES: usize = 400;

/// The line as the fix leaves it; where it touches several lines, or a line too long to show, what will
/// happen.
pub fn preview(text: &Text, fix: &Fix) -> String {
    rewritten(text, fix).unwrap_or_else(|| fix.title.clone())
}

fn rewritten(text: &Text, fix: &Fix) -> Option<String> {
    let first = fix.edits.first()?;
    let last = fix.edits.last()?;
    let line = text.line_of(first.span.start);
    let span = text.line_span(line);
    if last.span.end > span.end || span.len() > MAX_BYTES {
        return None;
    }
    let edits: Vec<Edit> = fix
        .edits
        .iter()
        .map(|edit| {
            let start = edit.span.start.saturating_sub(span.start);
            Edit::new(Span::new(start, start + edit.span.len()), edit.new_text.as_str())
        })
        .collect();
    let after = apply_edits(&text.slice(span), &edits);
    let after = after.trim_matches(['\n', '\r']);
    let fits = after.contains(char::is_alphanumeric) && after.len() <= MAX_BYTES && !after.contains('\n');
    fits.then(|| after.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, edits: &[(usize, usize, &str)], expected: &str) {
        let fix = Fix {
            title: "Do it".into(),
            preferred: true,
            safe: true,
            edits: edits.iter().map(|(start, end, new)| Edit::new(Span::new(*start, *end), *new)).collect(),
            item: None,
        };
        assert_eq!(preview(&Text::new(text), &fix), expected);
    }

    #[test]
    fn one_line_is_shown_as_it_will_be() {
        check("a\n- Why so?\r\nb\n", &[(4, 7, "How")], "- How so?");
        check("Why, why?", &[(0, 3, "How"), (5, 8, "how")], "How, how?");
    }

    #[test]
    fn what_is_more_than_a_line_is_told_in_words() {
        check("a\nb\n", &[(0, 4, "b\na\n")], "Do it");
        check("a\n", &[(2, 2, "\n## Mitigators\n\n- \n")], "Do it");
        check("a\n", &[(0, 2, "")], "Do it");
        check("a\n", &[], "Do it");
        check("a\n\n", &[(2, 2, "- ")], "Do it");
    }
}
