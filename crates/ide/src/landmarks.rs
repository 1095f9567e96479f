//! What of a review is looked for in a whole workspace: its title, its sections, and who and what it names.

use askhow_document::Span;

use crate::Snapshot;
use crate::named::Named;

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landmark {
    /// As it is written; never empty.
    pub name: String,
    /// What it is.
    pub kind: LandmarkKind,
    /// Where it stands; of who and what is named, where first.
    pub span: Span,
}

/// What a landmark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LandmarkKind {
    /// The review.
    Title,
    /// A heading in it.
    Section,
    /// Somebody.
    Person,
    /// What runs.
    Service,
    /// A ticket.
    Ticket,
}

/// So many of a kind at most: the most frequent names, the first headings.
const MOST: usize = 200;

/// The landmarks of a review; none of another text.
pub fn landmarks(snapshot: &Snapshot) -> Vec<Landmark> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let review = snapshot.review();
    let title = review.title().map(|title| title.at);
    let headings = review.outline.parts.iter().take(MOST).map(|part| Landmark {
        name: review.name(part).trim().to_owned(),
        kind: if title == Some(part.at) { LandmarkKind::Title } else { LandmarkKind::Section },
        span: part.content,
    });
    let mut all: Vec<Landmark> = headings.filter(|heading| !heading.name.is_empty()).collect();
    let named = Named::read(snapshot);
    let mut add = |name: &String, kind| {
        let span = named.first.get(name).and_then(|at| spelled(snapshot, name, *at));
        all.extend(span.map(|span| Landmark { name: name.clone(), kind, span }));
    };
    named.people.iter().take(MOST).for_each(|name| add(name, LandmarkKind::Person));
    named.running().take(MOST).for_each(|name| add(name, LandmarkKind::Service));
    named.tickets.iter().take(MOST).for_each(|name| add(name, LandmarkKind::Ticket));
    all
}

/// Where a name is spelled that was met at `at`, perhaps behind a blank or a mark.
fn spelled(snapshot: &Snapshot, name: &str, at: usize) -> Option<Span> {
    const MARKS: usize = 16;
    let text = snapshot.text();
    let from = text.floor(at);
    let around = Span::new(from, text.floor((from + name.len() + MARKS).min(text.len())));
    let start = from + text.slice(around).find(name)?;
    Some(Span::new(start, start + name.len()))
}

/// How well a name fits what is looked for: the lower, the better; `None` where it does not. Case is nothing, and the
/// letters may be parted, the first of them at the start of a word (`chkapi` finds `checkout-api`).
pub fn fits(name: &str, query: &str) -> Option<u8> {
    let plain = |text: &str| text.trim().trim_start_matches('@').to_lowercase();
    let (name, query) = (plain(name), plain(query));
    if query.is_empty() {
        return Some(0);
    }
    let begins_word = |at: usize| !name.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
    let Some(at) = name.find(&query) else {
        let mut starts = name.char_indices().map(|(at, _)| at).filter(|at| begins_word(*at));
        return starts.any(|at| has_letters(name.get(at..).unwrap_or_default(), &query)).then_some(4);
    };
    Some(match at {
        0 if name.len() == query.len() => 0,
        0 => 1,
        _ if name.match_indices(&query).any(|(at, _)| begins_word(at)) => 2,
        _ => 3,
    })
}

/// Whether a text begins with the first of these letters, and has the others in their order.
fn has_letters(text: &str, letters: &str) -> bool {
    let mut wanted = letters.chars().filter(|c| !c.is_whitespace());
    let mut there = text.chars();
    there.next() == wanted.next() && wanted.all(|c| there.any(|letter| letter == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{no_review, shown, snapshot};

    #[test]
    fn headings_and_names_each_where_they_stand_first() {
        let text = "# `checkout-api` was slow\n\n- Assignee: Ana Lima, Ben\n\n## Timeline\n\n- 2025-03-04 16:40 UTC **Zoë** restarts `ledger`, OPS-12\n- 2025-03-04 16:42 UTC @kim sees `ledger` and OPS-12\n\n## \n";
        let found = landmarks(&snapshot(text)).into_iter();
        let found: Vec<String> = found
            .map(|it| {
                assert_eq!(shown(text, it.span).replace('`', ""), it.name.replace('`', ""));
                format!(
                    "{:?} {} {}",
                    it.kind,
                    Span::new(0, it.span.start).of(text).matches('\n').count() + 1,
                    it.name
                )
            })
            .collect();
        let expected = [
            "Title 1 checkout-api was slow",
            "Section 5 Timeline",
            "Person 3 Ana Lima",
            "Person 3 Ben",
            "Person 7 Zoë",
            "Person 8 @kim",
            "Service 7 ledger",
            "Service 1 checkout-api",
            "Ticket 7 OPS-12",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_looked_for_may_be_a_part_or_a_few_letters() {
        let fits = |query| fits("Checkout-API", query);
        assert_eq!(["checkout-api", "check", "api", "out", "chkapi"].map(fits), [0, 1, 2, 3, 4].map(Some));
        assert_eq!(["", " CHECK ", "@c"].map(fits), [0, 1, 1].map(Some));
        assert_eq!(["apic", "x", "hkapi"].map(fits), [None, None, None]);
        assert_eq!(super::fits("@Ünal", "ünal"), Some(0));
    }

    #[test]
    fn other_markdown_has_none() {
        assert_eq!(landmarks(&no_review()), []);
    }
}
