//! Whether a Markdown file is a review.
//!
//! Most Markdown is none, and a README must stay free of findings: so a name alone is never enough, and a
//! few common headings neither. The facts are gathered by who reads the document; here they are weighed.

use askhow_english::class::is;

use crate::form::Field;
use crate::names::Named;
use crate::section::Section;
use crate::vocabulary::Vocabulary;

/// What is known about a file.
#[derive(Clone, Debug, Default)]
pub struct Clues<'a> {
    /// Somebody asked for this very file.
    pub named: bool,
    /// What `askhow: …` in its front matter says.
    pub front_matter: Option<bool>,
    /// The globs of the settings name it, or leave it out.
    pub configured: Option<bool>,
    /// Where it is, relative to the settings' file or the folder that is looked through; with `/` or `\`.
    pub path: Option<&'a str>,
    /// What its headings (and bold lines used as one) are known as, in order.
    pub sections: &'a [Named],
    /// Its title, from the first heading or the front matter.
    pub title: Option<&'a str>,
    /// Whether it has a timeline: three entries with a clock time, wherever they stand.
    pub has_timeline: bool,
    /// The fields of its form that are filled in.
    pub fields: &'a [Field],
}

/// Whether a file is a review, and how we know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is.
    pub is_review: bool,
    /// How we know.
    pub because: Because,
}

/// How we know that a file is a review, or is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Because {
    /// Nothing speaks for it.
    #[default]
    Nothing,
    /// Somebody asked for it.
    Named,
    /// Its front matter says so, or says that it is none.
    FrontMatter,
    /// A glob of the settings names it, or leaves it out.
    Configured,
    /// A word in its path, and a section.
    Path(String),
    /// Its sections: how many of the ten are there.
    Sections(usize),
    /// A word in its title, and a timeline or sections.
    Title(String),
    /// The fields of its form.
    Form,
}

impl Verdict {
    /// For the hover on the title: `Read as an incident review: “postmortem” in its path, and a section.`
    pub fn sentence(&self) -> String {
        let because = match (&self.because, self.is_review) {
            (Because::FrontMatter, true) => "its front matter says `askhow: true`".to_owned(),
            (Because::FrontMatter, false) => "its front matter says `askhow: false`".to_owned(),
            (Because::Named, _) => "it was asked for by name".to_owned(),
            (Because::Configured, false) => "`reviews` in the settings leaves it out".to_owned(),
            (Because::Configured, true) => "`reviews` in the settings names it".to_owned(),
            (Because::Path(word), _) => format!("“{word}” in its path, and a section of a review"),
            (Because::Sections(n), _) => format!("{n} sections of a review"),
            (Because::Title(word), _) => format!("“{word}” in its title, and what a review is made of"),
            (Because::Form, _) => "the form of a review".to_owned(),
            (Because::Nothing, _) => "write `askhow: true` in its front matter to make it one".to_owned(),
        };
        let verdict =
            if self.is_review { "Read as an incident review" } else { "Not read as an incident review" };
        format!("{verdict}: {because}.")
    }
}

/// Weighs what is known. What somebody has said (by name, in front matter, in settings) beats what the text
/// looks like.
pub fn decide(clues: &Clues<'_>) -> Verdict {
    let yes = |because| Verdict { is_review: true, because };
    if clues.named {
        return yes(Because::Named);
    }
    if let Some(is_review) = clues.front_matter {
        return Verdict { is_review, because: Because::FrontMatter };
    }
    if let Some(is_review) = clues.configured {
        return Verdict { is_review, because: Because::Configured };
    }
    let found = Found::count(clues);
    if clues.path.is_some_and(is_about_the_project) {
        return Verdict::default();
    }
    let telling = found.n_sections() > 0 || found.n_others > 0 || clues.has_timeline;
    if let Some(word) = clues.path.and_then(word_of_path)
        && (telling || clues.path.is_some_and(is_dated_review))
    {
        return yes(Because::Path(word));
    }
    if found.n_sections() >= 3 && found.tells_what_came_about(clues.has_timeline) {
        return yes(Because::Sections(found.n_sections()));
    }
    // `Summary`, `Timeline` with its entries, `Resolution`: nobody writes these about something else.
    let told = found.n_others > 0 || found.has(Section::Contributors);
    if clues.has_timeline && found.has(Section::Timeline) && found.n_sections() >= 2 && told {
        return yes(Because::Sections(found.n_sections()));
    }
    if let Some(word) = clues.title.and_then(word_of_title)
        && (clues.has_timeline || found.n_of_nine > 0 || found.n_others >= 2)
    {
        return yes(Because::Title(word));
    }
    if found.n_fields >= 3 {
        return yes(Because::Form);
    }
    Verdict::default()
}

/// What was found, each kind of section once.
#[derive(Default)]
struct Found {
    has: [bool; Section::ALL.len()],
    n_of_nine: usize,
    n_others: usize,
    n_fields: usize,
}

impl Found {
    fn count(clues: &Clues<'_>) -> Self {
        let mut found = Self::default();
        for named in clues.sections {
            for section in named.sections() {
                if let Some(has) = found.has.get_mut(section as usize) {
                    *has = true;
                }
            }
            found.n_others += usize::from(named.section.is_none() && !named.form);
        }
        found.n_of_nine = Section::NINE.into_iter().filter(|section| found.has(*section)).count();
        let mut fields: Vec<Field> =
            clues.fields.iter().copied().filter(|field| is_of_incidents(*field)).collect();
        fields.sort();
        fields.dedup();
        found.n_fields = fields.len();
        found
    }

    fn has(&self, section: Section) -> bool {
        self.has.get(section as usize).copied().unwrap_or_default()
    }

    fn n_sections(&self) -> usize {
        self.n_of_nine + usize::from(self.has(Section::Description))
    }

    /// Half of all plans have an overview, a timeline, risks and next steps, and many files a list of
    /// contributors; what came about, with what went well or not, is told by reviews alone.
    fn tells_what_came_about(&self, has_timeline: bool) -> bool {
        let how_it_went = self.has(Section::Mitigators) || self.has(Section::Difficulties);
        match (self.has(Section::Timeline), self.has(Section::Contributors)) {
            (true, true) => true,
            (true, false) => has_timeline || how_it_went,
            (false, true) => how_it_went || self.has(Section::FollowUp),
            (false, false) => false,
        }
    }
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
fn is_about_the_project(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    stem.starts_with("changelog") || is(&stem, Vocabulary::ProjectPage)
}

/// The word of a path that speaks of reviews.
fn word_of_path(path: &str) -> Option<String> {
    path.split(['/', '\\']).find_map(|part| {
        // A date in front of `review-of-…` or behind it is no hindrance.
        let lower = part.to_lowercase();
        let review_of = lower.contains("review-of-") || lower.contains("review_of_");
        word_of_reviews(part).or_else(|| review_of.then(|| "review-of".to_owned()))
    })
}

/// Whether a file's own name bears a date and such a word (`2022-11-07-checkout-outage.md`): a review even
/// where it is told without sections.
fn is_dated_review(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let digits: String = name.chars().filter(|c| !matches!(c, '-' | '_' | '.')).take(8).collect();
    let dated = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    dated && (digits.starts_with("19") || digits.starts_with("20")) && word_of_reviews(name).is_some()
}

/// The first word that speaks of incidents and their reviews, as written.
fn word_of_reviews(text: &str) -> Option<String> {
    let mut before: Option<(usize, String)> = None;
    for (at, word) in words(text) {
        let lower = word.to_lowercase();
        let is_known = is(lower.strip_suffix('s').unwrap_or(&lower), Vocabulary::ReviewName);
        if is_known {
            return Some(word.to_owned());
        }
        if let Some((start, first)) = &before
            && first == "post"
            && matches!(lower.as_str(), "mortem" | "mortems")
        {
            return Some(text.get(*start..at + word.len())?.to_owned());
        }
        before = Some((at, lower));
    }
    None
}

/// A title may name the review by its method, too: `RCA: checkout down`.
fn word_of_title(title: &str) -> Option<String> {
    word_of_reviews(title).or_else(|| {
        let words: Vec<(usize, &str)> = words(title).collect();
        let is = |at: usize, word: &str| words.get(at).is_some_and(|(_, it)| it.eq_ignore_ascii_case(word));
        let at = (0..words.len()).find(|at| is(*at, "rca") || is(*at, "root") && is(at + 1, "cause"))?;
        let last = if is(at, "rca") { at } else { at + 1 };
        let (from, to) = (words.get(at)?, words.get(last)?);
        title.get(from.0..to.0 + to.1.len()).map(str::to_owned)
    })
}

/// Runs of letters, and where each begins; `postMortem2` is `post` and `Mortem`.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices().take(400) {
        let starts = c.is_uppercase() && before.is_lowercase();
        if (!c.is_alphabetic() || starts)
            && let Some(start) = open.take()
        {
            ends.push((start, at));
        }
        if c.is_alphabetic() {
            open.get_or_insert(at);
        }
        before = c;
    }
    if let Some(start) = open {
        let end = text.char_indices().nth(400).map_or(text.len(), |(at, _)| at);
        ends.push((start, end));
    }
    ends.into_iter().filter_map(move |(start, end)| Some((start, text.get(start..end)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::TeamSections;

    fn named(headings: &[&str]) -> Vec<Named> {
        headings.iter().filter_map(|heading| TeamSections::default().recognise(heading)).collect()
    }

    #[track_caller]
    fn check(clues: &Clues<'_>, expected: Because) {
        let is_review = expected != Because::Nothing;
        assert_eq!(decide(clues), Verdict { is_review, because: expected });
    }

    #[test]
    fn what_somebody_has_said_beats_the_rest() {
        check(&Clues { named: true, front_matter: Some(false), ..Clues::default() }, Because::Named);
        let said_no = Clues { front_matter: Some(false), configured: Some(true), ..Clues::default() };
        assert_eq!(decide(&said_no), Verdict { is_review: false, because: Because::FrontMatter });
        check(
            &Clues { configured: Some(true), path: Some("README.md"), ..Clues::default() },
            Because::Configured,
        );
        let left_out = Clues {
            configured: Some(false),
            path: Some("incidents/2019-03-25-outage.md"),
            ..Clues::default()
        };
        assert_eq!(decide(&left_out), Verdict { is_review: false, because: Because::Configured });
        assert!(decide(&Clues { named: true, ..left_out }).is_review);
    }

    #[test]
    fn a_path_needs_a_section() {
        let sections = named(&["Resolution"]);
        let path = Some("docs/post-mortems/2019-01-23.md");
        check(
            &Clues { path, sections: &sections, ..Clues::default() },
            Because::Path("post-mortems".to_owned()),
        );
        check(&Clues { path, ..Clues::default() }, Because::Nothing);
        let path = Some("_posts/2022-11-07-checkout-outage.md");
        check(&Clues { path, ..Clues::default() }, Because::Path("outage".to_owned()));
        let path = Some("incidents/README.md");
        check(&Clues { path, sections: &sections, ..Clues::default() }, Because::Nothing);
        let path = Some("2019-03-25-review-of-checkout.md");
        check(
            &Clues { path, sections: &sections, ..Clues::default() },
            Because::Path("review-of".to_owned()),
        );
        let path = Some("docs/code-review.md");
        check(&Clues { path, sections: &sections, ..Clues::default() }, Because::Nothing);
    }

    #[test]
    fn three_sections_tell_when_one_says_how_it_came_about() {
        let sections = named(&["Summary", "Root cause", "Action items"]);
        check(&Clues { sections: &sections, ..Clues::default() }, Because::Sections(3));
        let page = named(&["Description", "Contributors", "See also"]);
        check(&Clues { sections: &page, path: Some("docs/page.md"), ..Clues::default() }, Because::Nothing);
        let told = named(&["Issue summary", "Timeline", "Resolution and recovery"]);
        check(&Clues { sections: &told, has_timeline: true, ..Clues::default() }, Because::Sections(2));
        let plan = named(&["Overview", "Timeline", "Risks", "Next steps", "References", "Open questions"]);
        check(&Clues { sections: &plan, path: Some("docs/plan.md"), ..Clues::default() }, Because::Nothing);
    }

    #[test]
    fn a_title_needs_a_timeline_or_a_section() {
        let title = Some("Post-mortem: the slow Monday");
        check(
            &Clues { title, has_timeline: true, ..Clues::default() },
            Because::Title("Post-mortem".to_owned()),
        );
        check(&Clues { title, ..Clues::default() }, Because::Nothing);
    }

    #[test]
    fn a_form_is_enough_when_it_is_that_of_an_incident() {
        let fields = [Field::Severity, Field::IncidentStart, Field::StabilizationTime];
        check(&Clues { fields: &fields, ..Clues::default() }, Because::Form);
        check(
            &Clues { fields: &[Field::Status, Field::Authors, Field::Date], ..Clues::default() },
            Because::Nothing,
        );
    }

    #[test]
    fn words_are_found_in_paths_and_titles() {
        for (text, word) in [
            ("postMortem-12", Some("postMortem")),
            ("Post Mortem of it", Some("Post Mortem")),
            ("crates-io-incident-report", Some("incident")),
            ("OUTAGES", Some("OUTAGES")),
            ("coincidental", None),
            ("post about mortem", None),
        ] {
            let found = word_of_reviews(text);
            let joined = found.as_deref();
            // `postMortem` is two words to us and one to its writer.
            assert_eq!(joined, word, "{text}");
        }
    }

    #[test]
    fn the_sentence_says_how_we_know() {
        let verdict = Verdict { is_review: true, because: Because::Path("postmortems".to_owned()) };
        assert_eq!(
            verdict.sentence(),
            "Read as an incident review: “postmortems” in its path, and a section of a review."
        );
        assert!(Verdict::default().sentence().contains("askhow: true"));
    }
}
