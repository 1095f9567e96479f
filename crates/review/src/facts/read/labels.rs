//! Sections that are named in bold: alone in a line, or before what is told of them.

use askhow_document::Span;

use super::Reader;
use crate::facts::LabelFact;
use crate::names::Named;

/// What stands behind a label tells something from this many words on.
const MOST_OF_A_FIELD: usize = 3;

/// A bold label of more words that ends with a stop is a sentence.
const MOST_OF_A_NAME: usize = 4;

impl Reader<'_> {
    /// The name of a section that is all of a bold line.
    pub(super) fn bold_label(&self, content: Span) -> Option<(String, Named)> {
        let source = content.of(self.segment.text()).trim();
        let source = source.strip_suffix(':').unwrap_or(source);
        let inside =
            ["**", "__"].into_iter().find_map(|mark| source.strip_prefix(mark)?.strip_suffix(mark))?;
        if inside.contains(['\n', '*', '_']) {
            return None;
        }
        let name = inside.trim().trim_end_matches(':').to_owned();
        let named = self.recognise(&name)?;
        Some((name, named))
    }

    /// The section that is told behind a bold label on the same line: `**What went well**: Ada saw it.` A word or two
    /// behind it (`**Risk**: low`) fill in a form.
    pub(super) fn label(&mut self, content: Span, span: Span) {
        let source = content.of(self.segment.text()).trim();
        let parts = ["**", "__"].into_iter().find_map(|mark| source.strip_prefix(mark)?.split_once(mark));
        let Some((inside, told)) = parts else { return };
        let ends = inside.ends_with([':', '.']) || told.trim_start().starts_with([':', '–', '—']);
        let n_words = told.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        // `**The champion was never at risk.**` is a sentence, and no name.
        let is_sentence = inside.ends_with('.') && inside.split_whitespace().count() > MOST_OF_A_NAME;
        if !ends || is_sentence || inside.contains('\n') {
            return;
        }
        if let Some(named) = self.recognise(inside.trim_end_matches([':', '.'])) {
            let fills_in = n_words < MOST_OF_A_FIELD;
            self.labels.extend(named.sections().map(|section| LabelFact { section, span, fills_in }));
        }
    }
}
