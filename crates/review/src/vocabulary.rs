//! The words that tell what a review holds, as data.

use askhow_english::word_classes;

word_classes! {
    /// A class of words; `data/vocabulary.txt` says where one of them has to stand, and what that means.
    pub(crate) enum Vocabulary in "../data/vocabulary.txt" {
        Label Speaker Abbreviation SpeaksUp OpensSentence Said Wrote Writer Starter Dress Sayings
        Chat Writings Copied TagList ColumnWhat ColumnWho ColumnSaid ColumnSpeaker ColumnTime
        BesideTime ColumnOffset ColumnClock Incident PointsAtIncident Another ReviewName
        HeadingArticle HeadingFiller BeginsPlace AsksAbout Numeral Appendix Room ProjectPage OtherText TextOrThing NumberedText TemplateText
        BeginsOtherText EndsHeadNoun ReviewTitle IncidentNumber SpeaksOfIncident WasDown LooksBackAtWork SpeaksOfPlan EndsOther OtherHeading OtherDate ClosesReview PartOfOther BeginsOther FieldOf OpenValue MoreOfTimeline SpeaksOfTimes Onset MonthStart PartOfDay
        ToldInSteps SortOfThings
        Looks CallsIn Joins TellsOthers Alert Crowd Alone Automaton Planned RulesOut Departs
        Drill Exercise BehindExercise StandsAlready Quantity Unit Lasting Seen Unnoticed Unharmed Harm Nobody Luck Placeholder BeginsPlaceholder Denies
        OpensInstruction Instruction Brief Account Numbered GivesGround
    }
}

#[cfg(test)]
mod tests {
    use askhow_english::class::WordClass;

    use super::Vocabulary;

    #[test]
    fn every_row_names_a_class_and_every_class_has_words() {
        assert_eq!(Vocabulary::table().problems(Vocabulary::NAMES), Vec::<String>::new());
    }
}
