//! A ladder of whys over several pieces of prose: each item of a list a rung.

use askhow_document::{Edit, Finding, Fix, Prose, Span};

use crate::english::families::five_whys::{self, CLIMB, FIRST_LABELS, LADDER};
use crate::{Hit, Phrases, Place, Scope, rewrite};
use askhow_english::clause::Certainty;
use askhow_english::page::Page;

/// What may be one step of a ladder: a piece of prose that begins with a question after the cause, or with
/// the label of one. Spans are relative to the source of the piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its *why*.
    pub span: Span,
    /// It is numbered: `Why 3:`.
    pub labelled: bool,
    /// The piece goes on behind the question.
    pub answered: bool,
    /// All its questions asked with *how*; `None` where one of them has no sure rewrite.
    pub edits: Option<Vec<Edit>>,
    /// The edits may be written unseen.
    pub safe: bool,
}

/// So many rungs make a ladder.
pub const RUNGS: usize = five_whys::RUNGS;

impl Phrases {
    /// Whether a text in which so many questions after the cause were found can hold a ladder: a quick look.
    pub fn may_climb(&self, text: &str, n_questions: usize) -> bool {
        n_questions >= RUNGS || FIRST_LABELS.iter().any(|label| text.contains(label))
    }

    /// The rung that a piece of prose begins with.
    pub fn rung(&self, prose: &Prose<'_>, place: Place) -> Option<Rung> {
        if !self.may_match(prose.source) {
            return None;
        }
        let page = Page::new(prose, prose.plain(), place);
        let step = five_whys::step(&page)?;
        let safe = step.certainty == Certainty::Sure && !place.is_kept();
        let edits = step.changes.and_then(|changes| rewrite::edits(&page, &changes));
        let span = page.plain.source_span(page.span(step.why, step.why + 1));
        Some(Rung { span, labelled: step.labelled, answered: step.answered, edits, safe })
    }
}

/// What is said of rungs that make a ladder, in the order of the text: one finding, and one fix for all.
pub fn ladder(rungs: &[Rung]) -> Option<Hit> {
    let first = rungs.first()?;
    let mut finding = Finding::new(&five_whys::RULE, first.span, LADDER);
    let edits: Option<Vec<Vec<Edit>>> = rungs.iter().map(|rung| rung.edits.clone()).collect();
    finding.fixes.extend(edits.map(|edits| Fix {
        title: CLIMB.to_owned(),
        preferred: true,
        safe: rungs.iter().all(|rung| rung.safe),
        edits: edits.concat(),
        item: None,
    }));
    Some(Hit { finding, scope: Scope::Anywhere, wording: "why".to_owned() })
}
