//! Sections that are named in bold: alone in a line, or before what is told of them.

use askhow_document::{Block, Span};

use super::Reader;
use crate::facts::LabelFact;
use crate::names::Named;
use crate::section::Section;

/// What stands behind a label tells something from this many words on.
const MOST_OF_A_FIELD: usize = 3;

/// A bold label of more words that ends with a stop is a sentence.
const MOST_OF_A_NAME: usize = 4;

impl Reader<'_> {
    /// The name of a section that is all of a bold line. In italics it is one where no word is left over, since much
    /// else stands in them.
    pub(super) fn bold_label(&self, content: Span) -> Option<(String, Named)> {
        let source = content.of(self.segment.text()).trim();
        let source = source.strip_suffix(':').unwrap_or(source);
        let unwrapped = |mark: &str| source.strip_prefix(mark)?.strip_suffix(mark);
        let (mark, inside) = ["***", "___", "**", "__", "*", "_"]
            .into_iter()
            .find_map(|mark| Some((mark, unwrapped(mark)?)))?;
        if inside.contains(['\n', '*', '_']) {
            return None;
        }
        let name = inside.trim().trim_end_matches(':').to_owned();
        let named = self.recognise(&name).filter(|named| mark.len() > 1 || named.whole.is_some())?;
        Some((name, named))
    }

    /// The names that HTML shows as headings, or folds what follows under: `<h2>Timeline</h2>`,
    /// `<summary>Timeline</summary>`. What stands below is not read as that section, and nobody can say that it is
    /// missing.
    pub(super) fn names_in_html(&mut self, block: &Block) {
        let html = block.span.of(self.segment.text());
        let sections = &self.rules.sections;
        for (at, _) in html.match_indices('<') {
            let tag = html.get(at + 1..).and_then(|rest| rest.split_once('>'));
            let Some((_, shown)) = tag.filter(|(tag, _)| is_heading_tag(tag)) else { continue };
            let name = shown.split('<').next().unwrap_or_default();
            let named = self.recognise(name);
            let is_named = |section: Section| named.as_ref().is_some_and(|named| named.is(section));
            let near = Section::NINE.into_iter().filter(|it| sections.is_near(name, *it) || is_named(*it));
            let near: Vec<_> = near.map(|section| (section, block.span.start + at)).collect();
            self.near.extend(near);
        }
    }

    /// The sections that are told behind labels: `**What went well**: Ada saw it.`, `Trigger: a new image was shipped`,
    /// `Timeline:` with a list below (`below` is the block with what is listed), and a term with what is said of it behind
    /// a colon in the next line. Any line may begin with one; what is told goes on to the next label.
    pub(super) fn labels(&mut self, content: Span, below: Span) {
        let text = self.segment.text();
        let mut at = content.start;
        let mut labels: Vec<Label> = Vec::new();
        let mut lines = content.of(text).split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let is_term = lines.peek().is_some_and(|next| next.trim_start().starts_with(": "));
            labels.extend(bold(line, at).or_else(|| plain(line, at, is_term)));
            at += line.len();
        }
        let ends: Vec<usize> = labels.iter().skip(1).map(|next| next.start).chain([content.end]).collect();
        for (label, end) in labels.into_iter().zip(ends) {
            let told = Span::new(label.told, end).of(text);
            let n_words = told.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
            let lists = end == content.end && below.end > content.end;
            let fills_in = n_words < MOST_OF_A_FIELD && !(lists && n_words == 0);
            // Without bold there is nothing but its text that makes it a label.
            if fills_in && !label.is_bold {
                continue;
            }
            let named = self.recognise(label.name.of(text));
            let Some(named) = named.filter(|named| label.is_bold || named.whole.is_some()) else {
                let sections = &self.rules.sections;
                let near = |section| sections.is_near(label.name.of(text), section);
                self.near.extend(
                    Section::NINE.into_iter().filter(|it| near(*it)).map(|section| (section, label.start)),
                );
                continue;
            };
            let span = Span::new(label.start, if end == content.end { below.end.max(end) } else { end });
            // Two words are a value as well as all that there is to tell: `Trigger: a deploy.`
            if fills_in && n_words > 1 {
                self.near.extend(named.sections().map(|section| (section, label.start)));
            }
            self.labels.extend(named.sections().map(|section| LabelFact { section, span, fills_in }));
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
}

/// `h2`, `summary`, `h3 id="timeline"`
fn is_heading_tag(tag: &str) -> bool {
    let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "h1" | "h2" | "h3" | "h4" | "summary" | "b" | "strong")
}

/// What stands at the start of a line like the name of a section.
struct Label {
    start: usize,
    name: Span,
    /// From where on something is told.
    told: usize,
    is_bold: bool,
}

/// `**Trigger**: a deploy`, `**Trigger.** A deploy`; `at` is where the line begins.
fn bold(line: &str, at: usize) -> Option<Label> {
    let source = line.trim_start();
    let start = at + line.len() - source.len();
    let (inside, told) =
        ["**", "__"].into_iter().find_map(|mark| source.strip_prefix(mark)?.split_once(mark))?;
    let ends = inside.ends_with([':', '.']) || told.trim_start().starts_with([':', '–', '—', '-']);
    // `**The champion was never at risk.**` is a sentence, and no name.
    let is_sentence = inside.ends_with('.') && inside.split_whitespace().count() > MOST_OF_A_NAME;
    let name = inside.trim_end_matches([':', '.']);
    let name = Span::new(start + 2, start + 2 + name.len());
    let told = at + line.len() - told.len();
    (ends && !is_sentence).then_some(Label { start, name, told, is_bold: true })
}

/// `Trigger: a new image was shipped`, or a term where the next line says something of it.
fn plain(line: &str, at: usize, is_term: bool) -> Option<Label> {
    let source = line.trim_start();
    let start = at + line.len() - source.len();
    let name = match source.split_once(':') {
        Some((name, _)) => name,
        None if is_term => source.trim_end(),
        None => return None,
    };
    let end = start + name.len();
    is_plain_name(name).then_some(Label { start, name: Span::new(start, end), told: end, is_bold: false })
}

/// A few words, the first with a capital.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= MOST_OF_A_NAME
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&' | '/' | '\'' | '’'))
}
