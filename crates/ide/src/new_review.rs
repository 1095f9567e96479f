//! A new review: from the template that comes with the program, or as a copy of the team's own.
//!
//! In a copy title, severity and start go where the template has them; all else stays as the team wrote it.

use std::sync::Arc;

use askhow_document::{BlockKind, FrontSyntax, Span};
use askhow_review::form::{Field, is_open_value};
use askhow_review::template::{self, OPEN_TIME, TemplateOptions, escaped};
use askhow_review::{FieldRead, Review, Surroundings};
use askhow_timeline::{Zone, read_stamp};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::Analysis;

/// What a new review is filled with.
#[derive(Clone, Debug)]
pub struct NewReview<'a> {
    /// The moment of writing.
    pub now: Option<Timestamp>,
    /// What ends a line: `\n` or `\r\n`.
    pub newline: &'a str,
    /// The title.
    pub title: Option<String>,
    /// Severity.
    pub severity: Option<String>,
    /// Incident Start, as it is to be written; a time alone is of the day that the file's name says.
    pub start: Option<String>,
    /// Whether it is to hold tab stops.
    pub snippet: bool,
}

/// The text of a new review in these surroundings.
///
/// # Errors
/// Says what was given and has no place in the team's template.
pub fn new_review(surroundings: &Arc<Surroundings>, new: &NewReview<'_>) -> Result<String, String> {
    let day = surroundings.path.as_deref().and_then(template::day_of);
    let new = NewReview { start: new.start.clone().map(|start| with_day(start, day)), ..new.clone() };
    match &surroundings.template {
        Some(own) => copy_of(own, surroundings, &new, day),
        None => Ok(built_in(surroundings, new, day)),
    }
}

fn with_day(start: String, day: Option<Date>) -> String {
    let is_clock = read_stamp(&start).is_some_and(|stamp| stamp.has_time && !stamp.has_date);
    match day.filter(|_| is_clock) {
        Some(day) => format!("{day} {start}"),
        None => start,
    }
}

fn built_in(surroundings: &Surroundings, new: NewReview<'_>, day: Option<Date>) -> String {
    let rules = &surroundings.rules;
    let options = TemplateOptions {
        now: new.now,
        zone: zone(surroundings).map(|zone| zone.time_zone().clone()),
        newline: new.newline,
        title: new.title,
        severity: new.severity,
        start: new.start,
        day,
        fields: Some(template::fields(Some(&rules.settings))),
        sections: Some(&rules.sections),
    };
    if new.snippet { template::review_snippet(&options) } else { template::review(&options) }
}

fn zone(surroundings: &Surroundings) -> Option<Zone> {
    surroundings.rules.settings.timezone.as_deref().and_then(Zone::from_name)
}

/// What is written in place of a piece of the template.
struct Fill {
    span: Span,
    text: String,
    /// Whether it is a tab stop.
    stop: bool,
}

fn copy_of(
    own: &str,
    surroundings: &Surroundings,
    new: &NewReview<'_>,
    day: Option<Date>,
) -> Result<String, String> {
    let text = own.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\n', new.newline);
    let around = Surroundings { named: true, path: None, ..surroundings.clone() };
    let snapshot = Analysis::new(&text, Arc::new(around)).snapshot();
    let review = snapshot.review();
    let mut fills = titles(review, new)?;
    let zone = surroundings.rules.settings.timezone.as_deref().unwrap_or("UTC");
    let moment = day.map(|day| format!("{day} {OPEN_TIME} {zone}"));
    let severity = new.severity.as_ref().map(|severity| ("a severity", severity.clone()));
    let start = new.start.as_ref().map(|start| ("a start", start.clone()));
    for (field, given, guessed) in [
        (Field::Severity, severity, None),
        (Field::IncidentStart, start, moment.clone()),
        (Field::IncidentDetected, None, moment.clone()),
        (Field::StabilizationTime, None, moment),
        (Field::Date, None, day.map(|day| day.to_string())),
    ] {
        let read = review.form.fields.iter().find(|read| read.field == field);
        let value = match (&given, read) {
            (Some((what, value)), None) => return Err(no_place(what, value, Some(field))),
            (Some((_, value)), Some(_)) => Some(value.clone()),
            (None, read) => guessed.filter(|_| read.is_some_and(has_no_time)),
        };
        fills.extend(read.zip(value).map(|(read, value)| put(review, read, value)));
    }
    if new.snippet {
        let stops = review.form.fields.iter().filter(|read| is_open_value(&read.text));
        let stops: Vec<Fill> = stops
            .filter(|read| !fills.iter().any(|fill| fill.span.meets(read.value)))
            .map(|read| Fill { stop: true, ..put(review, read, review.text.slice(read.value).into_owned()) })
            .collect();
        fills.extend(stops);
    }
    Ok(filled(&text, fills, new.snippet))
}

fn no_place(what: &str, value: &str, field: Option<Field>) -> String {
    let place = field.map_or("a heading of the first level, `# Title`".to_owned(), |field| {
        format!("a field `{}`", field.name())
    });
    format!(
        "“{value}” is given as {what}, and the template of the settings has no place for it: it needs {place}"
    )
}

/// Whether a date of the template holds none yet.
fn has_no_time(read: &FieldRead) -> bool {
    is_open_value(&read.text) || read_stamp(&read.text).is_none()
}

/// The title, in a heading and in front matter.
fn titles(review: &Review, new: &NewReview<'_>) -> Result<Vec<Fill>, String> {
    let heading = review.title().map(|title| title.content);
    let field = review.form.fields.iter().find(|read| read.field == Field::Title);
    let Some(title) = &new.title else {
        let fill = |span: Span| Fill { span, text: review.text.slice(span).into_owned(), stop: true };
        return Ok(heading.filter(|_| new.snippet).map(fill).into_iter().collect());
    };
    let mut fills: Vec<Fill> =
        heading.map(|span| Fill { span, text: title.clone(), stop: false }).into_iter().collect();
    fills.extend(field.map(|read| put(review, read, title.clone())));
    if fills.is_empty() { Err(no_place("a title", title, None)) } else { Ok(fills) }
}

/// A value where a field has its own, or none yet.
fn put(review: &Review, read: &FieldRead, value: String) -> Fill {
    let at = read.value.start;
    let before = review.text.slice(Span::new(review.text.floor(at.saturating_sub(1)), at)).into_owned();
    let first = review.facts.first();
    let front =
        first.and_then(|facts| facts.segment.blocks().first()).filter(|block| block.span.contains(at));
    let text = match front.map(|block| &block.kind) {
        Some(BlockKind::FrontMatter { .. }) if before == "\"" => value.replace('"', "\\\""),
        Some(BlockKind::FrontMatter { .. }) if before == "'" => value.replace('\'', "\u{2019}"),
        Some(BlockKind::FrontMatter { syntax: FrontSyntax::Yaml })
            if value.contains([':', '#', '"', '\'']) =>
        {
            serde_json::Value::from(value).to_string()
        }
        _ => value,
    };
    let parts = read.value.is_empty() && !before.is_empty() && !before.ends_with([' ', '\t', '"', '\'']);
    Fill { span: read.value, text: if parts { format!(" {text}") } else { text }, stop: false }
}

fn filled(text: &str, mut fills: Vec<Fill>, snippet: bool) -> String {
    fills.sort_by_key(|fill| fill.span);
    let written = |text: &str| if snippet { escaped(text) } else { text.to_owned() };
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    let mut n_stops = 0;
    for fill in fills {
        out.push_str(&written(text.get(at..fill.span.start).unwrap_or_default()));
        if fill.stop {
            n_stops += 1;
            let lead = fill.text.len() - fill.text.trim_start().len();
            let (blank, words) = fill.text.split_at(lead);
            out.push_str(blank);
            out.push_str(&match words {
                "" => format!("${n_stops}"),
                words => format!("${{{n_stops}:{}}}", escaped(words)),
            });
        } else {
            out.push_str(&written(&fill.text));
        }
        at = fill.span.end;
    }
    out.push_str(&written(text.get(at..).unwrap_or_default()));
    if snippet {
        out.push_str("$0");
    }
    out
}

#[cfg(test)]
mod tests {
    use askhow_review::{Rules, Settings};

    use super::*;

    const OWN: &str = "# Incident: TITLE\n\n- Severity: <SEV>\n- Start: YYYY-MM-DD hh:mm\n- Owner:\n\n## What $we saw\n\nText.\n";

    fn surroundings(own: &str, path: &str) -> Arc<Surroundings> {
        let rules = Arc::new(Rules::new(Arc::new(Settings::default())));
        let (template, path) = (Some(Arc::from(own)), Some(path.to_owned()));
        Arc::new(Surroundings { rules, path, template, ..Surroundings::default() })
    }

    fn nothing() -> NewReview<'static> {
        NewReview { now: None, newline: "\n", title: None, severity: None, start: None, snippet: false }
    }

    #[test]
    fn a_copy_is_the_template_of_the_team_with_what_was_given() {
        let cart = surroundings(OWN, "incidents/cart.md");
        assert_eq!(new_review(&cart, &nothing()).unwrap(), OWN);
        let given = NewReview {
            title: Some("Carts lost".to_owned()),
            severity: Some("SEV2".to_owned()),
            start: Some("2026-11-28 16:40".to_owned()),
            ..nothing()
        };
        let text = "# Carts lost\n\n- Severity: SEV2\n- Start: 2026-11-28 16:40\n- Owner:\n\n## What $we saw\n\nText.\n";
        assert_eq!(new_review(&cart, &given).unwrap(), text);
        // A time alone is of the day in the file's name.
        let dated = surroundings(OWN, "incidents/2026-11-28-cart.md");
        let given = NewReview { start: Some("16:40".to_owned()), ..given };
        assert_eq!(new_review(&dated, &given).unwrap(), text);
        let open = new_review(&dated, &nothing()).unwrap();
        assert_eq!(open, OWN.replace("YYYY-MM-DD hh:mm", "2026-11-28 ??:?? UTC"));
        let windows = NewReview { newline: "\r\n", ..nothing() };
        assert_eq!(new_review(&cart, &windows).unwrap(), OWN.replace('\n', "\r\n"));
    }

    #[test]
    fn a_copy_has_stops_where_something_is_left_open() {
        let snippet = NewReview { snippet: true, ..nothing() };
        let text = new_review(&surroundings(OWN, "cart.md"), &snippet).unwrap();
        assert_eq!(
            text,
            "# ${1:Incident: TITLE}\n\n- Severity: ${2:<SEV>}\n- Start: ${3:YYYY-MM-DD hh:mm}\n- Owner: $4\n\n## What \\$we saw\n\nText.\n$0"
        );
    }

    #[test]
    fn front_matter_stays_what_it_is() {
        for (own, expected) in [
            (
                "---\ntitle: x\nseverity:\n---\n\nText.\n",
                "---\ntitle: \"Cart: \\\"lost\\\"\"\nseverity: SEV2\n---\n\nText.\n",
            ),
            (
                "---\ntitle: \"x\"\nseverity: \n---\n",
                "---\ntitle: \"Cart: \\\"lost\\\"\"\nseverity: SEV2\n---\n",
            ),
            (
                "+++\ntitle = \"x\"\nseverity = \"\"\n+++\n",
                "+++\ntitle = \"Cart: \\\"lost\\\"\"\nseverity = \"SEV2\"\n+++\n",
            ),
        ] {
            let title = Some("Cart: \"lost\"".to_owned());
            let given = NewReview { title, severity: Some("SEV2".to_owned()), ..nothing() };
            assert_eq!(new_review(&surroundings(own, "cart.md"), &given).unwrap(), expected);
        }
    }

    #[test]
    fn what_has_no_place_in_the_template_is_said() {
        let bare = surroundings("Text.\n", "cart.md");
        let title = NewReview { title: Some("Carts lost".to_owned()), ..nothing() };
        assert_eq!(
            new_review(&bare, &title).unwrap_err(),
            "“Carts lost” is given as a title, and the template of the settings has no place for it: it needs a heading of the first level, `# Title`"
        );
        let start = NewReview { start: Some("16:40".to_owned()), ..nothing() };
        assert!(new_review(&bare, &start).unwrap_err().ends_with("it needs a field `Incident Start`"));
    }
}
