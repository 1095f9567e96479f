//! The comments that turn rules off in the text itself.
//!
//! `<!-- askhow-ignore-next [rule…] -->` on a line of its own silences the block that follows,
//! `<!-- askhow-ignore [rule…] -->` anywhere in a block silences that block (an item's or a row's line, a
//! heading, a paragraph), and `<!-- askhow-disable [rule…] -->` … `<!-- askhow-enable [rule…] -->` silences
//! what lies between. Without rules all are meant; `family/*` means a family; what stands behind ` -- ` is the reason.
//! In MDX they are written `{/* askhow-ignore */}`. This module reads the comments of a text; which findings they silence is worked out in [`crate::Review`].

use askhow_document::{Flavour, Rule, Span};

use crate::nearest::nearest;

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
    const ALL: [Self; 4] = [Self::Ignore, Self::IgnoreNext, Self::Disable, Self::Enable];

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
        Self::ALL.into_iter().find(|it| it.name() == name)
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

/// A comment that looks like one of ours, and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelt {
    /// The words that name it (`askhow-ingore`), in the text it was read from.
    pub span: Span,
    /// What was meant.
    pub meant: DirectiveKind,
}

/// What comes before the name of a comment.
const PREFIX: &str = "askhow";

/// All comments of ours in `text`, and those that were meant to be, both in order. Other comments are passed over, also
/// those that name us; linear in the text.
pub fn read_comments(text: &str, flavour: Flavour) -> (Vec<Directive>, Vec<Misspelt>) {
    let (mut directives, mut misspelt) = (Vec::new(), Vec::new());
    for (span, inside) in comments(text, flavour) {
        let body = inside.of(text);
        let is_ours = body.trim_start().get(..PREFIX.len()).is_some_and(|it| it.eq_ignore_ascii_case(PREFIX));
        if !is_ours {
            continue;
        }
        let mut words: Vec<(Span, &str)> = words_of(body)
            .map(|(offset, word)| (Span::new(offset, offset + word.len()).shift(inside.start), word))
            .take_while(|(_, word)| !is_reason(word))
            .collect();
        let kind = words
            .first()
            .and_then(|(_, word)| word.strip_prefix("askhow-"))
            .and_then(DirectiveKind::from_name);
        match kind {
            Some(kind) => {
                let rules = words.drain(1..).map(|(span, word)| (span, word.to_owned())).collect();
                directives.push(Directive { span, kind, rules });
            }
            None => misspelt.extend(Misspelt::read(&words)),
        }
    }
    (directives, misspelt)
}

/// What stands from here on tells the reason, and names no rules: `<!-- askhow-ignore timeline/quiet -- nobody was up -->`.
fn is_reason(word: &str) -> bool {
    word.starts_with("--") || matches!(word, "–" | "—")
}

impl Misspelt {
    /// The words of a comment that begins with our name.
    fn read(words: &[(Span, &str)]) -> Option<Self> {
        let (span, first) = words.first()?;
        let rest = first.get(PREFIX.len()..)?;
        let name = rest.trim_start_matches(['-', '_', ':']);
        if name.is_empty() {
            // `askhow ignore`, and `askhow: ignore`, where nothing but rules follows.
            let (second, name) = words.get(1)?;
            let names_rules = words.iter().skip(2).all(|(_, word)| word.contains('/'));
            let meant = meant(name.trim_end_matches(':')).filter(|_| names_rules)?;
            return Some(Self { span: span.cover(*second), meant });
        }
        if name.len() == rest.len() {
            return None;
        }
        // The rule may follow without a blank: `askhow-ignore:phrasing/nines`.
        let behind = name.find([':', '=']).map_or(0, |colon| name.len() - colon - 1);
        let name = name.split([':', '=']).next().unwrap_or_default();
        Some(Self { span: Span::new(span.start, span.end - behind), meant: meant(name)? })
    }
}

/// Which of the four a name was to be.
fn meant(name: &str) -> Option<DirectiveKind> {
    use DirectiveKind::{Disable, Enable, Ignore, IgnoreNext};
    let near = |name: &str, known: &[DirectiveKind]| {
        nearest(name, known.iter().map(|kind| kind.name())).and_then(DirectiveKind::from_name)
    };
    // As others call theirs: `ignore-line`, `disable-next-line`, `ignore-start`, `disable-file`.
    let mut words = name.split(['-', '_']);
    let first = near(words.next()?, &[Ignore, Disable, Enable]);
    let rest: Vec<String> = words.map(str::to_lowercase).collect();
    let has = |word: &str| first.is_some() && rest.iter().any(|it| it == word);
    match first {
        Some(Enable) => first,
        _ if has("next") => Some(IgnoreNext),
        _ if has("end") => Some(Enable),
        _ if has("line") => Some(Ignore),
        _ if has("start") || has("file") => Some(Disable),
        _ => near(name, &DirectiveKind::ALL).or(first),
    }
}

/// The comments of a text, and what stands in each.
fn comments(text: &str, flavour: Flavour) -> Vec<(Span, Span)> {
    let mut found = html_comments(text);
    if flavour == Flavour::Mdx {
        found.extend(mdx_comments(text));
        found.sort_unstable();
    }
    found
}

fn html_comments(text: &str) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<!--")).map(|offset| at + offset) {
        let inside = start + "<!--".len();
        // `\<!--` is text.
        if is_escaped(text, start) {
            at = inside;
            continue;
        }
        let Some(end) = text.get(inside..).and_then(|rest| rest.find("-->")).map(|offset| inside + offset)
        else {
            break;
        };
        at = end + "-->".len();
        found.push((Span::new(start, at), Span::new(inside, end)));
    }
    found
}

/// `{/* … */}`, blanks inside the braces allowed.
fn mdx_comments(text: &str) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("/*")).map(|offset| at + offset) {
        let inside = open + "/*".len();
        let Some(end) = text.get(inside..).and_then(|rest| rest.find("*/")).map(|offset| inside + offset)
        else {
            break;
        };
        let before = text.get(at..open).unwrap_or_default().trim_end();
        let behind = text.get(end + "*/".len()..).unwrap_or_default().trim_start();
        let start = at + before.len().saturating_sub(1);
        if before.ends_with('{') && behind.starts_with('}') && !is_escaped(text, start) {
            at = text.len() - behind.len() + 1;
            found.push((Span::new(start, at), Span::new(inside, end)));
        } else {
            at = inside;
        }
    }
    found
}

fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
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

    fn read(text: &str) -> Vec<Directive> {
        read_comments(text, Flavour::Markdown).0
    }

    #[test]
    fn comments_are_read_with_the_rules_they_name() {
        let text = "a <!-- askhow-ignore phrasing/nines, timeline/* --> b\n<!-- other -->\n<!--askhow-disable-->\n<!-- askhow-docs -->";
        let (found, misspelt) = read_comments(text, Flavour::Markdown);
        assert_eq!((found.len(), misspelt.len()), (2, 0));
        assert_eq!(found[0].kind, DirectiveKind::Ignore);
        let names: Vec<_> =
            found[0].rules.iter().map(|(span, name)| (span.of(text), name.as_str())).collect();
        assert_eq!(names, [("phrasing/nines", "phrasing/nines"), ("timeline/*", "timeline/*")]);
        assert_eq!(found[1].kind, DirectiveKind::Disable);
        assert_eq!(found[1].span.of(text), "<!--askhow-disable-->");
    }

    #[test]
    fn a_comment_left_open_is_none() {
        assert!(read("<!-- askhow-ignore").is_empty());
    }

    #[test]
    fn a_reason_names_no_rules() {
        for text in [
            "<!-- askhow-ignore timeline/quiet -- nobody was up: see ops/42 -->",
            "<!-- askhow-ignore timeline/quiet — nobody was up -->",
            "<!--askhow-ignore timeline/quiet --because-->",
        ] {
            let names: Vec<_> = read(text).remove(0).rules.into_iter().map(|(_, name)| name).collect();
            assert_eq!(names, ["timeline/quiet"], "{text}");
        }
        assert!(read("<!-- askhow-ignore -- all of it -->").remove(0).rules.is_empty());
    }

    #[test]
    fn comments_of_mdx_are_read_in_mdx() {
        let text = "{/* askhow-ignore a/b */} { /* askhow-disable */ } <!-- askhow-enable --> \\{/* askhow-ignore */} /* askhow-ignore */";
        let (found, _) = read_comments(text, Flavour::Mdx);
        let spans: Vec<_> = found.iter().map(|directive| directive.span.of(text)).collect();
        assert_eq!(
            spans,
            ["{/* askhow-ignore a/b */}", "{ /* askhow-disable */ }", "<!-- askhow-enable -->"]
        );
        assert_eq!(read(text).len(), 1);
    }

    #[test]
    fn a_misspelt_comment_is_told_from_others() {
        use DirectiveKind::{Disable, Enable, Ignore, IgnoreNext};
        for (body, written, meant) in [
            ("askhow-ingore phrasing/nines", "askhow-ingore", Ignore),
            ("askhow-ignore-line", "askhow-ignore-line", Ignore),
            ("askhow-ignore: phrasing/nines", "askhow-ignore:", Ignore),
            ("askhow-ignore:phrasing/nines", "askhow-ignore:", Ignore),
            ("ASKHOW-IGNORE", "ASKHOW-IGNORE", Ignore),
            ("askhow-ignore-next-line", "askhow-ignore-next-line", IgnoreNext),
            ("askhow-disable-next-line a/b", "askhow-disable-next-line", IgnoreNext),
            ("askhow_ignore_next", "askhow_ignore_next", IgnoreNext),
            ("askhow-ignorenext", "askhow-ignorenext", IgnoreNext),
            ("askhow ignore a/b", "askhow ignore", Ignore),
            ("askhow: disable", "askhow: disable", Disable),
            ("askhow-ignore-start", "askhow-ignore-start", Disable),
            ("askhow-disable-file", "askhow-disable-file", Disable),
            ("askhow-ignore-end", "askhow-ignore-end", Enable),
            ("askhow-enabled", "askhow-enabled", Enable),
        ] {
            let text = format!("<!-- {body} -->");
            let (directives, misspelt) = read_comments(&text, Flavour::Markdown);
            assert_eq!(directives, [], "{text}");
            let [one] = misspelt.as_slice() else { panic!("{text}: {misspelt:?}") };
            assert_eq!((one.span.of(&text), one.meant), (written, meant), "{text}");
        }
        for body in [
            "askhow",
            "askhow-docs: begin",
            "askhow reads this",
            "askhow ignore what follows, it says",
            "askhowto ignore",
            "askhow: see the settings",
            "ignore-next",
            "see askhow-ingore",
        ] {
            let text = format!("<!-- {body} -->");
            assert_eq!(read_comments(&text, Flavour::Markdown), (vec![], vec![]), "{text}");
        }
    }

    #[test]
    fn many_comments_take_no_time_to_speak_of() {
        let started = std::time::Instant::now();
        for text in ["<!-- a --> ", "{/* a */} ", "/* a ", "<!-- askhow-ingore a/b -->", "\\<!--"] {
            read_comments(&text.repeat(5_000), Flavour::Mdx);
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
    }
}
