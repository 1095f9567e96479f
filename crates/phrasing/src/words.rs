//! The words and phrases that rules about wording and the rewriting of *why* look for, as data.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use askhow_english::word_classes;

word_classes! {
    /// A class of words; `data/words.txt` says where one of them has to stand, and what that means.
    pub(crate) enum Words in "../data/words.txt" {
        OpensClauseLate ClauseEdge EndsClause GoesOnBehind EndsANoun GoesOnAsClause NoClauseBefore
        Supposes IsCondition BeforeInversion BeginsThe EndsObject TearsObject InTheMiddle
        NoAdverbHere RelativePronoun AskedClause KnownClause UnknownClause ListOfQuestions InAList
        OpensFragment ArticleOrNot AnotherArticle IsWas BeStays CauseVerb HasCause OneIs
        PassiveBefore BeginsMissed BeginsForgot BeginsLucky BeginsBlame BeginsAvoidable Modal
        MightHave CouldExplain BeforeObvious Needs NeedsHas Forbids OrderNot OrderObject VerbObject
        Counted VagueAdjective VagueShort BeforeVague BeforeCount Span ElevatedRights DegradedSo
        AlarmFired Month MonthStart HowMuch Several SeveralCauses SeveralRoots SeveralReasons
        OfAWhole OneRoot BeforeRoot LeftOver AllOrAny Rarely Compares WeighsObvious SaysHow
        OrdinalQuestion TimeUnit Lasts AtTimes OnlyJust SurpriseBefore SurpriseGuard
        OwnerBefore NobodyNamed AnybodyInQuestion NoReviewer AboutPeople NotBelievers AnyAsker
        SoftwareEnding Tends Pays Perceives LeftUndone AsksIf Knew Believed BelievedByPeople
        BelievedBefore LittleKnown TakenOn AboutBelief Surprised MetWith SaysBehind Reports CameUpon
        HelpsThere Intruder Listens KnowsWhy Ground Withholds AskedFor OpenQuestion LeftOpen FiguresOut
        MeetsOutage Duty GoesOn HeldAgainst JudgedNatural WonderedAt BelittlesWonder Effect SeeksCause Seeks Guards SeenByPeople UserError ShowsError Unmeant Alarm AlarmMissed
        GetsAround BreaksRule RanksDeed RanksChoice CourseOf BrokenState ShownManner Falls
        CascadesDown NinesOf Aim AimBehind WorksOut NotMeasured UsesNines Assures KeptFrom NextOne
        ThatComes NoReasonBefore Answers Analysis CauseFound CauseKnown NumberOfRoot RootObject
        AvoidsRoot Wrongly RulesOut WholeHeading WhenItWas PointedAt PointedAtLong ComparesTwo
        WentOn WentWrong Idle MissedByPeople StaysSo NoCommand NamesWord NoDeterminer
        PackageManager PointsBack ThingLeft PointsOrJoins Labelled Titled Saying TitleSmall
        TitleKeptSmall MakesSense Stative WhenNoticed ReliedOn DeniesVerb NeedsThings
        SeesThings Tags HtmlBreak AvoidsPhrase PhraseNoun SaysInstead SaysInsteadOf
    }
}

static PHRASES: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (name, row) in rows(include_str!("../data/phrases.txt")) {
        phrases.entry(name).or_default().extend(row);
    }
    phrases
});

/// The phrases of that name in `data/phrases.txt`.
pub(crate) fn phrases(name: &str) -> &'static [&'static str] {
    PHRASES.get(name).map_or(&[], Vec::as_slice)
}

/// What a rule asks under Open Questions, as the title of the action says it.
pub(crate) fn asked(rule: &str) -> Option<&'static str> {
    rows(include_str!("../data/asked.txt")).find(|(name, _)| *name == rule)?.1.next()
}

/// The rows `name  phrase · phrase …` of a data file.
pub(crate) fn rows(
    text: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let rows = text.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once("  "));
    rows.map(|(name, row)| (name, row.trim().split(" · ")))
}

#[cfg(test)]
mod tests {
    use askhow_english::class::WordClass;

    use super::{PHRASES, Words, phrases};
    use crate::english::families::{FAMILIES, rules};

    #[test]
    fn every_row_names_a_class_and_every_class_has_words() {
        assert_eq!(Words::table().problems(Words::NAMES), Vec::<String>::new());
    }

    #[test]
    fn what_is_asked_under_open_questions_is_short_and_names_a_rule() {
        for (name, mut row) in super::rows(include_str!("../data/asked.txt")) {
            assert!(rules().any(|rule| rule.id == name), "{name}: no rule");
            let asked = row.next().unwrap_or_default();
            assert!(asked.len() < 48 && !asked.contains(['“', '”', '?']), "{asked}");
        }
    }

    #[test]
    fn every_row_of_phrases_is_looked_for_and_every_family_has_one() {
        let mut names: Vec<&str> = FAMILIES.iter().map(|family| family.phrases).collect();
        names.extend(["strengthens-why", "curse"]);
        for name in &names {
            assert!(!phrases(name).is_empty(), "{name} has no phrases");
        }
        for name in PHRASES.keys() {
            assert!(names.contains(name), "{name}: nobody looks for it");
        }
    }
}
