//! The entries of all timelines, for `check --timeline`, the outline and the hover.

use std::ops::Range;
use std::time::Duration;

use askhow_document::Span;
use askhow_review::prompts::{Ground, in_a_question};
use askhow_review::{Doer, EntryText, LineAt, TimelinePart, fix};
use askhow_timeline::{Kind, Reading, Zone};
use jiff::SignedDuration;
use jiff::civil::Time;

use crate::Snapshot;

/// A stamped entry; see the JSON of `askhow check --timeline`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// From its stamp to the end of its first line.
    pub span: Span,
    /// How many bytes of `span` the stamp takes.
    pub stamp_len: usize,
    /// The stamp as written.
    pub stamp: String,
    /// RFC 3339 in UTC with `Z`.
    pub instant: Option<String>,
    /// The other end of a span, likewise.
    pub end: Option<String>,
    /// Date and time as read, without zone.
    pub local: Option<String>,
    /// An IANA name, `UTC` or an offset.
    pub zone: Option<String>,
    /// Loose (`~16:40`).
    pub approximate: bool,
    /// `observation`, `hypothesis`, `action`, `communication` or `recovery`.
    pub kind: Option<&'static str>,
    /// Who, as written.
    pub actor: Option<String>,
    /// Where that stands.
    pub actor_span: Option<Span>,
    /// The words that told the kind.
    pub told_by: Option<Span>,
    /// What follows the stamp, Markdown kept.
    pub text: String,
    /// The same without Markdown.
    pub words: String,
    /// What it tells, clause by clause.
    pub moments: Vec<MomentAt>,
}

/// One thing that an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MomentAt {
    /// Where it stands, Markdown included.
    pub span: Span,
    /// Who acts in it, as written, or as `[people]` of the settings shows them.
    pub who: Option<String>,
    /// Where that stands.
    pub who_span: Option<Span>,
    /// As [`TimelineEntry::kind`].
    pub kind: Option<Kind>,
    /// Where the words stand that tell the kind.
    pub told_by: Option<Span>,
    /// Who does it: people, a thing, or nobody who is named.
    pub doer: Doer,
    /// Its words, without Markdown.
    pub text: String,
}

/// The stamped entries of all timelines, in the order of the text.
pub fn timeline_entries(snapshot: &Snapshot) -> Vec<TimelineEntry> {
    let review = snapshot.review();
    review.timelines.iter().flat_map(|timeline| entries(snapshot, timeline)).collect()
}

/// The stamped entries that meet `span`, in the order of the text; no other line is read.
pub(crate) fn entries_in(snapshot: &Snapshot, span: Span) -> impl Iterator<Item = TimelineEntry> {
    let near = snapshot.review().timelines.iter().filter(move |timeline| timeline.span.meets(span));
    let entries = near.flat_map(move |timeline| {
        lines_in(snapshot, timeline, span)
            .filter_map(move |line| entry(snapshot, timeline, line, timeline.timeline.readings().get(line)?))
    });
    entries.filter(move |entry| entry.span.meets(span))
}

/// The lines of a timeline that touch `span`.
pub(crate) fn lines_in(snapshot: &Snapshot, timeline: &TimelinePart, span: Span) -> Range<usize> {
    let place = |at: &LineAt| {
        let line = snapshot.review().line(*at);
        line.map_or_else(Span::default, |(_, line, start)| line.content.shift(start))
    };
    let first = timeline.lines.partition_point(|at| place(at).end < span.start);
    let end = timeline.lines.partition_point(|at| place(at).start <= span.end);
    first..end.max(first)
}

fn entries(snapshot: &Snapshot, timeline: &TimelinePart) -> Vec<TimelineEntry> {
    let readings = timeline.timeline.readings();
    (0..timeline.lines.len())
        .zip(readings)
        .filter_map(|(line, reading)| entry(snapshot, timeline, line, reading))
        .collect()
}

pub(crate) fn entry(
    snapshot: &Snapshot,
    timeline: &TimelinePart,
    line: usize,
    reading: &Reading,
) -> Option<TimelineEntry> {
    let at = *timeline.lines.get(line)?;
    let row = timeline.rows().get(line).filter(|_| snapshot.review().is_entry(timeline, line))?;
    let stamp = row.stamp.as_ref()?;
    let (facts, fact, start) = snapshot.review().line(at)?;
    let stamp_span = facts.line_words(fact).source_span(stamp.span).shift(start);
    let end = start + fact.content.end;
    let said = EntryText::of(snapshot.review(), timeline, line)?;
    let texts: Vec<String> =
        said.spans.iter().map(|span| snapshot.text().slice(*span).trim().to_owned()).collect();
    let text = texts.join(" | ");
    let moments = said.moments(snapshot.review());
    let parts = said.parts(&moments);
    let settings = &snapshot.review().surroundings.rules.settings;
    let moments = moments.into_iter().map(|moment| MomentAt {
        span: said.place(moment.span),
        who: moment.who.map(|who| {
            let written = who.of(&said.words);
            settings.person(written).unwrap_or(written).to_owned()
        }),
        who_span: moment.who.map(|who| said.place(who)),
        kind: moment.kind,
        told_by: moment.told_by.map(|span| said.place(span)),
        doer: moment.doer,
        text: moment.span.of(&said.words).trim().to_owned(),
    });
    let moments = moments.collect();
    let actor = parts.actor.map(|span| span.of(&said.words).to_owned());
    Some(TimelineEntry {
        span: Span::new(stamp_span.start, end),
        stamp_len: stamp_span.len(),
        stamp: snapshot.text().slice(stamp_span).into_owned(),
        instant: reading.instant.map(|instant| instant.to_string()),
        end: reading.end.map(|end| end.to_string()).or(reading.last.map(|day| day.to_string())),
        local: reading.local_text(),
        zone: reading.zone.as_deref().map(str::to_owned),
        approximate: reading.approximate,
        kind: parts.kind.map(Kind::name),
        actor,
        actor_span: parts.actor.map(|span| said.place(span)),
        told_by: parts.told_by.map(|span| said.place(span)),
        text,
        words: said.words.trim().to_owned(),
        moments,
    })
}

/// The clock time of an entry as written, without date and zone; the whole stamp where it has none.
pub(crate) fn stamp_text(timeline: &TimelinePart, line: usize) -> Option<String> {
    let row = timeline.rows().get(line)?;
    let stamp = row.stamp.as_ref()?;
    let time = stamp.start.time.as_ref().map(|time| time.span.of(&row.text)).filter(|time| !time.is_empty());
    Some(time.map_or_else(|| stamp.written.to_string(), str::to_owned))
}

/// What a hover says of an entry.
pub(crate) struct EntryAt {
    pub span: Span,
    pub heading: String,
    pub kind: Option<&'static str>,
    pub questions: Vec<String>,
}

/// The entry to which `offset` belongs, what belongs to it (nested items, wrapped lines) included.
pub(crate) fn entry_at(snapshot: &Snapshot, offset: usize) -> Option<EntryAt> {
    let review = snapshot.review();
    let close = |timeline: &&TimelinePart| timeline.span.start <= offset + 16;
    let timeline = review.timelines.iter().rev().find(close)?;
    let own = |line: usize| {
        let (_, fact, start) = review.line(*timeline.lines.get(line)?)?;
        Some(fact.content.shift(start))
    };
    let touches = |line: &usize| {
        let extent = fix::extent(review, timeline, *line).or_else(|| own(*line));
        extent.is_some_and(|span| span.touches(offset))
    };
    let line = (0..timeline.lines.len()).rev().find(touches)?;
    let reading = timeline.timeline.readings().get(line)?;
    let entry = entry(snapshot, timeline, line, reading)?;
    let said = EntryText::of(review, timeline, line)?;
    let moments = said.moments(review);
    // What is told at the cursor; else what the entry is remembered for.
    let at_cursor = moments.iter().find(|moment| said.place(moment.span).touches(offset));
    let of_entry = || moments.iter().find(|moment| moment.kind.map(Kind::name) == entry.kind);
    let moment = at_cursor.filter(|moment| moment.kind.is_some()).or_else(of_entry);
    let kind = moment.and_then(|moment| moment.kind);
    let holds =
        moment.map(|moment| said.conditions(review, timeline, line, &moments, moment)).unwrap_or_default();
    let actor =
        moment.and_then(|moment| moment.who).map(|who| who.of(&said.words)).or(entry.actor.as_deref());
    let actor = actor.map(in_a_question);
    let time = stamp_text(timeline, line);
    let ground = Ground::of(holds).with("actor", actor.as_deref()).with("time", time.as_deref());
    let questions = review.surroundings.rules.about_entry(kind, &ground);
    let questions = questions.into_iter().map(Into::into).collect();
    Some(EntryAt {
        span: entry.span,
        heading: heading(snapshot, timeline, line, &entry),
        kind: kind.map(Kind::name).or(entry.kind),
        questions,
    })
}

/// When it was in the zone of the entry and in that of whoever reads it, how long after the beginning, and the gap since the entry before:
/// `Sat 28 Nov 2026, 16:45 UTC · 13 min in`.
fn heading(snapshot: &Snapshot, timeline: &TimelinePart, line: usize, entry: &TimelineEntry) -> String {
    let reading = timeline.timeline.readings().get(line).cloned().unwrap_or_default();
    let clock = |time: Time| match time.second() {
        0 => time.strftime("%H:%M").to_string(),
        _ => time.strftime("%H:%M:%S").to_string(),
    };
    let about = if reading.approximate { "~" } else { "" };
    let own_clock = |time: Time| format!("{about}{}", clock(time));
    let said = match (reading.local, reading.date, reading.yearless, reading.time) {
        (Some(local), ..) => Some(format!("{}, {}", local.strftime("%a %-d %b %Y"), own_clock(local.time()))),
        (None, Some(date), ..) => Some(date.strftime("%a %-d %b %Y").to_string()),
        (None, None, Some(local), Some(time)) => {
            Some(format!("{}, {}", local.strftime("%-d %b"), own_clock(time)))
        }
        (None, None, Some(local), None) => Some(local.strftime("%-d %b").to_string()),
        (None, None, None, time) => time.map(own_clock),
    };
    let said = said.map(|said| {
        let zone = reading.zone.as_deref().filter(|_| reading.date.is_none());
        zone.map_or_else(|| said.clone(), |zone| format!("{said} {zone}"))
    });
    let mut parts = vec![said.unwrap_or_else(|| entry.stamp.clone())];
    parts.extend(snapshot.review().surroundings.writer_zone.as_deref().and_then(|name| {
        let there = Zone::from_name(name)?.time_zone().to_datetime(reading.instant?);
        let local = reading.local.filter(|local| *local != there)?;
        let day = if there.date() == local.date() {
            String::new()
        } else {
            there.strftime("%a %-d %b, ").to_string()
        };
        Some(format!("{day}{} {name}", clock(there.time())))
    }));
    // `T+40m` says it by itself.
    let is_relative =
        timeline.rows().get(line).and_then(|row| row.stamp.as_ref()).is_some_and(|it| it.relative.is_some());
    let since = timeline.timeline.since_start(line).filter(|since| !since.is_zero());
    parts.extend(since.filter(|_| !is_relative).map(|since| {
        let side = if since.is_negative() { "before" } else { "in" };
        format!("{} {side}", in_words(since.unsigned_abs()))
    }));
    let gap = timeline.timeline.gap_before(line).filter(|gap| !gap.is_zero() && Some(*gap) != since);
    parts.extend(gap.map(|gap| format!("{} after the entry before", in_words(gap.unsigned_abs()))));
    parts.join(" · ")
}

/// `13 min`, `1 h 25 min`, `2 d 3 h`, `40 s`.
fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// `+12m`, `−40s`.
pub(crate) fn since(since: SignedDuration) -> String {
    format!("{}{}", if since.is_negative() { "−" } else { "+" }, spoken(since.unsigned_abs()))
}

/// `2h 05m`, `12m`, `40s`.
pub(crate) fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60) {
        (0, 0, 0) if seconds > 0 => format!("{seconds}s"),
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, minutes) => format!("{hours}h {minutes:02}m"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}
