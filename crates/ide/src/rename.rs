//! Renaming: a service or a person, everywhere in the review.
//!
//! A name is what somebody acts under in a timeline or stands in a field of the form, what a code span
//! holds, what follows an `@`, and any word that is written as names are: with a capital inside a sentence,
//! with a hyphen, a digit, an underscore. It is renamed in prose, tables, headings and code spans; not in
//! code blocks, addresses and targets of links, which quote what was there at the time.

use askhow_document::{Block, BlockKind, Edit, Piece, PieceKind, Segment, Span};
use askhow_review::Review;

use crate::Snapshot;
use crate::named::{LONGEST, Named};

/// A name that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where the cursor found it.
    pub span: Span,
    /// As it is written.
    pub text: String,
}

/// The name at `offset`; `None` where there is only a word.
pub fn name_at(snapshot: &Snapshot, offset: usize) -> Option<Name> {
    if !snapshot.is_review() {
        return None;
    }
    let review = snapshot.review();
    let (facts, start) = review.segment_at(offset)?;
    let at = offset - start;
    let segment = &facts.segment;
    let content = readable(segment.blocks()).find(|content| content.touches(at))?;
    let prose = segment.prose(content);
    let source = prose.source;
    let at = at - content.start;
    // At the border of two pieces the cursor belongs to the one with words.
    let piece = prose
        .pieces
        .iter()
        .filter(|piece| piece.span.touches(at) && matches!(piece.kind, PieceKind::Text | PieceKind::Code))
        .max_by_key(|piece| (piece.span.contains(at), piece.kind == PieceKind::Code))?;
    let stands = |name: &str| -> Vec<Span> {
        occurrences(source, name).into_iter().filter(|span| is_words(&prose.pieces, *span)).collect()
    };
    let known = known_names(snapshot);
    let mut names = known.iter().flat_map(|name| stands(name));
    let span = names.find(|span| span.touches(at)).or_else(|| {
        let span = looks_like_name(source, *piece, at - piece.span.start)?.shift(piece.span.start);
        stands(span.of(source)).contains(&span).then_some(span)
    })?;
    let text = span.of(source).to_owned();
    Some(Name { span: span.shift(start + content.start), text })
}

/// A longer name is a slip, and is written wherever the old one stands.
const LONGEST_NAME: usize = 200;

/// The edits that write `new_name` wherever the name at `offset` stands, in the order of the text.
///
/// # Errors
/// Says why the new name can't be one.
pub fn rename(snapshot: &Snapshot, offset: usize, new_name: &str) -> Result<Vec<Edit>, String> {
    let Some(name) = name_at(snapshot, offset) else {
        return Err("only names can be renamed: services and people".to_owned());
    };
    let new_name = new_name.trim().trim_start_matches('@');
    if new_name.is_empty() {
        return Err("a name can't be empty".to_owned());
    }
    let n_characters = new_name.chars().count();
    if n_characters > LONGEST_NAME {
        return Err(format!("a name has at most {LONGEST_NAME} characters, and this one has {n_characters}"));
    }
    if let Some(sign) = new_name.chars().find(|c| c.is_control() || matches!(c, '`' | '|' | '[' | ']' | '<'))
    {
        return Err(format!("a name that holds {sign:?} would break the Markdown around it"));
    }
    let places = places(snapshot.review(), &name.text);
    Ok(places.into_iter().map(|span| Edit::new(span, new_name)).collect())
}

/// Where a name stands in the review, in the order of the text.
pub(crate) fn places(review: &Review, name: &str) -> Vec<Span> {
    let mut places = Vec::new();
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let segment = &facts.segment;
        if !segment.text().contains(name) {
            continue;
        }
        for content in readable(segment.blocks()).filter(|content| content.of(segment.text()).contains(name))
        {
            let prose = segment.prose(content);
            let may = |span: Span| is_words(&prose.pieces, span);
            let found = occurrences(prose.source, name).into_iter().filter(|span| may(*span));
            places.extend(found.map(|span| span.shift(start + content.start)));
        }
        places.extend(in_front_matter(segment, name).into_iter().map(|span| span.shift(*start)));
    }
    places.sort();
    places.dedup();
    places
}

/// What is read in these blocks, a piece for each cell of a row.
pub(crate) fn readable(blocks: &[Block]) -> impl Iterator<Item = Span> {
    blocks.iter().flat_map(Block::contents).copied()
}

/// Values of front matter; keys stay.
fn in_front_matter(segment: &Segment, name: &str) -> Vec<Span> {
    let Some(block) = segment.blocks().first() else { return Vec::new() };
    if !matches!(block.kind, BlockKind::FrontMatter { .. }) {
        return Vec::new();
    }
    let source = block.span.of(segment.text());
    let is_value = |span: &Span| {
        let line =
            source.get(..span.start).unwrap_or_default().rsplit(['\n', '\r']).next().unwrap_or_default();
        line.contains([':', '=']) || line.trim_start().starts_with('-')
    };
    occurrences(source, name).into_iter().filter(is_value).map(|span| span.shift(block.span.start)).collect()
}

/// Whether all of `span` is words or the inside of a code span.
pub(crate) fn is_words(pieces: &[Piece], span: Span) -> bool {
    let mut met = pieces.iter().filter(|piece| piece.span.meets(span));
    met.all(|piece| matches!(piece.kind, PieceKind::Text | PieceKind::Code))
}

/// Where `name` stands as a word of its own: `checkout` is no part of `checkout-api` or `checkout.internal`.
fn occurrences(text: &str, name: &str) -> Vec<Span> {
    if name.is_empty() {
        return Vec::new();
    }
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let is_free = |(at, found): &(usize, &str)| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + found.len()..).unwrap_or_default();
        let mut behind = after.chars();
        let dotted = behind.next() == Some('.') && behind.next().is_some_and(char::is_alphanumeric);
        let mut ahead = before.chars().rev();
        let dotted_before = ahead.next() == Some('.') && ahead.next().is_some_and(char::is_alphanumeric);
        !before.ends_with(joins) && !after.starts_with(joins) && !dotted && !dotted_before
    };
    text.match_indices(name).filter(is_free).map(|(at, found)| Span::new(at, at + found.len())).collect()
}

/// The names that the review tells by itself, the longest first: who acts, who stands in the form or is mentioned,
/// and what is written as services are in code spans.
fn known_names(snapshot: &Snapshot) -> Vec<String> {
    let named = Named::read(snapshot);
    // `main` and `true` in backticks leave the words of prose alone.
    let services = named.services.into_iter().filter(|name| is_identifier(name));
    let names = named.people.into_iter().chain(services);
    let names = names.map(|name| name.trim_start_matches('@').to_owned());
    let mut names: Vec<String> = names.filter(|name| !is_common(name)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// Who is meant by these differs from sentence to sentence.
fn is_common(name: &str) -> bool {
    const COMMON: &[&str] = &[
        "i",
        "we",
        "he",
        "she",
        "they",
        "it",
        "you",
        "us",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "nobody",
        "engineer",
        "engineers",
        "team",
        "the team",
        "on-call",
        "oncall",
        "customer",
        "customers",
        "user",
        "users",
        "support",
        "operator",
        "operators",
        "developer",
        "developers",
        "this",
        "that",
        "there",
    ];
    COMMON.contains(&name.to_lowercase().as_str())
}

/// The word at `at` of a piece, if it is written as names are.
fn looks_like_name(source: &str, piece: Piece, at: usize) -> Option<Span> {
    let text = piece.span.of(source);
    if piece.kind == PieceKind::Code && text.len() <= LONGEST && !text.contains(char::is_whitespace) {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '@');
        return text.chars().all(is_word).then(|| Span::new(0, text.len()));
    }
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let (before, after) = text.split_at_checked(at)?;
    let start = at - (before.len() - before.trim_end_matches(joins).len());
    let end = at + (after.len() - after.trim_start_matches(joins).len());
    let word = Span::new(start, end).of(text).trim_matches('-');
    let start = start + Span::new(start, end).of(text).find(word)?;
    let span = Span::new(start, start + word.len());
    if word.len() < 2 || word.len() > LONGEST || is_common(word) || !word.contains(char::is_alphabetic) {
        return None;
    }
    let mentioned = text.get(..start).is_some_and(|before| before.ends_with('@'));
    let signs = word.contains(['-', '_']) || word.contains(|c: char| c.is_ascii_digit());
    let inner_capital = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let capital = word.starts_with(char::is_uppercase) && inside_sentence(source, piece.span.start + start);
    (mentioned || (signs && is_identifier(word)) || inner_capital || capital).then_some(span)
}

/// `checkout-api`, `db1`, `web_2`; not `follow-up`, `10-minute` or `16`.
fn is_identifier(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '_']).collect();
    let starts_with_letter = word.starts_with(char::is_alphabetic);
    const TAILS: &[&str] = &[
        "api",
        "app",
        "backend",
        "cache",
        "cluster",
        "controller",
        "daemon",
        "db",
        "frontend",
        "gateway",
        "job",
        "proxy",
        "queue",
        "server",
        "service",
        "store",
        "svc",
        "worker",
        "prod",
        "staging",
        "dev",
    ];
    let tail = parts.last().copied().unwrap_or_default();
    starts_with_letter
        && (word.contains('_') || word.contains(|c: char| c.is_ascii_digit()) || TAILS.contains(&tail))
}

/// Whether the words before `at` leave a capital there to names alone.
fn inside_sentence(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default().trim_end();
    let last = before.chars().next_back();
    last.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '(' | '/' | '&' | '\u{2019}' | '\'' | ')'))
}

#[cfg(test)]
mod tests {
    use askhow_document::apply_edits;

    use super::*;
    use crate::fixture::{crlf, cursor, no_review, snapshot};

    #[track_caller]
    fn check(fixture: &str, new_name: &str, expected: &str) {
        for (fixture, expected) in
            [(fixture.to_owned(), expected.to_owned()), (crlf(fixture), crlf(expected))]
        {
            let (text, at) = cursor(&fixture);
            let edits = rename(&snapshot(&text), at, new_name).unwrap();
            assert_eq!(apply_edits(&text, &edits), expected);
        }
    }

    #[track_caller]
    fn check_none(fixture: &str) {
        let (text, at) = cursor(fixture);
        assert_eq!(name_at(&snapshot(&text), at), None);
    }

    #[test]
    fn a_service_is_renamed_in_prose_and_code_spans() {
        check(
            "# `checkout-api` was slow\n\nThe checkout-api and `checkout-api`'s cache, not checkout-api-2, `checkout-api.internal` or [this](checkout-api.md).\n\n| Service |\n| --- |\n| `check$0out-api` |\n\n```\nsystemctl restart checkout-api\n```\n",
            "orders",
            "# `orders` was slow\n\nThe orders and `orders`'s cache, not checkout-api-2, `checkout-api.internal` or [this](checkout-api.md).\n\n| Service |\n| --- |\n| `orders` |\n\n```\nsystemctl restart checkout-api\n```\n",
        );
    }

    #[test]
    fn a_person_is_renamed_in_form_timeline_and_prose() {
        check(
            "---\nassignee: Ana\ntitle: Ana was away\n---\n\n# Slow\n\n## Timeline\n\n- 16:40 **Ana** sees slow orders.\n- 16:41 Ben pages @Ana, Anan is out.\n\n## Mitigators\n\n- A$0na's notes were at hand.\n",
            "the on-call engineer",
            "---\nassignee: the on-call engineer\ntitle: the on-call engineer was away\n---\n\n# Slow\n\n## Timeline\n\n- 16:40 **the on-call engineer** sees slow orders.\n- 16:41 Ben pages @the on-call engineer, Anan is out.\n\n## Mitigators\n\n- the on-call engineer's notes were at hand.\n",
        );
    }

    #[test]
    fn a_name_is_no_text() {
        let (text, at) = cursor("# Slow\n\nThe cache of `web$0_2` was full.\n");
        let refused = rename(&snapshot(&text), at, &"x".repeat(201));
        assert_eq!(refused, Err("a name has at most 200 characters, and this one has 201".to_owned()));
    }

    #[test]
    fn a_word_is_no_name() {
        check_none("# Slow\n\nThe orders$0 took a minute.\n");
        check_none("# Slow\n\nT$0he orders took a minute.\n");
        check_none("# Slow\n\nA long follow$0-up with 10-minute steps.\n");
        check_none("# Slow\n\nRun `kubectl get po$0ds` now.\n");
        check_none("# Slow\n\nThe le$0dger is no `ledger-api`.\n");
        check_none("# Slow\n\nThe ma$0in problem: `main` was red.\n");
        check_none("# Slow\n\n```\ncheckout$0-api\n```\n");
        check_none("# Slow\n\n## Timeline\n\n- 16:40 We s$0ee slow orders.\n");
    }

    #[test]
    fn what_is_written_as_a_name_is_one() {
        for (fixture, name) in [
            ("# Slow\n\nOrders of the Check$0out took a minute.\n", "Checkout"),
            ("# Slow\n\nWe asked @b$0en about it.\n", "ben"),
            ("# Slow\n\nThe cache of web_$02 was full.\n", "web_2"),
            ("# Slow\n\nThen Post$0greSQL was full.\n", "PostgreSQL"),
            ("# Slow\n\n- Assignee: Ana Li$0ma\n", "Ana Lima"),
            ("# Slow\n\nThe pool of `led$0ger` was that of ledger.\n", "ledger"),
        ] {
            let (text, at) = cursor(fixture);
            let found = name_at(&snapshot(&text), at).map(|name| name.text);
            assert_eq!(found.as_deref(), Some(name), "{fixture}");
        }
    }

    #[test]
    fn what_would_break_the_markdown_is_refused() {
        let (text, at) = cursor("# Slow\n\nThe check$0out-api.\n");
        for new_name in ["", "  ", "a`b", "a|b", "a\nb", "[a]"] {
            assert!(rename(&snapshot(&text), at, new_name).is_err(), "{new_name:?}");
        }
        let (text, at) = cursor("# Slow\n\nOrders were sl$0ow.\n");
        assert!(rename(&snapshot(&text), at, "fast").is_err());
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        let snapshot = no_review();
        let at = snapshot.text().to_string().find("checkout").unwrap();
        assert_eq!(name_at(&snapshot, at), None);
    }
}
