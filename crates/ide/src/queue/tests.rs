//! Which questions wait, and where their answers land.

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
    let expected =
        ["empty/Description", "empty/Mitigators", "empty/Contributors & Enablers", "open/", "empty/Risks"];
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
    assert_eq!(places, ["Description", "Mitigators", "Contributors & Enablers", "How full was it?", "Risks"]);
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
    check(&empty("-"), "empty/Mitigators", "# Ana\n\n- knew\n- it", &empty("- \\# Ana\n\n  - knew\n  - it"));
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
    assert!(after.ends_with("- How full was it?\n- How full was it?\n  - To the last byte.\n"), "{after}");
    assert!(!one.contains("full"), "no word of the review is in it: {one}");
}

/// The lines that an answer brings or changes, with the one before and the one behind.
#[track_caller]
fn landed(text: &str, id: &str, typed: &str) -> String {
    let ids = asked(text);
    let id = ids.iter().find(|it| it.starts_with(id)).unwrap_or_else(|| panic!("{id} of {ids:?} in {text}"));
    let answer = answer(&snapshot(text), id, typed).unwrap();
    let mut after = text.to_owned();
    for edit in answer.edits.iter().rev() {
        after.replace_range(edit.span.start..edit.span.end, &edit.new_text);
    }
    let (before, now): (Vec<&str>, Vec<&str>) = (text.lines().collect(), after.lines().collect());
    let ahead = before.iter().zip(&now).take_while(|(one, two)| one == two).count();
    let behind = before.iter().rev().zip(now.iter().rev()).take_while(|(one, two)| one == two).count();
    let end = now.len() - behind.min(now.len() - ahead);
    now[ahead.saturating_sub(2)..(end + 2).min(now.len())].join("\n")
}

#[test]
fn an_answer_goes_before_what_closes_its_section() {
    let text = |body: &str| DONE.replace("- Ana knew the index.\n", body);
    let check = |body: &str, expected: &str| {
        assert_eq!(landed(&text(body), "empty/Mitigators", "Ana knew"), expected)
    };
    check("---\n", "## Mitigators\n\n- Ana knew\n\n---");
    check("<!-- who helped -->\n\n---\n", "<!-- who helped -->\n\n- Ana knew\n\n---");
    let end = |body: &str| DONE.replace("- [x] How full was it?\n", body);
    for closing in
        ["*Last updated 2026-01-12 by Ana.*\n", "Last updated: 2026-01-12\n", "[^1]: The disk of 2024.\n"]
    {
        assert_eq!(
            landed(&end(closing), "empty/Open Questions", "How full was it?"),
            format!("## Open Questions\n\n- How full was it?\n\n{}", closing.trim_end())
        );
    }
    // There, the targets of links are what is told.
    let text = DONE.replace("- None known.\n", "[1]: https://example.org/1\n");
    assert_eq!(asked(&text), Vec::<String>::new());
}

#[test]
fn an_answer_takes_the_first_free_place() {
    let check = |body: &str, expected: &str| {
        let text = DONE.replace("- Ana knew the index.\n", body);
        assert_eq!(landed(&text, "empty/Mitigators", "Ana knew  \n"), expected, "{body}");
    };
    check("-\n-\n-\n", "## Mitigators\n\n- Ana knew\n-\n-");
    check("- \n", "## Mitigators\n\n- Ana knew\n\n## Risks");
    check("- TBD\n", "## Mitigators\n\n- Ana knew\n\n## Risks");
    check("TBD\n", "## Mitigators\n\n- Ana knew\n\n## Risks");
    check("1. \n2. \n", "## Mitigators\n\n1. Ana knew\n2. \n");
    check(
        "### What went well\n\n### Where we got lucky\n",
        "## Mitigators\n\n- Ana knew\n\n### What went well",
    );
    check(
        "### What went well\n\n-\n\n### Where we got lucky\n\n-\n",
        "### What went well\n\n- Ana knew\n\n### Where we got lucky",
    );
    // What somebody has to do yet is not written over.
    check("TODO: ask Ana\n", "TODO: ask Ana\n\n- Ana knew\n\n## Risks");
    let text = DONE.replace("Searches took 20 s.", "TODO");
    assert_eq!(
        landed(&text, "empty/Description", "Slow"),
        "## Description\n\nSlow\n\n## Contributors & Enablers"
    );
}

#[test]
fn each_line_of_a_list_is_an_answer_of_its_own() {
    let text = DONE.replace("- Ana knew the index.\n", "1. \n");
    assert_eq!(
        landed(&text, "empty/Mitigators", "- Ana knew\n  - the index\n- Ben was there"),
        "## Mitigators\n\n1. Ana knew\n   - the index\n2. Ben was there\n\n## Risks"
    );
    let text = DONE.replace("- [x] How full was it?", "-\t[ ] How full was it?");
    assert_eq!(
        landed(&text, "open/", "* to the brim\n* twice"),
        "## Open Questions\n\n-\t[x] How full was it?\n    - to the brim\n    - twice"
    );
}

#[test]
fn a_question_is_open_as_long_as_nothing_is_told_below_it() {
    let n_open = |questions: &str| {
        let text = DONE.replace("- [x] How full was it?\n", questions);
        askhow_review::open_questions(snapshot(&text).review()).len()
    };
    assert_eq!(n_open("- How full was it?\n- Who saw it?\n"), 2);
    assert_eq!(n_open("- How full was it?\n  - To the brim.\n- Who saw it?\n"), 1);
    assert_eq!(n_open("- How full was it?\n\n  To the brim.\n"), 0);
    assert_eq!(n_open("- How full was it?\n  - On both disks?\n"), 1);
    assert_eq!(n_open("- [ ] How full was it?\n  - To the brim.\n"), 1);
    let headings = "### How full was it?\n\n### Who saw it?\n\nAna did.\n";
    assert_eq!(n_open(headings), 1);
    let text = DONE.replace("- [x] How full was it?\n", headings);
    assert_eq!(
        landed(&text, "open/", "To the brim."),
        "### How full was it?\n\nTo the brim.\n\n### Who saw it?"
    );
}

#[test]
fn an_answer_to_a_quiet_stretch_stands_at_the_time_that_it_says() {
    let text = DONE.replace("the index\n\n## References", "the index\n- 13:01 It is well\n\n## References");
    let [id] = asked(&text).try_into().unwrap();
    assert!(id.starts_with("quiet/"), "{id}");
    let entry = |typed: &str| landed(&text, &id, typed);
    let around = |entry: &str| {
        format!(
            "- 11:24 Ana sees slow searches\n- 11:31 Ben restarts the index\n- {entry}\n- 13:01 It is well\n"
        )
    };
    assert_eq!(entry("12:10 - Ana calls Ben"), around("12:10 Ana calls Ben"));
    assert_eq!(entry("12 hosts were slow"), around("~12:16 12 hosts were slow"));
    // In the zone and the notation of its neighbours, and where it belongs.
    assert_eq!(entry("13:10 CET Ana calls Ben"), around("12:10 Ana calls Ben"));
    assert_eq!(entry("11:20 Ana calls Ben").lines().nth(1).unwrap_or_default(), "");
    let dated = text.replace("- 11:", "- 2026-01-10 11:").replace("- 13:", "- 2026-01-10 13:");
    let [id] = asked(&dated).try_into().unwrap();
    assert!(
        landed(&dated, &id, "12:10 Ana calls Ben")
            .contains("\n- 2026-01-10 12:10 Ana calls Ben\n- 2026-01-10 13:01")
    );
    // What is left of the stretch is not asked about once more.
    let after = text.replace("- 13:01", "- ~12:16 12 hosts were slow\n- 13:01");
    assert_eq!(asked(&after), Vec::<String>::new());
}

#[test]
fn none_is_an_answer_and_a_list_stays_one_in_a_paragraph() {
    let text = DONE.replace("- Ana knew the index.", "-");
    assert!(landed(&text, "empty/Mitigators", "None").contains("\n- None\n"));
    let text = DONE.replace("- Ana knew the index.\n", "- [ ] \n");
    let boxes = landed(&text, "empty/Mitigators", "- [ ] Limit it\n- [x] Show it");
    assert!(boxes.contains("\n- [ ] Limit it\n- [ ] Show it\n"), "{boxes}");
    let text = DONE.replace("Searches took 20 s.", "TODO");
    let list = landed(&text, "empty/Description", "- Slow\n- Then down");
    assert!(list.contains("\n- Slow\n- Then down\n"), "{list}");
    let crlf = crlf(&DONE.replace("- Ana knew the index.\n", "- \n"));
    let edit = &answer(&snapshot(&crlf), "empty/Mitigators", "Ben").unwrap().edits[0];
    assert_eq!(edit.new_text, "- Ben");
}

#[test]
fn a_sentence_at_the_end_is_no_closing_line() {
    let text = |told: &str| DONE.replace("- [x] How full was it?\n", told);
    for told in
        ["Approved by Ana within a minute, the rollback was out at 11:40.\n", "— Ana knew the index.\n"]
    {
        assert_eq!(asked(&text(told)), Vec::<String>::new(), "{told}");
    }
    assert_eq!(asked(&text("Last updated 2026-01-12\n")), ["empty/Open Questions"]);
}
