//! Whatever stands in a timeline: no panic, places inside the text, and after any edit the same as from nothing.

mod common;

use std::sync::Arc;

use askhow_document::apply_edits;
use askhow_timeline::{
    Begins, Change, Context, Frame, Line, Role, Timeline, Zone, next_stamp, read_stamp, read_stated,
};
use common::fits::{findings_fit, readers_fit};
use proptest::prelude::*;

/// Beginnings of entries, whole and broken.
const STAMPS: [&str; 40] = [
    "16:40",
    "16:40:05.123",
    "1640",
    "16h40",
    "16.40",
    "4:40 PM",
    "4 p.m.",
    "noon",
    "midnight",
    "2019-03-25 16:40 UTC",
    "03/04/2019 16:40",
    "25.03.2019",
    "25 March 2019",
    "Mar 25",
    "Mon 25 Mar",
    "2019-03-25T16:40:05Z",
    "[2019-03-25 16:40]",
    "22:30 UTC (Oct 29)",
    "16:40–16:55",
    "16:40 +15m",
    "~16:40",
    "16:4x",
    "early morning July 12th",
    "T+5m",
    "+00:15",
    "23:15-00:30",
    "13:55 PM PST",
    "12.56",
    "--:--",
    "2022-02-?? ??:??",
    "[12-05 16:21]",
    "13:14 EDT (17:14 UTC)",
    "Sun | Oct 31 | 21:33",
    "24:61",
    "24:00",
    "23:59:60",
    "0000-01-01 00:00",
    "9999-12-31 23:59",
    "10000-01-01 10:00",
    "2019-03-10 02:30 America/New_York",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&STAMPS[..]).prop_map(str::to_owned),
        "[0-9]{1,4}[-:./h ][0-9]{1,4}([-:./ ][0-9?x]{1,4})?",
        "[ \\[\\](),:–—~|+-]{0,3}",
        "(UTC|PST|IST|Z|\\+02:00|Europe/Berlin| PM| am|th|Jan|Sunday)",
        "\\PC{0,4}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..6).prop_map(|pieces| pieces.concat())
}

fn context() -> Context {
    common::timeline("# Outage of 2019-03-25\n## Timeline (Europe/Berlin)\n").context().clone()
}

fn line() -> impl Strategy<Value = Line> {
    let entry = (prop::sample::select(&STAMPS[..]), "( a| Ada is paged| Errors stop)")
        .prop_map(|(stamp, text)| format!("{stamp}{text}"));
    let plain = (0..24u8, 0..60u8).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02} a"));
    let dated = (20..28u8, 0..24u8).prop_map(|(day, hour)| format!("2019-03-{day} {hour:02}:00 a"));
    let entry =
        prop_oneof![entry, plain, dated, "[a-z ]{0,8}"].prop_map(|text| Line::read(Role::Entry, &text));
    let separator = prop::sample::select(&["9 Jan", "2019-03-26", "7/6/23", "Tuesday"][..])
        .prop_map(|text| Line::read(Role::Separator, text));
    let frames = [
        None,
        Some(Frame { date: read_stated("2019-03-24").written, place: 1, ..Frame::default() }),
        Some(Frame {
            date: read_stated("9 Jan").written,
            place: 2,
            zone: Some(Zone::utc()),
            ..Frame::default()
        }),
        Some(Frame { date: read_stated("2019-03-26").written, place: 3, doubtful: true, ..Frame::default() }),
    ];
    let begins = prop::sample::select(&[Begins::Nothing, Begins::Nothing, Begins::List][..]);
    let framed = (prop_oneof![9 => entry, 1 => separator], prop::sample::select(frames.to_vec()), begins);
    framed.prop_map(|(line, frame, begins)| Line { frame: frame.map(Arc::new), begins, ..line })
}

/// So many of each, which takes seconds; `PROPTEST_CASES` may ask for more.
fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(10_000), ..default }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn readers_take_anything(text in text()) {
        readers_fit(&text);
    }

    #[test]
    fn an_edited_timeline_equals_a_new_one(
        lines in prop::collection::vec(line(), 0..60),
        edits in prop::collection::vec((0..60usize, 0..3usize, prop::collection::vec(line(), 0..3)), 1..6),
    ) {
        let mut timeline = Timeline::new(context(), lines.clone());
        let mut model = lines;
        for (at, count, new) in edits {
            let start = at.min(model.len());
            let end = (start + count).min(model.len());
            model.splice(start..end, new.clone());
            timeline.splice(start..end, new);
            let fresh = Timeline::new(context(), model.clone());
            prop_assert_eq!(timeline.readings(), fresh.readings());
            prop_assert_eq!(timeline.findings(), fresh.findings());
        }
    }

    #[test]
    fn findings_and_fixes_lie_inside_their_lines(lines in prop::collection::vec(line(), 0..40)) {
        let timeline = Timeline::new(context(), lines);
        findings_fit(&timeline);
    }

    #[test]
    fn sorting_is_a_permutation_and_done_once(days in prop::collection::vec((1..29u8, 0..24u8, 0..60u8), 0..40)) {
        let line = |(day, hour, minute): &(u8, u8, u8)| Line::read(Role::Entry, &format!("2019-03-{day:02} {hour:02}:{minute:02} a"));
        let lines: Vec<Line> = days.iter().map(line).collect();
        let timeline = Timeline::new(context(), lines.clone());
        let is_named = timeline.findings().iter().any(|finding| finding.rule.id == "timeline/order");
        let Some(sorted) = timeline.sorted(&[], &|_, _| true) else { return Ok(()) };
        prop_assert!(is_named);
        prop_assert_eq!(&sorted.dates, &[]);
        let order = sorted.order;
        let mut seen = order.clone();
        seen.sort_unstable();
        prop_assert!(seen.into_iter().eq(0..lines.len()));
        let sorted: Vec<Line> = order.iter().map(|line| lines[*line].clone()).collect();
        let sorted = Timeline::new(context(), sorted);
        prop_assert_eq!(sorted.sorted(&[], &|_, _| true), None);
    }
}

#[test]
fn every_stamp_is_followed_by_one_that_reads_as_later() {
    for written in STAMPS {
        let timeline = Timeline::new(
            context(),
            vec![Line { stamp: read_stamp(written).map(Arc::new), ..Line::read(Role::Entry, written) }],
        );
        let (Some(stamp), reading) = (timeline.lines()[0].stamp.as_deref(), &timeline.readings()[0]) else {
            continue;
        };
        let Some(next) = next_stamp(stamp, reading, 7) else { continue };
        let again = read_stamp(&next).unwrap_or_else(|| panic!("{next} after {written}"));
        assert_eq!(again.span.of(&next), next, "after {written}");
        if stamp.bare {
            continue;
        }
        let next_line = Line::read(Role::Entry, &next);
        let both = Timeline::new(context(), vec![Line::read(Role::Entry, written), next_line]);
        let (first, second) = (&both.readings()[0], &both.readings()[1]);
        if let (Some(first), Some(second)) = (first.instant, second.instant) {
            // What comes after a span comes after its end.
            let end = both.readings()[0].end.filter(|end| *end > first).unwrap_or(first);
            assert_eq!(second.duration_since(end).as_mins(), 7, "{next} after {written}");
        }
    }
}

#[test]
fn mending_a_timeline_ends() {
    // Preferred edits, one finding at a time: each removes its finding, and in the end none has one left.
    let markdown = "## Timeline\n- 2019-03-25 16:40 UTC The alert fires.\n- 2019-03-25 10:05 AM PDT Ada is paged.\n- 13:55 PM PDT Errors stop.\n";
    let mut lines: Vec<Line> = common::timeline(markdown).lines().to_vec();
    for _ in 0..20 {
        let timeline = Timeline::new(Context::default(), lines.clone());
        let findings = timeline.findings();
        let Some((rule, edits)) = findings.iter().find_map(|finding| {
            let fix = finding.fixes.iter().find(|fix| fix.preferred)?;
            let Change::Edit(edits) = &fix.change else { return None };
            Some((finding.rule.id, edits.clone()))
        }) else {
            assert!(timeline.readings().iter().all(|reading| reading.zone.as_deref() == Some("UTC")));
            return;
        };
        for (line, content) in lines.iter_mut().enumerate() {
            let own = edits.iter().filter(|(at, _)| *at == line).map(|(_, edit)| edit.clone());
            let own: Vec<_> = own.collect();
            if !own.is_empty() {
                *content = Line::read(Role::Entry, &apply_edits(&content.text, &own));
            }
        }
        let after = Timeline::new(Context::default(), lines.clone());
        let count = |timeline: &Timeline| {
            timeline.findings().iter().filter(|finding| finding.rule.id == rule).count()
        };
        assert!(
            count(&after) < count(&timeline),
            "{rule}: {:?}",
            lines.iter().map(|line| &line.text).collect::<Vec<_>>()
        );
    }
    panic!("no end");
}
