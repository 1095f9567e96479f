//! What reaches over more than one piece of prose, or is there for who asks only.

#![allow(clippy::unwrap_used)]

mod common;

use askhow_ide::ActionKind;
use common::{actions_at, check_action, check_fix, cursor, found_of};

#[test]
fn a_ladder_over_the_items_of_a_list_is_one_finding_with_one_fix() {
    let ladder = "# Incident: pool\n\n## 5 whys\n\n\
                  1. $0Why did the pool run dry? The limit was 20.\n\
                  2. Why was the limit 20? It was the default.\n\
                  3. Why didn't we change it? Nobody had looked at it.\n";
    let (text, _) = cursor(ladder);
    assert_eq!(found_of("phrasing/five-whys", &text).len(), 2, "the heading and the ladder");
    check_action(
        "every rung",
        ladder,
        "# Incident: pool\n\n## 5 whys\n\n\
         1. How did the pool come to run dry? The limit was 20.\n\
         2. How did the limit come to be 20? It was the default.\n\
         3. How did it come about that we didn't change it? Nobody had looked at it.\n",
    );
}

#[test]
fn a_ladder_is_rewritten_unseen_as_a_whole_or_not_at_all() {
    let n_unseen = |middle: &str| {
        let ladder = format!(
            "# Incident: pool\n\n1. Why did the pool run dry? The limit was 20.\n2. {middle}\n\
             3. Why did the limit stay? Nobody had looked at it.\n"
        );
        common::fixed(&ladder).matches("How").count()
    };
    assert_eq!(n_unseen("Why was the limit 20? It was the default."), 3);
    assert_eq!(n_unseen("Why was the limit 20? Because it was the default."), 0);
    assert_eq!(n_unseen("Why the limit, of all things, 20? It was the default."), 0);
}

#[test]
fn a_ladder_that_goes_down_from_item_to_item_keeps_its_marks() {
    check_action(
        "every rung",
        "# Incident: pool\n\n\
         - **$0Why did the pool run dry?**\n\n  The limit was 20.\n\n  \
           - **Why was the limit 20?**\n\n    It was the default.\n\n    \
             - *Why was there no alert?* It was new.\n",
        "# Incident: pool\n\n\
         - **How did the pool come to run dry?**\n\n  The limit was 20.\n\n  \
           - **How did the limit come to be 20?**\n\n    It was the default.\n\n    \
             - *How did it come about that there was no alert?* It was new.\n",
    );
}

#[test]
fn questions_below_their_answers_are_rungs_too() {
    let text = "# Incident: pool\n\n\
        - The pool ran dry.\n\n  $0Why did the pool run dry?\n\n  \
          - The limit was 20.\n\n    Why was the limit 20?\n\n    \
            - It was new.\n\n      Why was it new?\n";
    let wanted = "# Incident: pool\n\n\
        - The pool ran dry.\n\n  How did the pool come to run dry?\n\n  \
          - The limit was 20.\n\n    How did the limit come to be 20?\n\n    \
            - It was new.\n\n      How did it come to be new?\n";
    check_action("every rung", text, wanted);
}

#[test]
fn numbered_and_bare_rungs_are_a_ladder_in_any_list() {
    check_action(
        "every rung",
        "# Incident: pool\n\n- $0Why 1: the pool ran dry\n- Why 2: it was small\n- Why 3: it was new\n",
        "# Incident: pool\n\n- How 1: the pool ran dry\n- How 2: it was small\n- How 3: it was new\n",
    );
    check_action(
        "every rung",
        "# Incident: pool\n\nThe pool ran dry.\n\n- $0Why? It was small.\n- Why? It was new.\n- Why? It was asked for.\n",
        "# Incident: pool\n\nThe pool ran dry.\n\n- How did that come about? It was small.\n\
         - How did that come about? It was new.\n- How did that come about? It was asked for.\n",
    );
}

#[test]
fn questions_that_do_not_follow_from_one_another_are_no_ladder() {
    for list in [
        "- Why did the pool run dry?\n- Why was it small?\n",
        "- Why did the pool run dry? It was small.\n- Why was Oslo spared? It has its own.\n- Why did we wait? We asked.\n",
        "1. Why did the pool run dry?\n2. Why was it small?\n3. Why did we wait?\n",
        "1. Why did the pool run dry? It was small.\n2. We rolled back.\n3. Why was it small? It was new.\n\
         4. Why did we wait? We asked.\n",
    ] {
        let text = format!("# Incident: pool\n\n{list}");
        assert_eq!(found_of("phrasing/five-whys", &text), Vec::<String>::new(), "{list}");
    }
}

#[test]
fn what_was_told_with_why_is_told_with_how_for_who_asks() {
    for (before, after) in [
        (
            "The pool was empty. That's why we $0rolled back.\n",
            "The pool was empty. That's how we came to roll back.\n",
        ),
        (
            "- It was small, $0which is why it ran dry.\n",
            "- It was small, which is how it came to run dry.\n",
        ),
        (
            "> **This** explains $0why `api-7` was slow.\n",
            "> **This** explains how `api-7` came to be slow.\n",
        ),
        (
            "| a | That is why $0it failed. |\n|---|---|\n",
            "| a | That is how it came to fail. |\n|---|---|\n",
        ),
    ] {
        let (before, after) = (format!("# Incident\n\n{before}"), format!("# Incident\n\n{after}"));
        check_action("Write “", &before, &after);
        let (text, at) = cursor(&before);
        assert_eq!(found_of("phrasing/why", &text), Vec::<String>::new());
        let action = actions_at(&text, at).into_iter().find(|it| it.title.starts_with("Write “")).unwrap();
        assert_eq!(action.kind, ActionKind::Rewrite);
        assert!(!action.preferred && action.finding.is_none());
    }
}

#[test]
fn a_heading_takes_the_links_to_it_along() {
    check_fix(
        "# Incident: pool\n\nSee [below](#why-the-pool-ran-dry), `[x](#why-the-pool-ran-dry)`, [b](b.md#why-the-pool-ran-dry).\n\n\
         ## $0Why the *pool* ran dry\n\n- [again](#why-the-pool-ran-dry \"title\")\n",
        "# Incident: pool\n\nSee [below](#how-the-pool-ran-dry), `[x](#why-the-pool-ran-dry)`, [b](b.md#why-the-pool-ran-dry).\n\n\
         ## How the *pool* ran dry\n\n- [again](#how-the-pool-ran-dry \"title\")\n",
    );
    check_fix(
        "# Incident: pool\n\nSee [the cause](#root-cause).\n\n## $0Root cause\n\n- A limit.\n",
        "# Incident: pool\n\nSee [the cause](#contributors--enablers).\n\n## Contributors & Enablers\n\n- A limit.\n",
    );
}

#[test]
fn a_heading_gets_no_name_that_another_one_has() {
    let (text, at) =
        cursor("# Incident: pool\n\n## How did it happen?\n\nx\n\n## Why $0did it happen?\n\ny\n");
    assert_eq!(found_of("phrasing/why-question", &text).len(), 1);
    let titles: Vec<String> = actions_at(&text, at).into_iter().map(|action| action.title).collect();
    assert!(!titles.iter().any(|title| title.starts_with("Ask “")), "{titles:?}");
}

/// The titles of what may be asked under Open Questions at the cursor.
fn asked_at(fixture: &str) -> Vec<String> {
    let (text, at) = cursor(fixture);
    let titles = actions_at(&text, at).into_iter().map(|action| action.title);
    titles.filter(|title| title.ends_with("under Open Questions")).collect()
}

#[test]
fn where_nothing_is_rewritten_a_question_is_offered_and_asked_once() {
    let before =
        "# Slow\n\n## Impact\n\nThis must $0never happen again.\n\n## Timeline\n\n- 09:00 UTC Ada looks.\n";
    let after = "# Slow\n\n## Impact\n\nThis must never happen again.\n\n## Timeline\n\n- 09:00 UTC Ada looks.\n\n\
        ## Open Questions\n\n- How will people notice and recover next time: “This must never happen again”?\n";
    check_action("Ask how people will notice and recover next time, under Open Questions", before, after);
    // It is quiet then, here and there.
    assert_eq!(found_of("phrasing", after), Vec::<String>::new());
    assert_eq!(asked_at(&after.replacen("never", "$0never", 1)), Vec::<String>::new());
}

#[test]
fn names_of_columns_and_open_questions_are_asked_nothing_more() {
    let column = "# Slow\n\n## Impact\n\n| What | $0Why it stopped |\n| --- | --- |\n| Disk | Full |\n";
    assert_eq!(asked_at(column), Vec::<String>::new());
    let asked = "# Slow\n\n## Open Questions\n\n- How will this $0never happen again, and who says so?\n\
        - This will never happen again.\n";
    assert_eq!(asked_at(asked), Vec::<String>::new());
    let asked = "# Slow\n\n## Open Questions\n\n- This will $0never happen again.\n";
    assert_eq!(asked_at(asked), Vec::<String>::new());
}

#[test]
fn what_is_answered_by_a_ground_is_not_asked_otherwise_unseen() {
    let fixed = |text: &str| {
        let text = format!("# Outage\n\n## Contributors\n\n{text}\n");
        common::fixed(&text) != text
    };
    assert!(fixed("- Why did the deploy fail?\n- The disk was full."));
    for answered in [
        "Why did the deploy fail? Because the disk was full.",
        "- Why did the deploy fail?\n- Because the disk was full.",
        "Why did the deploy fail?\n\nSince the disk was full.",
        "- Why did the deploy fail?\n  - A: because the disk was full.",
        "| Asked | Answered |\n| --- | --- |\n| Why did the deploy fail? | Because the disk was full. |",
        "Why did Ada restart it? To free the memory.",
        "Why did the deploy fail? That was because of the disk.",
    ] {
        assert!(!fixed(answered), "{answered}");
    }
}

#[test]
fn headings_of_the_teams_template_are_asked_about_in_the_template_alone() {
    let template = "# Incident\n\n## Summary\n\n## Why did it happen?\n\n## Root cause\n";
    let review = "# Orders stuck\n\n## Summary\n\nThe queue was full for 20 minutes.\n\n## Why did it happen?\n\n\
        ## Root cause\n\n## Why so late?\n\nNobody looked.\n";
    let found = |boilerplate| {
        let surroundings =
            askhow_ide::Surroundings { boilerplate, ..(*common::surroundings(Default::default())).clone() };
        let snapshot = askhow_ide::Analysis::new(review, std::sync::Arc::new(surroundings)).snapshot();
        let findings = askhow_ide::findings(&snapshot);
        let wording = findings
            .iter()
            .filter(|it| it.rule.id == "phrasing/why-question" || it.rule.id == "section/rename");
        wording.map(|it| it.span.of(review).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(Vec::new()), ["Why did", "Root cause", "Why"]);
    let template = std::sync::Arc::new(askhow_review::Boilerplate::read(template));
    assert_eq!(found(vec![template]), ["Why"]);
}
