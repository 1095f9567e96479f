//! The queue of questions: what the review asks next, and the edits by which an answer lands in its place.
//!
//! Rather few that fit than many. A question is asked of a section in which no word of the writer's own stands, of a
//! quiet stretch, and of an open question below which nothing is told. It is answered once words stand there, whoever
//! wrote them and how; nothing in the file says that a question was asked. While the incident is going on, nothing is.

mod land;

use std::collections::HashMap;

use askhow_document::{Block, BlockKind, Edit, Finding, Span, stable_hash};
use askhow_review::prompts::{Condition, Ground};
use askhow_review::{
    OpenQuestion, Review, Section, Want, fix, is_placeholder, missing_sections, open_questions,
};
use askhow_timeline::rules::quiet;

use self::land::{below, described, in_between};
use crate::Snapshot;
use crate::answer::lines;
use crate::live::live;

/// A question that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// By which it is answered or skipped: the same as long as the same is asked of the same place. It holds no word of
    /// the review.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// The section in which the answer lands, as its heading says it, or as the team calls it where it is missing.
    pub section: String,
    /// Where it is asked: the heading, the entry behind the stretch, the open question. Empty where the section is missing.
    pub span: Span,
}

/// An answer as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LandedAnswer {
    /// In order, not overlapping.
    pub edits: Vec<Edit>,
    /// Which of them holds the words; what comes before it leaves the lines as they are.
    pub told: usize,
    /// The question that it answers.
    pub question: Queued,
}

/// Why an answer can't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// The question is not asked, or not any more.
    NotAsked,
    /// There are no words in it.
    NoWords,
}

/// In which order is asked: first what somebody needs who was not there, then what is most often left out, then what
/// follows from it.
const ORDER: [Posed; 11] = [
    Posed::Section(Section::Description),
    Posed::Section(Section::Mitigators),
    Posed::Section(Section::Contributors),
    Posed::Quiet,
    Posed::Section(Section::Difficulties),
    Posed::Open,
    Posed::Section(Section::Risks),
    Posed::Section(Section::FollowUp),
    Posed::Section(Section::OpenQuestions),
    Posed::Section(Section::Artifacts),
    Posed::Section(Section::References),
];

/// Of what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Posed {
    Section(Section),
    Quiet,
    Open,
}

/// Where an answer goes.
enum Landing {
    Section(Section),
    Stretch(Finding),
    Below(Span),
}

/// The questions that wait, the one that helps the review most first.
pub fn queue(snapshot: &Snapshot) -> Vec<Queued> {
    places(snapshot).into_iter().map(|(question, _)| question).collect()
}

/// What writes an answer to the question of that name.
///
/// # Errors
/// Says why it can't be written.
pub fn answer(snapshot: &Snapshot, id: &str, typed: &str) -> Result<LandedAnswer, Unwritten> {
    let asked = places(snapshot).into_iter().find(|(question, _)| question.id == id);
    let (question, place) = asked.ok_or(Unwritten::NotAsked)?;
    let review = snapshot.review();
    let words = lines(typed, review.flavour());
    if words.is_empty() {
        return Err(Unwritten::NoWords);
    }
    // In a quiet stretch what follows may be numbered anew.
    let is_first = matches!(place, Landing::Stretch(_));
    let edits = match place {
        Landing::Section(Section::Description) => described(review, &words),
        Landing::Section(section) => fix::add_lines(review, section, &words),
        Landing::Stretch(finding) => in_between(&finding, &words),
        Landing::Below(item) => below(review, item, &words),
    };
    let last = edits.len().checked_sub(1).ok_or(Unwritten::NotAsked)?;
    Ok(LandedAnswer { edits, told: if is_first { 0 } else { last }, question })
}

fn places(snapshot: &Snapshot) -> Vec<(Queued, Landing)> {
    let review = snapshot.review();
    let goes_on = || {
        let now = review.surroundings.now;
        live(snapshot).zip(now).is_some_and(|(live, now)| live.is_running(now))
    };
    if !snapshot.is_review() || goes_on() {
        return Vec::new();
    }
    // To which of several incidents a section belongs that is to be written, nobody can say.
    let is_one = review.outline.incidents().next().is_none();
    let missing = missing_sections(review);
    let mut places: Vec<(Queued, Landing)> = ORDER
        .into_iter()
        .flat_map(|asked| match asked {
            Posed::Section(section) if is_one => of_section(review, section, &missing).into_iter().collect(),
            Posed::Section(_) => Vec::new(),
            Posed::Quiet => of_stretches(review),
            Posed::Open => of_open_questions(review),
        })
        .collect();
    // The same question twice is told apart by its order.
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (question, _) in &mut places {
        let nth = seen.entry(question.id.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            question.id.push_str(&format!("-{nth}"));
        }
    }
    places
}

/// What a section asks in which nothing is told; one that is missing, once others are written.
fn of_section(review: &Review, section: Section, missing: &[Section]) -> Option<(Queued, Landing)> {
    let part = review.outline.first(section);
    let is_asked = match part {
        Some(_) => !review.is_written(section),
        None => missing.contains(&section) && review.is_open(section),
    };
    if !is_asked {
        return None;
    }
    let sections = &review.surroundings.rules.sections;
    let holds = part.map(|part| review.conditions_of_section(part)).unwrap_or_default();
    let ground = Ground::of(holds.into_iter().filter(|it| *it != Condition::One)).and([Condition::Several]);
    let own = sections.own_questions(section).first().cloned();
    let text = own.or_else(|| section.opening_question(&ground).map(Into::into))?;
    let name = part.map_or_else(|| sections.name(section), |part| review.name(part).trim().to_owned());
    let span = part.map(|part| part.content).or_else(|| {
        let edits = fix::add_sections(review, &[section]);
        edits.first().map(|edit| Span::empty(edit.span.start))
    })?;
    let id = format!("empty/{}", section.name());
    Some((Queued { id, text, section: name, span }, Landing::Section(section)))
}

/// What quiet stretches ask, in their order, as long as their rule is on.
fn of_stretches(review: &Review) -> Vec<(Queued, Landing)> {
    let timelines =
        review.timelines.iter().filter(|timeline| !timeline.timeline.quiet_stretches().is_empty());
    let found = timelines.flat_map(|timeline| review.findings_at(timeline.span, Want::Messages));
    // What a fix changes is worked out for those alone.
    let quiet = found.filter(|finding| finding.rule == &quiet::RULE).filter_map(|finding| {
        let mut here = review.findings_at(finding.span, Want::Fixes).into_iter();
        here.find(|other| other.rule == finding.rule && !in_between(other, &[]).is_empty())
    });
    let queued = quiet.filter_map(|finding| {
        let text = finding.questions.first()?.to_string();
        let part =
            review.outline.part_at(finding.span.start).and_then(|index| review.outline.parts.get(index));
        let section =
            part.map_or_else(|| Section::Timeline.name().to_owned(), |part| review.name(part).to_owned());
        let id = format!("quiet/{:016x}", stable_hash([text.as_str()]));
        Some((Queued { id, text, section, span: finding.span }, Landing::Stretch(finding)))
    });
    queued.collect()
}

/// The writers' own questions below which nothing is told.
fn of_open_questions(review: &Review) -> Vec<(Queued, Landing)> {
    let of = |question: OpenQuestion| {
        let item = item_around(review, question.span).filter(|_| question.text.ends_with('?'))?;
        let part = review.outline.part_at(item.start).and_then(|index| review.outline.parts.get(index))?;
        let id = format!("open/{:016x}", stable_hash([question.text.as_str()]));
        let section = review.name(part).trim().to_owned();
        Some((Queued { id, text: question.text, section, span: question.span }, Landing::Below(item)))
    };
    open_questions(review).into_iter().filter_map(of).collect()
}

/// The outermost item that a question is, where it holds nothing else yet.
fn item_around(review: &Review, question: Span) -> Option<Span> {
    let (facts, start) = review.segment_at(question.start)?;
    let text = facts.segment.text();
    let blocks = facts.segment.blocks();
    let is_item = |block: &&Block| {
        matches!(block.kind, BlockKind::Item { depth: 0, .. })
            && block.quotes == 0
            && block.span.shift(start).contains(question.start)
    };
    let item = blocks.iter().find(is_item)?;
    let tells = |block: &Block| {
        let own = block.content.shift(start);
        !matches!(block.kind, BlockKind::Item { .. })
            && item.span.shift(start).contains(own.start)
            && own != question
            && !is_placeholder(block.content.of(text))
            && !block.content.of(text).trim().is_empty()
    };
    (!blocks.iter().any(tells)).then(|| item.span.shift(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{crlf, no_review, snapshot};

    const DONE: &str = "# Search was slow on 2026-01-10\n\n## Description\n\nSearches took 20 s.\n\n\
        ## Contributors & Enablers\n\n- The index was full.\n\n## Mitigators\n\n- Ana knew the index.\n\n\
        ## Risks\n\n- It fills up still.\n\n## Difficulties in Handling\n\n- The graph was down.\n\n\
        ## Follow-up Items\n\n- Show the size of the index.\n\n## Artifacts\n\n- The graph.\n\n\
        ## Timeline (UTC)\n\n- 11:24 Ana sees slow searches\n- 11:31 Ben restarts the index\n\n\
        ## References\n\n- None known.\n\n## Open Questions\n\n- [x] How full was it?\n";

    fn asked(text: &str) -> Vec<String> {
        queue(&snapshot(text)).into_iter().map(|it| it.id).collect()
    }

    /// The text with an answer to the question of that name.
    #[track_caller]
    fn answered(text: &str, id: &str, typed: &str) -> String {
        let found = snapshot(text);
        let answer =
            answer(&found, id, typed).unwrap_or_else(|why| panic!("{why:?}: {id} of {:?}", queue(&found)));
        let mut after = text.to_owned();
        for edit in answer.edits.iter().rev() {
            after.replace_range(edit.span.start..edit.span.end, &edit.new_text);
        }
        let told = &answer.edits[answer.told].new_text;
        assert!(told.contains(typed.split('\n').next().unwrap().trim()), "{told}");
        assert!(!asked(&after).contains(&id.to_owned()), "it is asked no more: {after}");
        after
    }

    #[track_caller]
    fn check(text: &str, id: &str, typed: &str, expected: &str) {
        assert_eq!(answered(text, id, typed), expected);
        assert_eq!(answered(&crlf(text), id, typed), crlf(expected));
    }

    #[test]
    fn nothing_is_asked_of_what_is_told() {
        assert_eq!(asked(DONE), Vec::<String>::new());
        assert_eq!(queue(&no_review()), []);
    }

    #[test]
    fn what_helps_most_is_asked_first() {
        let text = "# Search was slow on 2026-01-10\n\n## Description\n\n## Contributors & Enablers\n\n<!-- How? -->\n\n-\n\n## Mitigators\n\n## Risks\n\n## Timeline (UTC)\n\n## Open Questions\n\n- How full was it?\n";
        let expected = [
            "empty/Description",
            "empty/Mitigators",
            "empty/Contributors & Enablers",
            "open/",
            "empty/Risks",
        ];
        let asked = queue(&snapshot(text));
        assert_eq!(asked.len(), expected.len(), "{asked:#?}");
        for (question, id) in asked.iter().zip(expected) {
            assert!(question.id.starts_with(id), "{question:?}");
        }
        let texts: Vec<&str> = asked.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "How did this look to the people who use the system?",
                "How did things go right, and who or what made that happen?",
                "What had to come together for this to be possible?",
                "How full was it?",
                "What of this is still there, and how else could it come together?",
            ]
        );
        let places: Vec<&str> = asked.iter().map(|it| it.span.of(text)).collect();
        assert_eq!(
            places,
            ["Description", "Mitigators", "Contributors & Enablers", "How full was it?", "Risks"]
        );
    }

    #[test]
    fn what_is_missing_is_asked_once_others_are_written() {
        let without = DONE.replace("## Mitigators\n\n- Ana knew the index.\n\n", "");
        assert_eq!(asked(&without), ["empty/Mitigators"]);
        check(&without, "empty/Mitigators", "Ana knew the index.", DONE);
        let begun = "# Search was slow on 2026-01-10\n\n## Description\n\n## Contributors & Enablers\n\n## Timeline (UTC)\n\n- 11:24 Ana looks\n";
        assert!(!asked(begun).contains(&"empty/Mitigators".to_owned()));
    }

    #[test]
    fn an_answer_is_an_item_of_its_section() {
        let empty = |body: &str| DONE.replace("- Ana knew the index.", body);
        let told = empty("- Ana knew the index.");
        check(&empty("-"), "empty/Mitigators", "Ana knew the index.", &told);
        check(&empty("- <what helped>"), "empty/Mitigators", "Ana knew the index.", &told);
        check(&empty("<!-- How? -->"), "empty/Mitigators", "Ana knew", &empty("<!-- How? -->\n\n- Ana knew"));
        check(&empty("1."), "empty/Mitigators", "Ana knew", &empty("1. Ana knew"));
        check(&empty("- [ ]"), "empty/Mitigators", "Ana\nknew", &empty("- [ ] Ana\n  knew"));
        check(
            &empty("-"),
            "empty/Mitigators",
            "# Ana\n\n- knew\n- it",
            &empty("- \\# Ana\n\n  - knew\n  - it"),
        );
    }

    #[test]
    fn a_description_is_prose() {
        check(
            "# Search was slow\n\n## Summary\n\n*Say it in a paragraph.*\n",
            "empty/Description",
            "It hung.",
            "# Search was slow\n\n## Summary\n\n*Say it in a paragraph.*\n\nIt hung.\n",
        );
        let text = DONE.replace("Searches took 20 s.\n\n", "");
        check(&text, "empty/Description", "Searches took 20 s.", DONE);
        check(
            "# Search was slow\n\n## Summary\n\n<!-- How? -->",
            "empty/Description",
            "It hung.\nFor all.",
            "# Search was slow\n\n## Summary\n\n<!-- How? -->\n\nIt hung.\nFor all.",
        );
    }

    #[test]
    fn an_open_question_is_answered_below_it() {
        let open = |item: &str| DONE.replace("- [x] How full was it?\n", item);
        let id = |text: &str| asked(text).remove(0);
        let text = open("- [ ] How full was it?\n- Who saw it first?\n");
        assert_eq!(asked(&text).len(), 2);
        let told = open("- [x] How full was it?\n  - To the last byte.\n- Who saw it first?\n");
        check(&text, &id(&text), "To the last byte.", &told);
        let second = asked(&text).remove(1);
        check(
            &text,
            &second,
            "Ana\nin the graph",
            &text.replace("first?\n", "first?\n  - Ana\n    in the graph\n"),
        );
        let numbered = open("1.  How full was it?");
        check(&numbered, &id(&numbered), "Full", &open("1.  How full was it?\n    - Full"));
        // What is told below it is its answer, and what does not ask waits for none.
        assert_eq!(
            asked(&open("- How full was it?\n  - Full.\n- The disk of `index-2`\n")),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_quiet_stretch_is_asked_and_told_in_between() {
        let text = DONE.replace(
            "- 11:31 Ben restarts the index\n",
            "- 11:27 Ben looks\n- 11:31 Ben restarts the index\n- 13:01 Ana sees it grow\n",
        );
        let asked = queue(&snapshot(&text));
        let [question] = asked.as_slice() else { panic!("{asked:#?}") };
        assert_eq!(
            question.text,
            "What was going on between 11:31 and 13:01, when it seems that nothing was happening?"
        );
        assert_eq!(question.section, "Timeline (UTC)");
        let after = answered(&text, &question.id, "Ben waits\nfor the copy");
        assert!(after.contains("- ~12:16 Ben waits for the copy\n- 13:01"), "{after}");
        // In numbers, what follows is numbered anew.
        let numbered = text
            .replace("- 11:24", "1. 11:24")
            .replace("- 11:27", "2. 11:27")
            .replace("- 11:31", "3. 11:31")
            .replace("- 13:01", "4. 13:01");
        let id = self::asked(&numbered).remove(0);
        let after = answered(&numbered, &id, "Ben waits");
        assert!(after.contains("3. 11:31 Ben restarts the index\n4. ~12:16 Ben waits\n5. 13:01"), "{after}");
        let off =
            text.replace("# Search was slow", "<!-- askhow-disable timeline/quiet -->\n\n# Search was slow");
        assert_eq!(self::asked(&off), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_asked_while_it_goes_on() {
        let text = DONE.replace("2026-01-10", "2026-01-15").replace("- Ana knew the index.", "-");
        assert_eq!(asked(&text), Vec::<String>::new());
        assert_eq!(asked(&text.replace("2026-01-15", "2026-01-13")), ["empty/Mitigators"]);
    }

    #[test]
    fn sections_of_several_incidents_are_left_to_their_writers() {
        let one = "## Search\n\n### Description\n\n### Timeline (UTC)\n\n- 2026-01-10 11:24 Ana looks\n\n### Contributors\n\n-\n\n";
        let text = format!("# Outages\n\n{one}{}", one.replace("Search", "Mail"));
        assert_eq!(asked(&text), Vec::<String>::new());
    }

    #[test]
    fn what_is_asked_no_more_and_no_words_write_nothing() {
        let text = snapshot(&DONE.replace("- Ana knew the index.", "-"));
        let refused = |id: &str, typed: &str| answer(&text, id, typed).unwrap_err();
        assert_eq!(refused("empty/Risks", "It fills up."), Unwritten::NotAsked);
        assert_eq!(refused("empty/Mitigators", " \n"), Unwritten::NoWords);
        assert_eq!(refused("empty/None", "x"), Unwritten::NotAsked);
        // Behind an open fence everything is code: there is no place for a section.
        let text = DONE.replace("## Mitigators\n\n- Ana knew the index.\n\n", "") + "\n```\ndf -h\n";
        assert_eq!(asked(&text), Vec::<String>::new());
    }

    #[test]
    fn the_same_question_twice_has_two_names() {
        let text = DONE.replace("- [x] How full was it?\n", "- How full was it?\n- How full was it?\n");
        let ids = asked(&text);
        let [one, two] = ids.as_slice() else { panic!("{ids:?}") };
        assert_eq!(*two, format!("{one}-2"));
        let after = answered(&text, two, "To the last byte.");
        assert!(
            after.ends_with("- How full was it?\n- How full was it?\n  - To the last byte.\n"),
            "{after}"
        );
        assert!(!one.contains("full"), "no word of the review is in it: {one}");
    }
}
