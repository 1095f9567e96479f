//! The form in every dress, and what is said about it.

mod common;

use askhow_ide::Settings;
use askhow_review::Field;
use common::{check_action, found_of, snapshot};

/// The fields of a text, as `Name = value`.
fn fields(text: &str) -> Vec<String> {
    let snapshot = snapshot(text);
    let fields = &snapshot.review().form.fields;
    fields.iter().map(|read| format!("{} = {}", read.field.name(), read.text.trim())).collect()
}

const WANTED: [&str; 3] =
    ["Severity = SEV2", "Incident Start = 2025-03-04 16:32 UTC", "Stabilization Time = 2025-03-04 18:00 UTC"];

/// The same three fields in every dress that is met.
const DRESSES: [(&str, &str); 14] = [
    (
        "YAML",
        "---\nseverity: SEV2\nincident-start: 2025-03-04 16:32 UTC\nresolved: \"2025-03-04 18:00 UTC\"\n---\n\n# Outage\n",
    ),
    (
        "TOML",
        "+++\nseverity = \"SEV2\"\nincident_start = \"2025-03-04 16:32 UTC\"\nresolved = '2025-03-04 18:00 UTC'\n+++\n\n# Outage\n",
    ),
    (
        "a table",
        "# Outage\n\n| Field | Value |\n| --- | --- |\n| Severity | SEV2 |\n| **Start** | 2025-03-04 16:32 UTC |\n| Resolved | 2025-03-04 18:00 UTC |\n",
    ),
    (
        "a table without names of columns",
        "# Outage\n\n| Severity | SEV2 |\n| --- | --- |\n| Start | 2025-03-04 16:32 UTC |\n| Resolved | 2025-03-04 18:00 UTC |\n",
    ),
    (
        "bold keys",
        "# Outage\n\n**Severity**: SEV2\n**Start:** 2025-03-04 16:32 UTC\n**Resolved**: 2025-03-04 18:00 UTC\n",
    ),
    (
        "bold bullets",
        "# Outage\n\n- **Severity:** SEV2\n- **Start**: 2025-03-04 16:32 UTC\n- __Resolved:__ 2025-03-04 18:00 UTC\n",
    ),
    (
        "bullets",
        "# Outage\n\n* Severity: SEV2\n* Start: 2025-03-04 16:32 UTC\n* Resolved: 2025-03-04 18:00 UTC\n",
    ),
    (
        "a bullet without a colon",
        "# Outage\n\n- Severity: SEV2\n- Start: 2025-03-04 16:32 UTC\n- Resolved 2025-03-04 18:00 UTC\n",
    ),
    ("lines", "# Outage\n\nSeverity: SEV2\nStart: 2025-03-04 16:32 UTC\nResolved: 2025-03-04 18:00 UTC\n"),
    (
        "lines of their own",
        "# Outage\n\nSeverity: SEV2\n\nStart: 2025-03-04 16:32 UTC\n\nResolved: 2025-03-04 18:00 UTC\n",
    ),
    ("tabs", "# Outage\n\nSeverity\tSEV2\nStart\t2025-03-04 16:32 UTC\nResolved\t2025-03-04 18:00 UTC\n"),
    (
        "headings",
        "# Outage\n\n## Severity\n\nSEV2\n\n## Start\n\n2025-03-04 16:32 UTC\n\n## Resolved\n\n2025-03-04 18:00 UTC\n",
    ),
    (
        "headings with their value",
        "# Outage\n\n## Severity: SEV2\n\n### **Start**: 2025-03-04 16:32 UTC\n\n### Resolved: 2025-03-04 18:00 UTC\n",
    ),
    (
        "a form with a heading",
        "# Outage\n\n## Risks\n\n- x\n\n## Details\n\n- Severity: SEV2\n\n## Dates\n\n- Start: 2025-03-04 16:32 UTC\n- Resolved: 2025-03-04 18:00 UTC\n",
    ),
];

#[test]
fn a_form_is_read_in_every_dress() {
    for (dress, text) in DRESSES {
        assert_eq!(fields(text), WANTED, "{dress}");
        assert_eq!(fields(&text.replace('\n', "\r\n")), WANTED, "{dress} with CRLF");
        for read in &snapshot(text).review().form.fields {
            let value = read.value.of(text);
            assert!(value.contains(read.text.trim()), "{dress}: {value} is where {} stands", read.text);
        }
    }
}

#[test]
fn what_only_looks_like_a_field_is_none() {
    for text in [
        "# Outage\n\n## Risks\n\n- Severity: it is judged by feeling\n",
        "# Outage\n\n- Resolved 2025-03-04 18:00 UTC by Ana\n- Ben called\n",
        "# Outage\n\n| Type | Value |\n| - | - |\n| a | b |\n",
        "# Outage\n\n## Follow-up: talk with the vendor\n\n- x\n",
    ] {
        assert!(fields(text).is_empty(), "{text}: {:?}", fields(text));
    }
}

/// Regions below their key, in every dress.
const BELOW: [&str; 15] = [
    "**Regions:** \n- eu\n- us\n",
    "**Regions:**\n\n- eu\n- us\n",
    "**Regions**\n\n- eu\n- us\n",
    "Regions:\n* eu\n* us\n\nStatus: open\n",
    "**Regions:**\n1. eu\n2. us\n",
    "- Regions:\n  - eu\n  - us\n- Status: open\n",
    "- **Regions:**\n\n  - eu\n  - us\n",
    "- Regions\n  - eu\n  - us\n- Status: open\n",
    "**Regions:**\neu, us\n",
    "**Regions:**\neu,\nus\n**Status:** open\n",
    "**Regions:**\n\neu, us\n",
    "- Regions:\n\n  eu, us\n- Status: open\n",
    "## Regions\n\n- eu\n- us\n",
    "| Field | Value |\n| - | - |\n| Regions | eu |\n| | us |\n| Status | open |\n",
    "| Regions | Status |\n| - | - |\n| eu, us | open |\n",
];

#[test]
fn a_value_may_stand_below_its_key() {
    for form in BELOW {
        let text = format!("# Outage\n\n{form}\n## Risks\n\n- It is still slow.\n");
        assert_eq!(fields(&text).first().map(String::as_str), Some("Regions = eu, us"), "{form}");
        let read = snapshot(&text);
        let read = read.review().form.fields.first().unwrap();
        let value = read.value.of(&text);
        assert!(value.starts_with("eu") && value.ends_with("us"), "{form}: {value}");
        assert!(read.span.start <= read.key.start && read.value.end <= read.span.end, "{form}");
        assert_eq!(found_of("form/missing", &text), [""; 0], "{form}");
        let hover = askhow_ide::hover(&snapshot(&text), read.value.end).expect(form);
        assert!(hover.markdown.starts_with("**Regions**"), "{form}: {}", hover.markdown);
    }
}

#[test]
fn what_stands_below_an_empty_field_is_not_always_its_value() {
    for form in [
        "**Regions:**\n**Status:** open\n",
        "- Regions:\n- Status: open\n",
        "**Regions:**\n\n**Status:** open\n",
        "**Regions:**\n\n- Status: open\n",
        "**Regions:**\n\nCheckout was slow for an hour, and carts were lost.\n",
        "**Regions:**\n\n## Status\n\nopen\n",
        "**Regions:**\n\n> eu\n",
        "| Field | Value |\n| - | - |\n| Regions | |\n| Status | open |\n",
        "**Regions:** | **Status:** open\n",
    ] {
        let text = format!("# Outage\n\n{form}\n## Risks\n\n- It is still slow.\n");
        assert_eq!(found_of("form/missing", &text).len(), 1, "{form}: {:?}", fields(&text));
    }
}

#[test]
fn a_time_may_stand_below_its_key_and_a_story_is_none() {
    for form in [
        "**Resolved:**\n- 2025-03-04 18:00 UTC\n",
        "**Resolved:**\n\n2025-03-04 18:00 UTC\n",
        "- Resolved:\n  - 2025-03-04 18:00 UTC\n",
        "**Resolved**\n\n2025-03-04 18:00 UTC\n",
        "Resolved:\n2025-03-04 18:00 UTC\n",
    ] {
        assert_eq!(
            fields(&format!("# Outage\n\n{form}")),
            ["Stabilization Time = 2025-03-04 18:00 UTC"],
            "{form}"
        );
    }
    for form in [
        "**Resolution:** \n- roll back\n- drain the queue\n",
        "**Resolution:**\n\n- roll back\n",
        "- Resolution:\n  - roll back\n  - drain the queue\n",
        "**Resolution:**\n\nThe release was rolled back, and the queue drained by itself in the hour behind it.\n",
        "**Detection:**\nA shop called, and the alert fired\n",
        "## Resolution\n\n- roll back\n- drain the queue\n",
        "**Resolution:** Ada rolled the release back at 15:40\n",
        "| Field | Value |\n| - | - |\n| Detection | A customer told us at 15:20 that it was slow |\n",
    ] {
        let text = format!("# Outage\n\n{form}");
        assert_eq!(fields(&text), [""; 0], "{form}");
        assert_eq!(found_of("form", &text), [""; 0], "{form}");
    }
}

#[test]
fn a_value_below_its_key_is_found_however_the_text_is_cut() {
    // Long forms reach into the next segment, and edits there count.
    for length in (700..900).step_by(7) {
        let words = "word ".repeat(length / 5);
        let before = format!("# Outage\n\n{words}\n\n**Regions:**\n\n- eu\n");
        let mut analysis = askhow_ide::Analysis::new(&before, common::surroundings(Settings::default()));
        analysis.snapshot();
        let at = before.len() - 1;
        analysis.edit(askhow_document::Span::new(at, at), ", us");
        let read = analysis.snapshot();
        assert_eq!(read.review().form.get(Field::Regions).map(|read| read.text.as_str()), Some("eu, us"));
    }
}

#[test]
fn several_fields_may_share_a_line_with_bars_between() {
    assert_eq!(
        fields("# Outage\n\n**Date:** 2024-05-21 | **Duration:** 4 min | **Severity:** SEV2\n"),
        ["Date = 2024-05-21", "Duration = 4 min", "Severity = SEV2"]
    );
    for line in [
        "**Date:** 2024-05-21 · **Duration:** 4 min · **Severity:** SEV2",
        "**Date:** 2024-05-21, **Duration:** 4 min, **Severity:** SEV2",
        "- Date: 2024-05-21; Duration: 4 min; Severity: SEV2",
        "**Date:** 2024-05-21<br>**Duration:** 4 min<br>**Severity:** SEV2",
    ] {
        let text = format!("# Outage\n\n{line}\n");
        assert_eq!(fields(&text), ["Date = 2024-05-21", "Duration = 4 min", "Severity = SEV2"], "{line}");
    }
    // A bar in a value parts nothing.
    assert_eq!(fields("# Outage\n\n**Type:** network | storage\n"), ["Type = network | storage"]);
}

#[test]
fn what_tells_a_story_is_no_time() {
    for text in ["**Resolution:** Two steps were taken:\n\n- a\n", "**Detection:** A shop called.\n"] {
        assert_eq!(fields(&format!("# Outage\n\n{text}")), [""; 0], "{text}");
    }
    assert_eq!(fields("# Outage\n\n**Detection:** not known.\n"), ["Incident Detected = not known."]);
}

#[test]
fn every_rule_of_the_form_speaks_in_every_dress() {
    for (dress, text) in DRESSES {
        let wrong = text.replace("16:32", "16:72");
        assert_eq!(found_of("form/invalid-date", &wrong).len(), 1, "{dress}");
        let late = text.replace("16:32", "19:32");
        assert_eq!(found_of("form/order", &late), ["form/order @ 2025-03-04 18:00 UTC"], "{dress}");
        let timeline = format!("{text}\n## Timeline\n\n- 2025-03-04 16:40 UTC x\n- 2025-03-04 18:00 UTC y\n");
        assert_eq!(found_of("form/timeline", &timeline), ["form/timeline @ 2025-03-04 16:32 UTC"], "{dress}");
        assert!(found_of("form", text).is_empty(), "{dress}: {:?}", found_of("form", text));
    }
}

#[test]
fn a_severity_that_is_none_is_mended_to_the_nearest() {
    let settings = Settings { severities: vec!["SEV1".to_owned(), "SEV2".to_owned()], ..Settings::default() };
    let surroundings = common::surroundings(settings);
    for (dress, text) in DRESSES {
        let text = text.replace("SEV2", "SEV22");
        let snapshot = askhow_ide::Analysis::new(&text, std::sync::Arc::clone(&surroundings)).snapshot();
        let found = askhow_ide::findings(&snapshot);
        let finding = found.iter().find(|finding| finding.rule.id == "form/unknown-value").expect(dress);
        assert_eq!(finding.span.of(&text), "SEV22", "{dress}");
        let mended = askhow_document::apply_edits(&text, &finding.fixes[0].edits);
        assert_eq!(mended, text.replace("SEV22", "SEV2"), "{dress}");
    }
}

#[test]
fn a_field_without_a_value_is_hinted_at_and_can_say_so() {
    for (before, after) in [
        (
            "# Outage\n\n- Severity:$0\n- Status: draft\n",
            "# Outage\n\n- Severity: not known yet\n- Status: draft\n",
        ),
        (
            "# Outage\n\n**Severity:** $0\n\nIt broke.\n",
            "# Outage\n\n**Severity:** not known yet\n\nIt broke.\n",
        ),
        (
            "# Outage\n\n| Field | Value |\n| - | - |\n| Sever$0ity |  |\n",
            "# Outage\n\n| Field | Value |\n| - | - |\n| Severity | not known yet |\n",
        ),
    ] {
        check_action("Write “not known yet”", before, after);
    }
    assert!(found_of("form/missing", "# Outage\n\n- Severity: not decided\n").is_empty());
}

#[test]
fn front_matter_that_is_none_is_said_and_the_rest_is_read() {
    for front in [
        "---\n{{{ : [\n\u{1}\n---\n",
        "---\nseverity SEV2\nstatus: draft\n---\n",
        "---\n- a\n- b\n---\n",
        "---\ntags: [a, b\n---\n",
        "+++\nseverity SEV2\nstatus = \"draft\"\n+++\n",
        "+++\n[table\nx = 1\n+++\n",
        "+++\nstatus = \"draft\n+++\n",
    ] {
        let text = format!("{front}\n# Outage\n\n## Risks\n\nWhy did the deploy fail?\n");
        let found = common::found(&text);
        let about = found.iter().filter(|finding| finding.starts_with("form/front-matter")).count();
        assert_eq!(about, 1, "{front}: {found:?}");
        assert!(
            found.iter().any(|finding| finding.starts_with("phrasing/why-question")),
            "{front}: {found:?}"
        );
    }
}

#[test]
fn fifty_thousand_fields_are_read() {
    for (head, line, tail) in [
        ("# Outage\n\n", "- Severity: SEV", "\n"),
        ("# Outage\n\n", "- Resolved 2025-03-04 16:3", "\n- Severity: x\n"),
        ("---\n", "severity: SEV", "---\n\n# Outage\n"),
        ("+++\n", "severity = 1", "+++\n\n# Outage\n"),
        ("# Outage\n\n| a | b |\n| - | - |\n", "| Incident Start | 2025-03-04 | ", ""),
    ] {
        let mut text = head.to_owned();
        for n in 0..50_000 {
            text.push_str(&format!("{line}{}\n", n % 10));
        }
        text.push_str(tail);
        let snapshot = snapshot(&text);
        let _ = askhow_ide::findings(&snapshot);
        let _ = askhow_ide::hover(&snapshot, text.len() / 2);
        let options = askhow_ide::CompletionOptions::default();
        let _ = askhow_ide::completions(&snapshot, text.len(), options);
    }
    let many = "- Severity: SEV2\n".repeat(50_000);
    let read = snapshot(&format!("# Outage\n\n{many}"));
    assert_eq!(read.review().form.fields.iter().filter(|read| read.field == Field::Severity).count(), 50_000);
}
