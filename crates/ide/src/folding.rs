//! Folding: what can be put away while one reads the rest.

use askhow_document::{BlockKind, Span};

use crate::Snapshot;

/// A stretch of several lines that folds into its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From its first line to the end of the last one with words.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A heading and all that stands under it.
    Section,
    /// A list item with what is nested in it.
    Item,
    /// A comment: the questions of a template, mostly.
    Comment,
    /// Front matter.
    FrontMatter,
    /// A log, a command, a query.
    Code,
}

/// Everything that folds, in the order of the text, what holds others before them.
pub fn folds(snapshot: &Snapshot) -> Vec<Fold> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let review = snapshot.review();
    let sections = review
        .outline
        .parts
        .iter()
        .map(|part| Fold { span: part.heading.cover(part.body), kind: FoldKind::Section });
    let mut folds: Vec<Fold> = sections.collect();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let text = facts.segment.text();
        folds.extend(facts.segment.blocks().iter().filter_map(|block| {
            let kind = match block.kind {
                BlockKind::Item { .. } => FoldKind::Item,
                BlockKind::FrontMatter { .. } => FoldKind::FrontMatter,
                BlockKind::Code => FoldKind::Code,
                BlockKind::Html if facts.segment.begins_comment(block.span.of(text)) => FoldKind::Comment,
                _ => return None,
            };
            Some(Fold { span: block.span.shift(*start), kind })
        }));
    }
    let text = snapshot.text();
    folds.retain_mut(|fold| {
        fold.span = text.trimmed(fold.span);
        text.line_of(fold.span.start) < text.line_of(fold.span.end)
    });
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    // A bold item that serves as a heading is both, and folds once.
    folds.dedup_by_key(|fold| text.line_of(fold.span.start));
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{crlf, no_review, snapshot};

    /// Each fold as its kind and the numbers of its lines, counted from 1.
    #[track_caller]
    fn check(text: &str, expected: &[(FoldKind, usize, usize)]) {
        for text in [text.to_owned(), crlf(text)] {
            let snapshot = snapshot(&text);
            let line = |at| snapshot.text().line_of(at) + 1;
            let found: Vec<_> =
                folds(&snapshot).iter().map(|it| (it.kind, line(it.span.start), line(it.span.end))).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn sections_fold_with_what_they_hold() {
        use FoldKind::Section;
        let text = "# Slow\n\n## Risks\n\n- One.\n\n### More\n\nText.\n\n\nTimeline\n========\n\n16:40 a\n\n**References**\n\nb\n";
        check(
            text,
            &[(Section, 1, 9), (Section, 3, 9), (Section, 7, 9), (Section, 12, 19), (Section, 17, 19)],
        );
    }

    #[test]
    fn items_fold_with_what_is_nested_in_them() {
        use FoldKind::{Item, Section};
        let text =
            "## Timeline\n\n- 16:40 a\n  - nested\n    further\n- 16:41 b\n- 16:42 c\n\n  More of it.\n";
        check(text, &[(Section, 1, 9), (Item, 3, 5), (Item, 4, 5), (Item, 7, 9)]);
    }

    #[test]
    fn comments_front_matter_and_code_fold() {
        use FoldKind::{Code, Comment, FrontMatter, Section};
        let text = "---\nseverity: SEV1\n---\n\n# Slow\n\n<!--\nHow?\n\nWho?\n-->\n\n```\na\nb\n```\n\n<!-- one line -->\n";
        check(text, &[(FrontMatter, 1, 3), (Section, 5, 18), (Comment, 7, 11), (Code, 13, 16)]);
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        assert_eq!(folds(&no_review()), []);
    }
}
