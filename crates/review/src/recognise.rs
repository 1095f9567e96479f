//! Whether a Markdown file is a review.
//!
//! Most Markdown is none, and a README must stay free of findings: so nothing that a text holds decides alone. What
//! speaks for it and against it is gathered as [`Evidence`], each piece with its weight, and the sum decides. What
//! somebody has said (by name, in front matter, in settings) beats what the text looks like.

mod evidence;
mod opening;
mod title;

use askhow_english::class::is;

pub use evidence::Evidence;
pub use opening::Opening;
pub(crate) use opening::opens_alike;
use title::{Says, says};

use crate::form::Field;
use crate::names::Named;
use crate::rules::listed;
use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// What is known about a file.
#[derive(Clone, Copy)]
pub struct Clues<'a> {
    /// Somebody asked for this very file.
    pub named: bool,
    /// What `askhow: …` in its front matter says.
    pub front_matter: Option<bool>,
    /// What the globs of the settings say: the last that fits.
    pub configured: Option<bool>,
    /// Where it is, relative to the settings' file or the folder that is looked through; with `/` or `\`.
    pub path: Option<&'a str>,
    /// What its headings (and bold lines used as one) are known as, in order.
    pub sections: &'a [Named],
    /// The sections that are told behind a label.
    pub labels: &'a [Section],
    /// The words of its headings, in order.
    pub headings: &'a [&'a str],
    /// Its title, from the first heading or the front matter.
    pub title: Option<&'a str>,
    /// Whether its title has a date.
    pub is_dated: bool,
    /// What its first lines speak of.
    pub opening: Opening,
    /// Whether it has a timeline: three entries with a clock time, wherever they stand.
    pub has_timeline: bool,
    /// Whether all times of its timelines are still to come.
    pub is_to_come: bool,
    /// Whether half of the entries of its timelines are tasks with a box.
    pub has_tasks: bool,
    /// The fields of its form that are filled in.
    pub fields: &'a [Field],
    /// Whether the entries of its timelines tell what happened; asked where nothing else decides.
    pub tells_what_happened: &'a dyn Fn() -> bool,
}

/// Whether a file is a review, and how we know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is.
    pub is_review: bool,
    /// What speaks for it and against it, the weightiest of each first; what somebody has said stands alone.
    pub evidence: Vec<Evidence>,
    /// Whether what the entries of its timelines tell was asked for.
    pub(crate) asked_entries: bool,
}

impl Verdict {
    fn said(is_review: bool, evidence: Evidence) -> Self {
        Self { is_review, evidence: vec![evidence], asked_entries: false }
    }

    /// For the hover on the title: `Read as an incident review, for “postmortem” in its path and its timeline.`
    pub fn sentence(&self) -> String {
        let of = |is_for: bool| {
            let told = self.evidence.iter().filter(|it| (it.weight() > 0) == is_for).take(MOST_TOLD);
            told.map(Evidence::words).collect::<Vec<_>>()
        };
        match (self.is_review, of(true).as_slice(), of(false).as_slice()) {
            (true, [], _) => "Read as an incident review.".to_owned(),
            (true, pro, _) => format!("Read as an incident review, for {}.", listed(pro, "and")),
            (false, _, []) => format!("Not read as an incident review: {TO_MAKE_IT_ONE}."),
            (false, _, contra) if self.evidence.iter().any(Evidence::is_said) => {
                format!("Not read as an incident review, for {}.", listed(contra, "and"))
            }
            (false, _, contra) => {
                format!("Not read as an incident review, for {}: {TO_MAKE_IT_ONE}.", listed(contra, "and"))
            }
        }
    }
}

/// So many pieces of evidence are told.
const MOST_TOLD: usize = 3;
const TO_MAKE_IT_ONE: &str = "write `askhow: true` in its front matter to make it one";

/// From this sum of weights on a file is a review.
const ENOUGH: i32 = 6;

/// So many headings are looked at for those of other texts.
pub(crate) const MOST_HEADINGS: usize = 60;

/// What plans have as well (a timeline, risks, next steps) counts no more than this together.
const MOST_COMMON: i32 = 5;

/// Weighs what is known.
pub fn decide(clues: &Clues<'_>) -> Verdict {
    if clues.named {
        return Verdict::said(true, Evidence::Named);
    }
    if let Some(is_review) = clues.front_matter {
        return Verdict::said(is_review, Evidence::FrontMatter(is_review));
    }
    if let Some(is_review) = clues.configured {
        return Verdict::said(is_review, Evidence::Configured(is_review));
    }
    let mut evidence = Vec::new();
    evidence.extend(clues.path.map(of_path).unwrap_or_default());
    evidence.extend(clues.title.map(of_title).unwrap_or_default());
    let speaks = evidence.iter().any(|it| matches!(it, Evidence::Title(_) | Evidence::TitleSpeaksOf(_)));
    if clues.is_dated && speaks {
        evidence.push(Evidence::DatedTitle);
    }
    evidence.extend(of_sections(clues));
    let other = clues.headings.iter().filter(|heading| is_of_another_text(heading)).count();
    if other > 0 {
        evidence.push(Evidence::OtherSections(other));
    }
    if clues.has_timeline {
        evidence.push(if clues.is_to_come { Evidence::ToCome } else { Evidence::Timeline });
    }
    if clues.opening.was_down {
        evidence.push(Evidence::Opening);
    }
    if clues.opening.is_planned {
        evidence.push(Evidence::Planned);
    }
    if clues.has_tasks {
        evidence.push(Evidence::Tasks);
    }
    let mut fields: Vec<Field> =
        clues.fields.iter().copied().filter(|field| is_of_incidents(*field)).collect();
    fields.sort();
    fields.dedup();
    if !fields.is_empty() {
        evidence.push(Evidence::Form(fields.len()));
    }
    let speaks = |it: &Evidence| {
        use Evidence::{Form, Opening, Path, Title, TitleSpeaksOf};
        matches!(it, Path(_) | Title(_) | TitleSpeaksOf(_) | Opening | Form(_))
    };
    if !evidence.iter().any(speaks) {
        evidence.push(Evidence::Silent);
    }
    let asked_entries = clues.has_timeline && !clues.is_to_come && sum(&evidence) < ENOUGH;
    if asked_entries && (clues.tells_what_happened)() {
        evidence.push(Evidence::Happened);
    }
    let is_review = sum(&evidence) >= ENOUGH;
    evidence.sort_by_key(|it| std::cmp::Reverse(it.weight().abs()));
    Verdict { is_review, evidence, asked_entries }
}

fn sum(evidence: &[Evidence]) -> i32 {
    let of = |is_common: bool| -> i32 {
        evidence.iter().filter(|it| it.is_common() == is_common).map(Evidence::weight).sum()
    };
    // Where entries tell what happened, the rest is not that of a plan.
    let most = if evidence.contains(&Evidence::Happened) { i32::MAX } else { MOST_COMMON };
    of(false) + of(true).min(most)
}

fn of_title(title: &str) -> Vec<Evidence> {
    let evidence = says(title).into_iter().map(|says| match says {
        Says::Review(word) => Evidence::Title(word),
        Says::Incident(word) => Evidence::TitleSpeaksOf(word),
        Says::Another(word) => Evidence::TitleOfOther(word),
        Says::TextOrThing(word) => Evidence::TitleOfThing(word),
        Says::Template => Evidence::Template,
    });
    evidence.collect()
}

/// What folders and the name of a file say.
fn of_path(path: &str) -> Vec<Evidence> {
    let (folders, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut evidence = Vec::new();
    if is_about_the_project(name) {
        evidence.push(Evidence::ProjectPage(name.to_owned()));
    }
    let parts = || folders.split(['/', '\\']).chain([stem]);
    if let Some(word) = parts().find_map(word_of_path) {
        evidence.push(Evidence::Path(word));
        if is_dated(stem) {
            evidence.push(Evidence::DatedName);
        }
    }
    if parts().any(|part| says(part).contains(&Says::Template)) {
        evidence.push(Evidence::Template);
    }
    let another = |part: &str| {
        says(part).into_iter().find_map(|says| match says {
            Says::Another(word) => Some(word),
            Says::Review(_) | Says::Incident(_) | Says::TextOrThing(_) | Says::Template => None,
        })
    };
    match another(stem) {
        Some(word) => evidence.push(Evidence::NameOfOther(word)),
        None => evidence.extend(folders.split(['/', '\\']).find_map(another).map(Evidence::FolderOfOthers)),
    }
    evidence
}

fn of_sections(clues: &Clues<'_>) -> Vec<Evidence> {
    let named = clues.sections.iter().filter(|named| !named.is_topic);
    let mut sections: Vec<Section> = named.flat_map(Named::sections).collect();
    sections.sort();
    sections.dedup();
    let mut labels: Vec<Section> =
        clues.labels.iter().copied().filter(|label| !sections.contains(label)).collect();
    labels.sort();
    labels.dedup();
    let mut besides: Vec<_> = clues
        .sections
        .iter()
        .filter(|named| named.section.is_none())
        .filter_map(|named| named.beside)
        .collect();
    besides.sort_by_key(|beside| beside.name());
    besides.dedup();
    let sections = sections.into_iter().map(Evidence::Section);
    let labels = labels.into_iter().map(Evidence::Label);
    sections.chain(labels).chain(besides.into_iter().map(Evidence::Beside)).collect()
}

/// A heading that texts of another kind have, and reviews hardly: `Goals`, `Installation`.
fn is_of_another_text(heading: &str) -> bool {
    let words: Vec<String> = title::words(heading).map(|(_, word)| word.to_lowercase()).collect();
    let begins_so = |n| words.get(..n).is_some_and(|first| is(&first.join(" "), Vocabulary::BeginsOther));
    is(&words.join(" "), Vocabulary::OtherHeading)
        || begins_so(2)
        || begins_so(3)
        || words.len() > 1 && words.last().is_some_and(|last| is(last, Vocabulary::EndsOther))
        || words.first().is_some_and(|first| words.len() <= 3 && is(first, Vocabulary::PartOfOther))
}

/// Fields that only incidents have.
fn is_of_incidents(field: Field) -> bool {
    matches!(
        field,
        Field::Severity
            | Field::IncidentStart
            | Field::IncidentDetected
            | Field::StabilizationTime
            | Field::SourceOfDetection
            | Field::SignupImpact
            | Field::TimeToDetect
            | Field::TimeToRepair
    )
}

/// Files that speak of a project, wherever they lie.
fn is_about_the_project(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    stem.starts_with("changelog") || is(&stem, Vocabulary::ProjectPage)
}

/// The word of a folder or a name that speaks of reviews.
fn word_of_path(part: &str) -> Option<String> {
    // A date in front of `review-of-…` or behind it is no hindrance.
    let lower = part.to_lowercase();
    let review_of = lower.contains("review-of-") || lower.contains("review_of_");
    title::word_of_reviews(part).or_else(|| review_of.then(|| "review-of".to_owned()))
}

/// Whether a name bears a date (`2022-11-07-checkout-outage`).
fn is_dated(stem: &str) -> bool {
    let digits: String = stem.chars().filter(|c| !matches!(c, '-' | '_' | '.')).take(8).collect();
    let all = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    all && (digits.starts_with("19") || digits.starts_with("20"))
}

#[cfg(test)]
mod tests;
