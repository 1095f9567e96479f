//! What a review asks itself and nobody has answered.

use askhow_document::{Block, BlockKind, Segment, Span};

use crate::facts::BOLD_LINE;
use crate::review::Review;
use crate::rules::section::is_written;
use crate::said::is_placeholder;
use crate::section::Section;

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// In one line, without Markdown.
    pub text: String,
    /// Its words.
    pub span: Span,
    /// As what it stands there.
    pub form: QuestionForm,
}

/// As what a question stands in a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionForm {
    /// An item of the outermost list.
    Item {
        /// All of it.
        span: Span,
        /// Whether something is told below the question.
        is_told: bool,
    },
    /// A heading below which nothing is told, by its index in the outline.
    Heading(usize),
    /// A paragraph.
    Paragraph,
}

/// What nobody has answered, in the order of the text: the items of Open Questions that are not ticked, and below which
/// nothing is told where they have no box; its paragraphs and headings that ask. Where there is no such section, the
/// items that ask in one whose name is the writer's own.
pub fn open_questions(review: &Review) -> Vec<OpenQuestion> {
    let parts = &review.outline.parts;
    let bodies: Vec<Span> =
        parts.iter().filter(|part| part.is(Section::OpenQuestions)).map(|part| part.body).collect();
    let of_own = bodies.is_empty();
    let title = review.title().map(|title| title.at);
    let bodies = match of_own {
        true => {
            let own = parts.iter().filter(|part| {
                let is_of_writer = part.named.is_none() && part.section.is_none();
                is_of_writer && part.level < BOLD_LINE && Some(part.at) != title
            });
            own.map(|part| part.own).collect()
        }
        false => bodies,
    };
    // Those of one's own are many, and none stands in another.
    let is_inside = |at: usize| match of_own {
        true => {
            bodies.get(bodies.partition_point(|body| body.end <= at)).is_some_and(|body| body.contains(at))
        }
        false => bodies.iter().any(|body| body.contains(at)),
    };
    let mut found = if of_own { Vec::new() } else { headings(review, &bodies) };
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let segment = &facts.segment;
        let whole = Span::new(*start, start + segment.text().len());
        if !of_own && !bodies.iter().any(|body| body.meets(whole)) {
            continue;
        }
        for (index, block) in segment.blocks().iter().enumerate() {
            if block.kind != BlockKind::Paragraph || !is_inside(start + block.content.start) {
                continue;
            }
            found.extend(asked(segment, index, of_own).map(|question| question.shift(*start)));
        }
    }
    found.sort_by_key(|question| question.span.start);
    found
}

/// The question that a paragraph asks, relative to its segment.
fn asked(segment: &Segment, index: usize, of_own: bool) -> Option<OpenQuestion> {
    let blocks = segment.blocks();
    let block = blocks.get(index)?;
    let item = block.item.and_then(|item| blocks.get(item));
    if of_own && item.is_none() || is_placeholder(block.content.of(segment.text())) {
        return None;
    }
    let text = segment.prose(block.content).plain().text;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let form = match item {
        Some(item) => {
            let BlockKind::Item { depth: 0, task, .. } = item.kind else { return None };
            // A question with words below it has its answer there, unless its box says that it is open.
            let is_told = is_told(segment, item, block);
            let is_open = task == Some(false) || task.is_none() && !is_told;
            let is_first = block.item.is_some_and(|item| item + 1 == index);
            let asks = !of_own || text.ends_with('?') && !is_told;
            (is_open && is_first && asks).then_some(QuestionForm::Item { span: item.span, is_told })?
        }
        None if text.ends_with('?') && block.quotes == 0 => QuestionForm::Paragraph,
        None => return None,
    };
    (!text.is_empty()).then_some(OpenQuestion { text, span: block.content, form })
}

/// Whether something is told in an item besides a question: another question is no answer.
fn is_told(segment: &Segment, item: &Block, question: &Block) -> bool {
    let tells = |block: &Block| {
        let words = block.content.of(segment.text()).trim_end();
        !matches!(block.kind, BlockKind::Item { .. })
            && item.span.contains(block.content.start)
            && block.content != question.content
            && !words.ends_with('?')
            && !is_placeholder(words)
    };
    segment.blocks().iter().any(tells)
}

/// The headings inside these that ask, and below which nothing is told.
fn headings(review: &Review, bodies: &[Span]) -> Vec<OpenQuestion> {
    let parts = review.outline.parts.iter().enumerate();
    let asks = parts.filter(|(_, part)| {
        bodies.iter().any(|body| body.contains(part.heading.start))
            && part.level <= BOLD_LINE
            && review.name(part).trim_end().ends_with('?')
            && !is_written(review, part)
    });
    asks.map(|(index, part)| OpenQuestion {
        text: review.name(part).split_whitespace().collect::<Vec<_>>().join(" "),
        span: part.content,
        form: QuestionForm::Heading(index),
    })
    .collect()
}

impl OpenQuestion {
    fn shift(self, by: usize) -> Self {
        let form = match self.form {
            QuestionForm::Item { span, is_told } => QuestionForm::Item { span: span.shift(by), is_told },
            other => other,
        };
        Self { span: self.span.shift(by), form, ..self }
    }
}
