//! Who and what a review names: people, services, tickets, links. For completion, which offers them again, and
//! for renaming, which knows them by it.
//!
//! People are those who act in the timeline, who are mentioned with `@`, and who stand in the form; services are
//! names in code spans. Whoever is named most often comes first, then whoever is named first.

mod links;

use std::collections::HashMap;

use askhow_document::{BlockKind, PieceKind, Segment, Span};
use askhow_review::links::LinkPattern;
use askhow_review::prompts::in_a_question;
use askhow_review::{Doer, Review};

use crate::Snapshot;
use crate::timeline::{TimelineEntry, entries_in, timeline_entries};

pub(crate) use links::links_of;

/// Who and what a review names, each once, the most frequent first.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// As written; those who are mentioned with an `@` have it.
    pub(crate) people: Vec<String>,
    /// Without the backticks.
    pub(crate) services: Vec<String>,
    /// As written.
    pub(crate) tickets: Vec<String>,
    /// Teams that act in the timeline under a common name, as they stand in a sentence: `the storage team`.
    pub(crate) teams: Vec<String>,
    /// The people and teams that act in the timeline.
    pub(crate) acting: Vec<String>,
    /// What stands in code spans there.
    pub(crate) told: Vec<String>,
    /// Where each person, service and ticket stands first.
    pub(crate) first: HashMap<String, usize>,
}

/// Longer texts in backticks are commands, and longer actors are descriptions.
pub(crate) const LONGEST: usize = 64;
/// Texts beyond this are not searched, in bytes: names come up early.
const MOST_READ: usize = 256 * 1024;
/// While a word is typed so much is read from the start, and so much on either side of it, in bytes: a key must not wait.
const EARLY: usize = 64 * 1024;
const NEAR: usize = 16 * 1024;

impl Named {
    /// Gathers them; the word at `offset`, which is being typed, is left out.
    pub(crate) fn read_at(snapshot: &Snapshot, offset: usize) -> Self {
        let near = Span::new(offset.saturating_sub(NEAR).max(EARLY), (offset + NEAR).max(EARLY));
        let parts = [Span::new(0, EARLY), near];
        Self::gather(snapshot, offset, &parts, parts.into_iter().flat_map(|part| entries_in(snapshot, part)))
    }

    /// Gathers them.
    pub(crate) fn read(snapshot: &Snapshot) -> Self {
        let all = timeline_entries(snapshot);
        Self::gather(snapshot, usize::MAX, &[Span::new(0, MOST_READ)], all)
    }

    fn gather(
        snapshot: &Snapshot,
        offset: usize,
        parts: &[Span],
        entries: impl IntoIterator<Item = TimelineEntry>,
    ) -> Self {
        let mut tallies = Tallies::default();
        let review = snapshot.review();
        let patterns = patterns(review);
        let is_read = |start: usize| parts.iter().any(|part| part.start <= start && start < part.end);
        for (facts, start) in review.facts.iter().zip(&review.starts).filter(|(_, start)| is_read(**start)) {
            tallies.words(facts.segment.text(), *start, &patterns, offset);
            tallies.codes(&facts.segment, *start);
        }
        let mut people = tallies.people;
        let (mut teams, mut acting) = (Tally::default(), Tally::default());
        let mut told = Tally::default();
        for entry in entries {
            for code in entry.text.split('`').skip(1).step_by(2).filter(|code| is_service(code)) {
                told.count(code, entry.span.start);
            }
            for moment in entry.moments {
                let Some((actor, span)) = moment.who.zip(moment.who_span) else { continue };
                let actor = actor.trim_matches(['*', '_', '`']);
                let mention = format!("@{actor}");
                if people.seen.contains_key(&mention) {
                    acting.count(&mention, span.start);
                }
                if is_name(actor) {
                    people.count(actor, span.start);
                    acting.count(actor, span.start);
                } else if moment.doer == Doer::People && is_team(actor) {
                    let team = in_a_question(actor);
                    teams.count(&team, span.start);
                    acting.count(&team, span.start);
                }
            }
        }
        for read in review.form.fields.iter().filter(|read| read.field.is_people()) {
            let mut at = read.value.start;
            for name in read.text.split_inclusive([',', ';', '&']) {
                let here = at;
                at += name.len();
                let name = name.trim_end_matches([',', ';', '&']).trim();
                if is_name(name) {
                    people.count(name, here);
                }
            }
        }
        let all = [&people, &tallies.services, &tallies.tickets].into_iter().flat_map(|tally| &tally.seen);
        let first = all.map(|(name, (_, at))| (name.clone(), *at)).collect();
        let services = tallies.services.sorted();
        let mut people = people.sorted();
        // Who is mentioned as `@ana` is no second person called `ana`.
        let mentioned: Vec<String> =
            people.iter().filter_map(|name| name.strip_prefix('@')).map(str::to_lowercase).collect();
        people.retain(|name| name.starts_with('@') || !mentioned.contains(&name.to_lowercase()));
        people.retain(|name| !services.contains(name));
        let (mut acting, told) = (acting.sorted(), told.sorted());
        acting.retain(|name| people.contains(name) || teams.seen.contains_key(name));
        Self {
            people,
            services,
            tickets: tallies.tickets.sorted(),
            teams: teams.sorted(),
            acting,
            told,
            first,
        }
    }
}

impl Named {
    /// The services among what stands in code: no states, versions and files.
    pub(crate) fn running(&self) -> impl Iterator<Item = &String> {
        self.services.iter().filter(|name| is_running(name))
    }

    /// Those of them that the timeline tells of.
    pub(crate) fn running_then(&self) -> impl Iterator<Item = &String> {
        self.told.iter().filter(|name| is_running(name))
    }
}

/// The names of a review while they are counted.
#[derive(Default)]
struct Tallies {
    people: Tally,
    services: Tally,
    tickets: Tally,
}

impl Tallies {
    /// Counts mentions and tickets of a text that begins at `start`, but not the word at `except`.
    fn words(&mut self, text: &str, start: usize, patterns: &[LinkPattern], except: usize) {
        for span in tickets_in(text, patterns) {
            let here = span.shift(start);
            if !patterns.is_empty() || !here.touches(except) {
                self.tickets.count(span.of(text), here.start);
            }
        }
        for span in words_of_names(text) {
            let (word, here) = (span.of(text), span.shift(start));
            if here.touches(except) {
                continue;
            }
            match word.strip_prefix('@').map(|name| name.trim_end_matches(['.', '-', '/'])) {
                Some(name)
                    if name.starts_with(char::is_alphabetic)
                        && !name.contains(['@', '/'])
                        && !is_everybody(name) =>
                {
                    self.people.count(&format!("@{name}"), here.start);
                }
                _ => {}
            }
        }
    }

    /// Counts what stands in code spans.
    fn codes(&mut self, segment: &Segment, start: usize) {
        if !segment.text().contains('`') {
            return;
        }
        for block in segment.blocks().iter().filter(|block| is_prose(&block.kind)) {
            for (code, at) in codes(segment, block.content) {
                self.services.count(&code, start + at);
            }
        }
    }
}

/// The patterns of tickets in the settings.
pub(crate) fn patterns(review: &Review) -> Vec<LinkPattern> {
    let links = &review.surroundings.rules.settings.links;
    links.keys().filter_map(|it| LinkPattern::parse(it).ok()).collect()
}

/// The tickets in a text: what fits the patterns, or where there are none what most trackers call one.
pub(crate) fn tickets_in(text: &str, patterns: &[LinkPattern]) -> Vec<Span> {
    if patterns.is_empty() {
        return words_of_names(text).filter(|span| is_ticket(span.of(text))).collect();
    }
    patterns.iter().flat_map(|pattern| pattern.find(text, "")).map(|(span, _)| span).collect()
}

/// Words with all signs that names hold.
fn words_of_names(text: &str) -> impl Iterator<Item = Span> {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '@' | '_' | '.' | '/');
    let mut at = 0;
    text.split_inclusive(move |c: char| !is_of_name(c)).map(move |piece| {
        let word = piece.trim_end_matches(|c: char| !is_of_name(c));
        let here = Span::new(at, at + word.len());
        at += piece.len();
        here
    })
}

fn is_prose(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Row { .. })
}

/// The names in the code spans of some prose, each with where its span stands in the segment.
fn codes(segment: &Segment, content: Span) -> Vec<(String, usize)> {
    let prose = segment.prose(content);
    let codes = prose.pieces.iter().filter(|piece| piece.kind == PieceKind::Code);
    codes
        .map(|piece| (piece.span.of(prose.source).trim().to_owned(), content.start + piece.span.start))
        .filter(|(code, _)| is_service(code))
        .collect()
}

/// `ledger`, `checkout-api`, `eu-west-1`: one word that begins with a letter, and no file or call.
fn is_service(code: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    code.len() <= LONGEST
        && code.len() > 1
        && code.starts_with(char::is_alphabetic)
        && code.ends_with(char::is_alphanumeric)
        && code.chars().all(is_part)
}

fn is_running(code: &str) -> bool {
    !is_state(code) && !is_file(code)
}

/// `BEGIN`, `CrashLoop`, `v1.2`: what something is or was, and no name of what runs.
fn is_state(code: &str) -> bool {
    let is_version =
        code.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let n_capitals = code.chars().filter(|c| c.is_uppercase()).count();
    let is_joined = code.contains(['-', '_']) && code.contains(char::is_lowercase);
    is_version || n_capitals > 1 && !is_joined
}

/// `values.yaml`.
fn is_file(code: &str) -> bool {
    const ENDINGS: [&str; 20] = [
        "yaml", "yml", "json", "toml", "md", "py", "rs", "go", "js", "ts", "sh", "conf", "cfg", "txt", "log",
        "tf", "sql", "xml", "html", "lock",
    ];
    code.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// A person, a team, a role: a few words at most, and no description.
fn is_name(actor: &str) -> bool {
    let starts = actor.trim_start_matches(['@', '*', '_', '`']).starts_with(char::is_uppercase)
        || actor.starts_with('@');
    let article = ["the ", "a ", "an ", "we", "i", "they", "someone", "people"];
    let lower = actor.to_lowercase();
    starts
        && actor.len() <= LONGEST
        && actor.split_whitespace().count() <= 3
        && !article
            .iter()
            .any(|word| if word.ends_with(' ') { lower.starts_with(word) } else { lower == *word })
        && !actor.contains(['<', '>', '[', ']', '|', '?', ':'])
        && !actor.strip_prefix('@').is_some_and(is_everybody)
        && !askhow_review::form::is_open_value(actor)
}

/// `the storage team`: a common name with its article, and no description.
fn is_team(actor: &str) -> bool {
    let lower = actor.to_lowercase();
    let is_short = (2..=4).contains(&actor.split_whitespace().count()) && actor.len() <= LONGEST;
    is_short
        && lower.starts_with("the ")
        && actor.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\''))
}

/// `@channel`: a mention of all who are there.
fn is_everybody(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "channel" | "here" | "everyone" | "all")
}

/// `OPS-123`: what most trackers call a ticket.
fn is_ticket(word: &str) -> bool {
    let Some((project, number)) = word.split_once('-') else { return false };
    (2..=10).contains(&project.len())
        && project.chars().all(|c| c.is_ascii_uppercase())
        && (1..=7).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit())
        // Zones, encodings and standards are written alike.
        && !matches!(project, "UTC" | "GMT" | "UTF" | "SHA" | "SEV" | "ISO" | "RFC" | "CVE" | "HTTP" | "TLS" | "CET" | "PST" | "EST")
}

/// How often each was seen, and where first.
#[derive(Debug, Default)]
struct Tally {
    seen: HashMap<String, (usize, usize)>,
}

impl Tally {
    /// Counts a name that stands at `at`.
    fn count(&mut self, name: &str, at: usize) {
        let seen = self.seen.entry(name.to_owned()).or_insert((0, at));
        *seen = (seen.0 + 1, seen.1.min(at));
    }

    /// The most frequent first, then those seen first. Several may begin at one place, as a mention does and the one
    /// who acts there: they come in the order of the alphabet, for a map has none of its own.
    fn sorted(self) -> Vec<String> {
        let mut all: Vec<(String, (usize, usize))> = self.seen.into_iter().collect();
        all.sort_by(|(a, (n_a, first_a)), (b, (n_b, first_b))| (n_b, first_a, a).cmp(&(n_a, first_b, b)));
        all.into_iter().map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Analysis, Surroundings};

    #[test]
    fn names_of_one_sentence_come_in_its_order_each_time() {
        let review = "# Outage\n\n**Assignee:** Zoe, Ana; Moe & Ben\n\n## Risks\n\nIt went from `zeta` to `beta`, `alpha`, `omega` \
            and `gamma`. | `rho`\n\n| a | b |\n| - | - |\n| `pi` | `eta` |\n\n@zed and @amy looked on.\n";
        let surroundings = Arc::new(Surroundings { named: true, ..Surroundings::default() });
        for _ in 0..12 {
            let snapshot = Analysis::new(review, Arc::clone(&surroundings)).snapshot();
            let Named { people, services, .. } = Named::read(&snapshot);
            assert_eq!(people, ["Zoe", "Ana", "Moe", "Ben", "@zed", "@amy"]);
            assert_eq!(services, ["zeta", "beta", "alpha", "omega", "gamma", "rho", "pi", "eta"]);
        }
    }

    #[test]
    fn names_at_one_place_have_an_order_too() {
        for _ in 0..12 {
            let mut tally = Tally::default();
            ["moe", "ana", "zoe", "ben", "cy", "dora"].iter().for_each(|name| tally.count(name, 7));
            tally.count("late", 9);
            tally.count("late", 9);
            assert_eq!(tally.sorted(), ["late", "ana", "ben", "cy", "dora", "moe", "zoe"]);
        }
    }

    #[test]
    fn services_are_single_names() {
        for name in ["ledger", "checkout-api", "eu-west-1", "orders.db"] {
            assert!(is_service(name), "{name}");
        }
        for name in ["", "a", "kubectl get pods", "/etc/passwd", "f()", "5xx", "x=1"] {
            assert!(!is_service(name), "{name}");
        }
        let codes = ["ledger", "CrashLoop", "relay-2", "BEGIN", "values.yaml", "v1.2.0", "orders.db"];
        let named = Named { services: codes.map(str::to_owned).to_vec(), ..Named::default() };
        assert_eq!(named.running().collect::<Vec<_>>(), ["ledger", "relay-2", "orders.db"]);
    }

    #[test]
    fn people_are_no_descriptions() {
        for name in ["Ana", "@ana", "Jiří Novák", "Platform On-call"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["The alert on slow payments", "the deploy", "We", "TBD", "payments", "?"] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn tickets_are_told_from_zones_and_versions() {
        assert!(is_ticket("OPS-12"));
        for word in ["UTC-8", "SEV-2", "UTF-8", "ops-1", "OPS-x", "A-1", "2024-03"] {
            assert!(!is_ticket(word), "{word}");
        }
    }
}
