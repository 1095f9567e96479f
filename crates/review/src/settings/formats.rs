//! What a schema cannot say: whether there is such a rule, such a time zone, such a length of time.

use std::fmt;

use askhow_timeline::{Kind, Zone};
use jiff::tz::TimeZoneDatabase;

use crate::beside::Beside;
use crate::form::{Field, recognise_field};
use crate::links::{LinkPattern, check_address};
use crate::names::TeamSections;
use crate::nearest::nearest;
use crate::section::Section;

/// Says what is wrong with a glob.
pub type CheckGlob = dyn Fn(&str) -> Result<(), String>;

/// What the reader of settings cannot know by itself.
#[derive(Clone, Copy, Default)]
pub struct Known<'k> {
    /// The ids of all rules.
    pub rules: &'k [&'k str],
    /// Says what is wrong with a glob; without it globs are not checked.
    pub glob: Option<&'k CheckGlob>,
}

impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").field("rules", &self.rules).finish_non_exhaustive()
    }
}

/// What is wrong with `text` as a value of this format of the schema, and what would be right.
pub(super) fn check_format(format: &str, text: &str, known: &Known<'_>) -> Result<(), String> {
    match format {
        "glob" => check_glob(text, known),
        "time-zone" => check_zone(text),
        "duration" => check_duration(text),
        "rule" => check_rule(text, known),
        "link-pattern" => LinkPattern::parse(text).map(|_| ()),
        "link-target" => check_address(text),
        "prompt" => check_prompt(text, known),
        "section" => check_section(text),
        "field" => check_field(text),
        "file-below" => check_file(text),
        "person" if text.trim().is_empty() => {
            Err("a name under `people` is empty: write the one that is shown, `[people.Ada]`".to_owned())
        }
        _ => Ok(()),
    }
}

fn check_glob(text: &str, known: &Known<'_>) -> Result<(), String> {
    let Some(check) = known.glob else { return Ok(()) };
    check(text).map_err(|problem| format!("`{text}` is no glob: {problem}"))
}

fn check_zone(text: &str) -> Result<(), String> {
    match Zone::from_name(text) {
        Some(zone) if zone.is_ambiguous() => {
            let regions: Vec<String> =
                zone.meanings().iter().map(|meaning| format!("`{}`", meaning.region)).collect();
            let regions = crate::rules::listed(&regions, "or");
            Err(format!("`{text}` is in use for several time zones: write {regions}"))
        }
        Some(_) => Ok(()),
        None => {
            let names: Vec<String> =
                TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect();
            Err(match nearest(text, names.iter().map(String::as_str)) {
                Some(nearest) => format!("unknown time zone `{text}`: did you mean `{nearest}`?"),
                None => format!("unknown time zone `{text}`: write it as `Europe/Berlin`, `UTC` or `+02:00`"),
            })
        }
    }
}

fn check_duration(text: &str) -> Result<(), String> {
    match askhow_timeline::read_duration(text) {
        Some(duration) if duration.is_zero() => {
            Err(format!("`{text}` would call every stretch quiet: write a length such as `30m`"))
        }
        Some(_) => Ok(()),
        None => Err(format!("`{text}` is no length of time: write it as `30m` or `1h 15m`")),
    }
}

fn check_rule(text: &str, known: &Known<'_>) -> Result<(), String> {
    let mut families: Vec<String> =
        known.rules.iter().filter_map(|id| Some(format!("{}/*", id.split_once('/')?.0))).collect();
    families.dedup();
    if known.rules.contains(&text) || families.iter().any(|family| family == text) {
        return Ok(());
    }
    let all = || families.iter().map(String::as_str).chain(known.rules.iter().copied());
    // A name without its family is the commonest slip.
    let by_name =
        all().find(|id| id.split_once('/').is_some_and(|(family, name)| name == text || family == text));
    Err(match by_name.or_else(|| nearest(text, all())) {
        Some(nearest) => format!("unknown rule `{text}`: did you mean `{nearest}`?"),
        None => format!("unknown rule `{text}`: `askhow rules` lists those there are"),
    })
}

fn check_section(text: &str) -> Result<(), String> {
    if TeamSections::section_of_key(text).is_some() {
        return Ok(());
    }
    let names = Section::ALL.into_iter().map(Section::name);
    Err(match nearest(text, names.clone()) {
        Some(nearest) => format!("unknown section `{text}`: did you mean `{nearest}`?"),
        None => {
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            format!("unknown section `{text}`: it can be {}", crate::rules::listed(&names, "or"))
        }
    })
}

/// Any name may be that of a field, but for one that is nearly that of a known field.
fn check_field(text: &str) -> Result<(), String> {
    let name = text.trim();
    if recognise_field(name).is_some() {
        return Ok(());
    }
    let is_name = name.chars().next().is_some_and(char::is_alphabetic)
        && name.len() <= LONGEST_FIELD
        && !name.contains([':', '|', '*', '_', '`', '=', '\n', '.', '!', '?', ';', '\t']);
    if !is_name {
        return Err(format!(
            "`{text}` is no name of a field: begin with a letter and write at most {LONGEST_FIELD} of them, without marks, as in `Source of Detection`"
        ));
    }
    match nearest(name, Field::ALL.into_iter().map(Field::name)) {
        Some(nearest) => Err(format!("unknown field `{text}`: did you mean `{nearest}`?")),
        None => Ok(()),
    }
}

/// A name that is longer is read as a sentence; in bytes.
const LONGEST_FIELD: usize = 48;

/// A path to a file that lies below the one of the settings.
fn check_file(text: &str) -> Result<(), String> {
    let parts = || text.split(['/', '\\']);
    let has_drive = text.chars().nth(1) == Some(':');
    if text.trim().is_empty() || text.ends_with(['/', '\\']) {
        return Err("the name of the file is missing: write it as `docs/template.md`".to_owned());
    }
    if text.starts_with(['/', '\\', '~']) || has_drive || parts().any(|part| part == "..") {
        return Err(format!(
            "`{text}` may lie outside the folder of the settings: write the way from there, as in `docs/template.md`"
        ));
    }
    Ok(())
}

fn check_prompt(text: &str, known: &Known<'_>) -> Result<(), String> {
    let sections =
        Section::ALL.into_iter().map(Section::name).chain(Beside::ALL.into_iter().map(Beside::name));
    let fields = Field::ALL.into_iter().map(Field::name);
    let kinds = Kind::ALL.into_iter().map(Kind::name);
    let mut all: Vec<&str> = known.rules.to_vec();
    sections.chain(fields).chain(kinds).for_each(|name| all.push(name));
    if all.iter().any(|name| name.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    Err(match nearest(text, all) {
        Some(nearest) => format!("nothing asks questions under the name `{text}`: did you mean `{nearest}`?"),
        None => format!(
            "nothing asks questions under the name `{text}`: name a section, a field, a kind of entry or a rule"
        ),
    })
}
