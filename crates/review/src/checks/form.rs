//! The rules `form/*`, and the dates of title and file name.

use askhow_document::{BlockKind, Edit, Finding, Fix, Span};
use askhow_timeline::{Context, Line, Reading, Role, Timeline};

use crate::context;
use crate::fields::FieldRead;
use crate::findings::{Want, related};
use crate::fix;
use crate::form::{Field, is_open_value};
use crate::front_matter::read_front_matter;
use crate::nearest::nearest;
use crate::review::Review;
use crate::rules::form as rules;
use crate::template::NOT_KNOWN;

/// What is to be said about the form of a review.
pub(crate) fn form(review: &Review, want: Want) -> Vec<Finding> {
    let mut found = Vec::new();
    front_matter(review, &mut found);
    date_conflict(review, want, &mut found);
    if review.form.fields.is_empty() {
        return found;
    }
    let context = context::of_form(review);
    severity(review, want, &mut found);
    for read in &review.form.fields {
        invalid(read, &context, want, &mut found);
        if read.text.trim().is_empty() && read.field.group().is_some() {
            let message = rules::missing_message(read.field.name());
            let mut finding = Finding::new(&rules::MISSING, read.key, message);
            if want == Want::Fixes {
                finding.fixes.push(not_known(review, read));
            }
            found.push(finding);
        }
    }
    let moments = Moments::read(review, &context);
    moments.order(&mut found);
    moments.timeline(review, want, &mut found);
    found
}

/// Says that a value is not known, rather than leaving it out.
fn not_known(review: &Review, read: &FieldRead) -> Fix {
    let at = read.value.start;
    let before = review.text.slice(Span::new(review.text.floor(at.saturating_sub(1)), at));
    let blank = if before.ends_with([' ', '\t']) { "" } else { " " };
    // Blanks at the end of the line go.
    let line = review.text.line_span(review.text.line_of(at));
    let rest = review.text.slice(Span::new(at, line.end.max(at))).into_owned();
    let blanks = rest.trim_end_matches(['\n', '\r']);
    let end = if blanks.trim().is_empty() { at + blanks.len() } else { at };
    Fix {
        title: format!("Write “{NOT_KNOWN}”"),
        preferred: false,
        safe: false,
        edits: vec![Edit::new(Span::new(at, end), format!("{blank}{NOT_KNOWN}"))],
        item: None,
    }
}

fn front_matter(review: &Review, found: &mut Vec<Finding>) {
    let Some(facts) = review.facts.first() else { return };
    let Some(block) = facts.segment.blocks().first() else { return };
    let BlockKind::FrontMatter { toml } = block.kind else { return };
    let problem = read_front_matter(block.span.of(facts.segment.text()), toml).problem;
    found.extend(problem.map(|problem| {
        Finding::new(&rules::FRONT_MATTER, problem.span.shift(block.span.start), problem.message)
    }));
}

fn date_conflict(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let Some((title, file)) = context::title(review).zip(review.file_name.as_deref()) else { return };
    let Some(conflict) = askhow_timeline::date_conflict(&title, file) else { return };
    let Some(title) = review.title() else { return };
    let span = review.heading_span(title, conflict.span);
    let rule = askhow_timeline::RULES.iter().find(|rule| rule.id == "timeline/date-conflict");
    let Some(rule) = rule else { return };
    let mut finding = Finding::new(rule, span, conflict.message);
    if want == Want::Fixes {
        let title = format!("Write {}, the date of the file\u{2019}s name", conflict.new_text);
        let edits = vec![Edit::new(span, conflict.new_text)];
        finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
    }
    found.push(finding);
}

fn severity(review: &Review, want: Want, found: &mut Vec<Finding>) {
    let known = &review.surroundings.rules.settings.severities;
    let Some(read) = review.form.get(Field::Severity).filter(|_| !known.is_empty()) else { return };
    let value = read.text.trim();
    if is_open_value(value) || known.iter().any(|severity| severity.eq_ignore_ascii_case(value)) {
        return;
    }
    let near = nearest(value, known.iter().map(String::as_str));
    let message = rules::unknown_value_message(read.field.name(), value, known, near);
    let mut finding = Finding::new(&rules::UNKNOWN_VALUE, read.value, message);
    // Of several lines none is written over.
    let is_one = !review.text.slice(read.value).contains('\n');
    if let (Want::Fixes, Some(near), true) = (want, near, is_one) {
        let edits = vec![Edit::new(read.value, near)];
        finding.fixes.push(Fix {
            title: format!("Write {near}"),
            preferred: true,
            safe: false,
            edits,
            item: None,
        });
    }
    found.push(finding);
}

/// A date that cannot be, as the rule for stamps finds it.
fn invalid(read: &FieldRead, context: &Context, want: Want, found: &mut Vec<Finding>) {
    if !read.field.is_date() || read.text.trim().is_empty() {
        return;
    }
    let line = Line::read(Role::Entry, &read.text);
    let doubtful = line.stamp.as_ref().is_some_and(|stamp| {
        let weekday = stamp.start.date.as_ref().is_some_and(|date| date.weekday.is_some());
        !stamp.problems.is_empty() || weekday
    });
    if !doubtful {
        return;
    }
    let timeline = Timeline::new(context.clone(), vec![line]);
    let Some(problem) = timeline.findings().into_iter().find(|it| it.rule.id == "timeline/invalid") else {
        return;
    };
    let message = rules::invalid_date_message(read.field.name(), read.text.trim(), Some(&problem.message));
    let mut finding = Finding::new(&rules::INVALID_DATE, read.value, message);
    for fix in problem.fixes.into_iter().filter(|_| want == Want::Fixes) {
        let askhow_timeline::Change::Edit(edits) = fix.change else { continue };
        // The value is written without Markdown nearly always; where it is not, the words do not match.
        if read.value.len() != read.text.len() {
            continue;
        }
        let edits =
            edits.into_iter().map(|(_, edit)| Edit::new(edit.span.shift(read.value.start), edit.new_text));
        let edits = edits.collect();
        finding.fixes.push(Fix {
            title: fix.title,
            preferred: fix.preferred,
            safe: fix.safe,
            edits,
            item: None,
        });
    }
    found.push(finding);
}

/// The moments of the form that can be compared.
struct Moments<'r> {
    read: Vec<(&'r FieldRead, Reading)>,
}

impl<'r> Moments<'r> {
    fn read(review: &'r Review, context: &Context) -> Self {
        let fields = [
            Field::IncidentStart,
            Field::IncidentDetected,
            Field::StabilizationTime,
            Field::Created,
            Field::Updated,
        ];
        let read = fields.into_iter().filter_map(|field| {
            let read = review.form.get(field)?;
            Some((read, context::moment(read, context)?))
        });
        Self { read: read.collect() }
    }

    fn get(&self, field: Field) -> Option<&(&'r FieldRead, Reading)> {
        self.read.iter().find(|(read, _)| read.field == field)
    }

    fn order(&self, found: &mut Vec<Finding>) {
        let pairs = [
            (Field::IncidentStart, Field::IncidentDetected),
            (Field::IncidentDetected, Field::StabilizationTime),
            (Field::IncidentStart, Field::StabilizationTime),
            (Field::Created, Field::Updated),
        ];
        let mut told = Vec::new();
        for (first, second) in pairs {
            let (Some((first, one)), Some((second, two))) = (self.get(first), self.get(second)) else {
                continue;
            };
            let before = match (one.instant, two.instant) {
                (Some(one), Some(two)) => two < one,
                _ => matches!((one.local, two.local), (Some(one), Some(two)) if two < one),
            };
            if before && !told.contains(&second.value) {
                told.push(second.value);
                let message = rules::order_message(first.field.name(), second.field.name());
                let mut finding = Finding::new(&rules::ORDER, second.value, message);
                finding.related.push(related(first.value, format!("{} is here", first.field.name())));
                found.push(finding);
            }
        }
    }

    /// Start, detection and stabilization without an entry within a minute.
    fn timeline(&self, review: &Review, want: Want, found: &mut Vec<Finding>) {
        let in_form = |span: Span| review.form.fields.iter().any(|field| field.span.meets(span));
        let timelines: Vec<_> = review.timelines.iter().filter(|timeline| !in_form(timeline.span)).collect();
        let readings = || timelines.iter().flat_map(|timeline| timeline.timeline.readings());
        if readings().filter(|reading| reading.local.is_some()).count() < 2 {
            return;
        }
        for field in [Field::IncidentStart, Field::IncidentDetected, Field::StabilizationTime] {
            let Some((read, moment)) = self.get(field) else { continue };
            let near = |reading: &Reading| match (moment.instant, reading.instant) {
                (Some(one), Some(two)) => (one.as_second() - two.as_second()).abs() <= 60,
                _ => match (moment.local, reading.local) {
                    (Some(one), Some(two)) => one.duration_since(two).as_secs().abs() <= 60,
                    _ => false,
                },
            };
            let covered = |reading: &Reading| match (moment.instant, reading.instant, reading.end) {
                (Some(moment), Some(start), Some(end)) => start <= moment && moment <= end,
                _ => false,
            };
            // Where the moments cannot be compared, nothing can be said.
            let comparable = readings().any(|it| {
                it.instant.is_some() && moment.instant.is_some()
                    || it.local.is_some() && moment.local.is_some()
            });
            if comparable && !readings().any(|reading| near(reading) || covered(reading)) {
                let message = rules::timeline_message(read.field.name(), read.text.trim());
                let mut finding = Finding::new(&rules::TIMELINE, read.value, message);
                let place =
                    timelines.iter().find(|it| it.timeline.readings().iter().any(|it| it.instant.is_some()));
                if let (Want::Fixes, Some(timeline), Some(instant)) = (want, place, moment.instant) {
                    let edits: Vec<Edit> =
                        fix::entry_of_moment(review, timeline, instant).into_iter().collect();
                    let title = format!("Insert an entry for {} in the timeline", read.field.name());
                    if !edits.is_empty() {
                        finding.fixes.push(Fix { title, preferred: true, safe: false, edits, item: None });
                    }
                }
                found.push(finding);
            }
        }
    }
}
