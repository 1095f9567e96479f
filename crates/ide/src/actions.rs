//! Code actions: fixes of findings, and refactorings of a place.

mod retell;

use askhow_document::{BlockKind, Edit, Finding, Fix, Span};
use askhow_review::{Part, Section, Want, fix};
use askhow_timeline::rules::mixed_zone;

use crate::Snapshot;
use crate::entries::{entry_now, pasted_chat};

/// Something that can be done to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What will happen.
    pub title: String,
    /// What sort of action it is.
    pub kind: ActionKind,
    /// The one an editor applies without asking which.
    pub preferred: bool,
    /// In order, not overlapping.
    pub edits: Vec<Edit>,
    /// The finding that it takes care of.
    pub finding: Option<Finding>,
}

/// The kinds of actions, as editors name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// `quickfix`
    QuickFix,
    /// `quickfix.silence`: what makes a finding go and leaves the words: here, in the whole review, or in `askhow.toml`.
    Silence,
    /// `refactor.rewrite`
    Rewrite,
    /// `refactor.rewrite.entryNow`: an entry for now, for editors that have a command for it.
    EntryNow,
    /// `source.fixAll.askhow`
    FixAll,
    /// `source.sortTimeline`
    SortTimeline,
    /// `source.organizeSections`
    OrganizeSections,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [ActionKind; 7] = [
        Self::QuickFix,
        Self::Silence,
        Self::Rewrite,
        Self::EntryNow,
        Self::FixAll,
        Self::SortTimeline,
        Self::OrganizeSections,
    ];

    /// The name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::QuickFix => "quickfix",
            Self::Silence => "quickfix.silence",
            Self::Rewrite => "refactor.rewrite",
            Self::EntryNow => "refactor.rewrite.entryNow",
            Self::FixAll => "source.fixAll.askhow",
            Self::SortTimeline => "source.sortTimeline",
            Self::OrganizeSections => "source.organizeSections",
        }
    }
}

/// What can be done at `span`, in the fixed order: rewrites, to an open question, move, ignore here; then
/// what concerns the whole document. `wanted` says which kinds the editor asks for.
pub fn actions(snapshot: &Snapshot, span: Span, wanted: impl Fn(ActionKind) -> bool) -> Vec<Action> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let mut actions = Vec::new();
    if wanted(ActionKind::QuickFix) || wanted(ActionKind::Silence) {
        let here = findings_here(snapshot, span, Want::Fixes);
        if wanted(ActionKind::QuickFix) {
            quick_fixes(&here, &mut actions);
        }
        if wanted(ActionKind::Silence) {
            let speaking = here.iter().filter(|finding| finding.rule.family() != "ignore");
            actions.extend(speaking.filter_map(|finding| ignore_here(snapshot, finding)));
        }
    }
    if wanted(ActionKind::Rewrite) {
        actions.extend(retell::retell(snapshot, span));
        let missing = missing_sections(snapshot, span);
        // On the title it stands among the fixes already.
        actions.extend(missing.filter(|action| !actions.iter().any(|other| other.edits == action.edits)));
        actions.extend(pasted_chat(snapshot, span));
    }
    if wanted(ActionKind::EntryNow) {
        actions.extend(entry_now(snapshot, span));
    }
    if wanted(ActionKind::FixAll) {
        actions.extend(crate::fix_all::action(snapshot));
    }
    let mut of_whole = Vec::new();
    if wanted(ActionKind::SortTimeline) {
        of_whole.extend(sort_timelines(snapshot));
    }
    if wanted(ActionKind::OrganizeSections) {
        of_whole.extend(organize_sections(snapshot));
    }
    // In a menu of all kinds, what a fix does already stands there once.
    if ActionKind::ALL.into_iter().all(&wanted) {
        of_whole.retain(|action| !actions.iter().any(|other| other.edits == action.edits));
    }
    actions.extend(of_whole);
    actions
}

fn quick_fixes(here: &[Finding], actions: &mut Vec<Action>) {
    let mut fixes: Vec<(usize, &Finding, &Fix)> = here
        .iter()
        .flat_map(|finding| finding.fixes.iter().map(move |fix| (rank(finding, fix), finding, fix)))
        .filter(|(_, _, fix)| !fix.edits.is_empty())
        .collect();
    fixes.sort_by_key(|(rank, _, _)| *rank);
    actions.extend(fixes.into_iter().map(|(_, finding, fix)| Action {
        title: fix.title.clone(),
        kind: ActionKind::QuickFix,
        preferred: fix.preferred,
        edits: fix.edits.clone(),
        finding: Some(finding.clone()),
    }));
}

/// The findings that a cursor or a selection means: those it touches, else those of its lines.
pub(crate) fn findings_here(snapshot: &Snapshot, span: Span, want: Want) -> Vec<Finding> {
    let here = snapshot.review().findings_at(span, want);
    if !here.is_empty() {
        return here;
    }
    snapshot.review().findings_at(lines_around(snapshot, span), want)
}

fn lines_around(snapshot: &Snapshot, span: Span) -> Span {
    let text = snapshot.text();
    let first = text.line_span(text.line_of(span.start));
    let last = text.line_span(text.line_of(span.end));
    let words = text.slice(last).trim_end().len();
    Span::new(first.start, (last.start + words).max(first.start))
}

/// Rewrites first, then what leaves the sentence and adds an item elsewhere, then what moves.
fn rank(finding: &Finding, fix: &Fix) -> usize {
    let moves = matches!(finding.rule.family(), "timeline" | "section" | "form");
    match (fix.item.is_some(), moves) {
        (false, false) => 0,
        (true, _) => 1,
        // In another zone than its neighbours, a stamp is hardly read for anything else.
        (false, true) if finding.rule == &mixed_zone::RULE => 2,
        (false, true) => 3,
    }
}

/// A comment that silences this rule here: at the end of the line of a heading, an item or a row, on a line
/// of its own before a paragraph.
fn ignore_here(snapshot: &Snapshot, finding: &Finding) -> Option<Action> {
    let review = snapshot.review();
    let (facts, start) = review.segment_at(finding.span.start)?;
    let at = finding.span.start - start;
    let text = facts.segment.text();
    let holds = |span: Span| span.touches(at);
    let block = facts
        .segment
        .blocks()
        .iter()
        .rfind(|block| holds(block.span) && !matches!(block.kind, BlockKind::Item { .. }));
    let rule = finding.rule.id;
    let edit = match block {
        Some(block) if block.kind == BlockKind::Paragraph && block.item.is_none() && block.quotes == 0 => {
            let newline = fix::newline(review);
            Edit::new(
                Span::empty(start + block.span.start),
                format!("{}{newline}", review.flavour().comment(&format!("askhow-ignore-next {rule}"))),
            )
        }
        Some(block) => {
            let words = match &block.kind {
                BlockKind::Row { cells, .. } => cells.iter().rev().find(|cell| !cell.is_empty()).copied()?,
                _ => block.content,
            };
            let end = words.start + words.of(text).trim_end().len();
            let comment = review.flavour().comment(&format!("askhow-ignore {rule}"));
            Edit::new(Span::empty(start + end), format!(" {comment}"))
        }
        None => return None,
    };
    Some(Action {
        title: format!("Ignore {rule} here"),
        kind: ActionKind::Silence,
        preferred: false,
        edits: vec![edit],
        finding: Some(finding.clone()),
    })
}

/// Offered on headings, where one thinks of sections.
fn missing_sections(snapshot: &Snapshot, span: Span) -> Option<Action> {
    let review = snapshot.review();
    let touches = |part: &Part| part.heading.start <= span.end && span.start <= part.heading.end;
    if !review.outline.parts.iter().any(touches) {
        return None;
    }
    let missing: Vec<Section> = askhow_review::missing_sections(review);
    let n_missing = missing.len();
    let edits = fix::add_sections(review, &missing);
    let title = match n_missing {
        0 => return None,
        1 => "Add the missing section in its place".to_owned(),
        n => format!("Add all {n} missing sections, each in its place"),
    };
    Some(Action { title, kind: ActionKind::Rewrite, preferred: false, edits, finding: None })
}

fn organize_sections(snapshot: &Snapshot) -> Option<Action> {
    let edits = fix::order_sections(snapshot.review());
    let title = "Put all sections in the usual order".to_owned();
    (!edits.is_empty()).then_some(Action {
        title,
        kind: ActionKind::OrganizeSections,
        preferred: false,
        edits,
        finding: None,
    })
}

fn sort_timelines(snapshot: &Snapshot) -> Vec<Action> {
    let review = snapshot.review();
    let sorted = review.timelines.iter().filter_map(|timeline| {
        let edits = fix::sort_timeline(review, timeline);
        (!edits.is_empty()).then(|| Action {
            title: "Sort the timeline by time".to_owned(),
            kind: ActionKind::SortTimeline,
            preferred: false,
            edits,
            finding: None,
        })
    });
    sorted.collect()
}
