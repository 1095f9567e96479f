//! Where relative stamps (`T+5m`) count from: the entry marked T0, else Incident Start.

use jiff::civil::Date;

use crate::item::{day_number, split};
use crate::line::{Line, Role};
use crate::path::Zero;
use crate::read::{read_cells, read_stamp};
use crate::stamp::{DatePart, DateValue, Stamp, known_time, second_of};
use crate::timeline::Timeline;

impl Timeline {
    /// Looks for it. Entries are gone through only where some are relative.
    pub(super) fn find_zero(&self) -> Option<Zero> {
        let of_form = || {
            let (day, second) = split(self.context.start?);
            let at = self.context.start_at.map(jiff::Timestamp::as_second);
            Some(Zero { day, second, real: true, zone: None, at })
        };
        let marked = if self.tally.relative > 0 { self.marked_zero() } else { None };
        marked.or_else(of_form)
    }

    fn marked_zero(&self) -> Option<Zero> {
        let mut date = self.date;
        for line in &self.lines {
            let Some(stamp) = line.stamp.as_deref() else { continue };
            if let Some(written) = &stamp.start.date {
                date = self.known_date(written, date).or(date);
            }
            let Some(zero) = of_line(line, stamp) else { continue };
            let date = zero.start.date.as_ref().and_then(|written| self.known_date(written, date)).or(date);
            let Some(time) = known_time(&zero.start) else { continue };
            let zone = zero.start.zone.as_ref().map(|part| part.zone.clone());
            let zone = zone.or_else(|| line.zone().cloned());
            return Some(Zero {
                day: date.map_or(0, day_number),
                second: second_of(time),
                real: date.is_some(),
                zone: zone.filter(|zone| !zone.is_ambiguous()),
                at: None,
            });
        }
        None
    }

    fn known_date(&self, written: &DatePart, before: Option<Date>) -> Option<Date> {
        let value = match self.order {
            Some(order) => written.ordered(order).map_or(written.value, |written| written.value),
            None => written.value,
        };
        match value {
            DateValue::Full(date) => Some(date),
            DateValue::MonthDay(month, day) => Date::new(before?.year(), month, day).ok(),
            _ => None,
        }
    }
}

/// The stamp with the clock time of an entry marked T0: `T0 (16:40 UTC)`, `16:40 T0: deploy`, `16:40 [T0]`.
fn of_line(line: &Line, stamp: &Stamp) -> Option<Stamp> {
    if line.role != Role::Entry {
        return None;
    }
    let rest = line.text.get(stamp.rest..)?;
    match stamp.relative {
        Some(0) => {
            let cells: Vec<&str> = rest.split(" | ").collect();
            let read = if cells.len() > 1 { read_cells(&cells).stamp } else { read_stamp(rest) };
            let inside = || read_stamp(rest.trim_start_matches([' ', '(', '[', '=', ':']));
            read.or_else(inside).filter(|stamp| stamp.has_time && stamp.relative.is_none())
        }
        Some(_) => None,
        None => is_marked(rest).then(|| stamp.clone()),
    }
}

/// Whether a text begins with T0, or holds it in brackets.
fn is_marked(rest: &str) -> bool {
    let begins = |text: &str| {
        let behind = ["T0", "T+0", "T-0", "T=0"].into_iter().find_map(|mark| text.strip_prefix(mark));
        behind.is_some_and(|behind| !behind.starts_with(|c: char| c.is_alphanumeric() || c == ':'))
            || ["T0:", "T+0:", "T=0:"].into_iter().any(|mark| {
                text.strip_prefix(mark)
                    .is_some_and(|behind| !behind.starts_with(|c: char| c.is_ascii_digit()))
            })
    };
    let first = rest.trim_start_matches([' ', '*', '_', '`', '|', '-', '–', '—', ':', '(', '[']);
    begins(first) || rest.match_indices(['(', '[']).any(|(at, _)| rest.get(at + 1..).is_some_and(begins))
}

#[cfg(test)]
mod tests {
    use crate::line::{Context, Line, Role};
    use crate::timeline::Timeline;

    #[track_caller]
    fn check(context: Context, lines: &[&str], expected: &[&str]) {
        let lines = lines.iter().map(|line| Line::read(Role::Entry, line)).collect();
        let timeline = Timeline::new(context, lines);
        let read: Vec<String> = timeline
            .readings()
            .iter()
            .map(|reading| match reading.instant {
                Some(instant) => instant.to_string(),
                None => reading.local_text().unwrap_or_default(),
            })
            .collect();
        assert_eq!(read, expected);
        let findings: Vec<&str> = timeline.findings().iter().map(|finding| finding.rule.id).collect();
        assert!(!findings.contains(&"timeline/order"), "{findings:?}");
    }

    #[test]
    fn from_the_entry_marked_t0() {
        check(
            Context::default(),
            &["2019-03-25 16:30 UTC quiet", "2019-03-25 16:40 UTC T0: deploy", "T+5m alarm", "T+00:15 paged"],
            &["2019-03-25T16:30:00Z", "2019-03-25T16:40:00Z", "2019-03-25T16:45:00Z", "2019-03-25T16:55:00Z"],
        );
        check(
            Context::default(),
            &["T-10 quiet", "T0 (2019-03-25 16:40 UTC) deploy", "T+5m alarm"],
            &["2019-03-25T16:30:00Z", "2019-03-25T16:40:00Z", "2019-03-25T16:45:00Z"],
        );
        check(
            Context::default(),
            &["16:40 deploy (T0)", "T+5m alarm", "T+8h recovers"],
            &["16:40:00", "16:45:00", "00:40:00"],
        );
    }

    #[test]
    fn it_comes_before_incident_start() {
        let start = Some(jiff::civil::date(2019, 3, 25).at(16, 0, 0, 0));
        let context = || Context { start, zone: Some(crate::Zone::utc()), ..Context::default() };
        check(context(), &["T+5m alarm"], &["2019-03-25T16:05:00Z"]);
        check(
            context(),
            &["16:40 [T0] deploy", "T+5m alarm"],
            &["2019-03-25T16:40:00Z", "2019-03-25T16:45:00Z"],
        );
        // A word that only looks like it marks nothing.
        check(
            context(),
            &["16:40 T0asterisk deployed", "T+45m alarm"],
            &["2019-03-25T16:40:00Z", "2019-03-25T16:45:00Z"],
        );
    }

    #[test]
    fn an_edit_of_it_is_felt_by_all() {
        let read = |text: &str| Line::read(Role::Entry, text);
        let mut timeline = Timeline::new(Context::default(), vec![read("16:40 T0"), read("T+5m alarm")]);
        timeline.splice(0..1, vec![read("17:40 T0")]);
        assert_eq!(timeline.readings()[1].local_text().as_deref(), Some("17:45:00"));
        timeline.splice(0..1, vec![read("17:40 deploy")]);
        assert_eq!(timeline.readings()[1].local_text(), None);
    }
}
