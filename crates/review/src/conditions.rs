//! What holds of an entry of a timeline, as far as questions differ.

use std::time::Duration;

use askhow_document::Span;
use askhow_english::class::{begins_as, is};
use askhow_english::lexicon::{is_determiner, is_subject_pronoun};
use askhow_english::roles::is_anybody;
use askhow_english::{Doer, Kind, Moment};
use jiff::SignedDuration;

use crate::ask::Condition;
use crate::entry_text::EntryText;
use crate::review::Review;
use crate::said::{Said, is_measured, lower_words};
use crate::timelines::TimelinePart;
use crate::vocabulary::Vocabulary;

/// Where nothing follows for so long, nobody was waiting.
const APART: Duration = Duration::from_secs(24 * 3600);

/// So many entries above one are looked at for what people knew.
const FAR: usize = 12;

/// So many entries above one, what somebody did still counts as done for it to get better.
const NEAR: usize = 2;

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
        let named = moments.iter().any(|moment| moment.who.is_some()).then_some(Condition::Named);
        let holds = match kind {
            Kind::Observation => self.of_observation(moment),
            Kind::Hypothesis => self
                .says(moment.span, Vocabulary::RulesOut)
                .then_some(Condition::RuledOut)
                .into_iter()
                .collect(),
            Kind::Action => {
                let is_far = |gap: SignedDuration| gap.unsigned_abs() > APART;
                let apart = timeline.timeline.gap_before(line + 1).is_some_and(is_far)
                    || !told_above(review, timeline, line);
                let apart = apart.then_some(Condition::Apart);
                self.of_action(review, moment).into_iter().chain(apart).collect()
            }
            Kind::Communication => self.of_communication(moment),
            Kind::Recovery => {
                let acted = || acts(moments) || acted_above(review, timeline, line);
                let told = || moments.len() > 1 || told_above(review, timeline, line);
                self.of_recovery(moment, || !review.is_drill() && acted(), told)
            }
        };
        let drill = review.is_drill().then_some(Condition::Drill);
        holds.into_iter().chain(named).chain(drill).collect()
    }

    fn of_observation(&self, moment: &Moment) -> Vec<Condition> {
        let told_by = moment.told_by.unwrap_or_default();
        let is_crowd = moment.who.is_some_and(|who| self.any_word(who, |word| is(word, Vocabulary::Crowd)));
        let looks = self.any_word(told_by, |word| begins_as(word, Vocabulary::Looks));
        // What stands behind the verb may be a check that was changed.
        let subject = Span::new(moment.span.start, told_by.end.max(moment.span.start));
        let by_alert =
            moment.doer != Doer::People && self.any_word(subject, |word| is(word, Vocabulary::Alert));
        let departs = self.any_word(moment.span, |word| is(word, Vocabulary::Departs));
        let found = [
            (Condition::Looked, looks && !is_crowd && !by_alert),
            (Condition::Reached, is_crowd || by_alert),
            (Condition::Unnoticed, self.says(Span::new(0, self.words.len()), Vocabulary::Unnoticed)),
            (
                Condition::Departs,
                departs && (moment.doer == Doer::People || is_measured(moment.span.of(&self.words))),
            ),
        ];
        found.into_iter().filter_map(|(condition, holds)| holds.then_some(condition)).collect()
    }

    fn of_action(&self, review: &Review, moment: &Moment) -> Vec<Condition> {
        // What is planned has not been chosen yet by what people knew then, and what is tried out was chosen long before.
        if review.is_drill() || self.any_word(moment.span, |word| is(word, Vocabulary::Planned)) {
            return Vec::new();
        }
        if moment.doer != Doer::Thing {
            return vec![Condition::Chosen];
        }
        // A name that nobody knows may be somebody's.
        let acts_alone = |word: &str| is(word, Vocabulary::Alone) || is(word, Vocabulary::Automaton);
        self.any_word(moment.span, acts_alone).then_some(Condition::ByItself).into_iter().collect()
    }

    fn of_communication(&self, moment: &Moment) -> Vec<Condition> {
        // `Status page updated` pages nobody.
        let tells_of = |class| {
            let told_by = moment.told_by.unwrap_or_default();
            moment.doer != Doer::Thing && self.any_word(told_by, |word| begins_as(word, class))
        };
        if tells_of(Vocabulary::TellsOthers) {
            vec![Condition::Announced]
        } else if tells_of(Vocabulary::CallsIn) {
            vec![Condition::Asked]
        } else if tells_of(Vocabulary::Joins) {
            vec![Condition::Joined]
        } else {
            Vec::new()
        }
    }

    fn of_recovery(
        &self,
        moment: &Moment,
        acted: impl Fn() -> bool,
        told: impl Fn() -> bool,
    ) -> Vec<Condition> {
        let alone = self.any_word(moment.span, |word| is(word, Vocabulary::Alone));
        // How people knew is told: `p95 is back under 100ms`, `the alert clears`.
        let knew_by = is_measured(moment.span.of(&self.words))
            || self.any_word(moment.span, |word| is(word, Vocabulary::Alert));
        let deed = if !alone && acted() { Condition::Deed } else { Condition::NoDeed };
        // The last good run before anything went wrong is no recovery.
        let deed = Some(deed).filter(|deed| alone || *deed == Condition::Deed || told());
        let others = [(Condition::ByItself, alone), (Condition::Measured, knew_by)];
        let others = others.into_iter().filter_map(|(condition, holds)| holds.then_some(condition));
        deed.into_iter().chain(others).collect()
    }

    /// Whether a word or phrase of a class stands there.
    fn says(&self, span: Span, class: Vocabulary) -> bool {
        Said::of(span.of(&self.words)).holds(class)
    }

    fn any_word(&self, span: Span, fits: impl Fn(&str) -> bool) -> bool {
        lower_words(span.of(&self.words)).any(|word| fits(&word))
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

/// Whether something was seen, thought or told above a line: before that nobody was waiting.
fn told_above(review: &Review, timeline: &TimelinePart, line: usize) -> bool {
    let above = (line.saturating_sub(FAR)..line).rev();
    let mut above = above.filter_map(|line| EntryText::of(review, timeline, line));
    let is_told = |moment: &Moment| moment.kind.is_some_and(|kind| kind != Kind::Action);
    above.any(|said| said.moments(review).iter().any(is_told))
}

/// Who acted as a question names them: `we` and `users` have their capital from the sentence that they begin.
pub fn in_a_question(actor: &str) -> String {
    let first = actor.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_common =
        first != "i" && (is_subject_pronoun(&first) || is_anybody(&first) || is_determiner(&first));
    // `CEO`, `IC`: their capitals are their own.
    let is_short = actor.chars().take(2).all(char::is_uppercase) && actor.chars().count() > 1;
    let is_common = is_common && !is_short;
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
            ("CEO", "CEO"),
            ("Ada", "Ada"),
            ("@nova", "@nova"),
        ] {
            assert_eq!(in_a_question(actor), said);
        }
    }
}
