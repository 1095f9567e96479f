//! Selection that grows: from a word to its line, item, section and the whole review.

use askhow_document::{BlockKind, Span};

use crate::Snapshot;

/// What can be selected around `offset`: the smallest first, each inside the next, the whole text last.
pub fn selections(snapshot: &Snapshot, offset: usize) -> Vec<Span> {
    let text = snapshot.text();
    let whole = Span::new(0, text.len());
    if !snapshot.is_review() {
        return vec![whole];
    }
    let offset = text.floor(offset);
    let review = snapshot.review();
    let mut around: Vec<Span> = word(snapshot, offset).into_iter().collect();
    for field in &review.form.fields {
        around.extend([field.key, field.value, field.span]);
    }
    if let Some((facts, start)) = review.segment_at(offset) {
        let blocks = facts.segment.blocks();
        for block in blocks.iter().filter(|block| block.span.shift(start).touches(offset)) {
            if let BlockKind::Row { cells, .. } = &block.kind {
                around.extend(cells.iter().map(|cell| cell.shift(start)));
            }
            around.extend([block.content.shift(start), block.span.shift(start)]);
        }
        let lines = facts.lines.iter().filter(|line| line.content.shift(start).touches(offset));
        for line in lines {
            around.push(line.content.shift(start));
            if let Some(stamp) = &line.stamp {
                around.push(facts.line_words(line).source_span(stamp.span).shift(start));
            }
        }
    }
    let part = review.outline.part_at(offset);
    for index in std::iter::successors(part, |index| review.outline.parts.get(*index)?.parent) {
        let Some(part) = review.outline.parts.get(index) else { break };
        around.extend([part.content, part.own, part.heading.cover(part.own), part.heading.cover(part.body)]);
    }
    around.push(whole);
    nested(snapshot, around, offset)
}

/// Those around `offset` that lie in one another.
fn nested(snapshot: &Snapshot, around: Vec<Span>, offset: usize) -> Vec<Span> {
    let text = snapshot.text();
    let whole = Span::new(0, text.len());
    let trim = |span: Span| if span == whole { span } else { trimmed_both(snapshot, span) };
    // Most of a long form lie elsewhere, and need no look at the text.
    let near = around.into_iter().filter(|span| span.touches(offset));
    let mut around: Vec<Span> =
        near.map(trim).filter(|span| span.touches(offset) && !span.is_empty()).collect();
    around.sort_by_key(|span| (span.len(), span.start));
    let mut chain: Vec<Span> = Vec::new();
    for span in around {
        let holds = chain
            .last()
            .is_none_or(|last| span.start <= last.start && last.end <= span.end && span.len() > last.len());
        if holds {
            chain.push(span);
        }
    }
    if chain.is_empty() {
        chain.push(whole);
    }
    chain
}

/// Without blanks and line breaks at both ends.
fn trimmed_both(snapshot: &Snapshot, span: Span) -> Span {
    let span = snapshot.text().trimmed(span);
    let head = snapshot.text().slice(Span::new(span.start, span.end.min(span.start + 256)));
    Span::new(span.start + head.len() - head.trim_start().len(), span.end)
}

/// The word at `offset`, with the hyphens and dots inside it (`checkout-api`).
fn word(snapshot: &Snapshot, offset: usize) -> Option<Span> {
    let text = snapshot.text();
    let line = text.line_span(text.line_of(offset));
    let words = text.slice(line);
    let (before, after) = words.split_at_checked(offset - line.start)?;
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '\'' | '\u{2019}');
    let head = before.len() - before.trim_end_matches(is_inner).len();
    let tail = after.len() - after.trim_start_matches(is_inner).len();
    let span = Span::new(offset - head, offset + tail);
    let is_edge = |c: char| !c.is_alphanumeric() && c != '_';
    let found = text.slice(span);
    let front = found.len() - found.trim_start_matches(is_edge).len();
    let kept = found.trim_matches(is_edge).len();
    let span = Span::new(span.start + front, span.start + front + kept);
    (kept > 0 && span.touches(offset)).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{cursor, no_review, shown, snapshot};

    #[track_caller]
    fn check(fixture: &str, expected: &[&str]) {
        let (text, at) = cursor(fixture);
        let found: Vec<_> = selections(&snapshot(&text), at).iter().map(|span| shown(&text, *span)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn it_grows_from_a_word_to_the_review() {
        check(
            "# Slow\n\n## Risks\n\n- The other ca$0che\n  - is as full\n\n### More\n\nText.\n",
            &[
                "cache",
                "The other cache",
                "- The other cache⏎  - is as full",
                "## Risks⏎⏎- The other cache⏎  - is as full",
                "## Risks⏎⏎- The other cache⏎  - is as full⏎⏎### More⏎⏎Text.",
                "# Slow⏎⏎## Risks⏎⏎- The other cache⏎  - is as full⏎⏎### More⏎⏎Text.⏎",
            ],
        );
    }

    #[test]
    fn a_stamp_is_one_step() {
        check(
            "# S\n\n## Timeline\n\n- 2019-03-25 16:$040 UTC Ana pages\n- 17:00 b\n",
            &[
                "16:40",
                "2019-03-25 16:40 UTC",
                "2019-03-25 16:40 UTC Ana pages",
                "- 2019-03-25 16:40 UTC Ana pages",
                "- 2019-03-25 16:40 UTC Ana pages⏎- 17:00 b",
                "## Timeline⏎⏎- 2019-03-25 16:40 UTC Ana pages⏎- 17:00 b",
                "# S⏎⏎## Timeline⏎⏎- 2019-03-25 16:40 UTC Ana pages⏎- 17:00 b⏎",
            ],
        );
    }

    #[test]
    fn a_cell_then_its_row() {
        check(
            "| Time | What |\n| --- | --- |\n| 16:40 | Ana pa$0ges |\n",
            &[
                "pages",
                "Ana pages",
                "16:40 | Ana pages",
                "| 16:40 | Ana pages |",
                "| Time | What |⏎| --- | --- |⏎| 16:40 | Ana pages |⏎",
            ],
        );
    }

    #[test]
    fn a_field_then_its_line() {
        check(
            "# S\n\nSeverity: SEV$01\n\n## Risks\n",
            &["SEV1", "Severity: SEV1", "# S⏎⏎Severity: SEV1", "# S⏎⏎Severity: SEV1⏎⏎## Risks⏎"],
        );
    }

    #[test]
    fn each_holds_the_one_before_wherever_the_cursor_is() {
        let text = "---\na: b\n---\n# Été\n\n- [ ] x **y** `z`\n\n> quoted\n\n| a | |\n|---|---|\n| é | 🔥 |\n\n```\ncode\n```\n";
        let snapshot = snapshot(text);
        for offset in 0..=text.len() {
            let chain = selections(&snapshot, offset);
            for pair in chain.windows(2) {
                let [inner, outer] = pair else { continue };
                assert!(outer.start <= inner.start && inner.end <= outer.end && inner != outer, "{chain:?}");
            }
            assert_eq!(chain.last(), Some(&Span::new(0, text.len())));
            assert!(chain.iter().all(|span| text.get(span.start..span.end).is_some()));
        }
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        assert_eq!(selections(&no_review(), 3).len(), 1);
    }
}
