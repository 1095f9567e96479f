//! What holds of an entry of a timeline, as far as questions differ.

use askhow_document::Span;
use askhow_english::class::{begins_as, is};
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
                if is_crowd || by_thing && self.any_word(moment.span, |word| is(word, Vocabulary::Alert)) {
                    holds.push(Condition::Reached);
                }
            }
            Kind::Hypothesis => {}
            Kind::Action => holds.push(if by_thing { Condition::ByItself } else { Condition::Chosen }),
            Kind::Communication => {
                let asks = self.any_word(told_by, |word| begins_as(word, Vocabulary::CallsIn));
                if !by_thing {
                    holds.push(if asks { Condition::Asked } else { Condition::Announced });
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
