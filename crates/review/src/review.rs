//! The review: facts folded into an outline, timelines and a form.

use std::cell::LazyCell;
use std::sync::{Arc, OnceLock};

use askhow_document::{Block, Document, Finding, Flavour, Segment, Span, Text};
use askhow_phrasing::{OwnPhrase, Phrases};
use askhow_timeline::{Kind, Stated};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::boilerplate::Boilerplate;
use crate::columns::Heads;
use crate::context;
use crate::facts::{BOLD_LINE, Facts, HeadingFact};
use crate::fields::{FieldRead, Form};
use crate::fix;
use crate::form::Field;
use crate::front_matter;
use crate::held::{Held, held};
use crate::names::Named;
use crate::names::TeamSections;
use crate::outline::{Outline, Part};
use crate::recognise::{self, Clues, MOST_HEADINGS, Opening, Verdict};
use crate::recorded::Recorded;
use crate::rules::form::Moments;
use crate::rules::section::Progress;
use crate::sayings::Sayings;
use crate::section::Section;
use crate::settings::{Kinds, Settings};
use crate::timelines::{self, LineAt, TimelinePart};

/// Settings, compiled: what facts are read with.
#[derive(Debug)]
pub struct Rules {
    /// As set.
    pub settings: Arc<Settings>,
    /// The names of sections, a team's own included.
    pub sections: TeamSections,
    /// The phrases, a team's own included.
    pub phrases: Phrases,
    /// A team's words and emoji for kinds of entries.
    pub kinds: Arc<Vec<(String, Kind)>>,
}

impl Rules {
    /// Compiles settings.
    pub fn new(settings: Arc<Settings>) -> Self {
        let own = settings.phrases.iter().map(|phrase| OwnPhrase {
            find: phrase.find.clone(),
            message: phrase.message.clone(),
            questions: phrase.questions.clone(),
            replace: phrase.replace.clone(),
        });
        let kinds = Arc::new(words_of_kinds(&settings.kinds));
        Self { sections: TeamSections::new(&settings), phrases: Phrases::new(own.collect()), kinds, settings }
    }
}

fn words_of_kinds(kinds: &Kinds) -> Vec<(String, Kind)> {
    let of = |words: &[String], kind| words.iter().map(move |word| (word.clone(), kind)).collect::<Vec<_>>();
    [
        of(&kinds.observation, Kind::Observation),
        of(&kinds.hypothesis, Kind::Hypothesis),
        of(&kinds.action, Kind::Action),
        of(&kinds.communication, Kind::Communication),
        of(&kinds.recovery, Kind::Recovery),
    ]
    .concat()
}

/// What surrounds a document: everything a finding depends on besides its text.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The rules in force.
    pub rules: Arc<Rules>,
    /// Where the file is, relative to the settings' file or the workspace folder if there is one, else
    /// whole; with `/`. `None` for an unsaved buffer or standard input without a name.
    pub path: Option<String>,
    /// Whether somebody asked for this very file, which makes it a review whatever it holds.
    pub named: bool,
    /// What the globs of the settings say of this file: that it is a review, or that it is none.
    pub configured: Option<bool>,
    /// The moment of reading, for `timeline/future`.
    pub now: Option<Timestamp>,
    /// The zone of the machine at which the writer sits, by its IANA name: chat shows its times in it.
    pub writer_zone: Option<String>,
    /// The text of the team's own template.
    pub template: Option<Arc<str>>,
    /// What the templates say that the review may have been made from.
    pub boilerplate: Vec<Arc<Boilerplate>>,
}

impl Default for Surroundings {
    /// The settings that hold where none are set, and a text of no name.
    fn default() -> Self {
        let rules = Arc::new(Rules::new(Arc::default()));
        Self {
            rules,
            path: None,
            named: false,
            configured: None,
            now: None,
            writer_zone: None,
            template: None,
            boilerplate: Vec::new(),
        }
    }
}

impl Surroundings {
    /// What a block holds: nothing of the writer's own where it says what a template says.
    pub(crate) fn held(&self, segment: &Segment, block: &Block) -> Held {
        let held = held(segment, block);
        if held > Held::Prompt && self.is_boilerplate(segment, block) { Held::Prompt } else { held }
    }

    /// Whether a block says what a template says.
    pub(crate) fn is_boilerplate(&self, segment: &Segment, block: &Block) -> bool {
        Boilerplate::is_in(&self.boilerplate, segment, block)
    }

    /// In which Markdown a file of this name is written.
    pub fn flavour(&self) -> Flavour {
        self.path.as_deref().map_or(Flavour::Markdown, Flavour::of_path)
    }
}

/// A review at one moment; immutable, cheap to share.
#[derive(Debug)]
pub struct Review {
    /// The text.
    pub text: Text,
    /// What it was read with.
    pub surroundings: Arc<Surroundings>,
    /// Its facts, a segment each.
    pub facts: Vec<Arc<Facts>>,
    /// How many findings of wording they hold.
    pub(crate) n_hits: usize,
    /// Where each segment begins, in bytes of the text.
    pub starts: Vec<usize>,
    /// Its sections.
    pub outline: Outline,
    /// Its form.
    pub form: Form,
    /// Its timelines, in order.
    pub timelines: Vec<TimelinePart>,
    /// Whether it is one, and how we know.
    pub verdict: Verdict,
    /// What the file's name says about dates.
    pub(crate) file_name: Option<Arc<Stated>>,
    /// Whether a comment turns a rule off somewhere.
    pub(crate) has_directives: bool,
    /// What is worked out when it is first asked for.
    pub(crate) asked: Memo,
}

/// What of a review is worked out when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// What the structure adds to the findings.
    pub(crate) structure: OnceLock<Vec<Finding>>,
    /// When the times of the form were.
    pub(crate) moments: OnceLock<Vec<Moments>>,
    /// Whether it is as a template made it.
    pub(crate) untouched: OnceLock<bool>,
    /// How far it is written.
    pub(crate) progress: OnceLock<Progress>,
    /// Where what closes it begins.
    pub(crate) closing: OnceLock<usize>,
    /// Whether it is too early to ask for what is missing.
    pub(crate) early: OnceLock<bool>,
    /// What fixes have written.
    pub(crate) recorded: OnceLock<Recorded>,
    /// Where words are somebody's.
    pub(crate) sayings: OnceLock<Sayings>,
    /// Who acts in the timelines, in small letters.
    pub(crate) actors: OnceLock<Vec<String>>,
    /// The heads of tables that go on from one segment to the next.
    pub(crate) open_heads: OnceLock<Vec<Option<Heads>>>,
    /// How its headings are written.
    pub(crate) heading_style: OnceLock<fix::HeadingStyle>,
    /// The bullet of its lists.
    pub(crate) bullet: OnceLock<&'static str>,
    /// Where the list of each section ends that is the first of its name.
    pub(crate) list_ends: [OnceLock<Option<fix::LastItem>>; Section::ALL.len()],
}

impl Review {
    /// Reads a document, taking from `before` whatever has not changed.
    pub fn read(document: &Document, surroundings: &Arc<Surroundings>, before: Option<&Review>) -> Self {
        let timelines = before.map(|before| before.timelines.clone()).unwrap_or_default();
        Self::read_knowing(document, surroundings, before, timelines, None)
    }

    /// The same where nobody needs the review before any more; with the facts of one segment, if they are `known`.
    pub(crate) fn read_after(
        document: &Document,
        surroundings: &Arc<Surroundings>,
        mut before: Review,
        known: Option<&Arc<Facts>>,
    ) -> Self {
        let timelines = std::mem::take(&mut before.timelines);
        Self::read_knowing(document, surroundings, Some(&before), timelines, known)
    }

    fn read_knowing(
        document: &Document,
        surroundings: &Arc<Surroundings>,
        before: Option<&Review>,
        timelines: Vec<TimelinePart>,
        known: Option<&Arc<Facts>>,
    ) -> Self {
        let file_name = match before.filter(|before| before.surroundings.path == surroundings.path) {
            Some(before) => before.file_name.clone(),
            None => context::file_name(surroundings).map(Arc::new),
        };
        let before = before.filter(|before| Arc::ptr_eq(&before.surroundings.rules, &surroundings.rules));
        let facts = read_facts(document.segments(), &surroundings.rules, before, known);
        let mut starts = Vec::with_capacity(facts.len());
        let mut at = 0;
        for facts in &facts {
            starts.push(at);
            at += facts.segment.text().len();
        }
        let has_directives = facts.iter().any(|facts| !facts.directives.is_empty());
        let n_hits = facts.iter().map(|facts| facts.hits.len()).sum();
        let outline = Outline::new(&facts, &starts, at);
        let form = Form::read(&facts, &starts, &outline);
        let drafts = timelines::find(&facts, &starts, &outline);
        let mut review = Self {
            text: document.text().clone(),
            surroundings: Arc::clone(surroundings),
            facts,
            n_hits,
            starts,
            outline,
            form,
            timelines: Vec::new(),
            verdict: Verdict::default(),
            file_name,
            has_directives,
            asked: Memo::default(),
        };
        let has_timeline = !drafts.is_empty();
        let old = if before.is_some() { timelines } else { Vec::new() };
        review.timelines = {
            let reaches = LazyCell::new(|| context::Reaches::of(&review));
            timelines::read(drafts, |draft| context::of(&review, &reaches, draft), old)
        };
        review.verdict = review.weigh(has_timeline);
        review
    }

    /// In which Markdown it is written.
    pub fn flavour(&self) -> Flavour {
        self.surroundings.flavour()
    }

    /// The title: the first heading of the first level, if it stands before every known section. A title that begins
    /// with the name of one is none in the outline.
    pub fn title(&self) -> Option<&Part> {
        let first = self.outline.parts.first()?;
        (first.level == 1 && first.named.as_ref().is_none_or(|named| named.section.is_none()))
            .then_some(first)
    }

    /// The heading of a section, as read.
    pub(crate) fn heading(&self, part: &Part) -> Option<&HeadingFact> {
        self.facts.get(part.at.0)?.headings.get(part.at.1)
    }

    /// Where a span of a heading's words stands in the document: marks of emphasis around it stay outside.
    pub(crate) fn heading_span(&self, part: &Part, span: Span) -> Span {
        let Some((facts, heading)) = self.facts.get(part.at.0).zip(self.heading(part)) else {
            return part.content;
        };
        facts.segment.prose(heading.content).plain().source_span(span).shift(part.content.start)
    }

    /// The words of a section's heading.
    pub fn name(&self, part: &Part) -> &str {
        self.heading(part).map_or("", |heading| heading.name.as_str())
    }

    /// The segment in which `offset` lies, and where it begins; the last one for the end of the text.
    pub fn segment_at(&self, offset: usize) -> Option<(&Arc<Facts>, usize)> {
        let index = self.starts.partition_point(|start| *start <= offset).checked_sub(1)?;
        Some((self.facts.get(index)?, *self.starts.get(index)?))
    }

    /// A line of a timeline and where its segment begins.
    pub fn line(&self, at: LineAt) -> Option<(&Arc<Facts>, &crate::facts::LineFact, usize)> {
        let facts = self.facts.get(at.segment)?;
        Some((facts, facts.lines.get(at.line)?, *self.starts.get(at.segment)?))
    }

    /// Whether it is a review, from what has been read.
    pub(crate) fn weigh(&self, has_timeline: bool) -> Verdict {
        let sections: Vec<Named> = self.outline.parts.iter().filter_map(|part| part.named.clone()).collect();
        let is_filled_in = |read: &&FieldRead| match read.field.is_date() {
            true => read.text.contains(|c: char| c.is_ascii_digit()),
            false => !read.text.trim().is_empty(),
        };
        let fields: Vec<Field> =
            self.form.fields.iter().filter(is_filled_in).map(|read| read.field).collect();
        let said = self.form.get(Field::Askhow).and_then(|read| front_matter::truth(&read.text));
        let first = || self.outline.parts.first().filter(|part| part.level <= BOLD_LINE);
        let title = self.title().map(|title| self.name(title));
        let title = title.or_else(|| self.form.get(Field::Title).map(|read| read.text.as_str()));
        // Without a heading of the first level the first one says what it is.
        let title = title.or_else(|| first().map(|first| self.name(first)));
        let labels: Vec<Section> = self
            .facts
            .iter()
            .flat_map(|facts| facts.labels.iter().filter(|label| !label.fills_in).map(|label| label.section))
            .collect();
        let headings: Vec<&str> =
            self.outline.parts.iter().take(MOST_HEADINGS).map(|part| self.name(part)).collect();
        recognise::decide(&Clues {
            named: self.surroundings.named,
            front_matter: said,
            configured: self.surroundings.configured,
            path: self.surroundings.path.as_deref(),
            sections: &sections,
            labels: &labels,
            headings: &headings,
            title,
            is_dated: context::title(self).is_some_and(|stated| stated.date.is_some()),
            opening: Opening::of(&self.facts),
            has_timeline,
            is_to_come: self.is_to_come(),
            has_tasks: self.has_tasks(),
            fields: &fields,
            tells_what_happened: &|| self.tells_what_happened(),
        })
    }

    /// Whether half of the stamped lines of its timelines are tasks with a box.
    fn has_tasks(&self) -> bool {
        let lines = self.timelines.iter().flat_map(|timeline| &timeline.lines);
        let entries = lines.filter_map(|at| self.line(*at).filter(|(_, line, _)| line.stamp.is_some()));
        let (mut n, mut n_tasks) = (0usize, 0usize);
        for (facts, line, _) in entries {
            n += 1;
            let block = facts.segment.blocks().get(line.block);
            let source = block.map_or("", |block| block.span.of(facts.segment.text()));
            let source = source.trim_start_matches(['-', '*', '+', ' ']);
            let boxed = ["[ ]", "[x]", "[X]"].iter().any(|mark| source.starts_with(mark));
            n_tasks += usize::from(boxed);
        }
        n_tasks > 0 && 2 * n_tasks >= n
    }

    /// Whether all of its timelines' times are still to come.
    fn is_to_come(&self) -> bool {
        let Some(now) = self.surroundings.now else { return false };
        // Where no zone is known, tomorrow in UTC may be today.
        let latest = TimeZone::UTC.to_datetime(now).date().saturating_add(1.day());
        let readings = self.timelines.iter().flat_map(|timeline| timeline.timeline.readings());
        let mut is_later = readings
            .filter_map(|it| match it.instant {
                Some(instant) => Some(instant.duration_since(now) > SignedDuration::from_hours(1)),
                None => Some(it.local.map(|local| local.date()).or(it.date)? > latest),
            })
            .peekable();
        is_later.peek().is_some() && is_later.all(|later| later)
    }

    /// Where a span of a timeline line's words stands in the document.
    pub fn line_span(&self, at: LineAt, span: Span) -> Span {
        let Some((facts, line, start)) = self.line(at) else { return Span::default() };
        facts.line_words(line).source_span(span).shift(start)
    }
}

/// Facts of the segments: those of a segment that has not changed are taken over, and those that are `known`.
fn read_facts(
    segments: &[Arc<Segment>],
    rules: &Rules,
    before: Option<&Review>,
    known: Option<&Arc<Facts>>,
) -> Vec<Arc<Facts>> {
    let old = before.map(|before| before.facts.as_slice()).unwrap_or_default();
    let same = |facts: &Arc<Facts>, segment: &Arc<Segment>| Arc::ptr_eq(&facts.segment, segment);
    let head = old.iter().zip(segments).take_while(|(facts, segment)| same(facts, segment)).count();
    let most = old.len().min(segments.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(segments.iter().rev())
        .take(most)
        .take_while(|(facts, segment)| same(facts, segment))
        .count();
    let n_changed = segments.len() - head - tail;
    let changed = segments.iter().skip(head).take(n_changed);
    let mut facts = Vec::with_capacity(segments.len());
    facts.extend(old.iter().take(head).cloned());
    for (index, segment) in changed.enumerate() {
        let before = old.get(head + index);
        let known = known.into_iter().chain(before).find(|known| Arc::ptr_eq(&known.segment, segment));
        let read = || Arc::new(Facts::read(Arc::clone(segment), rules, before.map(Arc::as_ref)));
        facts.push(known.map_or_else(read, Arc::clone));
    }
    facts.extend(old.iter().skip(old.len() - tail).cloned());
    facts
}
