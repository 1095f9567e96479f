//! Semantic tokens: stamps, who acts, and the words that tell an observation from a hypothesis.

use askhow_document::Span;

use crate::timeline::entries_in;
use crate::{Kind, MomentAt, Snapshot};

/// A stretch of text that an editor may colour. It lies in one line, and none overlaps another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// When something was.
    Stamp,
    /// Who acts.
    Actor,
    /// The words by which an entry tells what somebody saw.
    Observation,
    /// The words by which an entry tells what somebody thought.
    Hypothesis,
}

impl TokenKind {
    /// All of them, in an order that stays.
    pub const ALL: [TokenKind; 4] = [Self::Stamp, Self::Actor, Self::Observation, Self::Hypothesis];
}

/// The tokens that meet `within`, in the order of the text.
pub fn tokens(snapshot: &Snapshot, within: Span) -> Vec<Token> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let text = snapshot.text();
    let mut tokens: Vec<Token> = Vec::new();
    for entry in entries_in(snapshot, within) {
        let stamp = Span::new(entry.span.start, entry.span.start + entry.stamp_len);
        let told = |moment: &MomentAt| match moment.kind {
            Some(Kind::Observation) => Some(TokenKind::Observation),
            Some(Kind::Hypothesis) => Some(TokenKind::Hypothesis),
            _ => None,
        };
        let found = entry.moments.iter().flat_map(|moment| {
            let who = moment.who_span.map(|span| (span, TokenKind::Actor));
            [who, moment.told_by.zip(told(moment))].into_iter().flatten()
        });
        for (span, kind) in [(stamp, TokenKind::Stamp)].into_iter().chain(found) {
            // Editors take no token that goes on in the next line.
            let line = text.line_span(text.line_of(span.start));
            let span = text.trimmed(Span::new(span.start, span.end.min(line.end).max(span.start)));
            let free = !tokens.iter().rev().take(4).any(|other| other.span.meets(span));
            if !span.is_empty() && free {
                tokens.push(Token { span, kind });
            }
        }
    }
    tokens.sort_by_key(|token| token.span);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{crlf, no_review, snapshot};

    const REVIEW: &str = "# Slow\n\n## Timeline\n\n- **16:40** Ana sees slow orders.\n- 16:41 Ben thinks the cache is full.\n- 16:50 Ben restarts it.\n\n| Time | What |\n| --- | --- |\n| 17:00 | Ana notices slow orders |\n";

    #[track_caller]
    fn check(text: &str, within: Span, expected: &[(&str, TokenKind)]) {
        let found = tokens(&snapshot(text), within);
        let found: Vec<_> = found.iter().map(|token| (token.span.of(text), token.kind)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stamps_people_and_what_they_saw_or_thought() {
        use TokenKind::{Actor, Hypothesis, Observation, Stamp};
        let expected = [
            ("16:40", Stamp),
            ("Ana", Actor),
            ("sees", Observation),
            ("16:41", Stamp),
            ("Ben", Actor),
            ("thinks", Hypothesis),
            ("16:50", Stamp),
            ("Ben", Actor),
            ("17:00", Stamp),
            ("Ana", Actor),
            ("notices", Observation),
        ];
        check(REVIEW, Span::new(0, REVIEW.len()), &expected);
        let windows = crlf(REVIEW);
        check(&windows, Span::new(0, windows.len()), &expected);
    }

    #[test]
    fn what_is_only_named_is_neither_seen_nor_thought() {
        let text = "# Slow\n\n## Timeline\n\n- 16:40 Ana looks at 3 failed jobs.\n- 16:41 Ben restarts it despite a memory increase.\n";
        let found = tokens(&snapshot(text), Span::new(0, text.len()));
        let words: Vec<&str> = found.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, ["16:40", "Ana", "looks", "16:41", "Ben"]);
    }

    #[test]
    fn only_what_is_asked_for() {
        let at = REVIEW.find("16:50").unwrap();
        check(REVIEW, Span::new(at, at + 3), &[("16:50", TokenKind::Stamp), ("Ben", TokenKind::Actor)]);
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        let snapshot = no_review();
        assert_eq!(tokens(&snapshot, Span::new(0, snapshot.text().len())), []);
    }
}
