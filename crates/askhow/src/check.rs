//! Checking one file: from bytes to the findings that are asked for. Printing them is the reports' part.

mod baseline;
mod since;

use std::path::Path;
use std::sync::Arc;

use askhow_document::{Encoding, Finding, Level, Span, Text};
use askhow_ide::{Analysis, FixedText, Snapshot, Surroundings, TimelineEntry};
use jiff::Timestamp;

use crate::files::{SettingsOf, Source, Target, read_bytes};
use crate::panics::{catch, catch_some};
use crate::trouble::{Trouble, shown};

pub use baseline::{Baseline, fingerprints};
pub use since::Changes;

/// What is looked for, and what it is judged against.
#[derive(Debug)]
pub struct Checker {
    /// The settings of the folders.
    pub settings: SettingsOf,
    /// The lowest level that is shown.
    pub level: Level,
    /// Which rules are shown.
    pub rules: RuleFilter,
    /// Whether the timeline is asked for too.
    pub timeline: bool,
    /// The lines to look at, where not all are.
    pub changes: Option<Changes>,
    /// The findings that are known already.
    pub baseline: Option<Baseline>,
    /// The moment of reading.
    pub now: Timestamp,
    /// Whether it is asked how many fixes `askhow fix` would apply.
    pub fixable: bool,
}

/// A file that was checked.
#[derive(Debug)]
pub struct Checked {
    /// As given or walked, with `/`.
    pub path: String,
    /// Whether it was read as a review.
    pub review: bool,
    /// Those that are shown, in the order of the text.
    pub findings: Vec<Finding>,
    /// The entries, where they were asked for.
    pub timeline: Option<Vec<TimelineEntry>>,
    /// How many fixes `askhow fix` would apply, where that was asked for.
    pub fixable: usize,
    /// Owns up where a rule went wrong: its findings are missing.
    pub trouble: Option<Trouble>,
    text: Text,
    lead: usize,
}

/// A place in a file, as people and tools count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode scalar values; a byte order mark is none.
    pub column: usize,
    /// Bytes from the start of the file, from 0; a byte order mark counts.
    pub offset: usize,
}

impl Checked {
    /// The text that the spans of the findings are about.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Where `offset`, in bytes of [`Checked::text`], is in the file.
    pub fn place(&self, offset: usize) -> Place {
        let position = self.text.position(offset, Encoding::Utf32);
        Place {
            line: position.line as usize + 1,
            column: position.character as usize + 1,
            offset: offset + self.lead,
        }
    }

    /// The two ends of a span.
    pub fn places(&self, span: Span) -> (Place, Place) {
        (self.place(span.start), self.place(span.end))
    }
}

impl Checker {
    /// For all rules and lines.
    pub fn new(settings: SettingsOf, level: Level, now: Timestamp) -> Self {
        Self {
            settings,
            level,
            rules: RuleFilter::default(),
            timeline: false,
            changes: None,
            baseline: None,
            now,
            fixable: false,
        }
    }

    /// Checks a file.
    ///
    /// # Errors
    /// Says in one line how it could not be read.
    pub fn check(&self, target: &Target) -> Result<Checked, Trouble> {
        self.check_text(target, &Source::from_bytes(read_bytes(target)?, &target.shown)?)
    }

    /// Checks a text as that of a file.
    ///
    /// # Errors
    /// Owns up where the check itself went wrong.
    pub fn check_text(&self, target: &Target, source: &Source) -> Result<Checked, Trouble> {
        // One unlucky file is no reason to lose what was found in all others.
        let (mut checked, place) =
            catch_some(|| self.check_source(target, source)).map_err(|place| stumbled(target, place))?;
        checked.trouble = place.map(|place| stumbled(target, place));
        if checked.trouble.is_some() {
            checked.fixable = 0;
        }
        Ok(checked)
    }

    /// Applies what is safe to a text as that of a file. Rules that are not asked about stay as they are, and what
    /// is known already does; how loudly a finding speaks makes no difference.
    ///
    /// # Errors
    /// Owns up where the check itself went wrong.
    pub fn fix(&self, target: &Target, source: &Source) -> Result<FixedText, Trouble> {
        let keep = |text: &Text, found: &mut Vec<Finding>| self.leave_out(target, text, found);
        catch(|| askhow_ide::fix_all(&self.snapshot(target, source), keep))
            .map_err(|place| stumbled(target, place))
    }

    /// Writes the timelines of a text, as that of a file, in one shape.
    ///
    /// # Errors
    /// Owns up where the formatting itself went wrong.
    pub fn format(&self, target: &Target, source: &Source, sort: bool) -> Result<String, Trouble> {
        let surroundings = Arc::new(self.surroundings(target));
        catch(|| askhow_ide::format_all(&source.text, &surroundings, sort))
            .map_err(|place| stumbled(target, place))
    }

    /// Leaves out the findings of rules and lines that are not asked about, and those that are known.
    fn leave_out(&self, target: &Target, text: &Text, findings: &mut Vec<Finding>) {
        findings.retain(|finding| self.rules.shows(finding.rule.id));
        if let (Some(changes), Some(path)) = (&self.changes, &target.path) {
            let line = |offset: usize| text.line_of(offset) + 1;
            findings.retain(|finding| {
                let last = finding.span.end.saturating_sub(1).max(finding.span.start);
                changes.touch(path, line(finding.span.start), line(last))
            });
        }
        if let Some(baseline) = &self.baseline {
            baseline.retain_new(&target.shown, text, findings);
        }
    }

    fn snapshot(&self, target: &Target, source: &Source) -> Arc<Snapshot> {
        Analysis::new(&source.text, Arc::new(self.surroundings(target))).snapshot()
    }

    fn check_source(&self, target: &Target, source: &Source) -> Checked {
        let snapshot = self.snapshot(target, source);
        let review = snapshot.is_review();
        let mut findings = if review { askhow_ide::findings(&snapshot) } else { Vec::new() };
        let keep = |text: &Text, found: &mut Vec<Finding>| self.leave_out(target, text, found);
        let fixable = if self.fixable && review {
            let mut asked_about = findings.clone();
            keep(snapshot.text(), &mut asked_about);
            askhow_ide::fix_these(&snapshot, &asked_about, keep).n_fixes
        } else {
            0
        };
        findings.retain(|finding| finding.level >= self.level);
        self.leave_out(target, snapshot.text(), &mut findings);
        let timeline =
            self.timeline.then(|| if review { askhow_ide::timeline_entries(&snapshot) } else { Vec::new() });
        Checked {
            path: target.shown.clone(),
            review,
            findings,
            timeline,
            fixable,
            trouble: None,
            text: snapshot.text().clone(),
            lead: source.lead,
        }
    }

    /// Everything that the findings of a file depend on besides its text.
    pub fn surroundings(&self, target: &Target) -> Surroundings {
        let path = target.path.clone().or_else(|| target.below.as_ref().map(Into::into));
        let in_force = self.settings.of(path.as_deref().unwrap_or(Path::new("-")));
        let below_root = path.as_deref().zip(in_force.resolved.root.as_deref()).and_then(|(path, root)| {
            let whole = std::path::absolute(path).ok()?;
            whole.strip_prefix(root).ok().map(shown)
        });
        let seen_from_root = below_root.or_else(|| target.below.clone());
        Surroundings {
            rules: in_force.resolved.rules_of(seen_from_root.as_deref()),
            configured: seen_from_root.as_deref().and_then(|path| in_force.resolved.configured(path)),
            path: seen_from_root,
            named: target.named,
            now: Some(self.now),
            writer_zone: None,
            template: in_force.resolved.template.clone(),
            boilerplate: self.settings.boilerplate(path.as_deref(), &in_force.resolved),
        }
    }
}

fn stumbled(target: &Target, place: impl std::fmt::Display) -> Trouble {
    let message = format!("askhow stumbled at {place}, which is its own fault; a report helps");
    Trouble::of(&target.shown, message)
}

/// Which rules are asked for: all, or those named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFilter {
    patterns: Vec<String>,
}

impl RuleFilter {
    /// From rules and `family/*`; none are all rules.
    ///
    /// # Errors
    /// Names the pattern that fits no rule, and the nearest that does.
    pub fn new(patterns: &[String]) -> Result<Self, Trouble> {
        let rules = askhow_ide::rules();
        for pattern in patterns {
            if rules.iter().any(|rule| fits(pattern, rule.id)) {
                continue;
            }
            let families = rules.iter().map(|rule| format!("{}/*", rule.family()));
            let names = rules.iter().map(|rule| rule.id.to_owned()).chain(families);
            let near =
                nearest(pattern, names).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
            return Err(Trouble::new(format!("no rule `{pattern}`{near} (`askhow rules` lists them)")));
        }
        Ok(Self { patterns: patterns.to_vec() })
    }

    /// Whether this rule is asked for.
    pub fn shows(&self, rule: &str) -> bool {
        self.patterns.is_empty() || self.patterns.iter().any(|pattern| fits(pattern, rule))
    }
}

fn fits(pattern: &str, rule: &str) -> bool {
    match pattern.strip_suffix("/*") {
        Some(family) => rule.split_once('/').is_some_and(|(of, _)| of == family),
        None => pattern == rule,
    }
}

/// The name that takes the fewest keystrokes to get to, if it is near at all.
pub fn nearest(written: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let allowed = (written.chars().count() / 3).max(1);
    names
        .map(|name| (distance(written, &name), name))
        .filter(|(cost, _)| *cost <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// How many characters to put in, take out or change.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (done, a) in one.chars().enumerate() {
        let mut diagonal = done;
        let mut left = done + 1;
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.iter().skip(1)) {
            left = (left + 1).min(above + 1).min(diagonal + usize::from(a != *b));
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
pub mod tests {
    use askhow_document::{Edit, Fix, Related, Rule};

    use super::*;

    /// A rule to write reports about.
    pub static RULE: Rule = Rule {
        id: "phrasing/test",
        level: Level::Warning,
        summary: "finds a test",
        about: "It is here for the reports.",
        questions: &["How does it look, at 100 %?"],
        fires: &[],
        quiet: &[],
    };

    /// A file `a,b.md` in which the finding is what stands between `⟦` and `⟧`, and its fix writes `how`.
    #[track_caller]
    pub fn checked(marked: &str, lead: usize) -> Checked {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let span = Span::new(start, end);
        let mut finding = Finding::new(&RULE, span, "It says: why\nover two lines");
        finding.related.push(Related { span: Span::new(0, 1), message: "after this".into() });
        let edits = vec![Edit::new(span, "how")];
        finding
            .fixes
            .push(Fix { title: "Ask “how”".into(), preferred: true, safe: true, edits, item: None });
        Checked {
            trouble: None,
            path: "a,b.md".into(),
            review: true,
            findings: vec![finding],
            timeline: None,
            fixable: 1,
            text: Text::new(&marked.replace(['⟦', '⟧'], "")),
            lead,
        }
    }

    #[test]
    fn places_count_scalars_from_1_and_bytes_of_the_file_from_0() {
        let checked = checked("ä\nä𝄞⟦why⟧", 3);
        let (start, end) = checked.places(checked.findings[0].span);
        assert_eq!(start, Place { line: 2, column: 3, offset: 12 });
        assert_eq!(end, Place { line: 2, column: 6, offset: 15 });
    }

    #[test]
    fn distance_counts_keystrokes() {
        for (one, other, expected) in
            [("", "abc", 3), ("kitten", "sitting", 3), ("same", "same", 0), ("ab", "ba", 2)]
        {
            assert_eq!(distance(one, other), expected, "{one} {other}");
            assert_eq!(distance(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = || ["phrasing/luck", "timeline/order"].into_iter().map(str::to_owned);
        assert_eq!(nearest("phrasing/luk", names()).as_deref(), Some("phrasing/luck"));
        assert_eq!(nearest("something", names()), None);
    }

    #[test]
    fn a_family_holds_its_rules_and_no_other() {
        assert!(fits("phrasing/*", "phrasing/luck"));
        assert!(!fits("phrasing/*", "phrasings/luck"));
        assert!(fits("phrasing/luck", "phrasing/luck"));
        assert!(!fits("phrasing", "phrasing/luck"));
    }
}
