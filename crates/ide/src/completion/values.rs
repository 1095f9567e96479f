//! Values of fields: those of the settings, of the review itself and of the other reviews of the workspace.

use askhow_review::form::{Field, Group};
use askhow_review::{Section, shared_values};
use askhow_timeline::{Kind, Zone};
use jiff::civil::DateTime;

use super::place::Cursor;
use super::{Completion, CompletionKind, Offers};
use crate::hover::questions;
use crate::named::Named;
use crate::timeline::{TimelineEntry, timeline_entries};

/// Where a value stands, which says how it is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Yaml,
    /// In JSON, too: a text stands in quotes.
    Toml,
}

/// The values of `field` that fit what was typed from `from` on.
pub(super) fn complete(cursor: &Cursor<'_>, field: Field, from: usize, place: Place) -> Offers {
    let typed = cursor.typed(from);
    let quote = typed.chars().next().filter(|c| place != Place::Text && matches!(c, '"' | '\''));
    let from = from + quote.map_or(0, char::len_utf8);
    let typed = cursor.typed(from);
    if typed.len() > 60 {
        return Offers::default();
    }
    // Of a list the last one is being written.
    let from = match typed.rfind(',').filter(|_| field.is_list()) {
        Some(comma) => {
            from + comma + 1 + cursor.typed(from + comma + 1).len()
                - cursor.typed(from + comma + 1).trim_start().len()
        }
        None => from,
    };
    let written: Vec<String> = match field.is_list() {
        true => typed.split(',').map(|value| value.trim().to_lowercase()).collect(),
        false => Vec::new(),
    };
    let last = cursor.typed(from).to_lowercase();
    let quotes = match (place, quote) {
        (Place::Toml, None) if field != Field::Askhow && !typed.starts_with('[') => ("\"", "\""),
        (_, Some('"')) if !cursor.after.contains('"') => ("", "\""),
        (_, Some('\'')) if !cursor.after.contains('\'') => ("", "'"),
        _ => ("", ""),
    };
    let mut known: Vec<(String, &str)> = Vec::new();
    for (value, detail) in values(cursor, field) {
        let fits = value.to_lowercase().starts_with(&last) && !written.contains(&value.to_lowercase());
        // What stands there already would only take the key that goes on.
        let is_new = value != cursor.typed(from);
        if is_new && (fits || value.to_lowercase() == last) && !known.iter().any(|(other, _)| *other == value)
        {
            known.push((value, detail));
        }
    }
    let asked = cursor.snapshot.review().surroundings.rules.about_field(field);
    let documentation = (!asked.is_empty()).then(|| questions(field.name(), asked));
    let items = known.into_iter().enumerate().map(|(index, (value, detail))| {
        let edit = cursor.edit(from, format!("{}{value}{}", quotes.0, quotes.1));
        Completion {
            preselect: index == 0,
            documentation: documentation.clone(),
            ..Completion::new(value, CompletionKind::Value, edit)
        }
        .detail(detail)
    });
    Offers {
        items: items.collect(),
        asks_others: !field.is_date() && !matches!(field, Field::Askhow | Field::Title),
    }
}

/// All values that are known for a field, the best first, each with where it comes from.
fn values(cursor: &Cursor<'_>, field: Field) -> Vec<(String, &'static str)> {
    let settings = &cursor.snapshot.review().surroundings.rules.settings;
    let mut values: Vec<(String, &'static str)> = Vec::new();
    let mut add = |detail, list: Vec<String>| values.extend(list.into_iter().map(|value| (value, detail)));
    match field {
        // What is configured is all there is.
        Field::Severity if !settings.severities.is_empty() => {
            add("a severity of the settings", settings.severities.clone());
            return values;
        }
        Field::Askhow => {
            add("whether this is read as a review", vec!["true".to_owned(), "false".to_owned()]);
            return values;
        }
        Field::Timezone => {
            add("the zone of the settings", settings.timezone.clone().into_iter().collect());
            add("a zone of this review", zones(cursor));
            add("coordinated universal time", vec!["UTC".to_owned()]);
        }
        Field::Assignee | Field::Watchers | Field::Authors => {
            add("acts in this review", Named::read_at(cursor.snapshot, cursor.offset).people);
        }
        _ if field.is_date() => {
            for (moment, detail) in moments(cursor, field) {
                add(detail, vec![moment]);
            }
            return values;
        }
        _ => {}
    }
    let others = from_others(cursor, field);
    let written: Vec<&str> = others.iter().map(String::as_str).collect();
    let mut shared = shared_values(field, &written);
    // What others have in small letters comes in their way alone.
    shared.retain(|value| !written.iter().any(|other| other.eq_ignore_ascii_case(value)));
    add("in other reviews", others);
    add("a value that many use", shared);
    values
}

/// What other reviews have, the most frequent first.
fn from_others(cursor: &Cursor<'_>, field: Field) -> Vec<String> {
    let mut counts: Vec<(usize, String)> = Vec::new();
    let own = cursor.snapshot.review().surroundings.path.as_deref();
    let others = cursor.options.others.iter().filter(|other| Some(other.path.as_str()) != own);
    for (_, value) in others.flat_map(|other| &other.fields).filter(|(of, _)| *of == field) {
        let each: Vec<&str> =
            if field.is_list() { value.split(',').map(str::trim).collect() } else { vec![value] };
        for value in each.into_iter().filter(|value| !value.is_empty()) {
            match counts.iter_mut().find(|(_, known)| known == value) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, value.to_owned())),
            }
        }
    }
    counts.sort_by(|(one, a), (two, b)| (two, a).cmp(&(one, b)));
    counts.into_iter().map(|(_, value)| value).collect()
}

fn zones(cursor: &Cursor<'_>) -> Vec<String> {
    let entries = timeline_entries(cursor.snapshot);
    let mut zones: Vec<String> = Vec::new();
    for zone in entries.into_iter().filter_map(|entry| entry.zone) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}

/// Moments for a date of the form: those of the timeline, and now.
fn moments(cursor: &Cursor<'_>, field: Field) -> Vec<(String, &'static str)> {
    let review = cursor.snapshot.review();
    let mut moments = Vec::new();
    let is_moment = field.group() == Some(Group::Dates) && !matches!(field, Field::Created | Field::Updated);
    if is_moment && review.has(Section::Timeline) {
        let entries = timeline_entries(cursor.snapshot);
        let told = |kind: Kind| entries.iter().find(|entry| entry.kind == Some(kind.name()));
        let (entry, detail) = match field {
            Field::IncidentStart => (entries.first(), "the first entry of the timeline"),
            Field::IncidentDetected => (told(Kind::Observation), "the first observation of the timeline"),
            _ => (
                entries.iter().rev().find(|entry| entry.kind == Some(Kind::Recovery.name())),
                "the last recovery of the timeline",
            ),
        };
        moments.extend(entry.and_then(moment_of).map(|moment| (moment, detail)));
    }
    let name = review.surroundings.rules.settings.timezone.clone().unwrap_or_else(|| "UTC".to_owned());
    if let Some((now, zone)) = cursor.options.now.zip(Zone::from_name(&name)) {
        let local = zone.time_zone().to_datetime(now);
        moments.push(match is_moment {
            true => (format!("{} {name}", minutes(local)), "now"),
            false => (local.date().to_string(), "today"),
        });
    }
    moments
}

/// Date, time and zone of an entry, where all of them are known.
fn moment_of(entry: &TimelineEntry) -> Option<String> {
    let local: DateTime = entry.local.as_ref()?.parse().ok()?;
    entry.instant.as_ref()?;
    Some(format!("{} {}", minutes(local), entry.zone.as_ref()?))
}

fn minutes(local: DateTime) -> String {
    local.strftime("%Y-%m-%d %H:%M").to_string()
}
