//! The settings of a folder of reviews: one set of types for `askhow.toml`, the editors, the schema and the
//! reference page.
//!
//! `read` reads them from text and from what editors send, and says what is wrong where. Finding the file
//! and joining the layers is left to who can read files.

mod features;
mod formats;
mod node;
mod read;
mod write;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use askhow_document::{Level, Rule};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use features::Features;

use crate::rules::section::mitigators;

pub use formats::Known;
pub use read::{Layer, Problem, Read, join, read_json, read_toml, schema};
pub use write::{place_of, turn_off};

/// What a team can set. Every key may be left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Globs of the files that are reviews, relative to the settings' file: `["incidents/**/*.md"]`. With `!` in front
    /// they are none: `["incidents/", "!incidents/templates/"]`. As in a `.gitignore`, the last one that matches counts.
    #[schemars(extend("items" = {"type": "string", "format": "glob"}))]
    pub reviews: Vec<String>,
    /// Names of sections as a school of reviews has them (`howie`, `sre`, `pagerduty`, `etsy`; of several
    /// the first counts), and `strict`, which raises what wording rules and missing mitigators say to
    /// warnings. One or several.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany")]
    pub preset: Vec<Preset>,
    /// The zone of times that say none: `Europe/Berlin`, `UTC` or an offset such as `+02:00`.
    #[schemars(extend("format" = "time-zone", "examples" = ["Europe/Berlin"]))]
    pub timezone: Option<String>,
    /// How `03/04/2019` is read where the document does not tell.
    pub date_order: Option<DateOrder>,
    /// From which length on a stretch without entries counts as quiet: `30m` (so long where nothing is set), `1h 15m`.
    /// It is three times as long as most gaps of its timeline at least, and none is seen behind the last recovery.
    #[schemars(with = "Option<String>", extend("format" = "duration", "examples" = ["30m"]))]
    pub quiet_gap: Option<Gap>,
    /// The values of Severity, the gravest first: `["SEV1", "SEV2"]`. Without it any value will do.
    pub severities: Vec<String>,
    /// Levels of rules (`phrasing/root-cause`) and families (`phrasing/*`); a rule's own beats its family's.
    #[schemars(extend("propertyNames" = {"format": "rule"}))]
    pub rules: BTreeMap<String, RuleLevel>,
    /// Levels of rules for some of the files; later ones beat earlier ones, and all of them `rules`.
    pub overrides: Vec<Override>,
    /// Names of sections: synonyms of those there are (`"Follow-up Items" = ["Homework"]`, or
    /// `"Homework" = "Follow-up Items"`), and sections of one's own.
    pub sections: BTreeMap<String, SectionSetting>,
    /// Phrases of one's own to look for.
    pub phrases: Vec<Phrase>,
    /// Patterns of tickets and the addresses they stand for: `"OPS-#" = "https://example.org/OPS-#"`, where
    /// `#` is a run of digits. An address begins with `https://`, `http://` or `mailto:`; anything else is a file as seen
    /// from the folder of the settings, such as `runbooks/#.md`.
    #[schemars(extend("propertyNames" = {"format": "link-pattern"}, "additionalProperties" = {"type": "string", "format": "link-target"}))]
    pub links: BTreeMap<String, String>,
    /// Questions of one's own by section, field, kind of entry or rule, asked before the built-in ones.
    #[schemars(extend("propertyNames" = {"format": "prompt"}))]
    pub prompts: BTreeMap<String, Vec<String>>,
    /// Words and emoji that tell the kind of an entry: `observation = ["👀", "noticed"]`.
    pub kinds: Kinds,
    /// Who acts in reviews, by the name that is shown: `"Katharine" = { also = ["kat", "U02AB1"], role = "on-call" }`.
    #[schemars(extend("propertyNames" = {"format": "person"}))]
    pub people: BTreeMap<String, Person>,
    /// Who writes entries for now, as one of `people` or by a name of your own: `"Ada"`. Everybody's own, so it belongs
    /// into the settings of your editor rather than into `askhow.toml`; without it entries say what happened alone.
    #[schemars(extend("examples" = ["Ada"]))]
    pub me: Option<String>,
    /// The form.
    pub form: FormSettings,
    /// What a new review begins with.
    pub template: TemplateSettings,
    /// What is switched off.
    pub features: Features,
}

/// A school whose names of sections are used, or a choice of levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// The nine as they are.
    Howie,
    /// `Root Causes and Trigger`, `What Went Well`, `What Went Wrong`, `Action Items` …
    Sre,
    /// Contributing Factors, What Went Well, What Didn't Go So Well, Action Items …
    Pagerduty,
    /// Contributing Factors, What Was Difficult, Remediation Items …
    Etsy,
    /// Wording rules speak as warnings.
    Strict,
}

/// Which of day, month and year comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `25/03/2019`.
    Dmy,
    /// `03/25/2019`.
    Mdy,
    /// `2019/03/25`.
    Ymd,
}

/// How loudly a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// Not at all.
    Off,
    /// Shown faintly, if at all.
    Hint,
    /// To be read when there is time.
    Information,
    /// A fact that looks off.
    Warning,
    /// A fact that cannot be.
    Error,
}

/// Levels of rules for some of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Override {
    /// Globs of the files, as in `reviews`: `["incidents/2019/**"]`.
    #[schemars(extend("items" = {"type": "string", "format": "glob"}))]
    pub files: Vec<String>,
    /// Levels of rules and families there.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"format": "rule"}))]
    pub rules: BTreeMap<String, RuleLevel>,
}

impl RuleLevel {
    /// The level of findings; `None` where the rule is off.
    pub fn level(self) -> Option<Level> {
        match self {
            RuleLevel::Off => None,
            RuleLevel::Hint => Some(Level::Hint),
            RuleLevel::Information => Some(Level::Information),
            RuleLevel::Warning => Some(Level::Warning),
            RuleLevel::Error => Some(Level::Error),
        }
    }
}

/// A length of time as it is written in settings: `30m`, `1h 15m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gap(pub Duration);

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
        let written: Vec<String> = parts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, unit)| format!("{number}{unit}"))
            .collect();
        f.write_str(if written.is_empty() { "0m".to_owned() } else { written.join(" ") }.as_str())
    }
}

impl Serialize for Gap {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Gap {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        askhow_timeline::read_duration(&text)
            .map(Gap)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no length of time such as `30m`")))
    }
}

/// What is set for a section: synonyms alone, or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum SectionSetting {
    /// The section that it is another name of.
    Same(#[schemars(extend("format" = "section"))] String),
    /// Other names of it.
    Synonyms(Vec<String>),
    /// More about it.
    More(SectionMore),
}

/// More about a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SectionMore {
    /// What it is called when it is written anew.
    pub name: Option<String>,
    /// Other names of it.
    pub synonyms: Vec<String>,
    /// What it asks, before the built-in questions.
    pub questions: Vec<String>,
}

impl SectionSetting {
    /// What it is called when it is written anew.
    pub fn name(&self) -> Option<&str> {
        match self {
            SectionSetting::Same(_) | SectionSetting::Synonyms(_) => None,
            SectionSetting::More(more) => more.name.as_deref(),
        }
    }

    /// Other names of it.
    pub fn synonyms(&self) -> &[String] {
        match self {
            SectionSetting::Same(_) => &[],
            SectionSetting::Synonyms(synonyms) => synonyms,
            SectionSetting::More(more) => &more.synonyms,
        }
    }

    /// What it asks, before the built-in questions.
    pub fn questions(&self) -> &[String] {
        match self {
            SectionSetting::Same(_) | SectionSetting::Synonyms(_) => &[],
            SectionSetting::More(more) => &more.questions,
        }
    }
}

/// A phrase of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Phrase {
    /// What is looked for: whole words, in any case, of at most 200 characters.
    #[schemars(length(min = 1, max = 200))]
    pub find: String,
    /// What is said about it.
    #[serde(default)]
    pub message: String,
    /// What is asked.
    #[serde(default)]
    pub questions: Vec<String>,
    /// What it can be replaced with.
    #[serde(default)]
    pub replace: Option<String>,
}

/// Words and emoji by kind of entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Kinds {
    /// Somebody sees something.
    pub observation: Vec<String>,
    /// Somebody has an idea of what is going on.
    pub hypothesis: Vec<String>,
    /// Somebody does something.
    pub action: Vec<String>,
    /// Somebody tells or asks somebody.
    pub communication: Vec<String>,
    /// It gets better.
    pub recovery: Vec<String>,
}

/// More about somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// Other names of theirs: handles, ids, addresses.
    #[schemars(inner(length(min = 1)))]
    pub also: Vec<String>,
    /// What they do: `on-call, Signups`.
    pub role: Option<String>,
}

/// The form of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct FormSettings {
    /// The fields that the template has, in this order, and that completion offers first: those that are known, under
    /// any of their names, and your own (`["Severity", "Product", "Started"]`). Without it those that any incident has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("items" = {"type": "string", "format": "field"}))]
    pub fields: Option<Vec<String>>,
}

/// What a new review begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct TemplateSettings {
    /// A Markdown file that a new review is a copy of, in the folder of the settings' file: `docs/template.md`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "file-below", "examples" = ["docs/template.md"]))]
    pub file: Option<String>,
}

impl Settings {
    /// How loudly a rule speaks: as set for the rule, else for its family, else by a preset, else as it
    /// comes. `None` where it is off.
    pub fn level_of(&self, rule: &Rule) -> Option<Level> {
        let set = self.rules.get(rule.id).or_else(|| {
            let family = rule.family();
            self.rules.iter().find(|(key, _)| key.strip_suffix("/*") == Some(family)).map(|(_, level)| level)
        });
        if let Some(level) = set {
            return level.level();
        }
        let wording = rule.family() == "phrasing" || rule == &mitigators::RULE;
        let raised = self.is_strict() && wording && rule.level == Level::Information;
        Some(if raised { Level::Warning } else { rule.level })
    }

    /// The same with the levels of `overrides`, which beat those that are set, and the later the earlier.
    pub fn overridden(&self, overrides: &[&Override]) -> Self {
        let mut settings = self.clone();
        for (key, level) in overrides.iter().flat_map(|it| &it.rules) {
            if let Some(family) = key.strip_suffix('*') {
                // What was said of one of its rules before is said anew.
                settings.rules.retain(|known, _| !known.starts_with(family));
            }
            settings.rules.insert(key.clone(), *level);
        }
        settings
    }

    /// Whether the preset `strict` is set.
    pub fn is_strict(&self) -> bool {
        self.preset.contains(&Preset::Strict)
    }

    /// The name that is shown of somebody whom `[people]` has under this name or another, in any case.
    pub fn person(&self, name: &str) -> Option<&str> {
        let name = name.trim_start_matches('@');
        let is = |other: &String| other.trim_start_matches('@').eq_ignore_ascii_case(name);
        let person = self.people.iter().find(|(key, person)| is(key) || person.also.iter().any(is));
        person.map(|(key, _)| key.as_str())
    }

    /// The team's questions under this key of `[prompts]`: a section, a field, a kind of entry or a rule; in
    /// any case.
    pub fn own_questions(&self, key: &str) -> Vec<String> {
        let named = self.prompts.iter().filter(|(name, _)| name.eq_ignore_ascii_case(key));
        named.flat_map(|(_, questions)| questions.iter().cloned()).collect()
    }
}

/// What `preset` may be.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMany {
    /// One.
    One(Preset),
    /// Several, the first before the others.
    Many(Vec<Preset>),
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Preset>, D::Error> {
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(preset) => vec![preset],
        OneOrMany::Many(presets) => presets,
    })
}

#[cfg(test)]
mod tests;
