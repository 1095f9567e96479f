//! What an entry records (an observation, a hypothesis …) and who acted in it, read from its words.

mod bare;
mod clause;
mod moment;
mod named;
mod pieces;
mod table;
mod told;
mod who;

use askhow_document::Span;

pub use moment::read_moments;

/// So many words and signs of an entry are looked at: enough to tell, whatever its length.
const MOST_TOKENS: usize = 120;

/// What an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody or something sees, notices, reports.
    Observation,
    /// Somebody thinks, suspects, believes.
    Hypothesis,
    /// Somebody restarts, rolls back, deploys.
    Action,
    /// Somebody pages, asks, tells.
    Communication,
    /// Things recover.
    Recovery,
}

impl Kind {
    /// All of them, in the order of the catalogue.
    pub const ALL: [Kind; 5] =
        [Kind::Observation, Kind::Hypothesis, Kind::Action, Kind::Communication, Kind::Recovery];

    /// As it stands in settings and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Observation => "observation",
            Kind::Hypothesis => "hypothesis",
            Kind::Action => "action",
            Kind::Communication => "communication",
            Kind::Recovery => "recovery",
        }
    }

    /// The kind of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

/// What was read from an entry's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct EntryParts {
    /// What it records, where its words tell.
    pub kind: Option<Kind>,
    /// Who, relative to the text read; without the `@` of a mention.
    pub actor: Option<Span>,
    /// The words that told the kind.
    pub told_by: Option<Span>,
}

/// Who does what a moment tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doer {
    /// People, named or not.
    People,
    /// A program, a machine, a thing.
    Thing,
    /// Nobody is said to: `Rolled back`, `The relay was restarted`.
    Unsaid,
}

/// One thing that an entry tells: a clause with a kind or a teller of its own. An entry has one or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The clause, relative to the text read.
    pub span: Span,
    /// What it records, where its words tell.
    pub kind: Option<Kind>,
    /// Who acts in it, relative to the text read, with the article and without the `@` of a mention.
    pub who: Option<Span>,
    /// A name that may be somebody's: it does what people do, and nothing else says so.
    pub may_act: Option<Span>,
    /// The words that told the kind.
    pub told_by: Option<Span>,
    /// Who does it.
    pub doer: Doer,
}

impl Moment {
    /// Nothing but its place.
    fn of(span: Span) -> Self {
        Self { span, kind: None, who: None, may_act: None, told_by: None, doer: Doer::Unsaid }
    }
}

/// What a caller knows beyond the words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Bold text and links at the start of the entry, relative to the text read: names where they are short.
    pub marked: &'a [Span],
    /// A team's own words and emoji, with the kind that each names.
    pub words: &'a [(String, Kind)],
    /// Who acted, relative to the text read, where the caller knows it: a column of a table says so.
    pub actor: Option<Span>,
    /// Code spans, relative to the text read: they stand for names.
    pub code: &'a [Span],
    /// Who acts elsewhere, in small letters: a name of them is somebody's here too.
    pub names: &'a [String],
}

/// Reads kind and actor of the text behind a stamp.
///
/// ```
/// use askhow_english::{Kind, read_entry};
/// let text = "Ada rolls back the deploy";
/// let entry = read_entry(text);
/// assert_eq!(entry.kind, Some(Kind::Action));
/// assert_eq!(entry.actor.map(|actor| actor.of(text)), Some("Ada"));
/// ```
pub fn read_entry(text: &str) -> EntryParts {
    read_entry_with(text, Hints::default())
}

/// Reads kind and actor of the text behind a stamp, with what the caller knows beyond the words.
pub fn read_entry_with(text: &str, hints: Hints<'_>) -> EntryParts {
    EntryParts::of(text, &read_moments(text, hints))
}

impl EntryParts {
    /// Kind and actor of an entry whose text tells these moments.
    pub fn of(text: &str, moments: &[Moment]) -> Self {
        let first_sentence = text.find(['.', '!', '?', ';', '\n']).unwrap_or(text.len());
        // That things are well again is what is remembered of an entry.
        let recovers =
            |moment: &&Moment| moment.kind == Some(Kind::Recovery) && moment.span.start <= first_sentence;
        // What somebody takes for the reason of what is seen says more of them: `…, which points to a full disk`.
        let guessed = |moments: &[Moment]| {
            let [first, second, ..] = moments else { return None };
            let is_guess = first.kind == Some(Kind::Observation)
                && second.kind == Some(Kind::Hypothesis)
                && second.span.start <= first_sentence;
            is_guess.then_some(1)
        };
        let main = moments.iter().find(recovers);
        let main = main.or_else(|| moments.get(guessed(moments)?));
        let main = main.or_else(|| moments.iter().find(|moment| moment.kind.is_some()));
        EntryParts {
            kind: main.and_then(|moment| moment.kind),
            actor: moments.iter().find_map(|moment| moment.who),
            told_by: main.and_then(|moment| moment.told_by),
        }
    }
}

/// Whether a text tells of a recovery; most texts are dismissed by their words.
pub fn tells_of_recovery(text: &str, words: &[(String, Kind)]) -> bool {
    let hints = Hints { words, ..Hints::default() };
    if let Some((kind, _)) = read_tag(text, hints) {
        return kind == Kind::Recovery;
    }
    table::may_recover(text) && read_entry_with(text, hints).kind == Some(Kind::Recovery)
}

/// `[observation]`, `hypothesis:`, an emoji of the team's.
fn read_tag(text: &str, hints: Hints<'_>) -> Option<(Kind, Span)> {
    let start = text.trim_start_matches([' ', '[', '(', '*']);
    let lead = text.len() - start.len();
    let own = hints.words.iter().find(|(word, _)| {
        start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && start.get(word.len()..).is_some_and(|rest| {
                !rest.starts_with(char::is_alphanumeric) || !word.ends_with(char::is_alphanumeric)
            })
    });
    if let Some((word, kind)) = own {
        return Some((*kind, Span::new(lead, lead + word.len())));
    }
    let end = start.find(|c: char| !c.is_alphabetic())?;
    let (word, rest) = start.split_at_checked(end)?;
    let kind = Kind::from_name(word)?;
    let bracketed = lead > 0 && rest.starts_with([']', ')']);
    (bracketed || rest.starts_with(':')).then_some((kind, Span::new(lead, lead + end)))
}

#[cfg(test)]
mod tests;
