//! Completion: each row of the table of what is offered where.

mod common;

use askhow_ide::{CompletionOptions, OtherReview, Settings};
use askhow_review::Field;
use common::{check_completion, check_snippet, labels, offered, offers};

const NINE: [&str; 9] = [
    "Contributors & Enablers",
    "Mitigators",
    "Risks",
    "Difficulties in Handling",
    "Follow-up Items",
    "Artifacts",
    "Timeline",
    "References",
    "Open Questions",
];

#[test]
fn all_nine_sections_are_offered_in_order() {
    let offered =
        labels("# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n## $0\n");
    let nine: Vec<&String> = offered.iter().filter(|label| NINE.contains(&label.as_str())).collect();
    assert_eq!(nine, NINE);
}

#[test]
fn sections_that_are_there_are_not_offered_again() {
    let offered = labels(
        "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n## What went well\n\n- x\n\n## $0\n",
    );
    assert!(!offered.contains(&"Mitigators".to_owned()), "{offered:?}");
    assert!(offered.contains(&"Risks".to_owned()));
}

#[test]
fn completing_the_nine_one_after_the_other_gives_a_review_with_all_of_them() {
    let mut text = "# Outage\n\nIt broke in the morning, and nobody could log in for a while.\n\n".to_owned();
    for name in NINE {
        let fixture = format!("{text}## $0");
        assert_eq!(
            labels(&fixture).iter().find(|label| NINE.contains(&label.as_str())).map(String::as_str),
            Some(name)
        );
        let (plain, at) = common::cursor(&fixture);
        let options = CompletionOptions::default();
        let items = askhow_ide::completions(&common::snapshot(&plain), at, options).items;
        let item = items.iter().find(|item| item.label == name).expect("offered");
        assert!(item.documentation.as_deref().is_some_and(|it| it.contains('?')), "its questions come along");
        text = askhow_document::apply_edits(&plain, std::slice::from_ref(&item.edit));
        text.push_str("\n\n");
    }
    assert!(common::found_of("section/missing", &text).is_empty(), "{text}");
    assert!(common::found_of("section/order", &text).is_empty(), "{text}");
}

#[test]
fn sections_come_at_the_level_and_with_the_bullet_of_the_file() {
    let fixture = "# Outage\n\n### Risks\n\n* It is still slow.\n\n## $0";
    let after = &offers(fixture)[0].edit.new_text;
    assert!(after.starts_with("### Description\n\n<!--\n"), "{after}");
    check_snippet(
        "# Outage\n\n### Risks\n\n* It is still slow.\n\n#$0",
        "References",
        "# Outage\n\n### Risks\n\n* It is still slow.\n\n### References\n\n<!--\nHow did similar surprises unfold elsewhere?\nHow would a reader of those documents come across this one?\n-->\n\n* $0",
    );
}

#[test]
fn a_blank_line_between_sections_is_offered_those_that_are_missing() {
    let between = "# Outage\n\n## Risks\n\n- It is still slow.\n\n$0\n\n## Timeline\n\n- 16:40 x\n";
    let offered = labels(between);
    assert_eq!(offered.first().map(String::as_str), Some("Description"));
    assert!(!offered.iter().any(|label| label == "Risks" || label == "Timeline" || label == "Details"));
    assert!(offers(between)[0].preselect);
    // Neither inside a section nor right below its text.
    assert!(labels("# Outage\n\n## Risks\n\n- It is slow.\n\n$0\n\nMore about it.\n").is_empty());
    assert!(labels("# Outage\n\n## Risks\n\nIt is slow.\n$0\n\n## Timeline\n").is_empty());
}

#[test]
fn words_under_the_title_are_a_description() {
    let text = "# Outage\n\nNobody could log in for half an hour.\n\n## Risks\n\n- It is slow.\n\n## $0";
    assert!(!labels(text).contains(&"Description".to_owned()));
}

#[test]
fn an_empty_file_is_offered_the_whole_template_and_nothing_else() {
    for fixture in ["$0", "revi$0", "incident$0", "postmortem$0", "\n$0", "\u{feff}$0"] {
        assert_eq!(labels(fixture), ["Incident review"], "{fixture:?}");
    }
    let template = &offers("inci$0")[0];
    assert_eq!((template.edit.span.start, template.edit.span.end), (0, 4));
    assert!(template.edit.new_text.contains("- Incident Start: 2026-01-15 "), "{}", template.edit.new_text);
    let snippet = &offered("$0", true, &[]).items[0];
    assert!(snippet.snippet && snippet.edit.new_text.starts_with("# ${1:Incident review}\n"));
    assert!(labels("reviewers of this\n$0").is_empty());
}

#[test]
fn the_template_bears_the_names_and_the_zone_of_the_team() {
    let settings = || Settings {
        timezone: Some("Europe/Berlin".to_owned()),
        preset: vec![askhow_review::settings::Preset::Sre],
        ..Settings::default()
    };
    let snapshot = askhow_ide::Analysis::new("", common::surroundings(settings())).snapshot();
    let options =
        CompletionOptions { now: Some(common::NOW.parse().unwrap()), ..CompletionOptions::default() };
    let text = &askhow_ide::completions(&snapshot, 0, options).items[0].edit.new_text;
    assert!(text.contains("## Root Causes and Trigger\n") && text.contains("??:?? Europe/Berlin"), "{text}");
}

#[test]
fn a_new_item_is_offered_the_stubs_of_its_section() {
    for bullet in ["- ", "* ", "1. ", "- [ ] ", "  - "] {
        let offered = labels(&format!("# Outage\n\n## Risks\n\n{bullet}$0\n"));
        assert!(offered.contains(&"If this meets".to_owned()), "{bullet:?} {offered:?}");
    }
    check_completion(
        "# Outage\n\n## Risks\n\n- if$0\n",
        "If this meets",
        "# Outage\n\n## Risks\n\n- If this meets \n",
    );
    assert!(labels("# Outage\n\n## Risks\n\n- Something else$0\n").is_empty());
}

#[test]
fn a_bullet_under_a_line_of_text_is_a_new_item_though_it_underlines_for_a_moment() {
    let fixture = "# Outage\n\n## Risks\n\nSome of them are old.\n- $0\n\n## References\n\n- x\n";
    assert!(labels(fixture).contains(&"If this meets".to_owned()), "{:?}", labels(fixture));
    assert!(labels(&fixture.replace('\n', "\r\n")).contains(&"If this meets".to_owned()));
    assert!(labels(&fixture.replace("- $0", "* $0")).contains(&"If this meets".to_owned()));
}

const REVIEW: &str = "# Outage on 2025-03-04\n\n## Timeline\n\n- 2025-03-04 16:32 UTC Zoë restarts `ledger`\n- 2025-03-04 17:36 UTC @ben joins, see OPS-12\n\n## Artifacts\n\n- [The graph of that night](graph.png)\n\n## References\n\n- [Last year](2024.md)\n\n## Open Questions\n\n";

#[test]
fn open_questions_begin_with_the_names_and_times_of_the_review() {
    let offered = labels(&format!("{REVIEW}- $0\n"));
    for wanted in [
        "How did Zoë come to …?",
        "How did @ben come to …?",
        "How does `ledger` behave when …?",
        "How did people at 16:32 know …?",
        "How did",
    ] {
        assert!(offered.contains(&wanted.to_owned()), "{wanted} in {offered:?}");
    }
    check_completion(
        &format!("{REVIEW}- how did z$0\n"),
        "How did Zoë come to …?",
        &format!("{REVIEW}- How did Zoë come to \n"),
    );
    check_snippet(
        &format!("{REVIEW}- $0\n"),
        "How did Zoë come to …?",
        &format!("{REVIEW}- How did Zoë come to ${{1:…}}?$0\n"),
    );
    let busy = REVIEW.replacen(
        "Zoë restarts `ledger`\n",
        "Zoë restarts `ledger`\n- 16:34 UTC Zoë looks\n- 16:36 UTC Zoë waits\n",
        1,
    );
    let offered = labels(&format!("{busy}- $0\n"));
    let wanted = "How was it decided, between 16:36 and 17:36, to …?".to_owned();
    assert!(offered.contains(&wanted), "{offered:?}");
}

#[test]
fn open_questions_begin_with_those_who_act_in_the_timeline_a_handful_of_them() {
    let review = "# Outage of 2024-06-03\n\n## Summary\n\nMail was late: `CrashLoop`, `values.yaml`, `cache-9`.\n\n## Timeline (UTC)\n\n\
        - 10:05 🔎 **Leak Found**: The storage team sees a full disk.\n- 10:10 Ada Lind reads the log of `relay-1`; state `BEGIN`.\n\
        - 10:15 @channel: we restart `mail-api` to `1.2.0`.\n- 10:20pm Ben edits `values.yaml`.\n- 10:25 **REPAIR BEGINS**: All jobs stopped.\n\
        - 10:31 Alert `QueueTooLong` fires.\n- 10:40 Packed and shipped the new relay.\n- 10:44 `mail-api` restarts.\n- 10:50 Cleo waits.\n\
        - 11:55 Dev looks.\n- 11:57 Finn looks.\n\n";
    let offered = labels(&format!("{review}## Open Questions\n\n- $0\n"));
    let asked: Vec<&str> = offered.iter().map(String::as_str).filter(|label| label.contains('…')).collect();
    assert!((5..=10).contains(&asked.len()), "{asked:#?}");
    for wanted in [
        "How did the storage team come to …?",
        "How did Ada Lind come to …?",
        "How did `mail-api` come to …?",
    ] {
        assert!(asked.contains(&wanted), "{wanted} in {asked:#?}");
    }
    let never = [
        "Leak",
        "channel",
        "Crash",
        "BEGIN",
        "1.2.0",
        "yaml",
        "cache-9",
        "QueueToo",
        "Packed",
        "REPAIR",
        "pm",
        "look to `",
    ];
    for never in never {
        assert!(!asked.iter().any(|label| label.contains(never)), "{never} in {asked:#?}");
    }
    let names = labels(&format!("{}- 11:58 $0\n", review.trim_end().to_owned() + "\n"));
    for wanted in ["Ada Lind", "the storage team", "mail-api"] {
        assert!(names.contains(&wanted.to_owned()), "{wanted} in {names:?}");
    }
    for never in ["Leak", "channel", "Crash", "BEGIN", "1.2.0", "yaml", "QueueToo", "Packed", "REPAIR"] {
        assert!(!names.iter().any(|name| name.contains(never)), "{never} in {names:?}");
    }
}

#[test]
fn the_next_stamp_comes_in_a_quoted_list_too() {
    check_completion(
        "# Outage\n\n## Timeline (UTC)\n\n> - 10:55 Ada looks.\n> - 11:00 Ada waits.\n> - $0\n",
        "11:01",
        "# Outage\n\n## Timeline (UTC)\n\n> - 10:55 Ada looks.\n> - 11:00 Ada waits.\n> - 11:01 \n",
    );
}

const TIMES: &str = "# Outage\n\n## Timeline\n\n";

#[test]
fn the_next_stamp_comes_in_the_notation_of_the_entry_above() {
    for (above, next) in [
        ("- 2025-03-04 16:40 UTC Ana looks", "2025-03-04 16:41 UTC"),
        ("* 16:59 Ana looks", "17:00"),
        ("- 4:59 PM PST - Ana looks", "5:00 PM PST"),
        ("1. [16:40] Ana looks", "16:41"),
        ("- **16:40** Ana looks", "16:41"),
        ("- 2025-03-04T23:59:00Z Ana looks", "2025-03-05T00:00:00Z"),
    ] {
        let bullet = above.split(' ').next().unwrap();
        let fixture = format!("{TIMES}{above}\n{bullet} $0\n");
        assert!(labels(&fixture).contains(&next.to_owned()), "{above}: {:?}", labels(&fixture));
        assert!(labels(&fixture.replace('\n', "\r\n")).contains(&next.to_owned()), "{above} with CRLF");
    }
    for (above, next) in [
        ("- [16:40] Ana looks", "[16:41] "),
        ("- **16:40** Ana looks", "**16:41** "),
        ("- **16:40:** Ana looks", "**16:41:** "),
        ("- 16:40 - **Ana** looks", "16:41 - "),
        ("- ~16:40: Ana looks", "16:41: "),
    ] {
        let fixture = format!("{TIMES}{above}\n- $0\n");
        check_completion(&fixture, "16:41", &fixture.replace("$0", next));
    }
    check_snippet(
        &format!("{TIMES}- 2025-03-04 16:40 UTC Ana looks\n- $0\n"),
        "2025-03-04 16:41 UTC",
        &format!("{TIMES}- 2025-03-04 16:40 UTC Ana looks\n- 2025-03-04 16:41 UTC \n"),
    );
}

#[test]
fn the_next_row_of_a_table_begins_with_the_next_stamp() {
    let table = format!("{TIMES}| Time (UTC) | What |\n| --- | --- |\n| 2025-03-04 16:40 | Ana looks |\n");
    check_completion(
        &format!("{table}| $0\n"),
        "2025-03-04 16:41",
        &format!("{table}| 2025-03-04 16:41 | \n"),
    );
    check_completion(
        &format!("{table}| $0 |  |\n"),
        "2025-03-04 16:41",
        &format!("{table}| 2025-03-04 16:41 |  |\n"),
    );
    // The stamp goes where the one above stands.
    let second = format!("{TIMES}| # | Time | What |\n| - | - | - |\n| 1 | 2025-03-04 16:40 | Ana looks |\n");
    assert!(!labels(&format!("{second}| $0\n")).contains(&"2025-03-04 16:41".to_owned()));
    assert!(labels(&format!("{second}| 2 | $0\n")).contains(&"2025-03-04 16:41".to_owned()));
}

#[test]
fn now_comes_first_in_a_review_of_today_and_later_in_others() {
    let today = labels(&format!("{TIMES}- 2026-01-15 11:40 UTC Ana looks\n- $0\n"));
    assert_eq!(today.first().map(String::as_str), Some("2026-01-15 12:00 UTC"));
    let other = labels(&format!("{TIMES}- 2025-03-04 16:40 UTC Ana looks\n- $0\n"));
    assert_eq!(other.first().map(String::as_str), Some("2025-03-04 16:41 UTC"));
    assert!(other.contains(&"2026-01-15 12:00 UTC".to_owned()));
    // Without a date it would be read as of that day.
    let bare = labels("# Outage\n\n## Timeline (UTC), 2025-03-04\n\n- 16:40 Ana looks\n- $0\n");
    assert!(!bare.contains(&"12:00".to_owned()), "{bare:?}");
}

#[test]
fn a_timeline_without_entries_begins_with_incident_start_or_now() {
    let offered = labels("# Outage\n\n- Incident Start: 2025-03-04 16:32 UTC\n\n## Timeline\n\n- $0\n");
    assert_eq!(offered.get(..2).unwrap(), ["2025-03-04 16:32 UTC", "2026-01-15 12:00 UTC"]);
    let titled = labels("# Outage on 2025-03-04\n\n## Timeline\n\n- $0\n");
    assert_eq!(titled.get(..2).unwrap(), ["2025-03-04", "2026-01-15 12:00 UTC"]);
    let of_today = labels("# Outage on 2026-01-15\n\n## Timeline\n\n- $0\n");
    assert_eq!(of_today.first().unwrap(), "2026-01-15 12:00 UTC");
}

#[test]
fn an_empty_line_of_a_timeline_waits_for_its_next_entry() {
    let first = "# Outage\n\n- Incident Start: 2025-03-04 16:32 UTC\n\n## Timeline\n\n";
    check_completion(
        &format!("{first}$0\n\n## Risks\n\n- x\n"),
        "2025-03-04 16:32 UTC",
        &format!("{first}- 2025-03-04 16:32 UTC \n\n## Risks\n\n- x\n"),
    );
    let entry = "- 2025-03-04 16:40 UTC Ana looks\n";
    for blank in ["", "\n", "\n\n", "\n  \n"] {
        check_completion(
            &format!("{TIMES}{entry}{blank}$0\n\n## Risks\n\n- x\n"),
            "2025-03-04 16:41 UTC",
            &format!("{TIMES}{entry}{blank}- 2025-03-04 16:41 UTC \n\n## Risks\n\n- x\n"),
        );
    }
    // Another section may begin there as well.
    assert!(labels(&format!("{TIMES}{entry}\n$0\n")).contains(&"Risks".to_owned()));
    // Prose stands in between; a row has its table right above; another section is none.
    for elsewhere in [
        format!("{TIMES}{entry}\nThen it was quiet.\n\n$0\n"),
        format!("{TIMES}| Time (UTC) | What |\n| --- | --- |\n| 2025-03-04 16:40 | Ana looks |\n\n$0\n"),
        format!("{TIMES}{entry}\n## Risks\n\n$0\n"),
        format!("{first}## Risks\n\n$0\n"),
    ] {
        let offered = labels(&elsewhere);
        assert!(!offered.iter().any(|label| label.starts_with("2025")), "{elsewhere}: {offered:?}");
    }
}

#[test]
fn behind_a_stamp_come_those_who_were_named() {
    let entries = format!(
        "{TIMES}- 2025-03-04 16:32 UTC Zoë restarts `ledger`\n- 2025-03-04 16:36 UTC @ben joins, see OPS-12\n"
    );
    let offered = labels(&format!("{entries}- 2025-03-04 16:40 UTC $0\n"));
    assert_eq!(offered, ["Zoë", "@ben", "ledger", "OPS-12"]);
    check_completion(
        &format!("{entries}- 2025-03-04 16:40 UTC Zoë restarts led$0\n"),
        "ledger",
        &format!("{entries}- 2025-03-04 16:40 UTC Zoë restarts `ledger` \n"),
    );
    // A blank in the middle of a sentence is none of our business.
    assert!(labels(&format!("{entries}- 2025-03-04 16:40 UTC Zoë restarts $0\n")).is_empty());
}

#[test]
fn nothing_is_offered_inside_code_and_comments_of_several_lines() {
    for fixture in ["```\n# $0\n```\n", "<!--\n- $0\n-->\n", "```\n@$0\n```\n"] {
        assert!(labels(&format!("# Outage\n\n## Risks\n\n{fixture}")).is_empty(), "{fixture}");
    }
}

#[test]
fn ignore_comments_name_the_rules_of_the_next_line() {
    let fixture = "# Outage\n\n## Risks\n\n$0\nNobody could know that the root cause was a full disk.\n\n## References\n\n- x\n";
    let at = |comment: &str| labels(&fixture.replace("$0", comment));
    assert_eq!(at("<!-- askhow-ignore-next $0").first().unwrap(), "phrasing/root-cause");
    assert_eq!(at("<!-- askhow-$0 -->").first().unwrap(), "askhow-ignore-next phrasing/root-cause");
    assert_eq!(
        at("<!-- askhow-ignore-next phrasing/root-cause $0")
            .iter()
            .filter(|it| *it == "phrasing/root-cause")
            .count(),
        0
    );
    // In the line itself it is the block that counts.
    let inside =
        labels("# Outage\n\n## Risks\n\n- The root cause was a full disk. <!-- askhow-$0\n\n## References\n");
    assert_eq!(inside.first().unwrap(), "askhow-ignore phrasing/root-cause");
    check_completion(
        &fixture.replace("$0", "<!-- $0"),
        "askhow-ignore-next",
        &fixture.replace("$0", "<!-- askhow-ignore-next -->"),
    );
    check_completion(
        &fixture.replace("$0", "<!-- askhow-ig$0 -->"),
        "askhow-ignore",
        &fixture.replace("$0", "<!-- askhow-ignore -->"),
    );
}

#[test]
fn a_file_that_is_no_review_is_offered_nothing() {
    let quiet = std::sync::Arc::new(askhow_ide::Surroundings {
        path: Some("README.md".to_owned()),
        ..Default::default()
    });
    for fixture in ["# Tool\n\n## $0", "# Tool\n\n- $0", "# Tool\n\nBy @$0", "# Tool\n\n<!-- askhow-$0"] {
        let (text, at) = common::cursor(fixture);
        let snapshot = askhow_ide::Analysis::new(&text, std::sync::Arc::clone(&quiet)).snapshot();
        assert!(
            askhow_ide::completions(&snapshot, at, CompletionOptions::default()).items.is_empty(),
            "{fixture}"
        );
    }
}

/// Whatever is offered anywhere fits: one span for all, in the line, around the cursor; no two labels alike; what
/// is typed agrees with what it is compared with; stops only for those who know them.
#[test]
fn every_offer_at_every_place_fits() {
    let others: Vec<OtherReview> = (0..150)
        .map(|n| OtherReview {
            path: format!("incidents/{n}.md"),
            title: format!("Night {n}"),
            fields: vec![(Field::Regions, format!("r{n}"))],
        })
        .collect();
    let review = format!(
        "---\nseverity: SEV-2\n\n---\n{REVIEW}- How did\n- \n\n[\n\n@\n\n#\n\n- Regions: \n\n| 16:40 | a |\n| | |\n\n<!-- askhow-\n"
    );
    let mut n_offers = 0;
    for text in [review.clone(), review.replace('\n', "\r\n"), review.replace("\n- ", "\n* ")] {
        let snapshot = common::snapshot(&text);
        let is_place = |at: &usize| {
            let inside_break = text.get(..*at).is_some_and(|before| before.ends_with('\r'))
                && text.get(*at..).is_some_and(|after| after.starts_with('\n'));
            text.is_char_boundary(*at) && !inside_break
        };
        for at in (0..=text.len()).filter(is_place) {
            for snippets in [false, true] {
                let options =
                    CompletionOptions { snippets, now: Some(common::NOW.parse().unwrap()), others: &others };
                let completions = askhow_ide::completions(&snapshot, at, options);
                let items = &completions.items;
                assert!(items.len() < 100);
                let Some(first) = items.first() else { continue };
                n_offers += items.len();
                let labels: std::collections::HashSet<_> = items.iter().map(|item| &item.label).collect();
                assert_eq!(labels.len(), items.len());
                assert!(items.iter().filter(|item| item.preselect).count() <= 1);
                let before = text.get(..at).unwrap();
                let line_start = before.rfind('\n').map_or(0, |line| line + 1);
                for item in items {
                    assert_eq!(item.edit.span, first.edit.span, "{item:?}");
                    assert!(item.edit.span.touches(at) && item.edit.span.start >= line_start, "{item:?}");
                    assert!(!item.edit.span.of(&text).contains(['\n', '\r']), "{item:?}");
                    assert!(snippets || !item.snippet);
                    assert!(snippets || !item.edit.new_text.contains("${"), "{item:?}");
                    assert!(!item.edit.new_text.replace("\r\n", "").contains('\r'), "{item:?}");
                    assert!(
                        !text.contains('\r') || !item.edit.new_text.replace("\r\n", "").contains('\n'),
                        "{item:?}"
                    );
                }
            }
        }
    }
    assert!(n_offers > 1000);
    let many = offered(&format!("{REVIEW}- See [$0\n"), false, &others);
    assert!(many.incomplete, "more than are shown");
    assert_eq!(many.items.len(), 99);
}

#[test]
fn in_a_long_review_names_come_from_its_start_and_from_around_the_cursor() {
    let far = "Nobody of note was there.\n\n".repeat(4_000);
    let offered =
        labels(&format!("# Slow\n\nSaid @early.\n\n{far}Said @lost.\n\n{far}Said @near.\n\nSo @$0\n"));
    let named = |name: &str| offered.iter().any(|label| label == name);
    assert!(named("@early") && named("@near") && !named("@lost"), "{offered:?}");
}
