//! What is typed behind an entry and its stamp: the line after a stamp was accepted, and what a line break brings.

#![allow(clippy::string_slice, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use askhow_document::apply_edits;
use common::{cursor, offered, pretty, snapshot};

const HEAD: &str = "# Outage\n\n## Timeline (UTC), 2019-03-25\n\n";

/// Types a line break at the first `‸` of a text; the new line begins with what the editor puts there. `after` is the
/// text then, with `‸` for the cursor, which stays at the end of the edit that ends at it.
#[track_caller]
fn check_break(before: &str, by_editor: &str, after: &str) {
    for newline in ["\n", "\r\n"] {
        let text = format!("{HEAD}{before}").replace('\n', newline);
        let (text, at) = cursor(&text.replace('‸', "$0"));
        let typed = format!("{newline}{by_editor}");
        let text = format!("{}{typed}{}", &text[..at], &text[at..]);
        let at = at + typed.len();
        let edits = askhow_ide::next_entry(&snapshot(&text), at, "\n");
        // The cursor moves with what is put in before it, up to the edit that ends at it.
        let n_before = edits.iter().position(|edit| edit.span.end >= at).map_or(edits.len(), |last| last + 1);
        let before: isize = edits
            .iter()
            .take(n_before)
            .filter(|edit| edit.span.end <= at)
            .map(|edit| edit.new_text.len() as isize - edit.span.len() as isize)
            .sum();
        let mut got = apply_edits(&text, &edits);
        got.insert(at.checked_add_signed(before).unwrap(), '‸');
        pretty(&got, &format!("{HEAD}{after}").replace('\n', newline));
    }
}

/// Nothing comes but the line break.
#[track_caller]
fn check_no_break(before: &str) {
    for by_editor in ["", "  ", "- "] {
        let (text, at) = cursor(&format!("{HEAD}{before}").replace('‸', "$0"));
        let text = format!("{}\n{by_editor}{}", &text[..at], &text[at..]);
        let edits = askhow_ide::next_entry(&snapshot(&text), at + 1 + by_editor.len(), "\n");
        assert!(edits.is_empty(), "{by_editor:?} {edits:?}\n{text}");
    }
}

#[test]
fn a_line_break_behind_an_entry_begins_the_next_one() {
    for (entry, next) in [
        ("- 16:40 The alert fires.", "- 16:41 "),
        ("* **16:40**: The alert fires.", "* **16:41**: "),
        ("+ [16:40] **Ada** looks.", "+ [16:41] "),
        ("* `16:40` - `relay-2` goes out.", "* `16:41` - "),
        ("- 4:59 PM PST The alert fires.", "- 5:00 PM PST "),
        ("- 16:59:30, the alert fires", "- 17:00:30, "),
        ("- 2019-03-25 23:59 UTC The alert fires.", "- 2019-03-26 00:00 UTC "),
        ("- ~16:40 The alert fires.", "- 16:41 "),
        ("- 16:40–16:55 The alert fires.", "- 16:56 "),
        ("- [x] 16:40 The alert fires.", "- [ ] 16:41 "),
        ("1. 16:40 The alert fires.", "2. 16:41 "),
        ("09) 16:40 The alert fires.", "10) 16:41 "),
        ("- 16:40 :fire: The alert fires.", "- 16:41 "),
        ("- [16:40](https://chat.example/1) The alert fires.", "- 16:41 "),
    ] {
        for by_editor in ["", "  ", "- ", "* ", "-"] {
            check_break(&format!("{entry}‸\n"), by_editor, &format!("{entry}\n{next}‸\n"));
        }
        check_break(&format!("{entry}‸"), "", &format!("{entry}\n{next}‸"));
        check_break(&format!("{entry}‸\n\n## Risks\n"), "", &format!("{entry}\n{next}‸\n\n## Risks\n"));
    }
    check_break("1. 16:40 a\n2. 16:45 b‸\n", "3. ", "1. 16:40 a\n2. 16:45 b\n3. 16:46 ‸\n");
    check_break("1. 16:40 a\n1. 16:45 b‸\n", "", "1. 16:40 a\n1. 16:45 b\n1. 16:46 ‸\n");
    check_break("- Ada:\n  - 16:40 looks‸\n", "  ", "- Ada:\n  - 16:40 looks\n  - 16:41 ‸\n");
    check_break("- 16:40 fires‸\n- 16:50 paged\n", "", "- 16:40 fires\n- 16:41 ‸\n- 16:50 paged\n");
    check_break("- 16:40 fires\n  and fires‸\n", "  ", "- 16:40 fires\n  and fires\n- 16:41 ‸\n");
    check_break("16:40 fires\n16:45 paged‸\n", "", "16:40 fires\n16:45 paged\n16:46 ‸\n");
}

#[test]
fn an_entry_of_today_is_followed_by_now_and_none_that_is_followed_itself() {
    let head = "# Outage\n\n## Timeline (UTC)\n\n";
    let (text, at) = cursor(&format!("{head}- 2026-01-15 11:20 fires\n$0\n"));
    let edits = askhow_ide::next_entry(&snapshot(&text), at, "\n");
    pretty(&apply_edits(&text, &edits), &format!("{head}- 2026-01-15 11:20 fires\n- 2026-01-15 12:00 \n"));
    let (text, at) = cursor(&format!("{head}- 2026-01-15 11:20 fires\n$0\n- 2026-01-15 11:50 paged\n"));
    let edits = askhow_ide::next_entry(&snapshot(&text), at, "\n");
    pretty(
        &apply_edits(&text, &edits),
        &format!("{head}- 2026-01-15 11:20 fires\n- 2026-01-15 11:21 \n- 2026-01-15 11:50 paged\n"),
    );
    // Once it is stable, what is written is remembered.
    for (stable, next) in [("", "12:00"), ("not yet", "12:00"), ("2026-01-15 11:30 UTC", "11:21")] {
        let head = format!("# Outage\n\n- Stabilization Time: {stable}\n\n## Timeline (UTC)\n\n");
        let (text, at) = cursor(&format!("{head}- 2026-01-15 11:20 fires\n$0\n"));
        let edits = askhow_ide::next_entry(&snapshot(&text), at, "\n");
        let after = format!("{head}- 2026-01-15 11:20 fires\n- 2026-01-15 {next} \n");
        pretty(&apply_edits(&text, &edits), &after);
    }
}

#[test]
fn a_line_break_behind_a_row_begins_the_next_row() {
    let head = "| Time | What |\n| --- | --- |\n";
    check_break(
        &format!("{head}| 16:40 | fires |‸\n"),
        "",
        &format!("{head}| 16:40 | fires |\n| 16:41 | ‸ |\n"),
    );
    check_break(&format!("{head}| 16:40 | fires |‸"), "", &format!("{head}| 16:40 | fires |\n| 16:41 | ‸ |"));
    // Where an editor has put in an empty row.
    check_break(
        &format!("{head}| 16:40 | fires |‸\n"),
        "|  |  |",
        &format!("{head}| 16:40 | fires |\n| 16:41 | ‸ |\n"),
    );
    // Where the text of a row was written in front of its last bar.
    check_break(
        &format!("{head}| 16:40 | fires |\n| 16:41 | Ben looks‸ |\n"),
        "",
        &format!("{head}| 16:40 | fires |\n| 16:41 | Ben looks |\n| 16:42 | ‸ |\n"),
    );
    check_break(
        "| # | When | Who | What |\n| - | - | - | - |\n| 1 | **16:40** | Ada | `relay` fires |‸\n| 2 | **16:50** | Ada | looks |\n",
        "",
        "| # | When | Who | What |\n| - | - | - | - |\n| 1 | **16:40** | Ada | `relay` fires |\n|  | **16:41** | ‸ |  |\n| 2 | **16:50** | Ada | looks |\n",
    );
}

#[test]
fn a_second_line_break_ends_the_timeline() {
    for (stub, by_editor) in [
        ("- 16:41 ", ""),
        ("- 16:41 ", "- "),
        ("- 16:41", "  "),
        ("* **16:41**: ", "* "),
        ("2. 16:41 - ", "3. "),
    ] {
        check_break(
            &format!("- 16:40 fires\n{stub}‸\n\n## Risks\n"),
            by_editor,
            "- 16:40 fires\n\n‸\n\n## Risks\n",
        );
    }
    let head = "| Time | What |\n| --- | --- |\n| 16:40 | fires |\n";
    check_break(&format!("{head}| 16:41 | ‸ |\n"), "", &format!("{head}\n‸\n"));
    check_break(&format!("{head}| 16:41 |  |‸\n"), "", &format!("{head}\n‸\n"));
    check_break("16:40 fires\n16:41 paged\n16:42 ‸\n", "", "16:40 fires\n16:41 paged\n\n‸\n");
    check_break("- 16:40 fires\n- 16:41 ‸\n- 16:50 paged\n", "- ", "- 16:40 fires\n‸\n- 16:50 paged\n");
    check_break("1. 16:40 fires\n2. 16:41 ‸\n3. 16:50 paged\n", "", "1. 16:40 fires\n‸\n2. 16:50 paged\n");
    check_break(
        &format!("{head}| 16:41 | ‸ |\n| 16:50 | paged |\n"),
        "",
        &format!("{head}‸| 16:50 | paged |\n"),
    );
    // A stamp that stands alone in its line, its text below, is no empty entry.
    check_no_break("- 16:40\n  - fires\n- 16:41‸\n");
    check_no_break("- 16:40 ‸\n");
    check_no_break("- 16:40 fires\n- 16:41‸\n  - fires\n");
}

#[test]
fn a_line_break_elsewhere_is_a_line_break() {
    for before in [
        "- 16:40 The alert ‸fires.\n",
        "- 16:40 ‸The alert fires.\n",
        "- 16:40 The alert‸\n  fires.\n",
        "- 16:40 The alert‸\nfires.\n",
        "- 16:40 fires\n  - on the left‸\n",
        "- 16:40 fires‸\n  - on the left\n",
        "- 16:40 fires\n\n  More of it.‸\n",
        "- 16:40 fires\n  ```\n  a log‸\n  ```\n",
        "- 16:40 fires\n\n```\n- 16:41 x‸\n```\n",
        "- 16:40 fires\n- Ada is paged‸\n- 16:50 ends\n",
        "- 16:40 fires\n\nAll of it was quiet.‸\n",
        "> - 16:40 fires‸\n",
        "> [16:40] ada: fires‸\n",
        "### 16:40 The alert fires‸\n",
        "16:40 fires‸\n\n16:45 paged\n",
        "- 16:40 fires\n\n## Risks\n\n- The cache‸\n",
        "| Time | What |\n| --- | --- |‸\n",
        "| Time | What |\n| --- | --- |\n| 16:40 | fi‸res |\n",
    ] {
        check_no_break(before);
    }
    let text = "# My tool\n\n- 16:40 fires\n\n";
    assert!(askhow_ide::next_entry(&snapshot(text), 24, "x").is_empty());
}

/// Accepts the offer of a stamp at `$0`, types what happened, and compares the line.
#[track_caller]
fn check_typed(fixture: &str, stamp: &str, line: &str) {
    for snippets in [false, true] {
        let (text, _) = cursor(fixture);
        let items = offered(fixture, snippets, &[]).items;
        let labels: Vec<&String> = items.iter().map(|item| &item.label).collect();
        let item = items.iter().find(|item| item.label == stamp);
        let item = item.unwrap_or_else(|| panic!("no {stamp} among {labels:?}\n{fixture}"));
        assert!(!item.edit.new_text.contains("${") && !item.edit.new_text.contains("$1"), "{item:?}");
        let typed = "Ben writes";
        let new = match item.snippet {
            true => item.edit.new_text.replacen("$0", typed, 1),
            false => format!("{}{typed}", item.edit.new_text),
        };
        let edit = askhow_document::Edit::new(item.edit.span, new);
        let got = apply_edits(&text, &[edit]);
        let row = text[..item.edit.span.start].matches('\n').count();
        assert_eq!(got.lines().nth(row).unwrap().trim_end(), line, "{fixture}");
    }
}

#[test]
fn what_is_typed_behind_an_accepted_stamp_is_what_happened() {
    for (fixture, stamp, line) in [
        ("- 10:40 UTC: Ada restarts it.\n- $0\n", "10:41 UTC", "- 10:41 UTC: Ben writes"),
        ("* **10:40** — **Ada** restarts it.\n* $0\n", "10:41", "* **10:41** — Ben writes"),
        ("* `10:40` - `relay-2` goes out.\n* $0\n", "10:41", "* `10:41` - Ben writes"),
        ("- [10:40] [relay](x.md) goes out.\n- $0\n", "10:41", "- [10:41] Ben writes"),
        ("- 10:40 -5 degrees in the hall\n- $0\n", "10:41", "- 10:41 Ben writes"),
        ("- 10:40 - :fire: alarm\n- $0\n", "10:41", "- 10:41 - Ben writes"),
        ("- 10:40-11:20 Ada waits.\n- $0\n", "11:21", "- 11:21 Ben writes"),
        ("- 23:40 to 00:20 Ada waits.\n- $0\n", "00:21", "- 00:21 Ben writes"),
        ("- 10:40 +15m Ada waits.\n- $0\n", "10:56", "- 10:56 Ben writes"),
        ("- 2019-03-25 10:40 Ada waits.\n- $0\n", "2026-01-15 12:00", "- 2026-01-15 12:00 Ben writes"),
        ("- T+40m Ada waits.\n- $0\n", "T+41m", "- T+41m Ben writes"),
        ("1. 10:40 Ada waits.\n2. 10:$0\n", "10:41", "2. 10:41 Ben writes"),
        // An empty line below.
        ("- 10:40 Ada waits.\n$0\n", "10:41", "- 10:41 Ben writes"),
        ("1. 10:40 Ada waits.\n$0\n", "10:41", "2. 10:41 Ben writes"),
        ("10:40 - Ada waits.\n$0\n", "10:41", "10:41 - Ben writes"),
        ("10:40 - Ada waits.\n\n$0\n", "10:41", "10:41 - Ben writes"),
        ("### 10:40 Ada waits.\n\n### $0\n", "10:41", "### 10:41 Ben writes"),
        // Tables.
        ("| T | What |\n| - | - |\n| 17:20:05 | Ada waits. |\n| $0\n", "17:21:05", "| 17:21:05 | Ben writes"),
        ("| T | What |\n| - | - |\n| 17:20 | Ada waits. |\n| $0 |  |\n", "17:21", "| 17:21 | Ben writes |"),
        ("| T | What |\n| - | - |\n| 17:20 | Ada waits. |\n| $0 |\n", "17:21", "| 17:21 | Ben writes |"),
        ("| T | What |\n| - | - |\n| `17:20` | `relay` |\n| $0\n", "17:21", "| `17:21` | Ben writes"),
        ("| T | What |\n| - | - |\n| T+40m | Ada waits. |\n| $0\n", "T+41m", "| T+41m | Ben writes"),
    ] {
        check_typed(&format!("# Outage\n\n## Timeline (UTC), 2019-03-25\n\n{fixture}"), stamp, line);
    }
    let form = "# Outage\n\n- Incident Start: 2025-03-04 16:32 UTC\n- Incident Detected: 2025-03-04 16:40 UTC\n\n## Timeline\n\n- $0\n";
    for stamp in ["2025-03-04 16:32 UTC", "2025-03-04 16:40 UTC", "2026-01-15 12:00 UTC"] {
        check_typed(form, stamp, &format!("- {stamp} Ben writes"));
    }
}

#[test]
fn an_empty_line_below_a_table_begins_a_row_with_room_for_the_text() {
    let head =
        "# Outage\n\n## Timeline (UTC), 2019-03-25\n\n| T | What |\n| - | - |\n| 17:20 | Ada waits. |\n";
    let items = offered(&format!("{head}$0\n"), true, &[]).items;
    assert_eq!(items[0].edit.new_text, "| 17:21 | $0 |");
}

#[test]
fn a_place_that_waits_for_a_stamp_is_offered_stamps_alone() {
    let text =
        "# Outage\n\n## Timeline (UTC)\n\n- 2019-03-25 16:40 Ada restarts `ledger`, see OPS-12.\n- $0\n";
    let items = offered(text, true, &[]).items;
    assert!(items.iter().all(|item| item.label.starts_with("20")), "{items:?}");
    let text = text.replace("$0", "l$0");
    let items = offered(&text, true, &[]).items;
    let ledger = items.iter().find(|item| item.label == "ledger").expect("a name that was begun");
    assert_eq!(ledger.documentation, None);
}

#[test]
fn a_line_break_between_entries_counts_on_and_parts_the_lines() {
    check_break(
        "1. 16:40 a‸\n2. 16:50 b\n3. 16:55 c\n",
        "",
        "1. 16:40 a\n2. 16:41 ‸\n3. 16:50 b\n4. 16:55 c\n",
    );
    check_break("16:40 a  \n16:45 b  ‸\n16:50 c\n", "", "16:40 a  \n16:45 b  \n16:46 ‸  \n16:50 c\n");
    check_break("16:40 a\\\n16:50 b‸\n", "", "16:40 a\\\n16:50 b\\\n16:51 ‸\n");
}
