//! Sections that are moved, merged and put in order, with all that they hold.
//!
//! Sections trade places among the places where sections stand: the blank lines between two of them stay
//! where they are, and what has no place in the usual order stays where it is. Where a fence or a comment is
//! open to the end of the text, nothing is moved: it would swallow what comes to stand behind it.

use std::collections::HashSet;

use askhow_document::{Edit, HtmlEnd, Open, Span};

use super::{Numbers, newline};
use crate::facts::BOLD_LINE;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// The section whose place in the usual order this part has by its canonical name.
pub(crate) fn rank(part: &Part) -> Option<Section> {
    part.named.as_ref().filter(|named| named.canonical && part.level <= BOLD_LINE)?.section
}

/// Moves the section `index` to before the first one beside it that comes later: that one, and the edits.
pub fn move_section(review: &Review, index: usize) -> Option<(usize, Vec<Edit>)> {
    let own = rank(review.outline.parts.get(index)?)?;
    let beside = Beside::of(review, index)?;
    let from = beside.position(index)?;
    let to =
        beside.parts.iter().take(from).position(|other| {
            review.outline.parts.get(*other).and_then(rank).is_some_and(|other| other > own)
        })?;
    let newline = newline(review);
    let at = beside.core(to)?.start;
    let text = review.text.slice(beside.core(from)?);
    let inserted = format!("{}{text}{newline}{newline}", beside.lead(at));
    let edits = vec![Edit::new(Span::empty(at), inserted), beside.cut_out(from)?];
    Some((*beside.parts.get(to)?, edits))
}

/// Moves the section `index` to behind the one beside it that is `other`, further down.
pub fn move_behind(review: &Review, index: usize, other: usize) -> Option<Vec<Edit>> {
    let beside = Beside::of(review, index)?;
    let from = beside.position(index)?;
    let to = beside.position(other).filter(|to| *to > from)?;
    let newline = newline(review);
    let text = review.text.slice(beside.core(from)?);
    // No empty line parts it from the next one.
    let tail = if beside.is_close(to).unwrap_or_default() { newline } else { "" };
    let inserted = format!("{newline}{newline}{text}{tail}");
    Some(vec![beside.cut_out(from)?, Edit::new(Span::empty(beside.core(to)?.end), inserted)])
}

/// Puts the sections that bear their canonical names into the usual order, beside one another; no edits
/// where they are, where they are numbered, or where fewer than four do: another house's template keeps its order.
pub fn order_sections(review: &Review) -> Vec<Edit> {
    if Numbers::of(review).is_some() {
        return Vec::new();
    }
    if review.outline.parts.iter().filter(|part| rank(part).is_some()).count() < LEAST {
        return Vec::new();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut seen = HashSet::new();
    for (index, part) in review.outline.parts.iter().enumerate() {
        if rank(part).is_none() || !seen.insert((part.parent, part.level)) {
            continue;
        }
        let Some(beside) = Beside::of(review, index) else { continue };
        // What lies in a section that moves is put in order the next time.
        if let Some(edit) = beside.ordered()
            && edits.iter().all(|other| !other.span.meets(edit.span))
        {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Where there are more headings than this, nothing is moved: no review is like that.
const MOST: usize = 1000;

/// So many canonical names show that the usual order is meant.
pub(crate) const LEAST: usize = 4;

/// Moves what stands under `second` to the end of `first`, which stands beside it; its heading goes.
pub fn merge_sections(review: &Review, first: usize, second: usize) -> Option<Vec<Edit>> {
    let beside = Beside::of(review, first)?;
    let (to, from) = (beside.position(first)?, beside.position(second)?);
    let newline = newline(review);
    let core = beside.core(from)?;
    let heading = review.outline.parts.get(second)?.body.start;
    let body = review.text.slice(Span::new(heading.min(core.end), core.end));
    // The first line keeps its indentation: that of a code block means something.
    let blank = body.len() - body.trim_start().len();
    let lines = body.get(..blank)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let body = body.get(lines..)?;
    let cut = beside.cut_out(from)?;
    if body.trim().is_empty() {
        return Some(vec![cut]);
    }
    let end = beside.core(to)?;
    let above = review.text.slice(end);
    let gap = if same_list(&above, body) { newline.to_owned() } else { format!("{newline}{newline}") };
    // HTML, for one, goes on to the next empty line.
    let short = from > to + 1 && beside.is_close(to)?;
    let tail = if short { newline } else { "" };
    Some(vec![Edit::new(Span::empty(end.end), format!("{gap}{body}{tail}")), cut])
}

/// Whether a list ends the text above and goes on in the text below.
fn same_list(above: &str, below: &str) -> bool {
    let bullet = |line: &str| {
        let mut chars = line.chars();
        chars.next().filter(|c| matches!(c, '-' | '*' | '+') && chars.next() == Some(' '))
    };
    let last = above.lines().next_back().unwrap_or_default();
    // The text above begins with a heading, which may be underlined.
    let is_list = above.lines().count() > 1 && bullet(last).is_some();
    is_list && bullet(last) == below.lines().next().and_then(bullet)
}

/// Whether nothing is open at the end of the text that would swallow what is put there.
pub(crate) fn is_closed(review: &Review) -> bool {
    let open = review.facts.last().map(|facts| facts.segment.end().open);
    match open {
        Some(Open::Fence { .. }) => false,
        Some(Open::Html(end)) => end == HtmlEnd::EmptyLine,
        _ => true,
    }
}

/// Sections of one level that stand beside one another.
struct Beside<'r> {
    review: &'r Review,
    /// Which they are, in the order of the text.
    parts: Vec<usize>,
    /// From each heading to the last line with words.
    cores: Vec<Span>,
}

impl<'r> Beside<'r> {
    /// Those beside `index`, itself among them.
    fn of(review: &'r Review, index: usize) -> Option<Self> {
        let own = review.outline.parts.get(index).filter(|own| own.level <= BOLD_LINE)?;
        if !is_closed(review) || review.outline.parts.len() > MOST {
            return None;
        }
        let all = review.outline.parts.iter().enumerate();
        let beside = all.filter(|(_, part)| part.parent == own.parent && part.level == own.level);
        let (mut parts, mut cores) = (Vec::new(), Vec::new());
        for (index, part) in beside {
            parts.push(index);
            // The indentation of a heading goes where it goes.
            let ahead =
                review.text.slice(Span::new(part.heading.start.saturating_sub(8), part.heading.start));
            let indent = ahead.len() - ahead.trim_end_matches([' ', '\t']).len();
            let start = part.heading.start - indent;
            cores.push(review.text.trimmed(Span::new(start, part.body.end.max(part.heading.end))));
        }
        Some(Self { review, parts, cores })
    }

    fn position(&self, part: usize) -> Option<usize> {
        self.parts.iter().position(|other| *other == part)
    }

    fn core(&self, position: usize) -> Option<Span> {
        self.cores.get(position).copied()
    }

    /// What parts the section at `position` from the next one: its blank lines, one at least.
    fn gap(&self, position: usize) -> Option<String> {
        let gap = Span::new(self.core(position)?.end, self.core(position + 1)?.start);
        let gap = self.review.text.slice(gap);
        Some(if n_breaks(&gap) > 1 { gap.into_owned() } else { newline(self.review).repeat(2) })
    }

    /// Whether no empty line parts the section at `position` from the next one.
    fn is_close(&self, position: usize) -> Option<bool> {
        let gap = Span::new(self.core(position)?.end, self.core(position + 1)?.start);
        Some(n_breaks(&self.review.text.slice(gap)) < 2)
    }

    /// What has to stand before a section at `at`, so that a line above does not become a part of it.
    fn lead(&self, at: usize) -> &'static str {
        let before = self.review.text.slice(Span::new(at.saturating_sub(64), at));
        let blank = before.len() - before.trim_end_matches([' ', '\t', '\n', '\r', '\u{feff}']).len();
        let is_start = blank == before.len();
        let breaks = before.get(before.len() - blank..).unwrap_or_default();
        if is_start || n_breaks(breaks) > 1 { "" } else { newline(self.review) }
    }

    /// Takes the section at `position`, not the first, out of the text.
    fn cut_out(&self, position: usize) -> Option<Edit> {
        let before = position.checked_sub(1)?;
        let start = self.core(before)?.end;
        match self.core(position + 1) {
            Some(next) => Some(Edit::new(Span::new(start, next.start), self.gap(before)?)),
            None => {
                let core = self.core(position)?;
                let behind = self.review.text.slice(Span::new(core.end, core.end + 8));
                let text = self.review.text.len();
                let last = core.end + behind.len() - behind.trim_start().len() >= text;
                let short = !last && n_breaks(&behind) < 2;
                Some(Edit::new(Span::new(start, core.end), if short { newline(self.review) } else { "" }))
            }
        }
    }

    /// The edit that puts them in order; `None` where they are.
    fn ordered(&self) -> Option<Edit> {
        let ranks = self.parts.iter().map(|part| self.review.outline.parts.get(*part).and_then(rank));
        let mut ranked: Vec<(Section, usize)> =
            ranks.enumerate().filter_map(|(position, rank)| Some((rank?, position))).collect();
        let places: Vec<usize> = ranked.iter().map(|(_, position)| *position).collect();
        ranked.sort_by_key(|(section, _)| *section);
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        for (place, (_, position)) in places.into_iter().zip(ranked) {
            *order.get_mut(place)? = position;
        }
        let first = order.iter().enumerate().position(|(place, position)| place != *position)?;
        let last = order.iter().enumerate().rposition(|(place, position)| place != *position)?;
        let whole = Span::new(self.core(first)?.start, self.core(last)?.end);
        let mut text = self.lead(whole.start).to_owned();
        for (place, position) in order.iter().enumerate().take(last + 1).skip(first) {
            text.push_str(&self.review.text.slice(self.core(*position)?));
            if place < last {
                text.push_str(&self.gap(place)?);
            }
        }
        let behind = self.review.text.slice(Span::new(whole.end, whole.end + 8));
        let at_end = whole.end + behind.len() >= self.review.text.len() && behind.trim().is_empty();
        if !at_end && n_breaks(behind.get(..behind.len() - behind.trim_start().len())?) < 2 {
            text.push_str(newline(self.review));
        }
        Some(Edit::new(whole, text))
    }
}

fn n_breaks(blank: &str) -> usize {
    let blank = blank.replace("\r\n", "\n");
    blank.chars().take_while(|c| c.is_whitespace()).filter(|c| matches!(c, '\n' | '\r')).count()
}
