//! What a template says: words that stand in a review as nobody has written them there.

use std::collections::HashSet;
use std::sync::Arc;

use askhow_document::{Block, BlockKind, Document, Segment};

/// The headings, paragraphs, items and rows of a template, by their words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boilerplate(HashSet<String>);

impl Boilerplate {
    /// Reads the text of a template.
    pub fn read(template: &str) -> Self {
        let document = Document::new(template);
        let segments = document.segments().iter();
        Self(segments.flat_map(|it| it.blocks().iter().filter_map(|block| words(it, block))).collect())
    }

    /// Whether a block says what one of the templates does, word by word. Its lines may be broken elsewhere.
    pub(crate) fn is_in(templates: &[Arc<Self>], segment: &Segment, block: &Block) -> bool {
        !templates.is_empty()
            && words(segment, block).is_some_and(|words| templates.iter().any(|it| it.0.contains(&words)))
    }
}

/// The words of a block that somebody can have written, one blank between two of them.
fn words(segment: &Segment, block: &Block) -> Option<String> {
    let span = match block.kind {
        BlockKind::Paragraph | BlockKind::Row { header: false, .. } => block.content,
        BlockKind::Heading { .. } => block.content,
        BlockKind::Code | BlockKind::Html | BlockKind::LinkDefinition { .. } => block.span,
        _ => return None,
    };
    // The words of a heading say nothing elsewhere.
    let mark = if matches!(block.kind, BlockKind::Heading { .. }) { "# " } else { "" };
    let words = span.of(segment.text()).split_whitespace().filter(|word| *word != ">");
    let words = words.collect::<Vec<_>>().join(" ");
    words.contains(char::is_alphabetic).then(|| format!("{mark}{words}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_the_templates_as_long_as_nobody_touches_it() {
        let template = [Arc::new(Boilerplate::read(
            "# Review\n\nTell what you saw.\n\n- Who was\n  paged\n\n| a | b |\n| - | - |\n| First | |\n\n```list\n- [ ]\n```\n\n[1]: https://example.com\n",
        ))];
        let ours = |text: &str| {
            let document = Document::new(text);
            let mut blocks =
                document.segments().iter().flat_map(|it| it.blocks().iter().map(move |b| (it, b)));
            blocks.any(|(segment, block)| Boilerplate::is_in(&template, segment, block))
        };
        for text in [
            "Tell what\nyou saw.",
            "* Who was paged",
            "> Tell what\n> you saw.",
            "|x|y|\n|-|-|\n| First | |",
            "```list\n- [ ]\n```",
            "[1]: https://example.com",
            "## Review",
        ] {
            assert!(ours(text), "{text}");
        }
        for text in [
            "Tell what you saw. We saw mail.",
            "- Who was paged? Ana.",
            "# Review of mail",
            "Review",
            "-",
            "|x|y|\n|-|-|\n| First | Ana |",
        ] {
            assert!(!ours(text), "{text}");
        }
    }
}
