//! The comments that turn rules off in the text itself.
//!
//! `<!-- askhow-ignore-next [rule…] -->` on a line of its own silences the block that follows,
//! `<!-- askhow-ignore [rule…] -->` anywhere in a block silences that block (an item's or a row's line, a
//! heading, a paragraph), and `<!-- askhow-disable [rule…] -->` … `<!-- askhow-enable [rule…] -->` silences
//! what lies between. Without rules all are meant; `family/*` means a family. This module reads the comments
//! of a text; which findings they silence is worked out in [`crate::Review`].

use askhow_document::{Rule, Span};

/// A comment of ours, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The comment from `<!--` to `-->`, in the text it was read from.
    pub span: Span,
    /// What it does.
    pub kind: DirectiveKind,
    /// The rules or families (`phrasing/*`) named, with where each stands; none means all.
    pub rules: Vec<(Span, String)>,
}

/// What a comment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DirectiveKind {
    /// Silences the block it stands in.
    Ignore,
    /// Silences the block behind it.
    IgnoreNext,
    /// Silences from here on.
    Disable,
    /// Ends a `disable`.
    Enable,
}

impl DirectiveKind {
    /// The word after `askhow-`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::IgnoreNext => "ignore-next",
            Self::Disable => "disable",
            Self::Enable => "enable",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Ignore, Self::IgnoreNext, Self::Disable, Self::Enable].into_iter().find(|it| it.name() == name)
    }
}

impl Directive {
    /// Whether it speaks of this rule.
    pub fn names(&self, rule: &Rule) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|(_, name)| pattern_matches(name, rule))
    }
}

/// Whether `pattern` (an id, or `family/*`) means `rule`.
pub fn pattern_matches(pattern: &str, rule: &Rule) -> bool {
    match pattern.strip_suffix("/*") {
        Some(family) => family == rule.family(),
        None => pattern == rule.id,
    }
}

/// All comments of ours in `text`, in order. A comment that names us and is none of the four is passed
/// over; linear in the text, and free where there is no comment.
pub fn read_directives(text: &str) -> Vec<Directive> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<!--")).map(|offset| at + offset) {
        let inside = start + "<!--".len();
        // `\<!--` is text.
        let before = text.get(..start).unwrap_or_default();
        if (before.len() - before.trim_end_matches('\\').len()) % 2 == 1 {
            at = inside;
            continue;
        }
        let Some(end) = text.get(inside..).and_then(|rest| rest.find("-->")).map(|offset| inside + offset)
        else {
            break;
        };
        at = end + "-->".len();
        let Some(body) = text.get(inside..end) else { continue };
        let mut words = words_of(body)
            .map(|(offset, word)| (Span::new(inside + offset, inside + offset + word.len()), word));
        let kind = words
            .next()
            .and_then(|(_, word)| word.strip_prefix("askhow-"))
            .and_then(DirectiveKind::from_name);
        if let Some(kind) = kind {
            let rules = words.map(|(span, word)| (span, word.to_owned())).collect();
            found.push(Directive { span: Span::new(start, at), kind, rules });
        }
    }
    found
}

fn words_of(body: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = body.as_ptr() as usize;
    body.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - base, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read_with_the_rules_they_name() {
        let text = "a <!-- askhow-ignore phrasing/nines, timeline/* --> b\n<!-- other -->\n<!--askhow-disable-->\n<!-- askhow-enabled -->";
        let found = read_directives(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].kind, DirectiveKind::Ignore);
        let names: Vec<_> =
            found[0].rules.iter().map(|(span, name)| (span.of(text), name.as_str())).collect();
        assert_eq!(names, [("phrasing/nines", "phrasing/nines"), ("timeline/*", "timeline/*")]);
        assert_eq!(found[1].kind, DirectiveKind::Disable);
        assert_eq!(found[1].span.of(text), "<!--askhow-disable-->");
    }

    #[test]
    fn a_comment_left_open_is_none() {
        assert!(read_directives("<!-- askhow-ignore").is_empty());
    }
}
