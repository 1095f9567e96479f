//! What is taken out leaves what it should: no joined words, no broken items, no blank lines in pairs.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{check_action, fixed, found_of, pretty};

#[track_caller]
fn check_removed(before: &str, after: &str) {
    let head = "# Outage of 2024-05-21\n\n";
    pretty(&fixed(&format!("{head}{before}")), &format!("{head}{after}"));
    let crlf = |text: &str| format!("{head}{text}").replace('\n', "\r\n");
    pretty(&fixed(&crlf(before)), &crlf(after));
}

const IGNORE: &str = "<!-- askhow-ignore phrasing/nines -->";
const NEXT: &str = "<!-- askhow-ignore-next -->";

#[test]
fn a_comment_goes_and_leaves_words_items_and_headings_as_they_are() {
    for (before, after) in [
        ("- {}The disk was full.\n", "- The disk was full.\n"),
        ("- {} The disk was full.\n", "- The disk was full.\n"),
        ("## {}Impact\n\nTwo shops.\n", "## Impact\n\nTwo shops.\n"),
        ("## Impact {}\n\nTwo shops.\n", "## Impact\n\nTwo shops.\n"),
        ("- The disk {}was full.\n", "- The disk was full.\n"),
        ("- The disk {} was full.\n", "- The disk was full.\n"),
        ("- The disk was full {}.\n", "- The disk was full.\n"),
        ("1. {}Full.\n", "1. Full.\n"),
        ("- [ ] {}Full.\n", "- [ ] Full.\n"),
        ("- [x] Full. {}\n", "- [x] Full.\n"),
        ("> {} Full.\n", "> Full.\n"),
        ("> Full. {}\n> More.\n", "> Full.\n> More.\n"),
        ("| a | b |\n| - | - |\n| x {} | y |\n", "| a | b |\n| - | - |\n| x | y |\n"),
        ("| a | b |\n| - | - |\n| {} x | y {} |\n", "| a | b |\n| - | - |\n| x | y |\n"),
        ("The disk {}\nwas full.\n", "The disk\nwas full.\n"),
        ("The disk was full. {}", "The disk was full."),
        ("- Full.\n{}\n- Slow.\n", "- Full.\n- Slow.\n"),
        ("Full.\n\n{}\n\nSlow.\n", "Full.\n\nSlow.\n"),
        ("Full.\n\n{}\n## Impact\n\nSlow.\n", "Full.\n\n## Impact\n\nSlow.\n"),
        ("Full.\n{}\nSlow.\n", "Full.\n\nSlow.\n"),
        ("Full.\n\n{}", "Full.\n"),
        ("> Full.\n>\n> {}\n>\n> Slow.\n", "> Full.\n>\n> Slow.\n"),
    ] {
        check_removed(&before.replace("{}", IGNORE), after);
    }
}

#[test]
fn what_ends_a_comment_goes_with_it_and_is_named_alone() {
    check_removed(
        "<!-- askhow-disable phrasing/nines -->\n\nFull.\n\n<!-- askhow-enable phrasing/nines -->\n\nSlow.\n",
        "Full.\n\nSlow.\n",
    );
    let alone = "# Outage\n\nFull.\n\n<!-- askhow-enable phrasing/nines -->\n\nSlow.\n";
    assert_eq!(found_of("ignore", alone), ["ignore/unused @ <!-- askhow-enable phrasing/nines -->"]);
    check_removed("Full.\n\n<!-- askhow-enable -->\n\nSlow.\n", "Full.\n\nSlow.\n");
    let used = "# Outage\n\n<!-- askhow-disable phrasing/why-question -->\n\nWhy did it fail?\n\n<!-- askhow-enable phrasing/why-question -->\n\nSlow.\n";
    assert_eq!(found_of("ignore", used), [""; 0]);
}

#[test]
fn an_adverb_goes_and_the_sentence_begins_as_it_did() {
    for (before, after) in [
        ("- Of course, the pool was too small.\n", "- The pool was too small.\n"),
        ("1. Obviously the pool was too small.\n", "1. The pool was too small.\n"),
        ("- [ ] We simply restarted it.\n", "- [ ] We restarted it.\n"),
        (
            "| a | b |\n| - | - |\n| Obviously, the pool was small. | y |\n",
            "| a | b |\n| - | - |\n| The pool was small. | y |\n",
        ),
        ("The pool (obviously) was too small.\n", "The pool was too small.\n"),
        ("The pool was, of course, too small.\n", "The pool was too small.\n"),
        ("The pool was too small, of course.\n", "The pool was too small.\n"),
        ("After a long search we\nsimply restarted it.\n", "After a long search we\nrestarted it.\n"),
        ("After a long search we simply\nrestarted it.\n", "After a long search we\nrestarted it.\n"),
        ("We simply [restarted](a.md) it.\n", "We [restarted](a.md) it.\n"),
        ("We simply **restarted** it.\n", "We **restarted** it.\n"),
        ("The pool was too small, of course.", "The pool was too small."),
        ("- Of course.\n", "- Of course.\n"),
        ("Of course, `pool-1` was too small.\n", "Of course, `pool-1` was too small.\n"),
        ("It was an obviously bad setting.\n", "It was an obviously bad setting.\n"),
        ("Ada asked,  \nsimply\nto be sure.\n", "Ada asked,  \nsimply\nto be sure.\n"),
    ] {
        check_removed(before, after);
    }
}

#[test]
fn a_second_telling_goes_without_a_trace() {
    for (before, after) in [
        ("- 16:40 fires\n- 16:4$00 fires\n- 16:50 ends\n", "- 16:40 fires\n- 16:50 ends\n"),
        ("- 16:30 x\n- 16:40 fires\n- 16:4$00 fires", "- 16:30 x\n- 16:40 fires"),
        ("- 16:40 fires\n\n- 16:4$00 fires\n\n- 16:50 ends\n", "- 16:40 fires\n\n- 16:50 ends\n"),
        ("1. 16:40 fires\n2. 16:4$00 fires\n3. 16:50 ends\n", "1. 16:40 fires\n2. 16:50 ends\n"),
        (
            "| T | W |\n| - | - |\n| 16:40 | fires |\n| 16:4$00 | fires |\n| 16:50 | ends |\n",
            "| T | W |\n| - | - |\n| 16:40 | fires |\n| 16:50 | ends |\n",
        ),
        // The break of the line above led to the one that goes.
        ("16:40 fires  \n16:50 ends  \n16:5$00 ends\n", "16:40 fires  \n16:50 ends\n"),
        ("16:40 fires  \n16:4$00 fires  \n16:50 ends\n", "16:40 fires  \n16:50 ends\n"),
    ] {
        let head = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n";
        check_action("Remove", &format!("{head}{before}"), &format!("{head}{after}"));
    }
}

#[test]
fn a_second_telling_with_more_below_it_stays() {
    let text = "# Outage of 2024-05-21\n\n## Timeline (UTC)\n\n- 16:40 fires\n- 16:40 fires\n  - and pages Ada\n- 16:50 ends\n";
    let at = text.rfind("16:40").unwrap();
    let actions = common::actions_at(text, at + 1);
    assert!(actions.iter().all(|action| !action.title.starts_with("Remove")), "{actions:#?}");
}

#[test]
fn a_comment_that_holds_up_what_it_stands_on_is_left() {
    for kept in [
        "Para.\n1. {}\n2. b\n",
        "2. item\n\n{}\n    code here\n",
        "{}- not a list\n",
        "{}# not a head\n",
        "{} 1. not a list\n",
        "{}| a | b |\n| - | - |\n",
        "{}> no quote\n",
        "{}---\n",
        "Words.\n{}===\n",
        "{}```\n\nWords.\n",
        "### {}\n\nWords.\n",
        "> {}- not a list\n",
        "1. a\n\n{}\n\n1. b\n",
        "The literal \\{} is text.\n",
    ] {
        check_removed(&kept.replace("{}", NEXT), &kept.replace("{}", NEXT));
    }
}

#[test]
fn an_item_that_holds_nothing_but_a_comment_goes_whole() {
    for (before, after) in [
        ("Para.\n- {}\n- z\n", "Para.\n- z\n"),
        ("- two\n  - {}\n  - z\n", "- two\n  - z\n"),
        ("- Para.\n  * {}\n", "- Para.\n"),
        ("- a\n- {}\n", "- a\n"),
        ("- a\n- [ ] {}", "- a"),
        ("> - a\n> - {}\n> - b\n", "> - a\n> - b\n"),
    ] {
        check_removed(&before.replace("{}", NEXT), after);
    }
}

#[test]
fn a_comment_inside_html_leaves_it_whole_and_one_at_the_end_leaves_no_blank_line() {
    for (before, after) in [
        ("<p>\n{}\nhtml text\n</p>\n", "<p>\nhtml text\n</p>\n"),
        ("{}    four blanks\n\nMore.\n", "four blanks\n\nMore.\n"),
        ("<details>\n{}\n\nMore.\n\n</details>\n", "<details>\n\nMore.\n\n</details>\n"),
        ("Full.\n\n{}\n", "Full.\n"),
        ("Full.\n\n\n{}\n", "Full.\n"),
        ("Full.\n\n\n{}", "Full.\n"),
        ("- a\n\n{}\n", "- a\n"),
    ] {
        check_removed(&before.replace("{}", NEXT), after);
    }
}
