//! How the headings of a review are written, so that a new one looks like the others.

use crate::facts::{BOLD_BULLET, BOLD_LINE};
use crate::review::Review;

/// How a section's heading is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingStyle {
    /// With one to six `#`.
    Atx(u8),
    /// Underlined, of level 1 or 2.
    Setext(u8),
    /// A bold line of its own.
    Bold,
}

impl HeadingStyle {
    /// That of the sections known in this review: the outermost that three of them have, else what most have, `##` where
    /// there are none. Bold lines only where there is no other heading of a section.
    pub fn of(review: &Review) -> Self {
        *review.asked.heading_style.get_or_init(|| Self::read(review))
    }

    fn read(review: &Review) -> Self {
        let title = review.title().map(|title| title.at);
        let mut counts: Vec<(Self, usize)> = Vec::new();
        for part in review.outline.parts.iter().filter(|part| part.named.is_some() && Some(part.at) != title)
        {
            let underlined = || review.text.slice(part.heading).trim_end().contains(['\n', '\r']);
            let style = match part.level {
                BOLD_BULLET.. => continue,
                BOLD_LINE => Self::Bold,
                level if level <= 2 && underlined() => Self::Setext(level),
                level => Self::Atx(level),
            };
            match counts.iter_mut().find(|(other, _)| *other == style) {
                Some((_, count)) => *count += 1,
                None => counts.push((style, 1)),
            }
        }
        if counts.iter().any(|(style, _)| *style != Self::Bold) {
            counts.retain(|(style, _)| *style != Self::Bold);
        }
        // Of as many the one of the higher level, then the one that is met first.
        counts.sort_by_key(|(style, _)| style.level());
        // Three are the sections of the review, however many stand in them.
        let outer = counts.iter().copied().find(|(_, count)| *count >= 3);
        let most = outer.or_else(|| counts.into_iter().rev().max_by_key(|(_, count)| *count));
        most.map_or(Self::Atx(2), |(style, _)| style)
    }

    /// The level: 1 to 6, or that of bold lines, 7.
    pub fn level(self) -> u8 {
        match self {
            Self::Atx(level) | Self::Setext(level) => level,
            Self::Bold => BOLD_LINE,
        }
    }

    /// A heading of this name, without a line break behind it.
    pub fn write(self, name: &str, newline: &str) -> String {
        match self {
            Self::Atx(level) => format!("{} {name}", "#".repeat(level.clamp(1, 6).into())),
            Self::Setext(level) => {
                let line = if level == 1 { "=" } else { "-" };
                format!("{name}{newline}{}", line.repeat(name.chars().count().max(3)))
            }
            Self::Bold => format!("**{name}**"),
        }
    }
}
