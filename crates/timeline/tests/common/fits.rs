//! Whatever the text: places lie inside it.

#![allow(dead_code, clippy::indexing_slicing, missing_docs)]

use askhow_document::Span;
use askhow_english::read_entry;
use askhow_timeline::{
    Change, End, Stamp, Timeline, Writing, read_cells, read_chat, read_duration, read_stamp, read_stated,
};

fn is_place(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

fn check_writing(text: &str, writing: &Writing) {
    let date =
        writing.date.iter().flat_map(|date| date.parts.iter().map(|part| part.span).chain([date.span]));
    let time =
        writing.time.iter().flat_map(|time| time.parts.iter().map(|part| part.span).chain([time.span]));
    let zone = writing.zone.iter().map(|zone| zone.span);
    for span in date.chain(time).chain(zone) {
        assert!(is_place(text, span), "{span:?} in {text:?}");
    }
}

fn check_stamp(text: &str, stamp: &Stamp) {
    assert!(is_place(text, stamp.span) && text.is_char_boundary(stamp.rest), "{stamp:?} in {text:?}");
    assert!(stamp.is_late() || stamp.rest >= stamp.span.end, "{stamp:?}");
    assert_eq!(stamp.span.of(text), &*stamp.written);
    check_writing(text, &stamp.start);
    if let Some(End::At(end)) = stamp.end.as_deref() {
        check_writing(text, end);
    }
    if let Some(other) = stamp.other.as_deref() {
        check_writing(text, other);
    }
    if let Some(End::At(end)) = stamp.other_end.as_deref() {
        check_writing(text, end);
    }
    assert!(stamp.problems.iter().all(|problem| is_place(text, problem.span)));
}

/// All that reads a line gives places inside it.
pub fn readers_fit(text: &str) {
    if let Some(stamp) = read_stamp(text) {
        check_stamp(text, &stamp);
    }
    let stated = read_stated(text);
    assert!(stated.date.is_none_or(|(_, span)| is_place(text, span)), "{text:?}");
    assert!(stated.zone.is_none_or(|(_, span)| is_place(text, span)), "{text:?}");
    let cells: Vec<&str> = text.split('|').collect();
    let cells = read_cells(&cells);
    if let Some(stamp) = &cells.stamp {
        check_stamp(&cells.text, stamp);
    }
    let entry = read_entry(text);
    assert!(entry.actor.is_none_or(|span| is_place(text, span)), "{text:?}");
    assert!(read_chat(text).iter().all(|message| is_place(text, message.span)), "{text:?}");
    let _ = read_duration(text);
}

/// Findings and their fixes lie inside their lines, the edits of a fix in order.
pub fn findings_fit(timeline: &Timeline) {
    for finding in timeline.findings() {
        let text = &timeline.lines()[finding.line].text;
        assert!(is_place(text, finding.span), "{finding:?}");
        for fix in &finding.fixes {
            let Change::Edit(edits) = &fix.change else { continue };
            for (line, edit) in edits {
                let text = &timeline.lines()[*line].text;
                assert!(is_place(text, edit.span), "{:?} {edit:?}", finding.rule.id);
            }
            assert!(edits.is_sorted_by_key(|(line, edit)| (*line, edit.span)), "{fix:?}");
        }
        assert!(finding.fixes.iter().filter(|fix| fix.preferred).count() <= 1, "{finding:?}");
    }
}
