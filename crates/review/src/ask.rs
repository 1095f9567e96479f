//! A question of the catalogue, what has to hold of a place for it to be asked there, and how those that fit are chosen.
//!
//! There is one chooser for hovers, completion, the side bar and the printed reference. Rather one question that fits than
//! three: what is not known to hold does not.

use std::borrow::Cow;

use crate::catalogue::Line;

/// What may hold of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// One thing is told here.
    One,
    /// Several are.
    Several,
    /// It is an item or a paragraph of a section, and not the section as a whole.
    Piece,
    /// It tells something by itself: there is a clause in it.
    Told,
    /// It begins with what is to be done.
    AskedFor,
    /// It tells of trouble, or of those who use the system.
    Trouble,
    /// It tells how something is, and nothing that is to be done.
    Standing,
    /// It tells how many, or how much.
    Measured,
    /// It tells for how long, or since when.
    Lasted,
    /// It tells how it was seen.
    Seen,
    /// It tells that nobody noticed.
    Unnoticed,
    /// It tells that nobody was affected, or might have been.
    Unharmed,
    /// It tells of luck.
    Lucky,
    /// It points at another review.
    Story,
    /// What happened goes on without a quiet stretch.
    Steady,
    /// The review is about something that was tried out.
    Drill,
    /// Somebody is named who acts.
    Named,
    /// Somebody looked at something.
    Looked,
    /// An alert told of it, a check, or those who use the system.
    Reached,
    /// It tells of more or less than there is otherwise: how much, or who saw that.
    Departs,
    /// Somebody chose to do it.
    Chosen,
    /// Nothing follows for a day or more, or nothing had been seen before it.
    Apart,
    /// It came about without anybody.
    ByItself,
    /// Somebody joined those who were at it.
    Joined,
    /// Somebody was asked, or called in.
    Asked,
    /// Somebody told others of it.
    Announced,
    /// An explanation was ruled out.
    RuledOut,
    /// Somebody had done something for it to get better.
    Deed,
    /// Nobody is known to have.
    NoDeed,
}

impl Condition {
    /// All of them.
    pub const ALL: [Condition; 29] = [
        Condition::One,
        Condition::Several,
        Condition::Piece,
        Condition::Told,
        Condition::AskedFor,
        Condition::Trouble,
        Condition::Standing,
        Condition::Measured,
        Condition::Lasted,
        Condition::Seen,
        Condition::Unnoticed,
        Condition::Unharmed,
        Condition::Lucky,
        Condition::Story,
        Condition::Steady,
        Condition::Drill,
        Condition::Named,
        Condition::Looked,
        Condition::Reached,
        Condition::Departs,
        Condition::Chosen,
        Condition::Apart,
        Condition::ByItself,
        Condition::Joined,
        Condition::Asked,
        Condition::Announced,
        Condition::RuledOut,
        Condition::Deed,
        Condition::NoDeed,
    ];

    /// As it stands in the data.
    pub fn name(self) -> &'static str {
        match self {
            Condition::One => "one",
            Condition::Several => "several",
            Condition::Piece => "piece",
            Condition::Told => "told",
            Condition::AskedFor => "asked-for",
            Condition::Trouble => "trouble",
            Condition::Standing => "standing",
            Condition::Measured => "measured",
            Condition::Lasted => "lasted",
            Condition::Seen => "seen",
            Condition::Unnoticed => "unnoticed",
            Condition::Unharmed => "unharmed",
            Condition::Lucky => "lucky",
            Condition::Story => "story",
            Condition::Steady => "steady",
            Condition::Drill => "drill",
            Condition::Named => "named",
            Condition::Looked => "looked",
            Condition::Reached => "reached",
            Condition::Departs => "departs",
            Condition::Chosen => "chosen",
            Condition::Apart => "apart",
            Condition::ByItself => "by-itself",
            Condition::Joined => "joined",
            Condition::Asked => "asked",
            Condition::Announced => "announced",
            Condition::RuledOut => "ruled-out",
            Condition::Deed => "deed",
            Condition::NoDeed => "no-deed",
        }
    }

    /// Those named in a line of the data.
    fn listed(names: &'static str) -> impl Iterator<Item = Self> {
        let known = |name| Self::ALL.into_iter().find(|condition| condition.name() == name);
        names.split_whitespace().filter_map(known)
    }
}

/// A question, what is asked instead where a name or time is not known, and the cases in which it is asked.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) text: &'static str,
    pub(crate) plain: Option<&'static str>,
    cases: Vec<Case>,
}

/// What has to hold, and what must not.
#[derive(Clone, Debug, Default)]
struct Case {
    when: Vec<Condition>,
    unless: Vec<Condition>,
}

/// Adds what a line of the catalogue says to the questions read so far; whether it says something of questions.
pub(crate) fn read_ask(asks: &mut Vec<Ask>, line: Line) -> bool {
    let last = asks.last_mut();
    match (line.mark, last) {
        ("ask", _) => asks.push(Ask { text: line.value, plain: None, cases: vec![Case::default()] }),
        ("plain", Some(ask)) => ask.plain = Some(line.value),
        ("when", Some(Ask { cases, .. })) => {
            cases.last_mut().into_iter().for_each(|case| case.when.extend(Condition::listed(line.value)));
        }
        ("unless", Some(Ask { cases, .. })) => {
            cases.last_mut().into_iter().for_each(|case| case.unless.extend(Condition::listed(line.value)));
        }
        ("or", Some(ask)) => {
            ask.cases.push(Case { when: Condition::listed(line.value).collect(), unless: Vec::new() });
        }
        _ => return false,
    }
    true
}

/// What is known of a place.
#[derive(Clone, Debug, Default)]
pub struct Ground<'g> {
    holds: Vec<Condition>,
    values: Vec<(&'static str, &'g str)>,
}

impl<'g> Ground<'g> {
    /// A place of which these hold.
    pub fn of(holds: impl IntoIterator<Item = Condition>) -> Self {
        Self { holds: holds.into_iter().collect(), values: Vec::new() }
    }

    /// The same where these hold as well.
    #[must_use]
    pub fn and(mut self, holds: impl IntoIterator<Item = Condition>) -> Self {
        self.holds.extend(holds);
        self
    }

    /// The same with a name or time to be filled in, where it is known.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Option<&'g str>) -> Self {
        self.values.extend(value.map(str::trim).filter(|value| !value.is_empty()).map(|value| (name, value)));
        self
    }

    /// `text` with what stands in braces filled in; `None` where something is not known.
    pub(crate) fn fill<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let mut rest = text;
        let mut out = String::new();
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) = behind.split_once('}')?;
            let (_, value) = self.values.iter().find(|(known, _)| *known == name)?;
            out.push_str(before);
            out.push_str(value);
            rest = behind;
        }
        if out.is_empty() {
            return Some(Cow::Borrowed(text));
        }
        out.push_str(rest);
        Some(Cow::Owned(out))
    }
}

/// Those of the questions that may be asked of such a place, filled in, in their order.
pub(crate) fn choose(asks: &[Ask], ground: &Ground<'_>) -> Vec<Cow<'static, str>> {
    let holds = |condition: &Condition| ground.holds.contains(condition);
    let is_given = |case: &Case| case.when.iter().all(holds) && !case.unless.iter().any(holds);
    let fits = asks.iter().filter(|ask| ask.cases.iter().any(is_given));
    fits.filter_map(|ask| ground.fill(ask.text).or(ask.plain.map(Cow::Borrowed))).collect()
}

/// The questions that need nothing to be known but this.
pub(crate) fn without_conditions(asks: &[Ask], but: Condition) -> impl Iterator<Item = &'static str> {
    let is_free = move |case: &Case| case.when.iter().all(|condition| *condition == but);
    asks.iter().filter(move |ask| ask.cases.iter().any(is_free)).map(|ask| ask.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::lines;

    fn asks(text: &'static str) -> Vec<Ask> {
        let mut asks = Vec::new();
        for line in lines(text) {
            assert!(read_ask(&mut asks, line), "{line:?}");
        }
        asks
    }

    #[test]
    fn a_question_is_asked_where_all_of_its_conditions_hold() {
        let asks = asks(
            "[x]\nask  Which of them?\nwhen several\nask  Which?\nunless lucky\nask  How so?\nwhen one chosen\n",
        );
        assert_eq!(choose(&asks, &Ground::default()), ["Which?"]);
        assert_eq!(choose(&asks, &Ground::of([Condition::Several])), ["Which of them?", "Which?"]);
        assert_eq!(choose(&asks, &Ground::of([Condition::One])), ["Which?"]);
        assert!(choose(&asks, &Ground::of([Condition::One, Condition::Lucky])).is_empty());
        assert_eq!(choose(&asks, &Ground::of([Condition::Chosen, Condition::One])), ["Which?", "How so?"]);
    }

    #[test]
    fn a_question_is_asked_in_either_of_its_cases() {
        let asks = asks("[x]\nask  Which?\nunless piece\nor piece trouble\nunless lucky\n");
        assert_eq!(choose(&asks, &Ground::default()), ["Which?"]);
        assert!(choose(&asks, &Ground::of([Condition::Piece])).is_empty());
        assert_eq!(choose(&asks, &Ground::of([Condition::Piece, Condition::Trouble])), ["Which?"]);
        let lucky = [Condition::Piece, Condition::Trouble, Condition::Lucky];
        assert!(choose(&asks, &Ground::of(lucky)).is_empty());
    }

    #[test]
    fn what_is_not_known_is_asked_without_it_or_not_at_all() {
        let asks = asks("[x]\nask  How did {actor} know?\nplain How did people know?\nask  And at {time}?\n");
        assert_eq!(choose(&asks, &Ground::default()), ["How did people know?"]);
        let ground = Ground::default().with("actor", Some(" Ada ")).with("time", Some(""));
        assert_eq!(choose(&asks, &ground), ["How did Ada know?"]);
    }

    /// What can hold of an entry; all else is of sections and their items.
    const OF_ENTRIES: [Condition; 16] = [
        Condition::Measured,
        Condition::Unnoticed,
        Condition::Drill,
        Condition::Named,
        Condition::Looked,
        Condition::Reached,
        Condition::Departs,
        Condition::Chosen,
        Condition::Apart,
        Condition::ByItself,
        Condition::Joined,
        Condition::Asked,
        Condition::Announced,
        Condition::RuledOut,
        Condition::Deed,
        Condition::NoDeed,
    ];

    /// What can hold of those as well.
    const OF_BOTH: [Condition; 5] =
        [Condition::Measured, Condition::Unnoticed, Condition::Drill, Condition::Chosen, Condition::RuledOut];

    #[test]
    fn no_question_waits_for_what_can_never_hold_at_its_place() {
        for text in [include_str!("../data/prompts.txt"), include_str!("../data/sections.txt")] {
            for line in lines(text).filter(|line| matches!(line.mark, "when" | "unless" | "or")) {
                let of_entry = line.heading.starts_with("kind ");
                for condition in Condition::listed(line.value) {
                    let fits = OF_ENTRIES.contains(&condition) == of_entry || OF_BOTH.contains(&condition);
                    assert!(fits, "{condition:?}: {line:?}");
                }
            }
        }
    }

    #[test]
    fn every_condition_of_the_catalogue_is_known() {
        for text in [include_str!("../data/prompts.txt"), include_str!("../data/sections.txt")] {
            let mut seen = Vec::new();
            for line in lines(text) {
                if matches!(line.mark, "ask" | "or") {
                    seen.clear();
                }
                if !matches!(line.mark, "when" | "unless" | "or") {
                    continue;
                }
                assert!(!seen.contains(&line.mark), "one line of these for each question: {line:?}");
                seen.push(line.mark);
                for name in line.value.split_whitespace() {
                    let is_known = Condition::ALL.iter().any(|condition| condition.name() == name);
                    assert!(is_known, "{line:?}");
                }
            }
        }
    }
}
