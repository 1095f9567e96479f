//! The document: text and segments, kept in step with edits.
//!
//! Where segments end is a matter of the text alone (see the `cut` module), and what is open where one
//! begins is a matter of the segments before it. So after an edit the document is cut and read again from
//! the first segment that could have seen the edit, until a cut falls on an old one behind which nothing
//! was edited, with the same open: from there on everything is as it was. A document after any edits
//! therefore equals the document made from its text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::changes::{Change, Changes};
use crate::cut::{Cut, REACH, cut};
use crate::{Begin, Flavour, Segment, Span, Text};

/// Texts from here on are read by as many threads as there are cores.
const PARALLEL: usize = 64 << 10;
/// How much of the text is looked at for one segment before more is asked for.
const WINDOW: usize = 4 << 10;

/// A Markdown document under edit.
///
/// An edit costs what it touches: it changes the rope and notes the place, nothing is read.
/// [`Document::refresh`] reads the touched segments again, once for any number of edits. A document after
/// any edits equals the document made from its text.
///
/// ```
/// use askhow_document::{Document, Span};
/// let mut document = Document::new("# Review\n\nWhy did it fail?\n");
/// document.edit(Span::new(10, 13), "How");
/// document.refresh();
/// assert_eq!(document, Document::new("# Review\n\nHow did it fail?\n"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: Text,
    segments: Vec<Arc<Segment>>,
    starts: Vec<usize>,
    changes: Changes,
    flavour: Flavour,
}

/// A run of segments that others took the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Which segments went: indices into the segments as they were before the refresh.
    pub removed: Range<usize>,
    /// Which came: indices into the segments as they are now. Some may be the same `Arc`s as before.
    pub inserted: Range<usize>,
}

impl Document {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        Self::of(text, Flavour::Markdown)
    }

    /// Reads a text that is written in `flavour`.
    pub fn of(text: &str, flavour: Flavour) -> Self {
        let segments = read_all(text, flavour);
        let mut document = Self { text: Text::new(text), segments, flavour, ..Self::default() };
        document.count_starts();
        document
    }

    /// A document whose segments were read before: those of `text`, all of them and in order.
    pub fn of_segments(text: Text, segments: Vec<Arc<Segment>>, flavour: Flavour) -> Self {
        let mut document = Self { text, segments, flavour, ..Self::default() };
        document.count_starts();
        document
    }

    /// `new_text` in place of `span` (bytes, cut to the text and to characters). The segments are out of
    /// date until [`Document::refresh`].
    pub fn edit(&mut self, span: Span, new_text: &str) {
        let start = self.text.floor(span.start);
        let span = Span::new(start, self.text.floor(span.end).max(start));
        self.text.replace(span, new_text);
        self.changes.add(span, new_text.len());
    }

    /// In which Markdown it is written.
    pub fn flavour(&self) -> Flavour {
        self.flavour
    }

    /// Whether the segments are up to date.
    pub fn is_fresh(&self) -> bool {
        self.changes.is_empty()
    }

    /// Brings the segments up to date. Gives what was replaced, in order; all other segments are the same
    /// as before.
    pub fn refresh(&mut self) -> Vec<Splice> {
        let changes = self.changes.take();
        if changes.is_empty() {
            return Vec::new();
        }
        let runs = Refresh { document: self, changes: &changes, next_change: 0, shift: 0 }.run();
        let mut splices = Vec::with_capacity(runs.len());
        let mut grown = 0_isize;
        for run in &runs {
            let start = run.removed.start.saturating_add_signed(grown);
            splices
                .push(Splice { removed: run.removed.clone(), inserted: start..start + run.segments.len() });
            grown += run.segments.len().cast_signed() - run.removed.len().cast_signed();
        }
        for run in runs.into_iter().rev() {
            self.move_starts(&run);
            self.segments.splice(run.removed, run.segments);
        }
        splices
    }

    /// The text, always up to date.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The segments as of the last [`Document::refresh`]: together they cover the text, in order. Segments
    /// that an edit did not touch stay the same `Arc`. An empty text has none.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// Where each segment starts in the text, as of the last [`Document::refresh`].
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The segment in which the byte at `offset` lies, and where it starts; at the end of the text the last
    /// one. `None` where the text is empty.
    pub fn segment_at(&self, offset: usize) -> Option<(usize, &Arc<Segment>)> {
        let index = self.segment_index(offset)?;
        Some((*self.starts.get(index)?, self.segments.get(index)?))
    }

    /// The index of the segment in which the byte at `offset` lies, as in [`Document::segment_at`].
    pub fn segment_index(&self, offset: usize) -> Option<usize> {
        self.starts.partition_point(|&start| start <= offset).checked_sub(1)
    }

    /// Where the segments of a run start, and those behind it, which only move.
    fn move_starts(&mut self, run: &Run) {
        let end = || {
            let last = self.starts.last().zip(self.segments.last());
            last.map_or(0, |(start, segment)| start + segment.text().len())
        };
        let start = self.starts.get(run.removed.start).copied().unwrap_or_else(end);
        let old_end = self.starts.get(run.removed.end).copied();
        let mut at = start;
        let inserted: Vec<usize> = run
            .segments
            .iter()
            .map(|segment| {
                let start = at;
                at += segment.text().len();
                start
            })
            .collect();
        if let Some(old_end) = old_end {
            let behind = self.starts.iter_mut().skip(run.removed.end);
            behind.for_each(|start| *start = *start + at - old_end);
        }
        self.starts.splice(run.removed.clone(), inserted);
    }

    fn count_starts(&mut self) {
        self.starts.clear();
        self.starts.reserve(self.segments.len());
        let mut at = 0;
        for segment in &self.segments {
            self.starts.push(at);
            at += segment.text().len();
        }
    }
}

/// Two documents are equal if their texts and segments are.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.text.len() == other.text.len()
            && self.segments == other.segments
            && self.text.to_string() == other.text.to_string()
    }
}

impl Eq for Document {}

/// Segments in place of old ones.
struct Run {
    removed: Range<usize>,
    segments: Vec<Arc<Segment>>,
}

/// One reading of what was touched.
struct Refresh<'d> {
    document: &'d Document,
    changes: &'d [Change],
    /// The first change that is not wholly before the place that is being read.
    next_change: usize,
    /// How much the changes before that made the text longer.
    shift: isize,
}

impl Refresh<'_> {
    fn run(mut self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        while let Some(change) = self.changes.get(self.next_change).copied() {
            let done = runs.last().map_or(0, |run| run.removed.end);
            let first = self.first_touched(change.old.start).max(done);
            runs.push(self.read_from(first));
        }
        runs
    }

    /// The first segment whose cut looked at `offset` of the text as last read.
    fn first_touched(&self, offset: usize) -> usize {
        let from = self.document.starts.partition_point(|&start| start + REACH < offset);
        let old = self.document.starts.iter().zip(&self.document.segments).enumerate().skip(from);
        let touched = |(start, segment): &(&usize, &Arc<Segment>)| *start + segment.looked() >= offset;
        old.into_iter()
            .find(|(_, old)| touched(old))
            .map_or(self.document.segments.len().saturating_sub(1), |(index, _)| index)
    }

    /// Reads from the old segment `first` on, until the rest is as it was up to the next change.
    fn read_from(&mut self, first: usize) -> Run {
        let Document { text, segments: old, starts, flavour, .. } = self.document;
        let first_begin = Begin::DOCUMENT.of(*flavour);
        let mut begin = old.get(first).map_or(first_begin, |segment| segment.begin());
        let mut at = starts.get(first).map_or(0, |start| start.saturating_add_signed(self.shift));
        let mut segments = Vec::new();
        let mut same = Same::default();
        let mut end = first;
        let to_read = self.next_change;
        while at < text.len() {
            let (text, cut) = next_segment(text, at);
            at += cut.len;
            let segment = same.find(old, first, &text, begin, cut.looked);
            let segment = segment.unwrap_or_else(|| Arc::new(Segment::read(text, begin, cut.looked)));
            begin = segment.end();
            segments.push(segment);
            let is_behind_change = self.pass(at) && self.next_change > to_read;
            let old_at = at.saturating_add_signed(-self.shift);
            while starts.get(end).is_some_and(|&start| start < old_at) {
                end += 1;
            }
            if is_behind_change
                && starts.get(end) == Some(&old_at)
                && old.get(end).is_some_and(|segment| segment.begin() == begin)
            {
                return Run { removed: first..end, segments };
            }
        }
        self.next_change = self.changes.len();
        Run { removed: first..old.len(), segments }
    }

    /// Takes note of the changes that lie wholly before `at`; whether `at` lies in none of those left.
    fn pass(&mut self, at: usize) -> bool {
        while let Some(change) = self.changes.get(self.next_change) {
            let now = change.now(self.shift);
            if now.end > at {
                return now.start >= at;
            }
            self.shift += change.growth();
            self.next_change += 1;
        }
        true
    }
}

/// The text of the segment at `at`, and its cut.
fn next_segment(text: &Text, at: usize) -> (String, Cut) {
    let mut window = WINDOW;
    loop {
        let end = at + window;
        let mut part = text.slice(Span::new(at, end)).into_owned();
        if let Some(cut) = cut(&part, at == 0, end >= text.len()) {
            part.truncate(cut.len);
            part.shrink_to_fit();
            return (part, cut);
        }
        window *= 2;
    }
}

/// Old segments by their text, to be used again. Looked for only where many are read: then the edit moved
/// cuts or took off a fence, and most of what is read may have been there before.
#[derive(Default)]
struct Same {
    n_read: usize,
    known: HashMap<(String, Begin), Arc<Segment>>,
}

impl Same {
    fn find(
        &mut self,
        old: &[Arc<Segment>],
        first: usize,
        text: &str,
        begin: Begin,
        looked: usize,
    ) -> Option<Arc<Segment>> {
        const FEW: usize = 4;
        self.n_read += 1;
        let is_same = |segment: &&Arc<Segment>| {
            segment.text() == text && segment.begin() == begin && segment.looked() == looked
        };
        if self.n_read <= FEW {
            return old.iter().skip(first).take(2 * FEW).find(is_same).cloned();
        }
        if self.n_read == FEW + 1 {
            let rest = old.iter().skip(first);
            self.known = rest
                .map(|segment| ((segment.text().to_owned(), segment.begin()), Arc::clone(segment)))
                .collect();
        }
        self.known.get(&(text.to_owned(), begin)).filter(is_same).cloned()
    }
}

/// Reads a whole text.
fn read_all(text: &str, flavour: Flavour) -> Vec<Arc<Segment>> {
    let (document, neutral) = (Begin::DOCUMENT.of(flavour), Begin::NEUTRAL.of(flavour));
    let mut pieces: Vec<(&str, usize)> = Vec::new();
    let mut rest = text;
    while let Some(cut) = cut(rest, pieces.is_empty(), true).filter(|cut| cut.len > 0) {
        let Some((piece, behind)) = rest.split_at_checked(cut.len) else { break };
        pieces.push((piece, cut.looked));
        rest = behind;
    }
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    if text.len() < PARALLEL || n_threads == 1 {
        return read_run(&pieces, document);
    }
    // Each thread reads as if nothing were open where it begins; what turns out otherwise is read again.
    let share = pieces.len().div_ceil(n_threads);
    let runs = std::thread::scope(|scope| {
        let threads: Vec<_> = pieces
            .chunks(share)
            .enumerate()
            .map(|(index, pieces)| {
                let begin = if index == 0 { document } else { neutral };
                scope.spawn(move || read_run(pieces, begin))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    let mut segments: Vec<Arc<Segment>> = Vec::with_capacity(pieces.len());
    for (run, pieces) in runs.into_iter().zip(pieces.chunks(share)) {
        let mut run = run.into_iter();
        for (piece, looked) in pieces {
            let begin = segments.last().map_or(document, |segment| segment.end());
            let segment = run.next().filter(|segment| segment.begin() == begin);
            segments.push(
                segment.unwrap_or_else(|| Arc::new(Segment::read((*piece).to_owned(), begin, *looked))),
            );
        }
    }
    segments
}

fn read_run(pieces: &[(&str, usize)], mut begin: Begin) -> Vec<Arc<Segment>> {
    let mut segments = Vec::with_capacity(pieces.len());
    for (piece, looked) in pieces {
        let segment = Segment::read((*piece).to_owned(), begin, *looked);
        begin = segment.end();
        segments.push(Arc::new(segment));
    }
    segments
}

#[cfg(test)]
mod tests;
