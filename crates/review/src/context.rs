//! What the surroundings of a timeline say about dates and zones.
//!
//! Most entries carry neither. Each comes from the innermost place that states it: from the headings around the
//! timeline and the sentences beside them, from the title, the form, a date in the description, the file's name,
//! the front matter, the settings. What stands inside a timeline is the business of [`crate::frames`].

mod head;
mod onset;
mod reach;

use std::path::Path;
use std::sync::Arc;

use askhow_document::{BlockKind, Span};
use askhow_timeline::{Context, DateOrder, Line, Reading, Role, Stated, Timeline, Zone, mentions_zone};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use crate::fields::FieldRead;
use crate::form::Field;
use crate::outline::Part;
use crate::review::{Review, Surroundings};
use crate::settings;
use crate::timelines::Draft;

pub(crate) use reach::Reaches;

/// So many of a timeline's first lines may name a zone behind their stamps.
pub(crate) const HINTING_LINES: usize = 8;
/// So much of the text above it may: what is further up speaks of something else. In bytes.
pub(crate) const HINTING_TEXT: usize = 2_000;

/// The context of one timeline.
pub(crate) fn of(review: &Review, reaches: &Reaches<'_>, draft: &Draft) -> Context {
    let around = Around { review, start: draft.span.start, part: draft.part };
    let heard = reaches.heard_at(draft.span.start, draft.part.is_none());
    let mut stated = around.nearest();
    let zone = stated.iter().find_map(|stated| stated.zone.clone()).map(|(zone, _)| zone);
    let zone = zone.or_else(|| heard.zone()).or_else(|| front_matter_zone(review));
    let zone = zone.or_else(|| heard.zone_of_head(&draft.rows));
    let titled = title(review).filter(|_| around.is_titled());
    // `# Outage of search, 2019-03-25 (UTC)`
    let zone = zone.or_else(|| titled.as_ref()?.zone.as_ref().map(|(zone, _)| zone.clone()));
    stated.extend(titled);
    let start = heard.field(Field::IncidentStart);
    stated.extend(start.map(|start| askhow_timeline::read_stated(&start.text)));
    stated.extend(heard.date());
    stated.extend(heard.described());
    let date = heard.field(Field::Date);
    let duration = heard.field(Field::Duration);
    let fields = [date, duration].into_iter().flatten();
    stated.extend(fields.map(|date| askhow_timeline::read_stated(&date.text)));
    stated.extend(review.file_name.as_deref().cloned());
    let mut context = Context { zone, known: heard.days(), ..surrounding(review) };
    context.stated = stated;
    context.zone_is_hinted = context.zone.is_none() && around.hints_zone(&draft.rows);
    let moment = |field| heard.field(field).and_then(|read| local(read, &context));
    let window = heard.window(&context);
    let start = moment(Field::IncidentStart).or_else(|| moment(Field::Date)).or(window.start);
    let start = start.or_else(|| heard.onset(&context));
    let instant = |read| moment_of(read, &context)?.instant;
    let start_at = heard.field(Field::IncidentStart).and_then(|read| instant(&read.text));
    let detected = moment(Field::IncidentDetected);
    let stabilized = moment(Field::StabilizationTime).or(window.end);
    let lasted = || Some(start?.saturating_add(length(&duration?.text)?));
    let stabilized = stabilized.or_else(lasted);
    let mut context = Context { start, start_at, detected, stabilized, ..context };
    let titled =
        title(review).filter(|_| around.is_titled()).and_then(|title| title.date).map(|(date, _)| date);
    let is_nearer = around.nearest().iter().any(|stated| stated.written.is_some());
    if let Some(start) = start.filter(|_| !is_nearer) {
        context.date = onset::day(start, titled, &draft.rows);
        if titled.is_none_or(|day| day == start.date()) && onset::is_behind_background(&context, &draft.rows)
        {
            let date = Some((start.date(), Span::default()));
            context.stated.insert(0, Stated { date, for_all: true, ..Stated::default() });
        }
    }
    context
}

/// The date that the headings around a place say, and the sentences beside them.
pub(crate) fn date_beside(review: &Review, part: Option<usize>, start: usize) -> Option<Date> {
    let around = Around { review, start, part };
    around.nearest().into_iter().find_map(|stated| stated.date).map(|(date, _)| date)
}

/// Whether a zone is named near a timeline with these lines, though nothing says that it is that of its times.
pub(crate) fn hints_zone(review: &Review, part: Option<usize>, start: usize, rows: &[Line]) -> bool {
    Around { review, start, part }.hints_zone(rows)
}

impl Review {
    /// The moment that a field of the form says, where it has a date and a time.
    pub fn moment(&self, field: Field) -> Option<Reading> {
        moment(self.form.get(field)?, &of_form(self, None))
    }

    /// The day that the title says, else the field *Date*, else the name of the file.
    pub fn day(&self) -> Option<Date> {
        let of_field = || Some(askhow_timeline::read_stated(&self.form.get(Field::Date)?.text));
        let day = |stated: Stated| Some(stated.date?.0);
        let titled = title(self).and_then(day);
        titled
            .or_else(|| of_field().and_then(day))
            .or_else(|| self.file_name.as_deref().cloned().and_then(day))
    }
}

/// What a field of the form says, read with what its review says about dates and zones; of one incident of several.
pub(crate) fn of_form(review: &Review, incident: Option<&Part>) -> Context {
    let start = incident.map_or(0, |part| part.body.start);
    let part = incident.and_then(|part| review.outline.part_at(part.heading.start));
    let around = Around { review, start, part };
    let zone = around.nearest().into_iter().find_map(|stated| stated.zone).map(|(zone, _)| zone);
    let zone = zone.or_else(|| front_matter_zone(review));
    let heading = incident.and_then(|part| review.heading(part)).map(|heading| heading.stated().clone());
    let named = heading.into_iter().chain(title(review));
    let stated = named.chain(review.file_name.as_deref().cloned()).collect();
    Context { zone, stated, ..surrounding(review) }
}

/// Reads the value of a field as a moment.
pub(crate) fn moment(read: &FieldRead, context: &Context) -> Option<Reading> {
    moment_of(&read.text, context)
}

fn moment_of(text: &str, context: &Context) -> Option<Reading> {
    let line = Line::read(Role::Entry, text);
    let stamp = line.stamp.as_ref()?;
    if !stamp.has_date || !stamp.has_time || stamp.span.start > 0 {
        return None;
    }
    Timeline::new(context.clone(), vec![line]).readings().first().cloned()
}

/// How long it was, by a field that says nothing else: `2 h`, `about 30 minutes`.
fn length(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let amount =
        ["about ", "approximately ", "approx. ", "around ", "roughly "].into_iter().find_map(|word| {
            text.get(..word.len()).filter(|lead| lead.eq_ignore_ascii_case(word)).and(text.get(word.len()..))
        });
    SignedDuration::try_from(askhow_timeline::read_duration(amount.unwrap_or(text))?).ok()
}

/// The date that the title states, as written there.
pub(crate) fn title(review: &Review) -> Option<Stated> {
    let heading = review.title().and_then(|title| review.heading(title));
    let field = || review.form.get(Field::Title).map(|read| askhow_timeline::read_stated(&read.text));
    heading.map(|heading| heading.stated().clone()).or_else(field).or_else(|| bold_title(review))
}

/// The first line of a review whose headings are bold lines.
fn bold_title(review: &Review) -> Option<Stated> {
    if review.outline.parts.first().is_some_and(|part| part.level == 1) {
        return None;
    }
    let facts = review.facts.first()?;
    let is_prose = |kind: &BlockKind| !matches!(kind, BlockKind::FrontMatter { .. } | BlockKind::Html);
    let first = facts.segment.blocks().iter().find(|block| is_prose(&block.kind))?;
    if first.kind != BlockKind::Paragraph {
        return None;
    }
    let line = first.content.of(facts.segment.text()).lines().next()?;
    let is_bold = ["**", "__"]
        .iter()
        .any(|mark| line.trim().strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).is_some());
    let span = Span::new(first.content.start, first.content.start + line.len());
    is_bold.then(|| askhow_timeline::read_stated(&facts.segment.prose(span).plain().text))
}

/// The date that the file's name states, or else that of its folder.
pub(crate) fn file_name(surroundings: &Surroundings) -> Option<Stated> {
    stated_by_path(surroundings.path.as_deref()?)
}

/// The same of a path with `/`.
pub(crate) fn stated_by_path(path: &str) -> Option<Stated> {
    let path = Path::new(path);
    let stated = askhow_timeline::read_stated(path.file_name()?.to_str()?);
    if stated.written.is_some() || stated.year.is_some() {
        return Some(stated);
    }
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    folder.map(askhow_timeline::read_stated).filter(|stated| stated.date.is_some()).or(Some(stated))
}

/// A place in a review, for which others state date and zone.
struct Around<'r> {
    review: &'r Review,
    /// Where it begins.
    start: usize,
    /// The section of its timeline; else that in which it stands.
    part: Option<usize>,
}

impl<'r> Around<'r> {
    fn section(&self) -> Option<usize> {
        self.part.or_else(|| self.review.outline.part_at(self.start))
    }

    fn parts(&self, from: Option<usize>) -> impl Iterator<Item = (usize, &'r Part)> + use<'r> {
        let parts = &self.review.outline.parts;
        std::iter::successors(from, |index| parts.get(*index)?.parent)
            .filter_map(|index| Some((index, parts.get(index)?)))
    }

    /// What the headings around say, and the sentences beside them: the innermost first. The title's own heading
    /// dates the review and is asked later.
    fn nearest(&self) -> Vec<Stated> {
        let title = self.review.title().map(|title| title.at);
        let mut stated = Vec::new();
        for (index, part) in self.parts(self.section()) {
            stated.extend(self.said_in(part.own, Some(index)));
            let heading = self.review.heading(part).filter(|_| Some(part.at) != title);
            stated.extend(heading.map(|heading| heading.stated().clone()));
        }
        // Above every heading.
        let first = self.review.outline.parts.first().map_or(usize::MAX, |part| part.heading.start);
        stated.extend(self.said_in(Span::new(0, first), None));
        stated
    }

    /// The sentences of a section's own text: the nearest above the place first, then, in its own section, those
    /// below.
    fn said_in(&self, own: Span, part: Option<usize>) -> Vec<Stated> {
        let all = self.statements(own);
        let above = all.iter().rev().filter(|(at, _)| *at <= self.start);
        let is_own = part.is_some() && part == self.part;
        let below = all.iter().filter(|(at, stated)| is_own && *at > self.start && stated.zone.is_some());
        let stamped = |stated: &&(usize, &Stated)| stated.1.clone();
        above.map(|it| stamped(&it)).chain(below.map(|it| stamped(&it))).collect()
    }

    fn statements(&self, within: Span) -> Vec<(usize, &'r Stated)> {
        let review = self.review;
        let first = review.starts.partition_point(|start| *start <= within.start).saturating_sub(1);
        let segments = review.facts.iter().zip(&review.starts).skip(first);
        let segments = segments.take_while(|(_, start)| **start < within.end);
        // A day line of the timeline speaks for what is below it alone.
        let is_of_timeline = |at: usize| self.part.is_some() && at >= self.start;
        let all = segments.flat_map(|(facts, start)| {
            let all =
                facts.statements.iter().map(move |(span, stated)| (start + span.start, span.start, stated));
            let all = all.filter(move |(at, inner, _)| !is_of_timeline(*at) || !facts.is_day_line(*inner));
            all.map(|(at, _, stated)| (at, stated))
        });
        all.filter(|(at, _)| within.contains(*at)).collect()
    }

    /// Whether a zone is named in the headings around, in the text above the first line with the head of its table, or
    /// beside the first stamps.
    fn hints_zone(&self, rows: &[Line]) -> bool {
        let first_word = |row: &Line| {
            let behind = row.text.get(row.stamp.as_deref()?.span.end..)?;
            let word = behind.split_whitespace().find(|word| word.contains(char::is_alphanumeric))?;
            Some(mentions_zone(word))
        };
        let of_headings = |(_, part): (usize, &Part)| {
            let title = self.review.title().map(|title| title.at);
            Some(part.at) != title && mentions_zone(self.review.name(part))
        };
        let own = self.section().and_then(|part| self.review.outline.parts.get(part));
        let from = own.map_or(0, |part| part.body.start).max(self.start.saturating_sub(HINTING_TEXT));
        let segments = self.review.facts.iter().zip(&self.review.starts);
        let mut near = segments.skip_while(|(facts, start)| **start + facts.segment.text().len() <= from);
        let mut names_zone = |(facts, start): (&Arc<crate::facts::Facts>, &usize)| {
            let text = facts.segment.text();
            let cut = |at: usize| {
                (0..=at.saturating_sub(*start).min(text.len())).rev().find(|at| text.is_char_boundary(*at))
            };
            let near = cut(from).zip(cut(self.start)).and_then(|(from, to)| text.get(from..to));
            near.is_some_and(mentions_zone)
        };
        rows.iter().take(HINTING_LINES).any(|row| first_word(row) == Some(true))
            || self.parts(self.section()).any(of_headings)
            || near.by_ref().take_while(|(_, start)| **start < self.start).any(&mut names_zone)
    }

    /// Whether the title is that of this place: another heading of the first level has its own.
    fn is_titled(&self) -> bool {
        let title = self.review.title().map(|title| title.at);
        let outermost = self.parts(self.section()).last();
        outermost.is_none_or(|(_, part)| part.level != 1 || Some(part.at) == title)
    }
}

fn surrounding(review: &Review) -> Context {
    let settings = &review.surroundings.rules.settings;
    Context {
        configured_zone: settings.timezone.as_deref().and_then(Zone::from_name),
        date_order: settings.date_order.map(|order| match order {
            settings::DateOrder::Dmy => DateOrder::DayFirst,
            settings::DateOrder::Mdy => DateOrder::MonthFirst,
            settings::DateOrder::Ymd => DateOrder::YearFirst,
        }),
        now: review.surroundings.now,
        words: Arc::clone(&review.surroundings.rules.kinds),
        quiet_gap: settings.quiet_gap.map(|gap| gap.0),
        ..Context::default()
    }
}

fn front_matter_zone(review: &Review) -> Option<Zone> {
    review.form.get(Field::Timezone).and_then(|read| Zone::from_name(read.text.trim()))
}

/// The moment of a field as a clock in the timeline's zone shows it.
fn local(read: &FieldRead, context: &Context) -> Option<DateTime> {
    local_of(&read.text, context)
}

fn local_of(text: &str, context: &Context) -> Option<DateTime> {
    let reading = moment_of(text, context)?;
    match (reading.instant, &context.zone) {
        (Some(instant), Some(zone)) if !zone.is_ambiguous() => Some(zone.time_zone().to_datetime(instant)),
        _ => reading.local,
    }
}
