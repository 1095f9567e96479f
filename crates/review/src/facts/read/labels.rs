//! Sections that are named in bold: alone in a line, or before what is told of them.

use askhow_document::Span;

use super::Reader;
use crate::facts::LabelFact;
use crate::names::Named;
use crate::section::Section;

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

    /// The sections that are told behind labels: `**What went well**: Ada saw it.`, `Trigger: a new image was shipped`,
    /// `Timeline:` with a list below (`below` where it ends), and a term with what is said of it behind a colon in the next
    /// line. Each line of a paragraph may begin with one.
    pub(super) fn labels(&mut self, content: Span, below: Span) {
        let mut at = content.start;
        let mut lines = content.of(self.segment.text()).split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let here = Span::new(at, at + line.trim_end().len());
            at += line.len();
            let end = if lines.peek().is_none() { below.end } else { here.end };
            let span = Span::new(here.start.min(below.start.max(content.start)), end);
            let is_above = lines.peek().is_some() || end > content.end;
            let is_term = lines.peek().is_some_and(|next| next.trim_start().starts_with(": "));
            if !self.label(here, span) {
                self.plain_label(here, span, is_above, is_term);
            }
        }
    }

    fn plain_label(&mut self, content: Span, span: Span, is_above: bool, is_term: bool) {
        let line = content.of(self.segment.text()).trim();
        let (name, told) = match line.split_once(':') {
            Some((name, told)) => (name, told),
            None if is_term => (line, ""),
            None => return,
        };
        let n_words = told.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        let fills_in = told.is_empty() && !is_above || !told.is_empty() && n_words < MOST_OF_A_FIELD;
        if fills_in || !is_plain_name(name) {
            return;
        }
        if let Some(named) = self.recognise(name).filter(|named| named.whole.is_some()) {
            self.labels.extend(named.sections().map(|section| LabelFact { section, span, fills_in: false }));
        }
    }

    /// The section that the head of a table says its rows are: `| Action item | Owner |`.
    pub(super) fn head_label(&mut self, cells: &[Span], span: Span) {
        let text = self.segment.text();
        let head = |cell: Option<&Span>| cell.map_or("", |cell| cell.of(text)).trim();
        let first = head(cells.first());
        // A column of numbers in front.
        let name =
            if first.chars().filter(|c| c.is_alphabetic()).count() < 3 { head(cells.get(1)) } else { first };
        let named =
            self.recognise(name).filter(|named| named.whole.is_some() && !named.is(Section::Timeline));
        if let Some(named) = named.filter(|_| cells.len() > 1) {
            self.labels.extend(named.section.map(|section| LabelFact { section, span, fills_in: false }));
        }
    }

    /// Whether it is a bold label: a word or two behind it (`**Risk**: low`) fill in a form.
    fn label(&mut self, content: Span, span: Span) -> bool {
        let source = content.of(self.segment.text()).trim();
        let parts = ["**", "__"].into_iter().find_map(|mark| source.strip_prefix(mark)?.split_once(mark));
        let Some((inside, told)) = parts else { return false };
        let ends = inside.ends_with([':', '.']) || told.trim_start().starts_with([':', '–', '—']);
        let n_words = told.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        // `**The champion was never at risk.**` is a sentence, and no name.
        let is_sentence = inside.ends_with('.') && inside.split_whitespace().count() > MOST_OF_A_NAME;
        if !ends || is_sentence || inside.contains('\n') {
            return false;
        }
        if let Some(named) = self.recognise(inside.trim_end_matches([':', '.'])) {
            let fills_in = n_words < MOST_OF_A_FIELD;
            self.labels.extend(named.sections().map(|section| LabelFact { section, span, fills_in }));
        }
        true
    }
}

/// A few words, the first with a capital.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= MOST_OF_A_NAME
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&' | '/' | '\'' | '’'))
}
