//! Frames: what the places around a line of a timeline state about date and zone.
//!
//! Every place states what it states as a fact of its own line: a heading, a day line, a sentence, the head of a
//! column. Here they are folded, from the outside in, to what each line of one timeline inherits. What stands around
//! the timeline as a whole is the business of [`crate::context`].

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::{once, successors};
use std::sync::Arc;

use askhow_english::class::is;
use askhow_timeline::{Begins, DatePart, Frame, Line, Role, Stamp, Stated, Zone, read_stamp};

use crate::columns::{stamp_in, time_columns};
use crate::days::spread;
use crate::facts::{Facts, LineFact, LineKind};
use crate::outline::Outline;
use crate::timelines::{Kept, LineAt};
use crate::vocabulary::Vocabulary;

/// The lines of a timeline with the frames that they stand in.
pub(crate) fn framed(
    facts: &[Arc<Facts>],
    starts: &[usize],
    outline: &Outline,
    part: Option<usize>,
    lines: &[LineAt],
    kept: &[Kept],
) -> Vec<Line> {
    let mut fold = Fold::new(facts, starts, outline, part, lines);
    let mut rows = Vec::with_capacity(kept.len());
    // Lines below one that bears nothing but a stamp share what it lends.
    let mut lent: Option<(LineAt, Arc<Stamp>)> = None;
    for kept in kept {
        let Some(mut row) = fold.line(kept.at, kept.role) else { continue };
        if let Some(from) = kept.lent_by {
            let known = lent.take().filter(|(at, _)| *at == from);
            let lends = || {
                let stamp = facts.get(from.segment)?.lines.get(from.line)?.stamp.as_ref()?;
                Some((from, Arc::new(stamp.lent())))
            };
            lent = known.or_else(lends);
            row.stamp = lent.as_ref().map(|(_, stamp)| Arc::clone(stamp));
        }
        rows.push(row);
    }
    spread(&mut rows);
    rows
}

/// What one place states.
#[derive(Clone, Debug, Default)]
struct Place {
    date: Option<DatePart>,
    /// The last day, where it states several.
    last: Option<DatePart>,
    zone: Option<Zone>,
    /// What tells it from the other places that state a date.
    id: u32,
}

/// What kind of line states something for what follows in its section. One of a kind ends the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// A date, perhaps with a zone. What a time by itself says ends here, too.
    Day,
    /// A time that stands by itself and is lent to what is below: its zone holds with it.
    Time,
    /// A sentence.
    Sentence,
}

/// Which places a line stands in: as long as these are the same, so is its frame.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Key {
    part: Option<usize>,
    n_stated: usize,
    header: Option<usize>,
}

struct Fold<'a> {
    facts: &'a [Arc<Facts>],
    starts: &'a [usize],
    outline: &'a Outline,
    /// The section of the timeline: what it and those around it state is known to the context.
    part: Option<usize>,
    headers: Vec<LineAt>,
    next_header: usize,
    /// Sentences inside the timeline, with where they stand.
    statements: Vec<(usize, &'a Stated)>,
    next_statement: usize,
    /// What the lines above the one in hand state, by the innermost section around each, in the order of the text.
    stated: HashMap<Option<usize>, Vec<(Says, Place)>>,
    n_stated: usize,
    /// The last part that begins before the line in hand.
    cursor: usize,
    headings: HashMap<usize, Place>,
    /// How many places there were of the same text.
    n_alike: HashMap<u32, u32>,
    last: Option<(Key, Option<Arc<Frame>>)>,
    before: Option<(Class, Option<usize>, Role)>,
}

/// Which list or table a line is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Text,
    List,
    Table(Option<usize>),
}

impl<'a> Fold<'a> {
    fn new(
        facts: &'a [Arc<Facts>],
        starts: &'a [usize],
        outline: &'a Outline,
        part: Option<usize>,
        lines: &[LineAt],
    ) -> Self {
        let fact = |at: &LineAt| facts.get(at.segment)?.lines.get(at.line);
        let is_header =
            |at: &&LineAt| fact(at).is_some_and(|line| matches!(line.kind, LineKind::Row { header: true }));
        let place = |at: &LineAt| Some(starts.get(at.segment)? + fact(at)?.content.start);
        let first = lines.first().and_then(place).unwrap_or(usize::MAX);
        let last = lines.last().and_then(place).unwrap_or(0);
        let segments = facts.iter().zip(starts);
        let inside = segments.skip(lines.first().map_or(0, |at| at.segment));
        let inside = inside.take_while(|(_, start)| **start <= last);
        let statements = inside.flat_map(|(facts, start)| {
            let sentences = facts.statements.iter().filter(|(span, _)| !facts.is_day_line(span.start));
            sentences.map(move |(span, stated)| (start + span.start, stated))
        });
        let statements = statements.filter(|(at, stated)| *at > first && *at < last && stated.zone.is_some());
        Self {
            facts,
            starts,
            outline,
            part,
            headers: lines.iter().filter(is_header).copied().collect(),
            next_header: 0,
            statements: statements.collect(),
            next_statement: 0,
            stated: HashMap::new(),
            n_stated: 0,
            cursor: 0,
            headings: HashMap::new(),
            n_alike: HashMap::new(),
            last: None,
            before: None,
        }
    }

    fn line(&mut self, at: LineAt, role: Role) -> Option<Line> {
        let fact = self.facts.get(at.segment)?.lines.get(at.line)?;
        let offset = self.starts.get(at.segment)? + fact.content.start;
        let place = |at: &LineAt| (at.segment, at.line);
        while self.headers.get(self.next_header).is_some_and(|header| place(header) < place(&at)) {
            self.next_header += 1;
        }
        while let Some((at, stated)) =
            self.statements.get(self.next_statement).filter(|(at, _)| *at <= offset)
        {
            let zone = stated.zone.as_ref().map(|(zone, _)| zone.clone());
            self.next_statement += 1;
            self.state(self.outline.part_at(*at), Says::Sentence, Place { zone, ..Place::default() });
        }
        let mut part = self.part_at(offset);
        let is_heading = matches!(fact.kind, LineKind::Heading { .. });
        if is_heading && role == Role::Entry {
            // What a heading with a clock time says is said of itself.
            part = part.and_then(|part| self.outline.parts.get(part)).and_then(|part| part.parent);
        }
        if role == Role::Separator && !is_heading {
            let stamp = fact.stamp.as_deref();
            let date = stamp.and_then(|stamp| stamp.start.date.clone());
            let written = || Some(stamp?.start.zone.as_ref()?.zone.clone());
            let zone = fact.zone.as_deref().cloned().or_else(written);
            let last = stamp.and_then(Stamp::last_day);
            let says = if date.is_some() { Says::Day } else { Says::Time };
            let id = self.id(&fact.text);
            self.state(part, says, Place { date, last, zone, id });
        }
        let is_row = matches!(fact.kind, LineKind::Row { .. });
        let header = self.next_header.checked_sub(1).filter(|_| is_row);
        let key = Key { part, n_stated: self.n_stated, header };
        let frame = match &self.last {
            Some((last, frame)) if *last == key => frame.clone(),
            _ => self.frame(key).map(Arc::new),
        };
        self.last = Some((key, frame.clone()));
        let begins = self.begins(fact, part, header, role);
        let since_start = || {
            let header = self.headers.get(header?)?;
            let header = self.facts.get(header.segment)?.lines.get(header.line)?;
            let stamp = fact.stamp.as_deref().filter(|_| holds_offsets(&header.text))?;
            stamp.since_start().map(Arc::new)
        };
        let in_column = || {
            let header = self.headers.get(header.filter(|_| is_row)?)?;
            let header = self.facts.get(header.segment)?.lines.get(header.line)?;
            stamp_in(&time_columns(&header.text), fact).map(Arc::new)
        };
        let stamp = since_start().or_else(|| fact.stamp.clone()).or_else(in_column);
        Some(Line { role, stamp, text: Arc::clone(&fact.text), frame, begins })
    }

    /// The innermost section at an offset, for offsets that only rise.
    fn part_at(&mut self, offset: usize) -> Option<usize> {
        let parts = &self.outline.parts;
        while parts.get(self.cursor).is_some_and(|part| part.heading.start <= offset) {
            self.cursor += 1;
        }
        let mut index = self.cursor.checked_sub(1);
        while let Some(part) = index.and_then(|index| parts.get(index)) {
            if offset <= part.body.end.max(part.heading.end) {
                break;
            }
            index = part.parent;
        }
        index
    }

    /// Notes what a line states for what follows in its section.
    fn state(&mut self, part: Option<usize>, says: Says, place: Place) {
        let stated = self.stated.entry(part).or_default();
        stated.retain(|(other, _)| *other != says && (says, *other) != (Says::Day, Says::Time));
        stated.push((says, place));
        self.n_stated += 1;
    }

    /// Folds the places around a line, the innermost last: of each section its heading, then its lines in the order of
    /// the text.
    fn frame(&mut self, key: Key) -> Option<Frame> {
        let parent = |index: usize| self.outline.parts.get(index).and_then(|part| part.parent);
        let sections: Vec<usize> = successors(key.part, |index| parent(*index)).collect();
        let mut frame = Frame::default();
        for section in once(None).chain(sections.into_iter().rev().map(Some)) {
            // What the headings around the timeline say is known to the context.
            if let Some(index) = section.filter(|index| self.part.is_some_and(|own| own < *index)) {
                put(&mut frame, &self.heading(index));
            }
            let stated = self.stated.get(&section).into_iter().flatten();
            stated.for_each(|(_, place)| put(&mut frame, place));
        }
        let header = key.header.and_then(|header| self.headers.get(header));
        let header = header.and_then(|at| self.facts.get(at.segment)?.lines.get(at.line));
        if let Some(line) = header {
            let stamp = line.stamp.as_deref();
            let date = stamp.and_then(|stamp| stamp.start.date.clone());
            let last = stamp.and_then(Stamp::last_day);
            let zone = line.zone.as_deref().cloned();
            put(&mut frame, &Place { date, last, zone, id: hash(&line.text) });
        }
        (frame.date.is_some() || frame.zone.is_some()).then_some(frame)
    }

    fn heading(&mut self, index: usize) -> Place {
        if let Some(place) = self.headings.get(&index) {
            return place.clone();
        }
        let part = self.outline.parts.get(index);
        let heading = part.and_then(|part| self.facts.get(part.at.0)?.headings.get(part.at.1));
        let id = heading.map_or(0, |heading| self.id(&heading.name));
        let place = heading.map(|heading| {
            let stated = heading.stated();
            let has_clock = read_stamp(&heading.name).is_some_and(|stamp| stamp.has_time);
            let date = stated.written.clone().filter(|_| !has_clock);
            let zone = stated.zone.as_ref().map(|(zone, _)| zone.clone());
            let last = stated.last.clone().filter(|_| date.is_some());
            Place { date, last, zone, id }
        });
        let place = place.unwrap_or_default();
        self.headings.insert(index, place.clone());
        place
    }

    /// What tells a place from others: its text, and which it is of those with this text.
    fn id(&mut self, text: &str) -> u32 {
        let text = hash(&text);
        let nth = self.n_alike.entry(text).or_default();
        *nth += 1;
        hash(&(text, *nth))
    }

    /// Whether another list, table or incident begins with a line.
    fn begins(&mut self, fact: &LineFact, part: Option<usize>, header: Option<usize>, role: Role) -> Begins {
        let class = match fact.kind {
            LineKind::Item { .. } => Class::List,
            LineKind::Row { .. } => Class::Table(header),
            _ => Class::Text,
        };
        let before = self.before.replace((class, part, role));
        let Some((before, part_before, role_before)) = before else { return Begins::Nothing };
        if part != part_before && self.is_incident(part) {
            return Begins::Incident;
        }
        let is_new = class != Class::Text && before != Class::Text && (class, part) != (before, part_before);
        if is_new && role_before == Role::Entry { Begins::List } else { Begins::Nothing }
    }

    /// `First incident`, `Outage 2`: a heading inside a timeline that parts what happened.
    fn is_incident(&self, part: Option<usize>) -> bool {
        let part = part.filter(|part| Some(*part) != self.part).and_then(|part| self.outline.parts.get(part));
        let heading = part.and_then(|part| self.facts.get(part.at.0)?.headings.get(part.at.1));
        heading.is_some_and(|heading| {
            let words: Vec<String> =
                heading.name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
            let is_kind = |word: &String| is(word, Vocabulary::Incident);
            let is_nth = |word: &String| {
                is(word, Vocabulary::Another)
                    || word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty() && word.len() < 3
            };
            words.iter().any(is_kind) && words.iter().any(is_nth)
        })
    }
}

/// Whether the head of a table says that its times count from the start.
fn holds_offsets(header: &str) -> bool {
    let cells =
        || header.split('|').map(|cell| cell.split('(').next().unwrap_or_default().trim().to_lowercase());
    cells().any(|cell| is(&cell, Vocabulary::ColumnOffset))
        && !cells().any(|cell| is(&cell, Vocabulary::ColumnClock))
}

fn put(frame: &mut Frame, place: &Place) {
    if let Some(date) = &place.date {
        frame.date = Some(date.clone());
        frame.last.clone_from(&place.last);
        frame.place = place.id;
    }
    if let Some(zone) = &place.zone {
        frame.zone = Some(zone.clone());
    }
}

fn hash(what: &impl Hash) -> u32 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    u32::try_from(hasher.finish() & u64::from(u32::MAX)).unwrap_or(0)
}
