//! The template of a review and of one section, as plain text and as a snippet with tab stops.
//!
//! A snippet is the plain text with `$1` or `${2:a value}` where the cursor goes next; `$0` is where it ends.
//! Line breaks are those of the file that it goes into.

mod form;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use self::form::{TemplateField, fields, has_own_field};
use crate::context;
use crate::fix::HeadingStyle;
use crate::form::{Field, Group};
use crate::names::TeamSections;
use crate::section::Section;

/// What the template is filled with.
#[derive(Clone, Debug)]
pub struct TemplateOptions<'a> {
    /// The moment of writing, for the dates; without it they are left open.
    pub now: Option<Timestamp>,
    /// The zone in which dates are written; UTC if there is none.
    pub zone: Option<TimeZone>,
    /// What ends a line: `\n` or `\r\n`.
    pub newline: &'a str,
    /// The title; `Incident review` if there is none.
    pub title: Option<String>,
    /// Severity; left open if there is none.
    pub severity: Option<String>,
    /// Incident Start, as it is to be written; `day`, or else that of `now`, with an open time if there is none.
    pub start: Option<String>,
    /// The day of the incident, where the name of the file says one.
    pub day: Option<Date>,
    /// The fields of the form; the usual ones if there are none.
    pub fields: Option<Vec<TemplateField>>,
    /// What the team calls its sections.
    pub sections: Option<&'a TeamSections>,
}

impl Default for TemplateOptions<'_> {
    fn default() -> Self {
        Self {
            now: None,
            zone: None,
            newline: "\n",
            title: None,
            severity: None,
            start: None,
            day: None,
            fields: None,
            sections: None,
        }
    }
}

/// The day that the name of a file says, or else that of its folder; `path` with `/`.
///
/// ```
/// let day = askhow_review::template::day_of("incidents/2026-11-28-cart.md");
/// assert_eq!(day.unwrap().to_string(), "2026-11-28");
/// ```
pub fn day_of(path: &str) -> Option<Date> {
    context::stated_by_path(path)?.date.map(|(day, _)| day)
}

/// The whole review: title, form, description and the nine sections with their questions as comments.
pub fn review(options: &TemplateOptions<'_>) -> String {
    Writer::new(options.newline, false).review(options)
}

/// The same with tab stops through title, form and sections.
pub fn review_snippet(options: &TemplateOptions<'_>) -> String {
    Writer::new(options.newline, true).review(options)
}

/// A section as a team writes it: with its name behind `number` (empty, or `4. `) and its questions, with the headings and the bullet of the file;
/// as a snippet the cursor ends in the first item.
pub fn section_of_team(
    sections: &TeamSections,
    section: Section,
    number: &str,
    style: HeadingStyle,
    bullet: &str,
    newline: &str,
    snippet: bool,
) -> String {
    let mut writer = Writer::new(newline, snippet);
    writer.team_section(section, Some(sections), number, style, bullet);
    if snippet {
        writer.out.push_str("$0");
    }
    writer.out
}

/// `text` as it stands in a snippet, its `$`, `}` and `\` taken literally.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A time of day that is still to be found.
pub const OPEN_TIME: &str = "??:??";

/// The value of a field that nobody knows yet.
pub const NOT_KNOWN: &str = "not known yet";

struct Writer<'a> {
    out: String,
    newline: &'a str,
    snippet: bool,
    n_stops: usize,
}

impl<'a> Writer<'a> {
    fn new(newline: &'a str, snippet: bool) -> Self {
        Self { out: String::new(), newline, snippet, n_stops: 0 }
    }

    fn review(mut self, options: &TemplateOptions<'_>) -> String {
        let zone = options.zone.clone().unwrap_or(TimeZone::UTC);
        let now = options.now.map(|now| zone.to_datetime(now));
        let offset = || zone.to_fixed_offset().ok().map(|offset| offset.to_string());
        let zone_name =
            zone.iana_name().map(str::to_owned).or_else(offset).unwrap_or_else(|| "UTC".to_owned());
        let today = now.as_ref().map(|now| now.date().to_string());
        self.text("# ");
        match &options.title {
            Some(title) => self.text(title),
            None => self.stop("Incident review"),
        }
        self.blank_line();
        self.form(options, today.as_deref(), &zone_name);
        for section in Section::ALL {
            self.team_section(section, options.sections, "", HeadingStyle::Atx(2), "-");
            self.stop("");
            self.line_break();
            if section != Section::OpenQuestions {
                self.line_break();
            }
        }
        if self.snippet {
            self.out.push_str("$0");
        }
        self.out
    }

    fn form(&mut self, options: &TemplateOptions<'_>, today: Option<&str>, zone_name: &str) {
        let fields = options.fields.clone().unwrap_or_else(|| fields(None));
        for group in [Group::Details, Group::Activity, Group::Dates] {
            let fields: Vec<&TemplateField> = fields.iter().filter(|field| field.group() == group).collect();
            if fields.is_empty() {
                continue;
            }
            self.text("**");
            self.text(group.name());
            self.text("**");
            self.blank_line();
            for field in fields {
                self.field(options, field, today, zone_name);
            }
            self.line_break();
        }
    }

    fn field(
        &mut self,
        options: &TemplateOptions<'_>,
        field: &TemplateField,
        today: Option<&str>,
        zone: &str,
    ) {
        let day = options.day.map(|day| day.to_string()).or_else(|| today.map(str::to_owned));
        let moment = || day.as_deref().map(|day| format!("{day} {OPEN_TIME} {zone}"));
        let value = match field.field {
            Some(Field::Type) => Some("incident".to_owned()),
            Some(Field::Status) => Some("Draft".to_owned()),
            Some(Field::Severity) => options.severity.clone(),
            Some(Field::Created | Field::Updated) => today.map(str::to_owned),
            Some(Field::Date) => day.clone(),
            Some(Field::IncidentStart) => options.start.clone().or_else(moment),
            Some(Field::IncidentDetected | Field::StabilizationTime) => moment(),
            _ => None,
        };
        self.text("- ");
        self.text(&field.name);
        self.text(": ");
        // What is not filled in says so, rather than looking forgotten; it alone is a stop, since what is typed next
        // takes its place.
        match value.as_deref().map(|value| value.split_once(OPEN_TIME).ok_or(value)) {
            None => self.stop(NOT_KNOWN),
            Some(Err(known)) => self.text(known),
            Some(Ok((before, behind))) => {
                self.text(before);
                self.stop(OPEN_TIME);
                self.text(behind);
            }
        }
        self.line_break();
    }

    fn team_section(
        &mut self,
        section: Section,
        sections: Option<&TeamSections>,
        number: &str,
        style: HeadingStyle,
        bullet: &str,
    ) {
        let name = sections.map_or_else(|| section.name().to_owned(), |names| names.name(section));
        let name = format!("{number}{name}");
        let own = sections.map(|sections| sections.own_questions(section)).unwrap_or_default();
        self.text(&style.write(&name, self.newline));
        self.blank_line();
        self.text("<!--");
        self.line_break();
        let built_in = section.questions().iter().copied();
        for question in own.iter().map(String::as_str).chain(built_in) {
            self.text(question);
            self.line_break();
        }
        self.text("-->");
        self.blank_line();
        // A description is prose; the others are lists.
        if section != Section::Description {
            self.text(bullet);
            self.text(" ");
        }
    }

    fn text(&mut self, text: &str) {
        if self.snippet {
            self.out.push_str(&escaped(text));
        } else {
            self.out.push_str(text);
        }
    }

    fn stop(&mut self, value: &str) {
        if !self.snippet {
            self.out.push_str(value);
            return;
        }
        self.n_stops += 1;
        if value.is_empty() {
            self.out.push_str(&format!("${}", self.n_stops));
        } else {
            self.out.push_str(&format!("${{{}:{}}}", self.n_stops, escaped(value)));
        }
    }

    fn line_break(&mut self) {
        self.out.push_str(self.newline);
    }

    fn blank_line(&mut self) {
        self.line_break();
        self.line_break();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::recognise_field;

    fn now() -> TemplateOptions<'static> {
        TemplateOptions { now: Some("2019-03-25T16:40:00Z".parse().unwrap()), ..TemplateOptions::default() }
    }

    /// The snippet with each stop replaced by its default.
    fn expanded(snippet: &str) -> String {
        let mut out = String::new();
        let mut rest = snippet;
        while let Some((before, behind)) = rest.split_once('$') {
            if let Some(before) = before.strip_suffix('\\') {
                out.push_str(before);
                out.push('$');
                rest = behind;
                continue;
            }
            out.push_str(before);
            rest = match behind.strip_prefix('{') {
                Some(braced) => {
                    let (stop, behind) = braced.split_once('}').unwrap();
                    out.push_str(stop.split_once(':').unwrap().1);
                    behind
                }
                None => behind.trim_start_matches(|c: char| c.is_ascii_digit()),
            };
        }
        out.push_str(rest);
        out
    }

    #[test]
    fn the_template_has_everything_in_its_order() {
        let text = review(&now());
        assert!(
            text.starts_with("# Incident review\n\n**Details**\n\n- Severity: not known yet\n"),
            "{text}"
        );
        let mut at = 0;
        for section in Section::ALL {
            let heading = format!("\n## {}\n", section.name());
            let here = text.find(&heading).unwrap();
            assert!(here > at, "{}", section.name());
            at = here;
        }
        assert!(text.contains("- Status: Draft\n"));
        // What one team has is left to that team.
        for name in ["Created", "Type", "Signup Impact", "Watchers"] {
            assert!(!text.contains(&format!("- {name}:")), "{name}");
        }
        assert!(text.contains("- Incident Start: 2019-03-25 ??:?? UTC\n"));
        assert!(text.contains("- Severity: not known yet\n"));
        assert!(text.ends_with("-->\n\n- \n"));
    }

    #[test]
    fn the_snippet_expands_to_the_template() {
        assert_eq!(expanded(&review_snippet(&now())), review(&now()));
        let without_dates = TemplateOptions::default();
        assert_eq!(expanded(&review_snippet(&without_dates)), review(&without_dates));
    }

    #[test]
    fn every_stop_has_its_own_number() {
        let snippet = review_snippet(&now());
        for n in 1..=18 {
            let once =
                snippet.matches(&format!("${{{n}:")).count() + snippet.matches(&format!("${n}\n")).count();
            assert_eq!(once, 1, "stop {n}");
        }
        assert!(snippet.ends_with("$0"));
    }

    #[test]
    fn what_is_given_is_filled_in_and_kept_literal() {
        let options = TemplateOptions {
            title: Some("Costs rose by $5}".to_owned()),
            severity: Some("SEV1".to_owned()),
            start: Some("2019-03-25 16:40 UTC".to_owned()),
            newline: "\r\n",
            ..now()
        };
        let text = review(&options);
        assert!(text.starts_with("# Costs rose by $5}\r\n"));
        assert!(text.contains("- Severity: SEV1\r\n"));
        assert!(text.contains("- Incident Start: 2019-03-25 16:40 UTC\r\n"));
        assert!(!text.replace("\r\n", "").contains('\n'));
        assert!(review_snippet(&options).starts_with("# Costs rose by \\$5\\}\r\n"));
    }

    #[test]
    fn what_is_typed_next_takes_the_place_of_nothing_that_is_known() {
        let snippet = review_snippet(&TemplateOptions { title: Some("Mail was late".to_owned()), ..now() });
        for known in ["# Mail was late\n", "- Status: Draft\n"] {
            assert!(snippet.contains(known), "{known}\n{snippet}");
        }
        let stops = snippet.split("${").skip(1).map(|stop| stop.split_once('}').unwrap().0);
        let open: Vec<&str> = stops.map(|stop| stop.split_once(':').unwrap().1).collect();
        assert!(open.iter().all(|stop| matches!(*stop, "not known yet" | "??:??")), "{open:?}");
        assert_eq!(open.iter().filter(|stop| **stop == "??:??").count(), 3);
        assert!(snippet.contains(":??:??} UTC\n"), "{snippet}");
    }

    #[test]
    fn the_day_is_that_of_the_name_and_the_fields_are_those_of_the_team() {
        let field = |name: &str| TemplateField { name: name.to_owned(), field: recognise_field(name) };
        let fields = ["Product", "Date", "Began", "Created"].map(field).to_vec();
        let day = day_of("incidents/2026-11-28-cart.md");
        let text = review(&TemplateOptions { day, fields: Some(fields), ..now() });
        let form = "**Details**\n\n- Product: not known yet\n\n**Dates**\n\n- Date: 2026-11-28\n- Began: 2026-11-28 ??:?? UTC\n- Created: 2019-03-25\n\n## Description";
        assert!(text.starts_with(&format!("# Incident review\n\n{form}")), "{text}");
        assert_eq!(day_of("2026-11-28/review.md"), day);
        assert_eq!(day_of("incidents/cart.md"), None);
        let bare = review(&TemplateOptions { fields: Some(Vec::new()), ..now() });
        assert!(bare.starts_with("# Incident review\n\n## Description\n"), "{bare}");
    }

    #[test]
    fn a_section_comes_with_the_headings_and_the_bullet_of_the_file() {
        let write = |style, snippet| {
            section_of_team(&TeamSections::default(), Section::Risks, "", style, "*", "\n", snippet)
        };
        for (style, heading) in [
            (HeadingStyle::Atx(3), "### Risks\n"),
            (HeadingStyle::Setext(2), "Risks\n-----\n"),
            (HeadingStyle::Bold, "**Risks**\n"),
        ] {
            let stub = write(style, false);
            assert!(stub.starts_with(&format!("{heading}\n<!--\nHow else could these")), "{stub}");
            assert!(stub.ends_with("-->\n\n* "));
            assert_eq!(write(style, true), stub + "$0");
        }
    }
}
