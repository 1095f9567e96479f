//! `timeline/mixed-zone`: stamps of more than one zone in one timeline.

use std::collections::BTreeMap;

use askhow_document::{Edit, Level, Rule, Span};
use jiff::civil::DateTime;

use super::{at_stamp, edit};
use crate::Zone;
use crate::line::{Finding, Fix};
use crate::stamp::{End, Stamp};
use crate::timeline::Timeline;
use crate::write::{date_edits, part_text, time_edits};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/mixed-zone",
    level: Level::Warning,
    summary: "Stamps of more than one zone in one timeline",
    about: "A reader sorts times by their digits. In one zone the order of the entries is the order of \
            what happened.",
    questions: &["How would a reader see which of two entries came first?"],
    fires: &[
        "## Timeline\n\n- 2019-03-25 16:40 UTC The alert fires.\n- 2019-03-25 16:50 UTC Ada is paged.\n- 2019-03-25 10:05 PDT Errors stop.\n",
    ],
    quiet: &[
        "## Timeline\n\n- 2019-03-25 16:40 UTC The alert fires.\n- 2019-03-25 16:50 GMT Ada is paged.\n",
        "## Timeline\n\n- 2019-03-25 12:40 EDT (16:40 UTC) The alert fires.\n- 2019-03-25 12:50 EDT (16:50 UTC) Ada is paged.\n",
    ],
};

/// A zone in use, and its lines.
struct Used {
    zone: Zone,
    lines: Vec<usize>,
}

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    let live = timeline.tally.zones.iter().filter(|(_, count)| *count > 0).count();
    let of_columns = timeline.tally.zoneless
        < timeline.tally.timed
            - timeline.tally.zones.iter().map(|(_, count)| count).sum::<usize>().min(timeline.tally.timed);
    if live == 0 || (live == 1 && timeline.tally.zoneless == 0 && !of_columns) {
        return;
    }
    let used = used(timeline);
    let Some(main) = used.iter().rev().max_by_key(|used| used.lines.len()) else { return };
    // At other offsets than the main one, even if by another name.
    let others: Vec<&Used> = used.iter().filter(|other| !alike(timeline, main, other)).collect();
    let Some(line) = others.iter().filter_map(|other| other.lines.first().copied()).min() else { return };
    let Some(stamp) = timeline.stamp(line) else { return };
    let names: Vec<String> = used.iter().map(|used| name_as_written(timeline, used)).collect();
    let message = format!("The stamps of this timeline are in {}.", joined(&names));
    let mut finding = at_stamp(&RULE, line, stamp, message);
    if let Some(first) = main.lines.first() {
        finding.related.push((*first, format!("most are in {}", name_as_written(timeline, main))));
    }
    let utc = Zone::utc();
    finding.fixes.extend(write_all(timeline, &utc, "UTC"));
    if main.zone.region() != "UTC" {
        let written = name_as_written(timeline, main);
        finding.fixes.extend(write_all(timeline, &main.zone, &written));
    }
    if let Some(first) = finding.fixes.first_mut() {
        first.preferred = true;
    }
    findings.push(finding);
}

fn used(timeline: &Timeline) -> Vec<Used> {
    // By number first: there are few zones and many lines.
    let mut by_number: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (line, item) in timeline.items.iter().enumerate() {
        if item.zone != 0 && item.has_clock() && timeline.how(line).read {
            by_number.entry(item.zone).or_default().push(line);
        }
    }
    let mut used: Vec<Used> = Vec::new();
    for (number, lines) in by_number {
        let Some(zone) = timeline.zones.get(number).filter(|zone| !zone.is_ambiguous()) else { continue };
        match used.iter_mut().find(|used| used.zone.region() == zone.region()) {
            Some(used) => used.lines.extend(lines),
            None => used.push(Used { zone: zone.clone(), lines }),
        }
    }
    for used in &mut used {
        used.lines.sort_unstable();
    }
    used.sort_by_key(|used| used.lines.first().copied());
    used
}

/// Whether two zones come to the same offset where the second one is used.
fn alike(timeline: &Timeline, main: &Used, other: &Used) -> bool {
    if main.zone.region() == other.zone.region() {
        return true;
    }
    other.lines.iter().all(|line| {
        let Some(reading) = timeline.readings().get(*line) else { return true };
        let Some(local) = reading
            .local
            .or_else(|| reading.time.map(|time| jiff::civil::Date::constant(2000, 1, 1).to_datetime(time)))
        else {
            return true;
        };
        main.zone.offsets(local) == other.zone.offsets(local)
    })
}

fn name_as_written(timeline: &Timeline, used: &Used) -> String {
    let written = used.lines.iter().take(50).find_map(|line| {
        let stamp = timeline.stamp(*line)?;
        let zone = stamp.start.zone.as_ref()?;
        Some(part_text(stamp, zone.span).to_owned()).filter(|text| !text.is_empty() && text != "Z")
    });
    written.unwrap_or_else(|| used.zone.name.clone())
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// *Write all in UTC*: times, dates where midnight is crossed, and zones.
fn write_all(timeline: &Timeline, target: &Zone, name: &str) -> Option<Fix> {
    let mut edits = Vec::new();
    // The date that an entry without one has by those before it, in the target's zone.
    let mut running = timeline.date;
    for (line, item) in timeline.items.iter().enumerate() {
        let (Some(stamp), Some(reading)) = (timeline.stamp(line), timeline.readings().get(line)) else {
            continue;
        };
        if !timeline.how(line).read {
            continue;
        }
        let own = timeline.zones.get(item.zone);
        let Some(local) = reading.local else {
            if item.has_clock() {
                return None;
            }
            running = reading.date.or(running);
            continue;
        };
        let instant = reading.instant?;
        let there = target.time_zone().to_datetime(instant);
        if own.is_some_and(|own| own.region() == target.region()) {
            running = Some(local.date());
            continue;
        }
        // Without a zone of its own, a stamp in a stated zone would need one at each place.
        stamp.start.zone.as_ref()?;
        edits.extend(convert(line, stamp, local, there, name, running)?);
        running = Some(there.date());
    }
    (!edits.is_empty()).then(|| {
        edits.sort_by_key(|(line, edit): &(usize, Edit)| (*line, edit.span));
        edit(format!("Write all in {name}"), edits)
    })
}

fn convert(
    line: usize,
    stamp: &Stamp,
    local: DateTime,
    there: DateTime,
    name: &str,
    running: Option<jiff::civil::Date>,
) -> Option<Vec<(usize, Edit)>> {
    let base = stamp.span.start;
    let absolute = |edits: Vec<Edit>| {
        edits.into_iter().map(|edit| (line, Edit::new(edit.span.shift(base), edit.new_text)))
    };
    let time = stamp.start.time.as_ref()?;
    let zone = stamp.start.zone.as_ref()?;
    // The second writing may be the one asked for.
    let mut edits: Vec<(usize, Edit)> = Vec::new();
    edits.extend(absolute(time_edits(stamp, time, there.time())));
    match &stamp.start.date {
        Some(date) if there.date() != local.date() => {
            edits.extend(absolute(date_edits(stamp, date, there.date())))
        }
        None if running != Some(there.date()) => {
            edits.push((line, Edit::new(Span::empty(time.span.start), format!("{} ", there.date()))))
        }
        _ => {}
    }
    if let Some(End::At(end)) = stamp.end.as_deref() {
        let until = end.time.as_ref()?;
        let own = end.date.is_none() && end.zone.as_ref().is_none_or(|other| other.zone == zone.zone);
        if !own {
            return None;
        }
        let until_there = local
            .date()
            .to_datetime(crate::timeline::known_time(end)?)
            .checked_add(local.duration_until(there))
            .ok()?;
        edits.extend(absolute(time_edits(stamp, until, until_there.time())));
    }
    let touches = part_text(stamp, zone.span).starts_with(['+', '-', 'Z'])
        && zone.span.start > 0
        && part_text(stamp, Span::new(zone.span.start - 1, zone.span.start)) != " ";
    let text = if touches && name != "Z" { format!(" {name}") } else { name.to_owned() };
    edits.push((line, Edit::new(zone.span, text)));
    let said_twice = stamp
        .other
        .as_deref()
        .and_then(|other| other.zone.as_ref())
        .is_some_and(|other| other.zone.region() == "UTC" && name == "UTC");
    if said_twice {
        // Said twice in one zone, once is enough: from the end of the first to the end of the stamp.
        edits.push((line, Edit::new(Span::new(zone.span.end, stamp.span.end), "")));
    }
    Some(edits)
}
