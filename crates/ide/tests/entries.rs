//! Entries that actions write: from a pasted chat, and for now.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use askhow_document::{Span, apply_edits};
use askhow_ide::{Action, Analysis, Settings, Snapshot};
use common::{check_action, pretty, snapshot, surroundings};

/// The text without its two `$0`, and what stood between them.
fn selection(fixture: &str) -> (String, Span) {
    let mut parts = fixture.splitn(3, "$0");
    let (before, inside, after) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    (format!("{before}{inside}{after}"), Span::new(before.len(), before.len() + inside.len()))
}

fn chats(snapshot: &Snapshot, span: Span) -> Vec<Action> {
    let actions =
        askhow_ide::actions(snapshot, span, |kind| kind.name().starts_with("refactor.rewrite"), None);
    actions.into_iter().filter(|action| action.title.contains("chat")).collect()
}

/// What the titles of the choices say of zones.
fn zones(fixture: &str) -> Vec<String> {
    let (text, span) = selection(fixture);
    let titles = chats(&snapshot(&text), span).into_iter().map(|action| action.title);
    titles.map(|title| title.split(" in ").nth(1).unwrap_or("").trim_end_matches(')').to_owned()).collect()
}

#[track_caller]
fn check(zone: &str, fixture: &str, after: &str) {
    let (text, span) = selection(fixture);
    check_text(&snapshot(&text), zone, &text, span, after);
}

#[track_caller]
fn check_text(snapshot: &Snapshot, zone: &str, text: &str, span: Span, after: &str) {
    let choices = chats(snapshot, span);
    let choice = choices.iter().find(|action| match zone {
        "" => !action.title.contains('('),
        zone => action.title.ends_with(&format!("in {zone})")),
    });
    let titles: Vec<_> = choices.iter().map(|action| &action.title).collect();
    let choice = choice.unwrap_or_else(|| panic!("no choice of {zone:?} among {titles:?}"));
    pretty(&apply_edits(text, choice.edits()), after);
}

const SLACK: &str = "Ada Lovelace  [4:41 PM]\nqueues grow\nby thousands\n\nGrace  [4:43 PM]\nlooking\n";

#[test]
fn a_chat_becomes_entries_like_those_around_it() {
    check(
        "UTC",
        &format!(
            "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40: the alert fires\n$0{SLACK}$0- 2019-03-25 16:50: errors stop\n"
        ),
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40: the alert fires\n- 2019-03-25 16:41: **Ada Lovelace**: queues grow\n  by thousands\n- 2019-03-25 16:43: **Grace**: looking\n- 2019-03-25 16:50: errors stop\n",
    );
    check(
        "",
        &format!("# Outage\n\n## Timeline\n\n* **4:40 PM** - the alert fires\n\n$0{SLACK}$0"),
        "# Outage\n\n## Timeline\n\n* **4:40 PM** - the alert fires\n\n* **4:41 PM** - **Ada Lovelace**: queues grow\n  by thousands\n* **4:43 PM** - **Grace**: looking\n",
    );
}

#[test]
fn its_times_are_read_in_the_zone_that_was_chosen() {
    let fixture = format!(
        "# Outage\n\n- Incident Start: 2019-03-25 10:00 PDT\n\n## Timeline (UTC)\n\n- 2019-03-25 23:40 the alert fires\n$0{SLACK}$0"
    );
    assert_eq!(zones(&fixture), ["UTC", "America/Los_Angeles"]);
    check(
        "America/Los_Angeles",
        &fixture,
        "# Outage\n\n- Incident Start: 2019-03-25 10:00 PDT\n\n## Timeline (UTC)\n\n- 2019-03-25 23:40 the alert fires\n- 2019-03-25 23:41 **Ada Lovelace**: queues grow\n  by thousands\n- 2019-03-25 23:43 **Grace**: looking\n",
    );
}

#[test]
fn the_zone_of_the_settings_comes_first_and_midnight_is_crossed() {
    let settings = Settings { timezone: Some("Europe/Berlin".to_owned()), ..Settings::default() };
    let text = "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 23:50 the alert fires\n[01:05] <ada> queues grow\n[01:55] <grace> still\n";
    let span = Span::new(text.find("[01:05]").unwrap(), text.len());
    let snapshot = Analysis::new(text, surroundings(settings)).snapshot();
    let titles: Vec<String> = chats(&snapshot, span).into_iter().map(|action| action.title).collect();
    assert_eq!(
        titles,
        [
            "Turn pasted chat into 2 entries of 26 March 2019 (its times are in Europe/Berlin)",
            "Turn pasted chat into 2 entries of 26 March 2019 (its times are in UTC)",
        ]
    );
    check_text(
        &snapshot,
        "Europe/Berlin",
        text,
        span,
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 23:50 the alert fires\n- 2019-03-26 00:05 **ada**: queues grow\n- 2019-03-26 00:55 **grace**: still\n",
    );
}

#[test]
fn the_zone_of_the_writers_machine_comes_before_that_of_the_timeline() {
    let text = "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 23:50 the alert fires\n[01:05] <ada> queues grow\n[01:55] <grace> still\n";
    let span = Span::new(text.find("[01:05]").unwrap(), text.len());
    let titles = |zone: &str| {
        let ours = surroundings(Settings::default());
        let ours = askhow_ide::Surroundings { writer_zone: Some(zone.to_owned()), ..(*ours).clone() };
        let snapshot = Analysis::new(text, std::sync::Arc::new(ours)).snapshot();
        chats(&snapshot, span).into_iter().map(|action| action.title).collect::<Vec<_>>()
    };
    assert_eq!(
        titles("Europe/Berlin"),
        [
            "Turn pasted chat into 2 entries of 26 March 2019 (its times are in Europe/Berlin)",
            "Turn pasted chat into 2 entries of 26 March 2019 (its times are in UTC)",
        ]
    );
    assert_eq!(titles("UTC"), ["Turn pasted chat into 2 entries of 26 March 2019 (its times are in UTC)"]);
}

#[test]
fn rows_follow_their_table() {
    check(
        "UTC",
        "# Outage\n\n## Timeline\n\n| Time (UTC) | Who | What |\n| --- | --- | --- |\n| 2019-03-25 16:40 | | the alert fires |\n\n$016:41 <ada> a | b\n16:42 <grace> looking$0\n\nMore.\n",
        "# Outage\n\n## Timeline\n\n| Time (UTC) | Who | What |\n| --- | --- | --- |\n| 2019-03-25 16:40 | | the alert fires |\n| 2019-03-25 16:41 | ada | a \\| b |\n| 2019-03-25 16:42 | grace | looking |\n\nMore.\n",
    );
}

#[test]
fn headings_and_lines_are_followed_too() {
    check(
        "UTC",
        "# Outage\n\n## Timeline (UTC)\n\n### 2019-03-25 16:40\n\nThe alert fires.\n\n$016:41 <ada> queues$0\n",
        "# Outage\n\n## Timeline (UTC)\n\n### 2019-03-25 16:40\n\nThe alert fires.\n\n### 2019-03-25 16:41\n\n**ada**: queues\n",
    );
    check(
        "UTC",
        "# Outage\n\n## Timeline (UTC)\n\n2019-03-25 16:40 - the alert fires\n\n2019-03-25 16:41 - paged\n\n$0Ada [4:42 PM]\nqueues\ngrow$0\n",
        "# Outage\n\n## Timeline (UTC)\n\n2019-03-25 16:40 - the alert fires\n\n2019-03-25 16:41 - paged\n\n2019-03-25 16:42 - **Ada**: queues grow\n",
    );
}

#[test]
fn an_empty_timeline_a_fence_a_log_with_its_own_zone() {
    check(
        "",
        "# Outage\n\n## Timeline\n\n$0Ada [4:41 PM]\nqueues\n\n---\n$0",
        "# Outage\n\n## Timeline\n\n- 16:41 **Ada**: queues\n  \\---\n",
    );
    check(
        "",
        "# Outage\n\n## Timeline\n\n```\n$0[16:41] <ada> queues\n[16:42] <ada> grow\n$0```\n",
        "# Outage\n\n## Timeline\n\n- 16:41 **ada**: queues\n- 16:42 **ada**: grow\n",
    );
    check(
        "",
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n$02019-03-25T18:41:05+02:00 ada: queues\n$0",
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 fires\n- 2019-03-25 16:41:05 **ada**: queues\n",
    );
}

#[test]
fn without_a_zone_it_is_left_as_it_is_or_written_behind_the_time() {
    let fixture = "# Outage\n\n## Timeline\n\n- 16:40 fires\n$0[16:41] <ada> queues\n[16:42] <ada> grow\n$0";
    assert_eq!(zones(fixture), ["", "UTC"]);
    check(
        "UTC",
        fixture,
        "# Outage\n\n## Timeline\n\n- 16:40 fires\n- 16:41 UTC **ada**: queues\n- 16:42 UTC **ada**: grow\n",
    );
}

#[test]
fn nothing_is_offered_for_what_is_no_chat_or_stands_elsewhere() {
    assert_eq!(zones("# Outage\n\n## Timeline\n\n$0- 16:40 Ada: fires\n- 16:41 Ada: looks\n$0"), [""; 0]);
    assert_eq!(zones(&format!("# Outage\n\n## Artifacts\n\n$0{SLACK}$0")), [""; 0]);
    assert_eq!(zones("# Outage\n\n## Timeline\n\n- 16:40 fires\n$0\nWe looked.\n$0"), [""; 0]);
}

#[test]
fn no_word_of_a_paste_is_lost() {
    for body in
        [SLACK, "before\n[16:41] <ada> a\n  b | c\n-!- kay\n16:42 * ada waves\n> quoted\nAnd: 17:00 on\n"]
    {
        for above in
            ["", "- 16:40 fires\n", "| Time | What |\n| - | - |\n| 16:40 | fires |\n\n", "16:40 fires\n\n"]
        {
            let text = format!("# Outage\n\n## Timeline (UTC)\n\n{above}{body}");
            let span = Span::new(text.len() - body.len(), text.len());
            for action in chats(&snapshot(&text), span) {
                let after = apply_edits(&text, action.edits()).replace("\\|", "|");
                let words = body.split_whitespace().filter(|word| {
                    !word.contains("[") && !word.contains("]") && !["PM]", "16:42", "*"].contains(word)
                });
                for word in words {
                    let word = word.trim_matches(['<', '>', '*']);
                    assert!(after.contains(word), "{word} is gone from\n{after}\nof\n{text}");
                }
            }
        }
    }
}

#[test]
fn an_entry_for_now_is_put_in_its_place() {
    // It comes behind what was before, wherever the cursor stands.
    check_action(
        "for now",
        "# Outage\n\n## Timeline (UTC)\n\n- 2026-01-15 11:40: the ale$0rt fires\n  and fires\n- 2026-01-15 11:50: errors stop\n",
        "# Outage\n\n## Timeline (UTC)\n\n- 2026-01-15 11:40: the alert fires\n  and fires\n- 2026-01-15 11:50: errors stop\n- 2026-01-15 12:00: \n",
    );
    // On another day the date is said, and in the zone of the timeline.
    check_action(
        "for now",
        "# Outage 2026-01-14\n\n## Timeline (PST)\n\n- 11:40 the alert fires\n- $0\n",
        "# Outage 2026-01-14\n\n## Timeline (PST)\n\n- 11:40 the alert fires\n- 2026-01-15 04:00 \n",
    );
    check_action(
        "for now",
        "# Outage\n\n## Timeline\n\n| Time (UTC) | What |\n| --- | --- |\n| 2026-01-15 11:40 | fires$0 |\n",
        "# Outage\n\n## Timeline\n\n| Time (UTC) | What |\n| --- | --- |\n| 2026-01-15 11:40 | fires |\n| 2026-01-15 12:00 |  |\n",
    );
    check_action(
        "for now",
        "# Outage\n\n## Timeline\n\n$0\n",
        "# Outage\n\n## Timeline\n\n- 2026-01-15 12:00 UTC \n",
    );
}

#[test]
fn no_entry_for_now_outside_a_timeline() {
    for text in ["# Outage\n\nWords.\n\n## Timeline\n\n- 16:40 fires\n", "# Outage\n\n## Risks\n\n- a\n"] {
        let actions = askhow_ide::actions(&snapshot(text), Span::empty(12), |_| true, None);
        assert!(actions.iter().all(|action| !action.title.contains("for now")), "{actions:#?}");
    }
}

/// Kind, actor and text of the entries of a review.
fn told(snapshot: &Snapshot) -> Vec<(Option<&'static str>, Option<String>, String)> {
    let entries = askhow_ide::timeline_entries(snapshot).into_iter();
    entries.map(|entry| (entry.kind, entry.actor, entry.text)).collect()
}

#[test]
fn kinds_and_actors_are_read_from_marks_and_from_the_paragraph_below() {
    let text = "# Outage\n\n## Timeline\n\n### 16:40\n\n**Ada** restarts the [proxy](x).\n\nMore.\n\n### 16:50\n\nErrors are back to normal.\n";
    let (ada, said) = (Some("Ada".to_owned()), "**Ada** restarts the [proxy](x).".to_owned());
    assert_eq!(
        told(&snapshot(text)),
        [(Some("action"), ada, said), (Some("recovery"), None, "Errors are back to normal.".to_owned())]
    );
    let linked =
        "# Outage\n\n## Timeline\n\n- 16:40 [Grace Hopper](x) rolls back\n- 16:50 it was rolled back\n";
    assert_eq!(told(&snapshot(linked))[0].1.as_deref(), Some("Grace Hopper"));
}

#[test]
fn a_column_says_who_acted_and_what_stands_behind_it_is_what_they_did() {
    let text = "# Outage\n\n## Timeline\n\n| When | Who | What |\n| - | - | - |\n| 16:40 | Lea | pages Tim |\n| 16:41 | ? | pages load again |\n| 16:42 | **on-call** | 4 requests |\n";
    let told = told(&snapshot(text));
    let who: Vec<_> = told.iter().map(|(_, who, _)| who.as_deref()).collect();
    assert_eq!(who, [Some("Lea"), None, Some("on-call")], "{told:?}");
    assert_eq!((told[0].0, told[1].0), (Some("communication"), Some("observation")));
}

#[test]
fn a_long_table_keeps_its_columns() {
    let mut text = "# Outage\n\n## Timeline\n\n| When | Who | What |\n| - | - | - |\n".to_owned();
    for minute in 0..300 {
        text += &format!(
            "| {:02}:{:02} | Lea | pages Tim about the queue once more |\n",
            minute / 60,
            minute % 60
        );
    }
    text += "\n| When | What |\n| - | - |\n| 06:00 | pages fill up |\n";
    let told = told(&snapshot(&text));
    let by_lea =
        told.iter().filter(|(kind, who, _)| *kind == Some("communication") && who.as_deref() == Some("Lea"));
    assert_eq!((by_lea.count(), told.len()), (300, 301));
    // A row that is added looks for the same columns.
    let chat = format!("{}\n05:01 <grace> looking\n", text.split("\n\n| When | What").next().unwrap());
    let span = Span::new(chat.find("05:01").unwrap(), chat.len());
    let edits = chats(&snapshot(&chat), span).remove(0).edits().to_vec();
    assert!(edits[0].new_text.contains("| 05:01 | grace | looking |"), "{edits:?}");
}

#[test]
fn the_text_of_an_entry_keeps_the_marks_that_open_at_its_first_word() {
    for (entry, text) in [
        ("16:40 **Ada**: joins", "**Ada**: joins"),
        ("16:40 `ledger` restarts", "`ledger` restarts"),
        ("16:40 [Ada](a.md) joins", "[Ada](a.md) joins"),
        ("**16:40** *Ada* joins", "*Ada* joins"),
        ("**16:40:** Ada joins", "Ada joins"),
        ("**16:40:**Ada joins", "Ada joins"),
    ] {
        let told = told(&snapshot(&format!("# Outage\n\n## Timeline\n\n- {entry}\n- 16:50 x\n")));
        assert_eq!(told[0].2, text, "{entry}");
    }
}

#[test]
fn a_teams_words_and_emoji_name_kinds() {
    let mut settings = Settings::default();
    settings.kinds.hypothesis = vec!["🤔".to_owned(), "idea".to_owned()];
    settings.kinds.recovery = vec!["✅".to_owned()];
    let text = "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 🤔 restarts the proxy?\n- 2019-03-25 16:45 Idea: the queue\n- 2019-03-25 16:47 ideas abound\n- 2019-03-25 16:50 ✅ quiet night\n- 2019-03-25 18:40 the report goes out\n";
    let own = Analysis::new(text, surroundings(settings)).snapshot();
    let kinds: Vec<_> = told(&own).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(
        kinds,
        [Some("hypothesis"), Some("hypothesis"), None, Some("recovery"), Some("communication")]
    );
    // What comes after the recovery is not the incident any more, however long it took.
    let quiet = |snapshot: &Snapshot| {
        askhow_ide::findings(snapshot).iter().filter(|finding| finding.rule.id == "timeline/quiet").count()
    };
    assert_eq!((quiet(&own), quiet(&snapshot(text))), (0, 1));
}

#[test]
fn an_entry_for_now_where_an_editor_selects_a_word_but_not_for_several_lines() {
    let text = "# Outage\n\n## Timeline (UTC)\n\n- 2026-01-15 11:40: the alert fires\n- 2026-01-15 11:50: errors stop\n";
    let is_offered = |length: usize| {
        let start = text.find("alert").unwrap();
        let actions = askhow_ide::actions(&snapshot(text), Span::new(start, start + length), |_| true, None);
        actions.iter().any(|action| action.title.contains("for now"))
    };
    assert!(is_offered(1) && is_offered(5));
    assert!(!is_offered(20));
}

#[test]
fn a_chat_in_a_list_with_numbers_is_counted() {
    check(
        "UTC",
        &format!(
            "# Outage\n\n## Timeline (UTC)\n\n1. 2019-03-25 16:40: fires\n$0{SLACK}$0\n2. 2019-03-25 16:50: ends\n3. 2019-03-25 16:55: told\n"
        ),
        "# Outage\n\n## Timeline (UTC)\n\n1. 2019-03-25 16:40: fires\n2. 2019-03-25 16:41: **Ada Lovelace**: queues grow\n   by thousands\n3. 2019-03-25 16:43: **Grace**: looking\n\n4. 2019-03-25 16:50: ends\n5. 2019-03-25 16:55: told\n",
    );
}

/// Kind and name of each moment of all entries.
fn moments(snapshot: &Snapshot) -> Vec<(Option<&'static str>, Option<String>)> {
    let entries = askhow_ide::timeline_entries(snapshot).into_iter();
    entries
        .flat_map(|entry| entry.moments)
        .map(|moment| (moment.kind.map(askhow_ide::Kind::name), moment.who))
        .collect()
}

/// Who acts in each entry.
fn who(entries: &[&str], settings: Settings) -> Vec<Option<String>> {
    let mut text = "# Outage of 2024-06-03\n\n## Timeline (UTC)\n\n".to_owned();
    for (minute, entry) in entries.iter().enumerate() {
        text += &format!("- 16:{minute:02} {entry}\n");
    }
    let snapshot = Analysis::new(&text, surroundings(settings)).snapshot();
    let entries = askhow_ide::timeline_entries(&snapshot).into_iter();
    entries.map(|entry| entry.moments.into_iter().find_map(|moment| moment.who)).collect()
}

#[test]
fn a_name_that_acts_once_is_somebody_in_every_entry() {
    let first = ["Okonjo Reyes asks the vendor", "Okonjo restarts the relay", "Errors drop"];
    assert_eq!(
        who(&first, Settings::default()),
        [Some("Okonjo Reyes".to_owned()), Some("Okonjo".to_owned()), None]
    );
    // Handles of which one is somebody's by what it does twice, and another, too.
    let handles =
        ["jhob restarts the relay", "jhob merges the fix", "mvdb suggests a pause", "qwill bumps the limit"];
    let named = who(&handles, Settings::default());
    assert_eq!(named, ["jhob", "jhob", "mvdb", "qwill"].map(|name| Some(name.to_owned())));
    // A system that does one thing is nobody.
    assert_eq!(who(&["kubelet restarts the pod", "Errors drop"], Settings::default()), [None, None]);
}

#[test]
fn a_team_says_by_which_name_people_are_shown() {
    let mut settings = Settings::default();
    let person =
        askhow_review::settings::Person { also: vec!["kat".to_owned(), "@krz".to_owned()], role: None };
    settings.people.insert("Katharine".to_owned(), person);
    let named = who(&["kat restarts the relay", "`@krz` looks", "Katharine: merged"], settings);
    assert_eq!(
        named,
        [Some("Katharine".to_owned()), Some("Katharine".to_owned()), Some("Katharine".to_owned())]
    );
}

#[test]
fn the_timeline_of_a_call_is_told_moment_by_moment() {
    let text = "# Outage of 2024-06-03\n\n## Timeline\n\n- 16:40 CS contacts about the problem begin.\n- 18:44 First call about the issue is escalated\n- 18:54 confirms there is an increase in CS call volume for the issue.\n- 19:01 team tries to reproduce the problem and determines the problem might involve the cache\n- 19:04 Engineer1 from Networks escalates the issue\n- 19:11 Engineer1 creates OPS-12\n- 19:28 asks if search is involved in the issue. Engineer1 suggests paging Storage instead.\n- 19:33 Engineer2 from Storage responds.\n- 19:35 Working theory at this point is that the cache is cold\n";
    let told = moments(&snapshot(text));
    let hypotheses = told.iter().filter(|(kind, _)| *kind == Some("hypothesis")).count();
    assert_eq!((hypotheses, told.len()), (4, 11), "{told:?}");
    let mut named: Vec<&str> = told.iter().filter_map(|(_, who)| who.as_deref()).collect();
    named.dedup();
    assert_eq!(named, ["team", "Engineer1", "Engineer2"]);
    let (kind, who) = &told[8];
    assert_eq!((*kind, who.as_deref()), (Some("hypothesis"), Some("Engineer1")));
}
