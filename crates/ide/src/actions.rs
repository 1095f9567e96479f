//! Code actions: fixes of findings, and refactorings of a place.

mod retell;
mod rule;

use askhow_document::{Edit, Finding, Fix, Rule, Span};
use askhow_review::{Part, Section, Want, fix};
use askhow_timeline::rules::mixed_zone;

pub use self::rule::explanation;
use crate::Snapshot;
use crate::entries::{entry_now, pasted_chat};

/// The most that is offered about one finding: a longer menu is read by nobody.
const MOST: usize = 5;
/// So many of them change the words, where as many do.
const MOST_FIXES: usize = 3;

/// Something that can be done at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What will happen.
    pub title: String,
    /// What sort of action it is.
    pub kind: ActionKind,
    /// The one an editor applies without asking which.
    pub preferred: bool,
    /// The finding that it takes care of.
    pub finding: Option<Finding>,
    /// How it is done.
    pub deed: Deed,
}

/// How something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Edits of the document, in order, not overlapping.
    Here(Vec<Edit>),
    /// An edit of the file of settings.
    Settings(Edit),
    /// The rule is to be explained.
    Explain(&'static Rule),
}

impl Action {
    /// Edits of the document that are about no finding.
    pub(crate) fn new(title: impl Into<String>, kind: ActionKind, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), kind, preferred: false, finding: None, deed: Deed::Here(edits) }
    }

    /// What it changes in the document.
    pub fn edits(&self) -> &[Edit] {
        match &self.deed {
            Deed::Here(edits) => edits,
            Deed::Settings(_) | Deed::Explain(_) => &[],
        }
    }
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

    /// Whether it is one of those asked for, or below one: `source` means `source.fixAll.askhow` too.
    pub fn is_below(self, asked: &str) -> bool {
        let rest = self.name().strip_prefix(asked);
        asked.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The common kind, for editors that did not ask for ours by name.
    pub fn common(self) -> Self {
        match self {
            Self::Silence => Self::QuickFix,
            Self::EntryNow => Self::Rewrite,
            _ => self,
        }
    }
}

/// A text of so many bytes takes long to be worked through as a whole.
const LONG: usize = 1 << 16;

/// What can be done at `span`, in the order of a menu: what changes the words, what concerns the rule, what else can be
/// done at the place, what concerns the whole document. No two have the same effect. `wanted` says which kinds the
/// editor asks for, `settings` is the text of the file of settings, where there is one.
pub fn actions(
    snapshot: &Snapshot,
    span: Span,
    wanted: impl Fn(ActionKind) -> bool,
    settings: Option<&str>,
) -> Vec<Action> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let mut actions = Vec::new();
    // Who selects lines of chat means them.
    let is_selected = !span.is_empty() && wanted(ActionKind::Rewrite);
    actions.extend(is_selected.then(|| pasted_chat(snapshot, span)).into_iter().flatten());
    if wanted(ActionKind::QuickFix) || wanted(ActionKind::Silence) {
        about_findings(snapshot, span, settings, &mut actions);
    }
    if wanted(ActionKind::Rewrite) {
        actions.extend(retell::retell(snapshot, span));
        actions.extend(missing_sections(snapshot, span));
        actions.extend(pasted_chat(snapshot, span));
    }
    if wanted(ActionKind::EntryNow) {
        actions.extend(entry_now(snapshot, span));
    }
    // At a place of a long text nobody waits for all that could be done elsewhere; who asks for that alone does.
    let is_asked_for = snapshot.text().len() <= LONG || !wanted(ActionKind::QuickFix);
    if wanted(ActionKind::FixAll) && is_asked_for {
        actions.extend(crate::fix_all::action(snapshot));
    }
    if wanted(ActionKind::SortTimeline) {
        actions.extend(sort_timelines(snapshot));
    }
    if wanted(ActionKind::OrganizeSections) {
        actions.extend(organize_sections(snapshot));
    }
    let mut offered: Vec<Action> = Vec::new();
    for action in actions.into_iter().filter(|action| wanted(action.kind)) {
        // Nobody could tell apart two of one title.
        let is_offered = |other: &Action| other.deed == action.deed || other.title == action.title;
        if !offered.iter().any(is_offered) {
            offered.push(action);
        }
    }
    offered
}

/// The fixes of all findings of the place, then what concerns the rule of the gravest.
fn about_findings(snapshot: &Snapshot, span: Span, settings: Option<&str>, actions: &mut Vec<Action>) {
    let here = findings_here(snapshot, span, Want::Fixes);
    let fixes = |finding: &Finding| {
        finding
            .fixes
            .iter()
            .filter(|fix| !fix.edits.is_empty())
            .take(MOST_FIXES)
            .cloned()
            .collect::<Vec<Fix>>()
    };
    let mut all: Vec<(usize, &Finding, Fix)> = here
        .iter()
        .flat_map(|finding| fixes(finding).into_iter().map(move |fix| (rank(finding, &fix), finding, fix)))
        .collect();
    all.sort_by_key(|(rank, ..)| *rank);
    actions.extend(all.into_iter().map(|(_, finding, fix)| Action {
        title: fix.title,
        kind: ActionKind::QuickFix,
        preferred: fix.preferred,
        finding: Some(finding.clone()),
        deed: Deed::Here(fix.edits),
    }));
    if let Some(gravest) = gravest(&here, span) {
        let room = MOST - fixes(gravest).len();
        actions.extend(rule::about_rule(snapshot, gravest, settings).into_iter().take(room));
    }
}

/// The finding that is meant where only one can be: the one that is selected, else the gravest, else the first.
fn gravest(here: &[Finding], span: Span) -> Option<&Finding> {
    let rank = |finding: &&Finding| (finding.span == span, !rule::is_about_comments(finding), finding.level);
    here.iter().rev().max_by_key(rank)
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
    Some(Action::new(title, ActionKind::Rewrite, edits))
}

fn organize_sections(snapshot: &Snapshot) -> Option<Action> {
    let edits = fix::order_sections(snapshot.review());
    let title = "Put all sections in the usual order";
    (!edits.is_empty()).then(|| Action::new(title, ActionKind::OrganizeSections, edits))
}

fn sort_timelines(snapshot: &Snapshot) -> Vec<Action> {
    let review = snapshot.review();
    let sorted = snapshot.sorted.get_or_init(|| {
        let sorted = review.timelines.iter().map(|timeline| fix::sort_timeline(review, timeline));
        sorted.filter(|edits| !edits.is_empty()).collect()
    });
    let action =
        |edits: &Vec<Edit>| Action::new("Sort the timeline by time", ActionKind::SortTimeline, edits.clone());
    sorted.iter().map(action).collect()
}
