//! A pasted chat: whose words are whose, of which day they are, and that each stays what it was.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use askhow_document::{Span, apply_edits};
use common::{pretty, snapshot};

/// The titles of what is offered for a chat behind `above`, and what the first one gives.
fn pasted(above: &str, chat: &str) -> Option<(String, String)> {
    let text = format!("{above}{chat}");
    let span = Span::new(above.len(), text.len());
    let actions = askhow_ide::actions(&snapshot(&text), span, |kind| kind.name() == "refactor.rewrite", None);
    let action = actions.into_iter().find(|action| action.title.contains("chat"))?;
    let after = apply_edits(&text, action.edits());
    Some((action.title, after))
}

#[track_caller]
fn check(above: &str, chat: &str, title: &str, entries: &str) {
    let (said, after) = pasted(above, chat).unwrap_or_else(|| panic!("nothing offered for\n{chat}"));
    assert_eq!(said, title);
    pretty(&after, &format!("{above}{entries}"));
}

const HEAD: &str = "# Checkout is slow\n\n- Incident Start: 2026-11-28 16:40 UTC\n\n## Timeline (UTC)\n\n";

#[test]
fn a_chat_in_several_formats_keeps_whose_words_are_whose() {
    check(
        &format!("{HEAD}- 2026-11-29 09:00 UTC The team meets\n"),
        "Anna  4:41 PM\nqueues grow\nBen Okri  4:43 PM\nlooking\n\nAnna  4:50 PM\nstill\nBen Okri  4:52 PM\nthe pool is at 100\n[16:58] <carla> raising it to 200\n",
        "Turn pasted chat into 5 entries of 28 November 2026 (its times are in UTC)",
        "- 2026-11-28 16:41 UTC **Anna**: queues grow\n- 2026-11-28 16:43 UTC **Ben Okri**: looking\n- 2026-11-28 16:50 UTC **Anna**: still\n- 2026-11-28 16:52 UTC **Ben Okri**: the pool is at 100\n- 2026-11-28 16:58 UTC **carla**: raising it to 200\n",
    );
}

#[test]
fn each_format_ends_the_message_of_another() {
    for (line, name, words) in [
        ("[16:58] <carla> raising it", "carla", "raising it"),
        ("16:58 <carla> raising it", "carla", "raising it"),
        ("2026-11-28 16:58:01 carla: raising it", "carla", "raising it"),
        ("Carla Diaz\n4:58 PM\nraising it", "Carla Diaz", "raising it"),
        ("Carla Diaz, 4:58 PM\nraising it", "Carla Diaz", "raising it"),
        ("Carla *on-call*  [4:58 PM]\nraising it", "Carla \\*on-call\\*", "raising it"),
        ("Carla | ops  4:58 PM\nraising it", "Carla | ops", "raising it"),
        ("Carla [ops]  4:58 PM\nraising it", "Carla [ops]", "raising it"),
        ("deploy-bot APP  4:58 PM\nraising it", "deploy-bot APP", "raising it"),
    ] {
        let (_, after) =
            pasted(HEAD, &format!("Ben  4:52 PM\nlooking\n{line}\n")).unwrap_or_else(|| panic!("{line}"));
        assert!(after.contains("**Ben**: looking\n"), "{after}");
        assert!(after.contains(&format!("**{name}**: {words}\n")), "{after}");
    }
}

#[test]
fn where_it_cannot_be_told_who_speaks_nothing_is_offered() {
    for line in
        ["[4:58 PM] carla: raising it", "[4:58 PM] Carla Diaz\nraising it", "Carla: raising it 4:58 PM"]
    {
        assert_eq!(pasted(HEAD, &format!("Ben  4:52 PM\nlooking\n{line}\n")), None, "{line}");
    }
}

#[test]
fn what_only_looks_like_a_head_is_said_by_whom_it_was_said() {
    for words in [
        "I restarted it at 16:41",
        "16:41 error: the pool is full",
        "> [16:41] quoted",
        "```\n[16:41] <carla> from a log\n---\n```",
        "see line 3 (edited)",
        ":thumbsup: 2",
        "a | b * c _d_ [e]",
    ] {
        let (title, after) = pasted(HEAD, &format!("Ben  4:52 PM\nlooking\n{words}\nBen  4:55 PM\ndone\n"))
            .unwrap_or_else(|| panic!("{words}"));
        assert!(title.contains("2 entries"), "{title} for {words}");
        for line in words.lines() {
            assert!(after.contains(&format!("\n  {line}\n")), "{line} in\n{after}");
        }
    }
    // A block of code that does not end does not take in what is below.
    let (_, after) = pasted(HEAD, "Ben  4:52 PM\n```\nSELECT 1\nAda  4:55 PM\ndone\n").unwrap();
    assert!(after.ends_with("- 16:52 **Ben**: \\```\n  SELECT 1\n- 16:55 **Ada**: done\n"), "{after}");
}

#[test]
fn the_day_is_that_of_the_frame() {
    let chat = "[16:58] <carla> raising it\n[16:59] <ben> ok\n";
    let title = |above: &str| pasted(above, chat).unwrap().0;
    let of =
        |title: &str| title.split(" of ").nth(1).unwrap_or("none").split(" (").next().unwrap().to_owned();
    // The line above that dates what follows.
    let lines = "# Slow\n\n## Timeline (UTC)\n\n### 27 November 2026\n\n- 16:40 fires\n\n### 28 November 2026\n\n- 16:50 looks\n";
    assert_eq!(of(&title(lines)), "28 November 2026");
    // The title.
    assert_eq!(of(&title("# Slow on 2026-11-27\n\n## Timeline (UTC)\n\n")), "27 November 2026");
    // A meeting about it says nothing of the day of the chat, with and without entries of the incident.
    let meeting = "- 2026-11-30 10:00 The team meets\n";
    assert_eq!(of(&title(&format!("{HEAD}{meeting}"))), "28 November 2026");
    assert_eq!(of(&title(&format!("{HEAD}- 2026-11-28 16:41 fires\n{meeting}"))), "28 November 2026");
    assert_eq!(
        of(&title(&format!("# Slow\n\n## Timeline (UTC)\n\n- 2026-11-28 16:41 fires\n{meeting}"))),
        "28 November 2026"
    );
    // An incident that goes on over midnight.
    let night = "# Slow on 2026-11-27\n\n## Timeline (UTC)\n\n- 22:40 fires\n- 2026-11-28 05:50 looks\n- 15:00 waits\n";
    assert_eq!(of(&title(night)), "28 November 2026");
    // None is to be had.
    let none = "# Slow\n\n## Timeline (UTC)\n\n";
    let (said, after) = pasted(none, chat).unwrap();
    assert_eq!(of(&said), "none");
    assert!(after.ends_with("- 16:58 **carla**: raising it\n- 16:59 **ben**: ok\n"), "{after}");
}

#[test]
fn messages_over_midnight_are_of_two_days() {
    check(
        HEAD,
        "[23:58] <carla> raising it\n[00:02] <ben> ok\n",
        "Turn pasted chat into 2 entries of 28 and 29 November 2026 (its times are in UTC)",
        "- 23:58 **carla**: raising it\n- 2026-11-29 00:02 **ben**: ok\n",
    );
}

#[test]
fn a_chat_of_the_evening_follows_the_entry_of_the_morning_above_it() {
    let head = "# Login 2024-02-09\n\n## Timeline (UTC)\n\n- 08:00 UTC The team deploys\n";
    let (title, after) = pasted(head, "[23:58] <kim> lag\n[00:03] <raj> on it\n").unwrap();
    assert!(title.contains("entries of 9 and 10 February 2024"), "{title}");
    assert!(after.contains("23:58 UTC **kim**: lag\n- 2024-02-10 00:03 UTC **raj**: on it\n"), "{after}");
    assert!(!after.contains("2024-02-08"), "{after}");
    // What begins a little before the entry above is of its day.
    let (_, after) =
        pasted(&head.replace("08:00", "23:59"), "[23:58] <kim> lag\n[00:03] <raj> on it\n").unwrap();
    assert!(after.contains("23:58 UTC **kim**: lag\n- 2024-02-10 00:03 UTC"), "{after}");
    let table = "# Login 2024-02-09\n\n## Timeline\n\n| Time (UTC) | What |\n| --- | --- |\n| 08:00 | The team deploys |\n\n";
    let (_, after) = pasted(table, "[23:50] <kim> lag\n[23:58] <raj> on it\n").unwrap();
    assert!(!after.contains("2024-02-08"), "{after}");
}

#[test]
fn a_blank_alone_between_name_and_time_heads_every_speakers_message() {
    let two = "Turn pasted chat into 2 entries of 28 November 2026 (its times are in UTC)";
    let three = "Turn pasted chat into 3 entries of 28 November 2026 (its times are in UTC)";
    check(HEAD, "Ana 16:41\nhi\nBo 16:42\nlooking\n", two, "- 16:41 **Ana**: hi\n- 16:42 **Bo**: looking\n");
    check(
        HEAD,
        "Ana 16:41\nhi\n\nBo 16:42\n\nlooking\n",
        two,
        "- 16:41 **Ana**: hi\n- 16:42 **Bo**: looking\n",
    );
    check(
        HEAD,
        "Ana Diaz 4:41 PM\nhi\nBo 4:42 PM\nlooking\nCy 4:43 PM\nme too\n",
        three,
        "- 16:41 **Ana Diaz**: hi\n- 16:42 **Bo**: looking\n- 16:43 **Cy**: me too\n",
    );
    check(
        HEAD,
        "Ana 16:41\nhi\n[16:42] <cy> looking\nBo 16:43\nme too\n",
        three,
        "- 16:41 **Ana**: hi\n- 16:42 **cy**: looking\n- 16:43 **Bo**: me too\n",
    );
    check(
        HEAD,
        "Ana 16:41\nslow\nSince 16:30\nat least\n",
        &two.replace("2 entries", "an entry"),
        "- 16:41 **Ana**: slow\n  Since 16:30\n  at least\n",
    );
}

#[test]
fn a_word_before_a_time_that_may_be_a_speaker_gets_no_offer() {
    for chat in [
        "ana 16:41\nhi\nbo 16:42\nlooking\n",
        "Ana 16:41\nhi\ndeploy 16:42\nlooks fine\n",
        "Ana 16:41\nhi\nDeployed 16:42\nlooks fine\n",
        "Ana 16:41\nhi\nBo 16:42\n",
        "Ana 16:41\nhi\nMary van Dyke 16:42\nlooking\n",
        "Ana  16:41\nhi\nBo 16:42\nlooking\n",
        "[16:41] <ana> hi\nBo 16:42\nlooking\n",
    ] {
        assert_eq!(pasted(HEAD, chat), None, "{chat}");
    }
}

#[test]
fn yesterday_and_today_are_two_days() {
    check(
        HEAD,
        "Ana  Yesterday at 4:41 PM\nslow\nCy  Yesterday at 5:41 PM\nstill\nBo  Today at 9:43 AM\nfixed\nAna  Today at 9:50 AM\nthanks\n",
        "Turn pasted chat into 4 entries of 28 and 29 November 2026 (its times are in UTC)",
        "- 16:41 **Ana**: slow\n- 17:41 **Cy**: still\n- 2026-11-29 09:43 **Bo**: fixed\n- 09:50 **Ana**: thanks\n",
    );
    for chat in [
        "Ana  Today at 4:41 PM\nslow\nBo  Yesterday at 9:43 AM\nfixed\n",
        "Ana  Yesterday at 4:41 PM\nslow\nBo  9:43 AM\nfixed\n",
        "[Yesterday 4:41 PM] Ana: slow\n[5:43 PM] Bo: fixed\n",
    ] {
        assert_eq!(pasted(HEAD, chat), None, "{chat}");
    }
    // Without a day to count from, nobody can say which two.
    let undated = "# Slow\n\n## Timeline (UTC)\n\n";
    assert_eq!(pasted(undated, "Ana  Yesterday at 4:41 PM\nslow\nBo  Today at 9:43 AM\nfixed\n"), None);
    // What somebody says of yesterday is no day of a message.
    let said = "[16:41] <ana> since yesterday\n[16:43] <bo> looking\n";
    assert!(pasted(HEAD, said).unwrap().0.contains("2 entries of 28 November 2026"));
}
