//! What holds of an entry of a timeline, as far as questions differ.

use askhow_document::Span;
use askhow_english::class::{begins_as, is};
use askhow_english::lexicon::{is_determiner, is_subject_pronoun};
use askhow_english::roles::is_anybody;
use askhow_english::{Doer, Kind, Moment};

use crate::ask::Condition;
use crate::entry_text::EntryText;
use crate::review::Review;
use crate::timelines::TimelinePart;
use crate::vocabulary::Vocabulary;

/// So many entries above one, what somebody did still counts as done for it to get better.
const NEAR: usize = 12;

impl EntryText {
    /// What holds of one of the moments of the entry of a line of a timeline.
    pub fn conditions(
        &self,
        review: &Review,
        timeline: &TimelinePart,
        line: usize,
        moments: &[Moment],
        moment: &Moment,
    ) -> Vec<Condition> {
        let Some(kind) = moment.kind else { return Vec::new() };
        let by_people = moment.who.is_some() || moment.doer == Doer::People;
        let by_thing = moment.doer == Doer::Thing;
        let told_by = moment.told_by.unwrap_or_default();
        let mut holds = Vec::new();
        match kind {
            Kind::Observation => {
                let is_crowd =
                    moment.who.is_some_and(|who| self.any_word(who, |word| is(word, Vocabulary::Crowd)));
                if by_people && !is_crowd && self.any_word(told_by, |word| begins_as(word, Vocabulary::Looks))
                {
                    holds.push(Condition::Looked);
                }
                // What stands behind the verb may be a check that was changed.
                let subject = Span::new(moment.span.start, told_by.end.max(moment.span.start));
                if is_crowd || by_thing && self.any_word(subject, |word| is(word, Vocabulary::Alert)) {
                    holds.push(Condition::Reached);
                }
            }
            Kind::Hypothesis => {}
            // What is planned has not been chosen yet by what people knew then.
            Kind::Action if self.any_word(moment.span, |word| is(word, Vocabulary::Planned)) => {}
            Kind::Action if !by_thing => holds.push(Condition::Chosen),
            // A name that nobody knows may be somebody's.
            Kind::Action => {
                let acts_alone = |word: &str| is(word, Vocabulary::Alone) || is(word, Vocabulary::Automaton);
                holds.extend(self.any_word(moment.span, acts_alone).then_some(Condition::ByItself));
            }
            Kind::Communication => {
                let tells_of = |class| self.any_word(told_by, |word| begins_as(word, class));
                // `Status page updated` pages nobody.
                if !by_thing && tells_of(Vocabulary::TellsOthers) {
                    holds.push(Condition::Announced);
                } else if !by_thing && tells_of(Vocabulary::CallsIn) {
                    holds.push(Condition::Asked);
                }
            }
            Kind::Recovery => {
                let alone = self.any_word(moment.span, |word| is(word, Vocabulary::Alone));
                let acted = || acts(moments) || acted_above(review, timeline, line);
                if alone {
                    holds.push(Condition::ByItself);
                }
                holds.push(if !alone && acted() { Condition::Deed } else { Condition::NoDeed });
            }
        }
        holds
    }

    fn any_word(&self, span: Span, fits: impl Fn(&str) -> bool) -> bool {
        let words = span.of(&self.words).split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'');
        words.filter(|word| !word.is_empty()).any(|word| fits(&word.to_lowercase()))
    }
}

/// Whether somebody does something in these.
fn acts(moments: &[Moment]) -> bool {
    moments.iter().any(|moment| moment.kind == Some(Kind::Action) && moment.doer != Doer::Thing)
}

fn acted_above(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let above = (line.saturating_sub(NEAR)..line).rev();
    above.filter_map(|line| EntryText::of(review, timeline, line)).any(|said| acts(&said.moments(review)))
}

/// Who acted as a question names them: `we` and `users` have their capital from the sentence that they begin.
pub fn in_a_question(actor: &str) -> String {
    let first = actor.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_common =
        first != "i" && (is_subject_pronoun(&first) || is_anybody(&first) || is_determiner(&first));
    let mut chars = actor.chars();
    match chars.next().filter(|_| is_common) {
        Some(initial) => initial.to_lowercase().chain(chars).collect(),
        None => actor.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_question;

    #[test]
    fn words_that_begin_a_sentence_are_small_in_a_question() {
        for (actor, said) in [
            ("We", "we"),
            ("Users", "users"),
            ("The mail team", "the mail team"),
            ("I", "I"),
            ("Ada", "Ada"),
            ("@nova", "@nova"),
        ] {
            assert_eq!(in_a_question(actor), said);
        }
    }
}
