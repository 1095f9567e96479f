//! Where a section goes that is added, what it is called there, and what counts as being there already.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::sync::Arc;

use askhow_document::{Document, apply_edits};
use askhow_review::{Review, Section, Surroundings, Want, fix, missing_sections};

fn read(text: &str) -> Review {
    let surroundings = Surroundings { named: true, ..Surroundings::default() };
    Review::read(&Document::new(text), &Arc::new(surroundings), None)
}

/// What the rule says, and of which text.
fn said(text: &str, rule: &str) -> Vec<(String, String)> {
    let found = read(text).findings(Want::Fixes).into_iter().filter(|finding| finding.rule.id == rule);
    found.map(|finding| (finding.span.of(text).to_owned(), finding.message.into_owned())).collect()
}

/// The lines of a text that are no comment and no empty bullet, after `sections` were added.
#[track_caller]
fn check(before: &str, sections: &[Section], after: &str) {
    let review = read(before);
    let text = apply_edits(before, &fix::add_sections(&review, sections));
    assert_eq!(bare(&text), bare(after), "{text}");
    for section in sections {
        assert!(read(&text).has(*section), "{text}");
    }
}

fn bare(text: &str) -> Vec<&str> {
    let mut in_comment = false;
    let lines = text.lines().filter(|line| {
        in_comment |= line.starts_with("<!--");
        let told = !in_comment && !matches!(line.trim(), "" | "-");
        in_comment &= !line.starts_with("-->");
        told
    });
    lines.collect()
}

const TOLD: &str = "## Contributors & Enablers\n\n- The cache was full.\n\n";

#[test]
fn a_heading_that_joins_two_sections_is_both() {
    for (heading, sections) in [
        ("Root cause + remediation", &[Section::Contributors, Section::FollowUp][..]),
        ("Root Cause & Fix", &[Section::Contributors]),
        ("Cause / Resolution", &[Section::Contributors]),
        ("What we'll do next", &[Section::FollowUp]),
        ("What we are going to do about it", &[Section::FollowUp]),
        ("Next steps and owners", &[Section::FollowUp]),
        ("Timeline & impact", &[Section::Timeline]),
        ("Impact, timeline and follow-ups", &[Section::Timeline, Section::FollowUp]),
        (
            "What went well, what went poorly, and where we got lucky",
            &[Section::Mitigators, Section::Difficulties],
        ),
        ("4. References/artifacts", &[Section::References, Section::Artifacts]),
    ] {
        let review = read(&format!("# Checkout was slow\n\n## {heading}\n\n- The cache was full.\n"));
        let there: Vec<Section> = Section::NINE.into_iter().filter(|it| review.has(*it)).collect();
        assert_eq!(there.len(), sections.len(), "{heading}: {there:?}");
        assert!(sections.iter().all(|it| there.contains(it)), "{heading}: {there:?}");
    }
}

#[test]
fn a_joined_heading_leaves_plans_where_they_are() {
    let text = |heading: &str| {
        format!("# Slow\n\n## {heading}\n\n- The cache was full.\n- We will double the cache next week.\n")
    };
    assert_eq!(said(&text("Root cause + remediation"), "section/item-kind"), []);
    assert_eq!(said(&text("Root cause"), "section/item-kind").len(), 1);
}

#[test]
fn the_cause_of_something_deep_in_a_section_is_a_topic() {
    let text = |heading: &str| {
        format!("# Slow\n\n## What happened\n\nOrders took a minute.\n\n{heading}\n\nClients asked again.\n")
    };
    for (heading, is_there) in [
        ("#### Cause of the retry storm in v2", false),
        ("#### Risks of the second cache", false),
        ("#### Cause of the outage", true),
        ("#### Cause", true),
        ("### Cause of the retry storm", true),
        ("## Cause of the retry storm", true),
    ] {
        let review = read(&text(heading));
        assert_eq!(review.has(Section::Contributors) || review.has(Section::Risks), is_there, "{heading}");
    }
}

#[test]
fn among_numbered_sections_the_next_number_goes_behind_the_last() {
    for (first, second, next, then) in [
        ("1. Summary", "2. Impact", "3. Mitigators", "4. Risks"),
        ("1) Summary", "2) Impact", "3) Mitigators", "4) Risks"),
        ("08 - Summary", "09 - Impact", "10 - Mitigators", "11 - Risks"),
        ("III. Summary", "IV. Impact", "V. Mitigators", "VI. Risks"),
        ("A. Summary", "B. Impact", "C. Mitigators", "D. Risks"),
        ("§ 2.1 Summary", "§ 2.2 Impact", "§ 2.3 Mitigators", "§ 2.4 Risks"),
    ] {
        let text = |added: &str| {
            format!(
                "# Slow\n\n## {first}\n\nSee section 2.\n\n## {second}\n\nOrders took a minute.\n\n{added}## Appendix\n\n- x\n"
            )
        };
        let added = format!("## {next}\n\n## {then}\n\n");
        check(&text(""), &[Section::Mitigators, Section::Risks], &text(&added));
    }
}

#[test]
fn headings_that_only_begin_with_a_number_are_not_numbered() {
    for (first, second) in [
        ("12 March", "13 March"),
        ("Timeline", "5 whys"),
        ("1. Impact", "Follow-up Items"),
        ("2024-03-05 Impact", "2024-03-06 Timeline"),
        ("A cause", "B cause"),
    ] {
        let text = |added: &str| format!("# Slow\n\n{added}## {first}\n\nx\n\n## {second}\n\n- x\n");
        let review = read(&text(""));
        let added = apply_edits(&text(""), &fix::add_sections(&review, &[Section::Risks]));
        assert!(added.contains("\n## Risks\n"), "{added}");
    }
}

#[test]
fn numbers_tell_the_order_that_is_meant() {
    let text = |numbers: [&str; 4]| {
        let [a, b, c, d] = numbers;
        format!(
            "# Slow\n\n## {a}Risks\n\n- a\n\n## {b}Mitigators\n\n- b\n\n## {c}Artifacts\n\n- c\n\n## {d}Timeline\n\n- 16:40 d\n"
        )
    };
    let (numbered, bare) = (text(["1. ", "2. ", "3. ", "4. "]), text([""; 4]));
    assert_eq!(said(&numbered, "section/order"), []);
    assert_eq!(fix::order_sections(&read(&numbered)), []);
    assert_eq!(said(&bare, "section/order").len(), 1);
}

#[test]
fn what_closes_a_review_stays_at_its_end() {
    for footer in [
        "---\n\n*Last updated 2024-05-01*\n",
        "*Last updated 2024-05-01 by Ana*\n",
        "---\n",
        "Last reviewed: 2024-05-01\n",
        "— Ana, for the storage team\n",
        "[graph]: https://graphs.example/1\n[log]: https://logs.example/2\n",
    ] {
        let text = |added: &str| format!("# Slow\n\n{TOLD}See it [here][graph].\n\n{added}{footer}");
        check(
            &text(""),
            &[Section::Mitigators, Section::Timeline],
            &text("## Mitigators\n\n## Timeline\n\n"),
        );
    }
    // Words of the section are none of that.
    for end in [
        "*It* was the cache.\n",
        "- *Last updated* was missing on the page\n",
        "> *Last updated*\n",
        "The end.\n",
    ] {
        let text = |added: &str| format!("# Slow\n\n{TOLD}{end}\n{added}");
        check(&text(""), &[Section::Timeline], &text("## Timeline\n"));
    }
}

#[test]
fn sections_that_rules_part_are_parted_by_rules() {
    let told = format!("# Slow\n\n## Summary\n\nx\n\n---\n\n{TOLD}---\n\n");
    let text = |added: &str, footer: &str| format!("{told}{added}## References\n\n- x\n{footer}");
    check(&text("", ""), &[Section::Risks], &text("## Risks\n\n---\n\n", ""));
    let footer = "\n---\n*Last updated today*\n";
    let after = format!("{}---\n\n## Open Questions\n{footer}", text("", "\n"));
    check(&text("", footer), &[Section::OpenQuestions], &after);
}

#[test]
fn risks_go_behind_what_went_well_under_lessons() {
    for well in [
        "### What went well\n\n- The desk.",
        "**What went well**\n\n- The desk.",
        "- **What went well**\n  - The desk.",
    ] {
        let text = |added: &str| {
            format!(
                "# Slow\n\n## Root cause\n\nA disk.\n\n## Lessons / prevention\n\n{well}\n\n{added}## Timeline\n\n- 16:40 x\n\n## Thanks\n\nAll.\n"
            )
        };
        check(&text(""), &[Section::Risks], &text("## Risks\n\n"));
    }
}

#[test]
fn sections_are_put_in_their_usual_order_one_after_the_other() {
    let orders = [
        [
            Section::Risks,
            Section::Mitigators,
            Section::Difficulties,
            Section::Artifacts,
            Section::OpenQuestions,
        ],
        [
            Section::OpenQuestions,
            Section::Artifacts,
            Section::Difficulties,
            Section::Risks,
            Section::Mitigators,
        ],
        [
            Section::Difficulties,
            Section::OpenQuestions,
            Section::Mitigators,
            Section::Artifacts,
            Section::Risks,
        ],
    ];
    for order in orders {
        let mut text = format!(
            "# Slow\n\n{TOLD}## Action items\n\n- x\n\n## Timeline\n\n- 16:40 x\n\n## See also\n\n- x\n"
        );
        for section in order {
            text = apply_edits(&text, &fix::add_sections(&read(&text), &[section]));
        }
        let review = read(&text);
        let there: Vec<Section> =
            review.outline.parts.iter().filter_map(|part| part.named.as_ref()?.section).collect();
        assert_eq!(there, Section::NINE, "{text}");
    }
}

#[test]
fn the_level_is_that_of_the_sections_of_the_review() {
    let text = |added: &str| {
        format!(
            "# Slow\n\n## Summary\n\nx\n\n## Lessons\n\n### What went well\n\n- x\n\n### What went wrong\n\n- x\n\n## Action items\n\n### Technical improvements\n\n- x\n\n### Process improvements\n\n- x\n{added}"
        )
    };
    check(&text(""), &[Section::OpenQuestions], &text("\n## Open Questions\n"));
}

#[test]
fn what_is_missing_is_said_at_the_title_of_the_front_matter() {
    let text = "---\ntitle: \"Checkout was slow\"\n---\n\n# Impact\n\nOrders took a minute.\n\n# Root cause\n\nA disk.\n";
    for rule in ["section/missing", "section/mitigators"] {
        assert_eq!(said(text, rule)[0].0, "Checkout was slow", "{rule}");
    }
    let toml = "+++\ntitle = 'Slow'\n+++\n\n# The slow day\n\n## Root cause\n\nA disk.\n";
    assert_eq!(said(toml, "section/missing")[0].0, "Slow");
    let other = "---\ndate: 2024-05-01\n---\n\n# The slow day\n\n## Root cause\n\nA disk.\n";
    assert_eq!(said(other, "section/missing")[0].0, "The slow day");
}

#[test]
fn each_name_that_steers_is_told_what_it_steers_to() {
    let message = |heading: &str| {
        let text = format!("# Slow\n\n## {heading}\n\n- Nobody saw the alert.\n");
        said(&text, "section/rename").pop().map(|(_, message)| message).unwrap_or_default()
    };
    for heading in ["Root cause", "Root Cause & Fix", "Technical root cause"] {
        assert!(message(heading).contains("leads to one answer"), "{heading}: {}", message(heading));
    }
    for heading in ["Prevention", "2. Preventive measures"] {
        assert!(message(heading).contains("promises a lot"), "{heading}: {}", message(heading));
    }
    assert!(message("What went wrong").contains("looks for slips"));
    for heading in ["Lessons / prevention", "Mail prevention", "Root cause + remediation", "Lessons"] {
        assert_eq!(message(heading), "", "{heading}");
    }
}

#[test]
fn a_summary_and_its_impact_stay_together() {
    let text = |added: &str| {
        format!("# Slow\n\n## Summary\n\nx\n\n## Impact\n\nx\n\n{added}## Action items\n\n- x\n")
    };
    let added = "## Contributors & Enablers\n\n## Risks\n\n";
    check(&text(""), &[Section::Contributors, Section::Risks], &text(added));
}

#[test]
fn a_timeline_in_the_summary_does_not_part_what_is_added() {
    let text = |added: &str| {
        format!(
            "# Slow\n\n## Summary\n\nx\n\n### Timeline\n\n- 16:40 x\n\n## Resolution\n\nx\n\n## Description of the flaw\n\nx\n\n{added}"
        )
    };
    check(&text(""), &[Section::Risks, Section::References], &text("## Risks\n\n## References\n"));
}

#[test]
fn a_section_that_is_there_by_another_name_gets_no_empty_twin() {
    for (heading, section) in [
        ("Fixes", Section::FollowUp),
        ("Fixes (commits, same day)", Section::FollowUp),
        ("Follow-ups that this outage brought", Section::FollowUp),
        ("Config changes", Section::FollowUp),
        ("Key evidence", Section::Artifacts),
        ("The fix: two watchdogs", Section::FollowUp),
        ("Rule Created", Section::FollowUp),
        ("Obstacle: no console", Section::Difficulties),
        ("What obstacles did they meet?", Section::Difficulties),
        ("Why tests passed", Section::Contributors),
        ("Precursors", Section::Contributors),
        ("Misleading paths", Section::Difficulties),
        ("What needs improvement", Section::Difficulties),
        ("Mitigations", Section::FollowUp),
        ("Slow\n\n**Confirmed evidence from that night:**", Section::Artifacts),
        ("Slow\n\nObstacles met: nobody had the keys of the box.", Section::Difficulties),
        ("Slow\n\n**Trigger**: A deploy.", Section::Contributors),
        ("How can the issue be prevented from happening again", Section::FollowUp),
        // Where a heading is not known, what nearly every review tells may stand there.
        ("The long night", Section::FollowUp),
        ("The long night", Section::Contributors),
    ] {
        let text = format!("# Slow\n\n{TOLD}## {heading}\n\n- x\n");
        assert!(!missing_sections(&read(&text)).contains(&section), "{heading}");
    }
    for heading in ["Detection", "Detection\n\n#### Cache changes", "Timeline", "Root cause"] {
        let text = format!("# Slow\n\n{TOLD}## {heading}\n\n- x\n");
        assert!(missing_sections(&read(&text)).contains(&Section::FollowUp), "{heading}");
    }
}

#[test]
fn a_label_with_its_text_is_the_section() {
    for label in [
        "**What went well**: Ada saw it at once.",
        "- **What went well**: Ada saw it at once.",
        "**What went well:** Ada saw it at once.",
        "* __What went well__ — Ada saw it at once.",
    ] {
        let text = format!("# Slow\n\n{TOLD}{label}\n");
        assert!(read(&text).has(Section::Mitigators), "{label}");
        assert_eq!(said(&text, "section/mitigators"), [], "{label}");
    }
    for other in
        ["**What went well** was little today.", "**Risk**: low", "> **What went well**: Ada saw it at once."]
    {
        let text = format!("# Slow\n\n{TOLD}{other}\n");
        assert!(!read(&text).has(Section::Mitigators) && !read(&text).has(Section::Risks), "{other}");
    }
}

#[test]
fn labels_stand_anywhere_in_a_paragraph_and_need_no_bold() {
    for label in [
        "**What went well:**\nAda saw it at once.",
        "**Note**: it was Sunday.\n**What went well**: Ada saw it at once.",
        "What went well: Ada saw it at once.",
        "What went well:\nAda saw it at once.",
        "What went well:\n\n- Ada saw it at once.",
        "What went well\n: Ada saw it at once.",
        "- **What went well**: Ada saw it\n  at once, and called.",
        "| What went well | Who |\n| --- | --- |\n| It was seen at once | Ada |",
        "| # | What went well |\n| --- | --- |\n| 1 | It was seen at once |",
    ] {
        let text = format!("# Slow\n\n{TOLD}{label}\n");
        assert!(read(&text).has(Section::Mitigators), "{label}");
    }
    for other in [
        "What went well:",
        "What went well: little",
        "**What went well**: little",
        "- 16:40 What went well: Ada saw it at once.",
        "We asked what went well: nobody knew what to say.",
        "| Who | What went well |\n| --- | --- |\n| Ada | It was seen at once |",
    ] {
        let text = format!("# Slow\n\n{TOLD}{other}\n");
        assert!(!read(&text).has(Section::Mitigators), "{other}");
    }
}

#[test]
fn what_is_added_goes_behind_how_it_was_handled() {
    for handled in [
        "## Recovery\n\nx\n\n",
        "## The fix\n\nx\n\n## Lessons\n\nx\n\n",
        "## Resolution\n\n### By hand\n\nx\n\n",
    ] {
        let text = |added: &str| format!("# Slow\n\n{TOLD}{handled}{added}## Thanks\n\nAll.\n");
        check(
            &text(""),
            &[Section::Mitigators, Section::Timeline],
            &text("## Mitigators\n\n## Timeline\n\n"),
        );
    }
}

#[test]
fn risks_go_between_what_went_well_and_what_went_wrong() {
    for (well, poorly) in [
        ("What went well", "What went poorly"),
        ("What went right", "What went wrong"),
        ("Mitigators", "Difficulties in Handling"),
    ] {
        let text = |added: &str| {
            format!(
                "# Slow\n\n## {well}\n\n- x\n\n{added}## {poorly}\n\n- x\n\n## Lessons learned\n\n- x\n\n## Action items\n\n- x\n"
            )
        };
        check(&text(""), &[Section::Risks], &text("## Risks\n\n"));
    }
}

#[test]
fn no_rule_is_put_between_sections_that_none_parts() {
    let told = format!("# Slow\n\n## Summary\n\nx\n\n---\n\n{TOLD}---\n\n## Timeline\n\n- 16:40 x\n\n");
    let text = |added: &str| format!("{told}{added}## Open Questions\n\n- x\n");
    check(&text(""), &[Section::References], &text("## References\n\n"));
}

#[test]
fn root_cause_beside_contributing_factors_is_left_alone() {
    for (other, is_said) in
        [("Contributing factors", false), ("What led to this", false), ("Trigger", true), ("Impact", true)]
    {
        let text = format!("# Slow\n\n## Root cause\n\nA disk.\n\n## {other}\n\nA cache.\n");
        assert_eq!(said(&text, "section/rename").len(), usize::from(is_said), "{other}");
    }
}

#[test]
fn a_text_that_answers_the_old_name_is_not_renamed_at_once() {
    for (told, preferred) in [
        ("Not applicable here: a drill.", false),
        ("The \"root cause\" was a command.", false),
        ("A disk was full.", true),
        ("The root cause was not applicable to others.", true),
    ] {
        let text = format!("# Slow\n\n## Root cause\n\n{told}\n");
        let found = read(&text).findings(Want::Fixes).into_iter();
        let fixes: Vec<bool> = found
            .filter(|finding| finding.rule.id == "section/rename")
            .flat_map(|finding| finding.fixes.into_iter().map(|fix| fix.preferred))
            .collect();
        assert_eq!(fixes, [preferred], "{told}");
    }
}

#[test]
fn nothing_is_put_in_the_middle_of_a_review_of_another_order() {
    let text = |middle: &str, last: &str| {
        format!(
            "# Slow\n\n## Summary\n\nx\n\n## Timeline\n\n- 16:40 x\n\n## Detection\n\nx\n\n## The mill\n\nx\n\n## Impact\n\nx\n\n## Resolution\n\nx\n\n{middle}{last}"
        )
    };
    let last = "## References\n\n## Open Questions\n";
    check(&text("", ""), &[Section::References, Section::OpenQuestions], &text("", last));
    check(&text("", ""), &[Section::Mitigators], &text("", "## Mitigators\n"));
    let changed = "## What changed as a result\n\n- x\n\n";
    let after = format!("## Artifacts\n\n{last}");
    let all = [Section::Artifacts, Section::References, Section::OpenQuestions];
    check(&text(changed, ""), &all, &text(changed, &after));
    check(&text(changed, ""), &[Section::Risks], &text(&format!("## Risks\n\n{changed}"), ""));
}

#[test]
fn what_stands_last_goes_to_the_end_behind_a_late_timeline_and_before_an_appendix() {
    let text = |added: &str, close: &str| {
        format!(
            "# Leak\n\n## Summary\n\nx\n\n## Root cause\n\nx\n\n## Remediation\n\n- x\n\n## Security Enhancements Roadmap\n\n- x\n\n## References\n\n- x\n\n## Contact\n\nx\n\n## Timeline\n\n- 16:40 x\n\n{added}{close}"
        )
    };
    let added = "## Artifacts\n\n## Open Questions\n\n";
    for close in ["", "## Appendix\n\nx\n", "## Appendix A: queries\n\nx\n\n## Appendix B\n\nx\n"] {
        let sections: &[Section] = if close.starts_with("## Appendix\n") {
            &[Section::OpenQuestions]
        } else {
            &[Section::Artifacts, Section::OpenQuestions]
        };
        let added = if sections.len() == 1 { "## Open Questions\n\n" } else { added };
        check(&text("", close), sections, &text(added, close));
    }
}

#[test]
fn a_section_goes_before_none_that_comes_earlier_in_the_usual_order() {
    let text = |added: &str| {
        format!(
            "# Slow\n\n## What went well\n\n- x\n\n## Root cause\n\nx\n\n{added}## Action items\n\n- x\n\n## Fixes\n\n- x\n\n## Cache changes\n\n- x\n"
        )
    };
    check(
        &text(""),
        &[Section::Risks, Section::Difficulties],
        &text("## Risks\n\n## Difficulties in Handling\n\n"),
    );
    // What may be more of the same stays with it.
    check(&text(""), &[Section::Timeline], &format!("{}\n## Timeline\n", text("")));
}

#[test]
fn what_broke_is_there_already() {
    let text = "# Slow\n\n## Timeline\n\n- 16:40 x\n\n## What broke\n\nThe disk was full.\n";
    assert!(!missing_sections(&read(text)).contains(&Section::Contributors));
    let other = text.replace("What broke", "Detection");
    assert!(missing_sections(&read(&other)).contains(&Section::Contributors));
}

#[test]
fn luck_is_at_home_behind_a_label_that_says_so() {
    let text = |label: &str| {
        format!(
            "# Slow\n\n## Lessons learned\n\n- **Went poorly:** the pager was silent all night.\n- {label} luckily Ana was awake.\n  - Fortunately the replica was up.\n"
        )
    };
    for label in ["**Got lucky:**", "**Went well**:", "**Where we got lucky:**"] {
        assert_eq!(said(&text(label), "phrasing/luck"), [], "{label}");
        assert_eq!(said(&text(label), "section/mitigators"), [], "{label}");
    }
    for label in ["**Went poorly:**", "Also:", "**Ana:**"] {
        assert_eq!(said(&text(label), "phrasing/luck").len(), 2, "{label}");
    }
    let listed = "# Slow\n\n## Lessons\n\n**Got lucky:** two things helped us:\n\n- Luckily Ana was awake.\n\nFortunately it ended.\n";
    assert_eq!(said(listed, "phrasing/luck").len(), 1);
}

#[test]
fn lessons_tell_in_their_own_order_what_went_well_and_what_did_not() {
    let text = |added: &str| {
        format!(
            "# Slow\n\n## Root cause\n\nx\n\n## Lessons\n\n### What went wrong\n\n- x\n\n### What went right\n\n- x\n\n## Action items\n\n- x\n\n{added}## References\n\n- x\n"
        )
    };
    check(&text(""), &[Section::Artifacts], &text("## Artifacts\n\n"));
}

#[test]
fn a_heading_among_others_of_its_kind_keeps_its_name() {
    let renamed = |text: &str| {
        let found = read(text).findings(askhow_review::Want::Messages);
        found.iter().any(|it| it.rule.id == "section/rename")
    };
    let told = "- Nobody had the keys of the box.\n";
    assert!(renamed(&format!("# Slow\n\n## Prevention\n\n{told}")));
    assert!(renamed(&format!("# Slow\n\n## Lessons learned\n\n### Prevention\n\n{told}")));
    assert!(renamed(&format!("# Slow\n\n## Root cause\n\n{told}")));
    for kept in [
        "## Resolution\n\n### 1. Rollback\n\n- Ana does it.\n\n### 2. Prevention\n\n",
        "## What needs improvement\n\n### Prevention\n\n",
        "## Timeline\n\n### Root cause investigation (16:20–16:40)\n\n",
        "## Root cause investigation (16:20–16:40)\n\n",
        "## Files changed\n\n### Slow query (ROOT CAUSE)\n\n",
        // What went wrong is the cause there.
        "## What went wrong\n\nThe disk was full.\n\n",
    ] {
        assert!(!renamed(&format!("# Slow\n\n{kept}{told}")), "{kept}");
    }
}

#[test]
fn a_long_account_without_headings_is_not_filed() {
    let filed = |n: usize| {
        let text = format!(
            "# Slow\n\n- Severity: SEV2\n\n## Description\n\n{}",
            "Orders took a minute.\n".repeat(n)
        );
        let found = read(&text).findings(askhow_review::Want::Messages);
        found.iter().any(|it| it.rule.id == "section/filed")
    };
    assert!(filed(3));
    assert!(!filed(300));
}

#[test]
fn what_closes_a_review_stays_behind_what_is_added() {
    for closing in [
        "Thanks for reading!",
        "---\n\n**Document Status:** Draft, to be read by the team",
        "<div class=\"footnote\">\n<sup>1.</sup> Mail alone.\n</div>",
    ] {
        let text = |added: &str| {
            format!(
                "# Slow\n\n## Summary\n\nMail was late.\n\n## Root cause\n\nA full disk.\n\n{added}{closing}\n"
            )
        };
        check(&text(""), &[Section::References], &text("## References\n\n"));
    }
}

#[test]
fn sections_named_in_italics_in_html_or_in_a_quotation_are_not_missed() {
    let text = "# Postmortem: search was down\n\n*Summary*\n\nSearch was down.\n\n*Timeline*\n\n- 2024-03-02 10:00 UTC Ada is paged\n\n***Risks***\n\n- The other certificates\n\n> ## Open questions\n>\n> - Who else has one?\n\n<h2>Follow-ups</h2>\n\n- Alert on certificates\n\n<details><summary><b>References</b></summary>\n\n- The chat\n\n</details>\n";
    let (_, missing) = said(text, "section/missing").remove(0);
    for section in ["Timeline", "Risks", "Open Questions", "Follow-up Items", "References"] {
        assert!(!missing.contains(section), "{missing}");
    }
    assert!(missing.contains("Difficulties in Handling"), "{missing}");
    // A sentence in italics, and a caption that only holds such a word, are no headings.
    for line in ["*The timeline was told by Ada.*", "*Timeline of search, seen from the edge*"] {
        let review = read(&text.replace("*Timeline*", line));
        assert!(!review.outline.parts.iter().any(|part| part.is(Section::Timeline)), "{line}");
    }
}

#[test]
fn a_question_that_repeats_its_heading_is_the_heading_once_more() {
    let found =
        |text: &str| said(text, "phrasing/why-clause").len() + said(text, "phrasing/why-question").len();
    let begin = "# Postmortem: search was down\n\n## Timeline\n\n- 2024-03-02 10:00 UTC Ada is paged\n\n";
    assert_eq!(found(&format!("{begin}### Why did the disk fill?\n\nWhy did the disk fill?\n")), 1);
    assert_eq!(found(&format!("{begin}### Why did the disk fill?\n\nWhy did the alert wait?\n")), 2);
    // A bold line is the heading itself.
    assert_eq!(found(&format!("{begin}**Why It Happened**:\n\n- A disk was full\n")), 1);
}
