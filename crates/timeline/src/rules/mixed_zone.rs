//! `timeline/mixed-zone`: stamps of more than one zone in one timeline.

use std::collections::BTreeMap;

use askhow_document::{Edit, Level, Rule, Span, apply_edits};
use jiff::civil::DateTime;

use super::{at_stamp, edit};
use crate::Zone;
use crate::line::{Finding, Fix};
use crate::stamp::{End, PartKind, Stamp, Writing};
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
    let timed = || used.iter().flat_map(|used| &used.lines);
    let n_in = |zone: &Zone| timed().filter(|line| twin(timeline, **line, zone).is_some()).count();
    let Some(main) = used.iter().rev().max_by_key(|used| used.lines.len() + n_in(&used.zone)) else { return };
    // At other offsets than the main one, even if by another name; an entry that is written in both is in it, too.
    let stray = |other: &Used| Used {
        zone: other.zone.clone(),
        lines: other
            .lines
            .iter()
            .copied()
            .filter(|line| twin(timeline, *line, &main.zone).is_none())
            .collect(),
    };
    let apart = used.iter().filter(|other| other.zone.region() != main.zone.region()).map(stray);
    let others: Vec<Used> = apart.filter(|other| !alike(timeline, main, other)).collect();
    let Some(line) = others.iter().filter_map(|other| other.lines.first().copied()).min() else { return };
    let Some(stamp) = timeline.stamp(line) else { return };
    let names: Vec<String> = used.iter().map(|used| name_as_written(timeline, used)).collect();
    let message =
        format!("{} is in another zone than most: this timeline is in {}.", stamp.written, joined(&names));
    let mut finding = at_stamp(&RULE, line, stamp, message);
    if let Some(first) = main.lines.first() {
        finding.related.push((*first, format!("most are in {}", name_as_written(timeline, main))));
    }
    finding.fixes.extend(write_one(timeline, line));
    let utc = Zone::utc();
    finding.fixes.extend(write_all(timeline, &utc, "UTC"));
    if main.zone.region() != "UTC" {
        let written = name_as_written(timeline, main);
        finding.fixes.extend(write_all(timeline, &main.zone, &written));
    }
    // One stray entry is written like the others; more of them, all in one zone.
    let n_strays: usize = others.iter().map(|used| used.lines.len()).sum();
    let is_plain = timeline.context.zone.is_some() || main.zone.region() == "UTC";
    let is_all = |fix: &&mut Fix| n_strays == 1 && is_plain || fix.title.starts_with("Write all");
    if let Some(best) = finding.fixes.iter_mut().find(is_all) {
        best.preferred = true;
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

/// The second writing of an entry, where it is in this zone.
fn twin<'t>(timeline: &'t Timeline, line: usize, zone: &Zone) -> Option<&'t Writing> {
    let other = timeline.stamp(line)?.other.as_deref()?;
    other.zone.as_ref().filter(|part| part.zone.region() == zone.region()).map(|_| other)
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

/// A zone as it is written, and what stands between a time and it.
struct Written {
    name: String,
    blank: String,
}

impl Written {
    /// As a neighbour has it behind its time.
    fn like(stamp: &Stamp) -> Option<Self> {
        let (time, zone) = (stamp.start.time.as_ref()?, stamp.start.zone.as_ref()?);
        let name = part_text(stamp, zone.span).to_owned();
        let between = Span::new(time.span.end, zone.span.start.max(time.span.end));
        let blank = part_text(stamp, between).to_owned();
        let is_behind = zone.span.start >= time.span.end && blank.chars().all(|c| c == ' ');
        (is_behind && !name.is_empty()).then_some(Self { name, blank })
    }
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// *Write it as 16:20 UTC*: an entry in another zone than its timeline, the way its neighbours are written.
pub(super) fn write_one(timeline: &Timeline, line: usize) -> Option<Fix> {
    let stamp = timeline.stamp(line).filter(|stamp| stamp.start.zone.is_some() && stamp.other.is_none())?;
    let item = timeline.items.get(line).filter(|item| !item.wrong)?;
    let own = timeline.zones.get(item.zone).filter(|zone| !zone.is_ambiguous())?;
    if timeline.context.zone.as_ref().is_some_and(|zone| zone.region() == own.region()) {
        return None;
    }
    let used = used(timeline);
    let here = used.iter().find(|used| used.zone.region() == own.region())?;
    let home = match &timeline.context.zone {
        Some(zone) => used.iter().find(|used| used.zone.region() == zone.region())?,
        None => used.iter().max_by_key(|used| used.lines.len())?,
    };
    let is_most = timeline.context.zone.is_some() || home.lines.len() > here.lines.len();
    if !is_most || alike(timeline, home, here) {
        return None;
    }
    let reading = timeline.readings().get(line)?;
    let (local, there) = (reading.local?, home.zone.time_zone().to_datetime(reading.instant?));
    let above = line.checked_sub(1);
    let running = above.map_or(timeline.date, |above| timeline.date_behind(above));
    let near = home.lines.iter().rev().find(|at| **at < line).or(home.lines.first())?;
    let time = stamp.start.time.as_ref()?;
    let clock = clock_like(timeline.stamp(*near)?, stamp, there.time());
    let name = Written::like(timeline.stamp(*near)?)
        .unwrap_or_else(|| Written { name: name_as_written(timeline, home), blank: " ".to_owned() });
    let is_one = !stamp.is_followed_by_time(&timeline.lines.get(line)?.text);
    let mut edits = convert(line, stamp, local, there, &name, running).filter(|_| is_one)?;
    let is_plain = stamp.end.is_none();
    if let Some(clock) = clock.filter(|_| is_plain) {
        edits.retain(|(_, edit)| !time.span.contains(edit.span.start) || edit.span.is_empty());
        edits.push((line, Edit::new(time.span, clock)));
    }
    edits.sort_by_key(|(_, edit)| (edit.span, !edit.span.is_empty()));
    let plain: Vec<Edit> = edits.iter().map(|(_, edit)| edit.clone()).collect();
    let entry = timeline.lines.get(line)?;
    let text = apply_edits(&entry.text, &plain);
    let written = entry.rewritten(&text);
    let shown = written.stamp.as_deref()?;
    let from = shown.start.time.as_ref().filter(|_| there.date() == local.date()).map(|time| time.span.start);
    let title = text.get(from.unwrap_or(shown.span.start)..shown.span.end)?.to_owned();
    // It and all others are of the moments that they were of.
    let mut read = timeline.clone();
    read.splice(line..line + 1, vec![written]);
    let instants = |timeline: &Timeline| -> Vec<_> {
        timeline.readings().iter().map(|reading| (reading.instant, reading.end)).collect()
    };
    (instants(&read) == instants(timeline)).then(|| edit(format!("Write it as {title}"), edits))
}

/// A time the way a neighbour's is written, where it is as exact.
fn clock_like(near: &Stamp, own: &Stamp, time: jiff::civil::Time) -> Option<String> {
    let exact = |stamp: &Stamp| {
        let time = stamp.start.time.as_ref();
        time.is_some_and(|time| time.parts.iter().any(|part| part.kind == PartKind::Second))
    };
    let part = near.start.time.as_ref().filter(|_| exact(near) == exact(own))?;
    if !part.parts.iter().any(|part| part.kind == PartKind::Minute) {
        return None;
    }
    let written = apply_edits(&near.written, &time_edits(near, part, time));
    let lead = part.span.start.checked_sub(near.span.start)?;
    let tail = near.span.end.checked_sub(part.span.end)?;
    written.get(lead..written.len().checked_sub(tail)?).map(str::to_owned)
}

/// *Write all in UTC*: times, dates where midnight is crossed, and zones.
fn write_all(timeline: &Timeline, target: &Zone, said: &str) -> Option<Fix> {
    // As the stamps that are in it already have it.
    let of_target = |line: &usize| {
        let zone = timeline.items.get(*line).and_then(|item| timeline.zones.get(item.zone));
        zone.is_some_and(|zone| zone.region() == target.region())
    };
    let like =
        (0..timeline.items.len()).filter(of_target).find_map(|line| Written::like(timeline.stamp(line)?));
    let name = match like.filter(|like| like.name == "Z" || like.name == said) {
        Some(like) => like,
        None => Written { name: said.to_owned(), blank: " ".to_owned() },
    };
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
        if stamp.other.is_some() {
            // What two writings that are apart mean, nobody can say; of two alike, one is as asked for.
            if super::zone_conflict::notes(timeline, line) {
                return None;
            }
            if twin(timeline, line, target).is_some() {
                running = Some(local.date());
                continue;
            }
        }
        // Without a zone of its own, a stamp in a stated zone would need one at each place.
        stamp.start.zone.as_ref()?;
        let text = &timeline.lines.get(line)?.text;
        edits.extend(
            convert(line, stamp, local, there, &name, running)
                .filter(|_| !stamp.is_followed_by_time(text))?,
        );
        running = Some(there.date());
    }
    (!edits.is_empty()).then(|| {
        edits.sort_by_key(|(line, edit): &(usize, Edit)| (*line, edit.span));
        edit(format!("Write all in {said}"), edits)
    })
}

fn convert(
    line: usize,
    stamp: &Stamp,
    local: DateTime,
    there: DateTime,
    name: &Written,
    running: Option<jiff::civil::Date>,
) -> Option<Vec<(usize, Edit)>> {
    let base = stamp.span.start;
    let absolute = |edits: Vec<Edit>| {
        edits.into_iter().map(|edit| (line, Edit::new(edit.span.shift(base), edit.new_text)))
    };
    let time = stamp.start.time.as_ref()?;
    let zone = stamp.start.zone.as_ref()?;
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
    let last = match stamp.end.as_deref() {
        Some(End::At(end)) => Some(end),
        _ => None,
    };
    for end in stamp.between.iter().chain(last) {
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
        if let Some(other) = end.zone.as_ref().filter(|other| other.span != zone.span) {
            edits.push((line, zone_edit(stamp, until.span, other.span, name)));
        }
    }
    edits.push((line, zone_edit(stamp, time.span, zone.span, name)));
    Some(edits)
}

/// A zone in place of the one that stands behind a time, or in a cell of its own, which has no blank before it.
fn zone_edit(stamp: &Stamp, time: Span, zone: Span, name: &Written) -> Edit {
    let between = Span::new(time.end, zone.start.max(time.end));
    let follows = zone.start >= time.end && part_text(stamp, between).trim().is_empty();
    match follows {
        true => Edit::new(Span::new(time.end, zone.end), format!("{}{}", name.blank, name.name)),
        false => Edit::new(zone, name.name.as_str()),
    }
}
