//! What people saw.

use std::sync::Arc;

use askhow_ide::Analysis;

use super::SURROUNDINGS;
use super::common::answers::{answers, difference};
use super::edits::Desk;

/// Has `before` read, then has each of `words` changed wherever it stands, all before the next reading.
#[track_caller]
fn check(before: &str, words: &[(&str, &str)]) {
    let mut desk = Desk::new(Analysis::new(before, Arc::clone(&SURROUNDINGS)));
    // Whatever is kept from one reading to the next is there.
    answers(&desk.analysis.snapshot(), &[]);
    for (word, new) in words {
        let text = desk.analysis.text().to_string();
        assert!(text.contains(word), "{word:?} is there to be changed");
        for (at, _) in text.rmatch_indices(word) {
            desk.edit((at..at + word.len()).into(), new);
        }
    }
    let snapshot = desk.analysis.snapshot();
    let places: Vec<usize> = (0..6).map(|nth| snapshot.text().len() * nth / 6).collect();
    if let Some(wrong) = difference(&snapshot, &SURROUNDINGS, &places) {
        panic!("{wrong}");
    }
}

/// Words enough to end a segment, which is one or two kilobytes long.
fn filler() -> String {
    "The queue of the second region held its orders for an hour, and the first one took over what it could.\n\n"
        .repeat(24)
}

const TWO: &str = "# Incident review of the queue\n\nThe first paragraph has a few words.\n\n## Summary\n\n\
The second paragraph has a few words.\n";

#[test]
fn a_heading_between_two_changes_stays_where_it_is() {
    check(TWO, &[("few", "things")]);
    check(TWO, &[("The first", "First"), ("The second", "Then the second")]);
    check(TWO, &[("words", "w"), ("a few", "very many more")]);
}

#[test]
fn a_word_replaced_everywhere_empties_no_section() {
    let mut review = "# Outage of the checkout\n\nThe checkout was slow for an hour.\n".to_owned();
    for name in ["Summary", "Contributors & Enablers", "Mitigators", "Risks"] {
        review +=
            &format!("\n## {name}\n\nThe checkout had a part in it, and so had the queue of the checkout.\n");
    }
    check(&review, &[("checkout", "cart")]);
    check(&review, &[("The checkout", "Checkout"), ("queue", "line")]);
    check(&review, &[("checkout", "shop of the second region")]);
}

#[test]
fn the_title_behind_a_long_front_matter_keeps_its_place() {
    let front = format!("---\nsummary: >\n{}---\n\n", "  Orders took half a minute.\n".repeat(90));
    check(&format!("{front}{TWO}"), &[("few", "things")]);
}

#[test]
fn a_text_below_a_heading_becomes_the_value_of_a_field_once_it_is_short() {
    let long = "Being looked at by the team of the queue, by the team of the checkout, by two people of the support desk and by Ana";
    let review = format!(
        "# Incident review\n\nOrders were slow.\n\n## Status\n\n{long} until May.\n\n## Risks\n\n- None.\n"
    );
    check(&review, &[(" until May", "")]);
    check(&review.replace(" until May", ""), &[("two people", "seven or eight people")]);
    check(&review.replace("Status", "Assignee"), &[(" until May", ""), ("slow", "late")]);
}

#[test]
fn an_item_behind_the_timeline_becomes_an_entry_once_its_label_goes() {
    // However many entries there are, one of these lists is cut right before the notes.
    for n in 20..90 {
        let entries = "- 16:40 Ana looks at the queue of the region once more\n".repeat(n);
        let notes = "- Note: the queue was drained by hand\n- Note: Ben had left\n";
        let review = format!("# Incident review\n\n## Timeline\n\n{entries}{notes}");
        check(&review, &[("Note: the", "The")]);
        check(&review.replace("Note: ", "Then "), &[("Then Ben", "Note: Ben"), ("hand", "Ana")]);
    }
}

#[test]
fn a_sentence_that_dates_all_events_dates_them_as_it_says_now() {
    let entries = "- 16:40 Deploy went out\n- 16:55 Ana notices slow orders\n- 17:10 Ben is paged\n";
    let review = format!(
        "# Incident review\n\nAll of this happened on 4 March 2025.\n\n{}## Timeline\n\n{entries}",
        filler()
    );
    check(&review, &[("4 March", "5 March")]);
    check(&review, &[("on 4 March 2025", "that day")]);
    check(&review.replace("All of this happened", "All times are"), &[("4 March", "5 March")]);
}

#[test]
fn the_heads_of_a_table_count_for_its_rows_behind() {
    let rows = "| 16:40 | night shift | a look at the queue once more |\n".repeat(8);
    // Whatever stands above, one of these tables is cut right behind its head.
    for n in 0..60 {
        let filler = "Words enough.\n".repeat(140 + n);
        let review =
            format!("# Incident review\n\n{filler}### Late\n| Time | Who | What |\n| - | - | - |\n{rows}");
        check(&review, &[("Who", "How")]);
    }
}

#[test]
fn items_below_a_time_on_a_line_of_its_own_move_with_it() {
    let review = "# Incident review\n\n## Timeline on 2025-03-04\n\n16:40:\n\n- Ada looks.\n- Ben is paged.\n\n\
17:05:\n\n- Orders come back.\n";
    check(review, &[("16:40", "19:40")]);
    check(review, &[("17:05:", "16:50:"), ("16:40:", "16:30 UTC:")]);
    check(review, &[("16:40:", "Later:")]);
    check(&review.replace("16:40:", "Later:"), &[("Later:", "16:40:")]);
    check(&review.replace("16:40:", "## 2025-03-05"), &[("-05", "-06")]);
}

#[test]
fn numbered_items_become_a_timeline_that_waits_for_its_times_once_they_have_dashes() {
    let items = "1. Ana asked the team of the queue\n2. Ben read the log of the deploy\n";
    let dashes = items.replace("1.", "-").replace("2.", "-");
    let review = format!("# Incident review\n\nOrders were slow.\n\n## Establishing the timeline\n\n{items}");
    check(&review, &[("1.", "-"), ("2.", "-")]);
    check(&review, &[("1.", "-")]);
    check(&review.replace(items, &dashes), &[("- Ana", "1) Ana"), ("- Ben", "2) Ben")]);
    check(&review, &[("1.", "7."), ("2.", "8.")]);
}

#[test]
fn the_zone_of_a_day_is_that_of_the_nearest_place_above_it() {
    let review = "# Incident review\n\n## Timeline\n\n- 2024-01-08 21:00 UTC Deploy\n\nAll times in UTC.\n\n\
### 2024-01-09 (CEST)\n\n- 10:00 Ana looks\n\n### 2024-01-10\n\n- 11:00 Orders come back\n";
    check(review, &[("UTC.", "PST.")]);
    check(review, &[("(CEST)", "(EST)")]);
    check(review, &[(" (CEST)", "")]);
    check(
        &review.replace("All times in UTC.\n\n", ""),
        &[("### 2024-01-10", "### 2024-01-10\n\nAll times in UTC.")],
    );
}

#[test]
fn what_one_incident_says_of_its_times_is_heard_in_no_other() {
    let incident = |nth: usize| {
        format!(
            "## Outage {nth}\n\n### Summary\n\nAll times in UTC. On {nth} March 2025 at 16:40 UTC orders were slow.\n\n\
### Timeline\n\n- 16:40 Deploy went out\n- 16:55 Ana looks\n- 17:10 Orders come back\n\n"
        )
    };
    let review = format!("# Incidents\n\nAll times in CET.\n\n{}{}{}", incident(3), incident(4), incident(5));
    check(&review, &[("On 4 March", "On 6 March")]);
    check(&review, &[("CET", "PST"), ("All times in UTC. On 4", "On 4")]);
    check(&review, &[("## Outage 4", "# Outage 4")]);
    check(&review, &[("### Timeline", "### Notes")]);
    check(
        &review.replace("### Timeline\n\n", ""),
        &[("On 4 March", "On 6 March"), ("## Outage 5", "### Outage 5")],
    );
}

#[test]
fn a_stamp_line_joined_to_the_line_above_it_lends_nothing() {
    let review = "# Broker down\n\n## Timeline (UTC)\n\n- see below\n\n**09:00**\n- lag grows\n";
    check(review, &[("\n\n**09", "\n09")]);
    check(review, &[("\n\n**09", " 09")]);
    check(review, &[("**09:00**", "  09:00")]);
    check(&review.replace("- see below", "Broker:"), &[("\n\n**09", "\n09"), ("Broker:\n", "Broker: ")]);
    let paragraph = "# Broker down\n\n## Timeline (UTC)\n\nLag grew\n\n09:00:\n\n- lag grows\n- kim looks\n";
    check(paragraph, &[("grew\n\n09", "grew 09")]);
    check(paragraph, &[("\n\n09:00:", "\n> 09:00:")]);
    check(paragraph, &[("09:00:", "``09:00``")]);
    check(&paragraph.replace("09:00:", "09:00 –"), &[("\n\n09", "09")]);
}

#[test]
fn a_table_whose_head_says_that_its_times_count_from_the_start_is_read_so_from_then_on() {
    let table = "# Broker down 2024-02-09\n\n## Timeline\n\n| Time | What |\n| - | - |\n| 00:00 | Lag grows |\n\
| 00:20 | Kim looks |\n| 01:10 | Lag is gone |\n";
    check(table, &[("Time |", "Elapsed |")]);
    check(&table.replace("Time |", "T+ |"), &[("T+ |", "Time |")]);
    check(&table.replace("Time |", "Elapsed |"), &[("\n| - | - |", "")]);
    check(table, &[("Time |", "Elapsed |"), ("Kim", "Raj")]);
}

#[test]
fn several_changes_that_take_a_line_apart_leave_no_entry_behind() {
    let review = "# Broker down 2024-02-09\n\n## Timeline\n\n- `2024-02-09T09:00:01.120Z` broker: lag\n\
- `2024-02-0<!-- Z broker: disk full`\n- `[09:00:09]` kim\n\n# Broker slow 2024-10-27\n\n## Timeline (Europe/Berlin)\n\n\
- 01:50 lag\n- 02:20 kim\n-\n11:59 AM – 12:04 PM d\n- 12:05p e\n- 2 PM j\n- 2-2:30 PM k\n- 2:45PM l\n";
    let title = ("# Broker down", "# Brok2024-02-10 r down");
    let item = ("2-0<!-- Z broker: disk full`\n- `[09:00:0", "(UTC)");
    check(review, &[title, item, ("– 12:04 PM d", "\n d")]);
    check(review, &[item, ("– 12:04 PM d", "\n d")]);
    check(review, &[("– 12:04 PM d", "\n")]);
    check(review, &[("-\n11:59", "- 11:59")]);
    check(&review.replace(" – 12:04 PM d", ""), &[("AM", "AM – 12:04 PM d")]);
}

#[test]
fn a_name_is_nobodys_elsewhere_once_it_acts_no_more() {
    let quiet = "- 17:00 The queue fills up a little more than it did before\n".repeat(60);
    let review = format!(
        "# Incident review of 2025-03-04\n\n## Timeline (UTC)\n\n- 16:40 jhob restarts the relay\n- 16:45 jhob merges the fix\n{quiet}- 18:00 jhob bumps the limit\n"
    );
    check(&review, &[("restarts the relay", "at work")]);
    check(&review, &[("restarts the relay", "at work"), ("merges the fix", "and the fix")]);
    check(&review.replace("jhob merges", "qwill merges"), &[("qwill", "jhob")]);
    // What stands below a stamp of its own, and whose it is.
    let below = "# Incident review of 2025-03-04\n\n## Timeline (UTC)\n\n### 16:40\n\nOkonjo Reyes asks the vendor.\n\n### 16:50\n\nOkonjo restarts it.\n";
    check(below, &[("Okonjo Reyes asks", "Somebody asks")]);
    check(below, &[("asks the vendor", "waits")]);
}

#[test]
fn what_stands_below_a_key_counts_wherever_the_text_is_cut() {
    for length in (690..830).step_by(10) {
        let words = "word ".repeat(length / 5);
        for below in ["the whole of the second region", "- the whole of the second region"] {
            let review =
                format!("# Incident review\n\n{words}\n\n**Regions:**\n\n{below}\n\n## Risks\n\n- x\n");
            check(&review, &[("second region", "second region was slow, and nobody knew of it.")]);
            check(&review.replace("second region", "second region was slow."), &[("was slow.", "alone")]);
        }
    }
}

#[test]
fn blanks_behind_the_mark_of_an_empty_heading_move_its_place() {
    check("#   \n", &[("  ", " ")]);
    check("# \n", &[(" ", "    ")]);
}
