//! What was edited since the segments were last read.

use crate::Span;

/// A stretch of the text as last read, and how long what stands there now is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// In the text as last read.
    pub old: Span,
    /// In bytes.
    pub new_len: usize,
}

/// All changes, in order, not touching one another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    changes: Vec<Change>,
}

impl Changes {
    /// Takes in that `span` of the text as it was before this edit became `new_len` bytes.
    pub(crate) fn add(&mut self, span: Span, new_len: usize) {
        // Where the edit lies among the changes so far: those before it, those it meets, those behind it.
        let mut shift = 0_isize;
        let mut first = self.changes.len();
        let mut start = None;
        let mut end = None;
        for (index, change) in self.changes.iter().enumerate() {
            let now = change.now(shift);
            if now.start > span.end {
                first = first.min(index);
                end = end.or(Some((index, shift)));
                break;
            }
            if now.end >= span.start {
                first = first.min(index);
                start.get_or_insert((change.old.start, now.start, shift));
            } else {
                first = index + 1;
            }
            shift += change.growth();
        }
        let (last, shift_behind) = end.unwrap_or((self.changes.len(), shift));
        let shift_before = start.map_or(shift_behind, |(_, _, shift)| shift);
        let (old_start, new_start) = match start {
            Some((old, now, _)) if now <= span.start => (old, now),
            _ => (span.start.saturating_add_signed(-shift_before), span.start),
        };
        // The end of what is met now, in both texts.
        let last_met = self.changes.get(first..last).and_then(|met| met.last());
        let met_end =
            last_met.map(|change| (change.old.end, change.old.end.saturating_add_signed(shift_behind)));
        let (old_end, now_end) = match met_end {
            Some((old, now)) if now >= span.end => (old, now),
            _ => (span.end.saturating_add_signed(-shift_behind), span.end),
        };
        let new_len = (now_end - span.end) + new_len + (span.start - new_start);
        let change = Change { old: Span::new(old_start, old_end), new_len };
        self.changes.splice(first.min(last)..last, [change]);
    }

    /// Gives the changes and forgets them.
    pub(crate) fn take(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Change {
    /// Where it stands now, if the text before it grew by `shift`.
    pub(crate) fn now(&self, shift: isize) -> Span {
        let start = self.old.start.saturating_add_signed(shift);
        Span::new(start, start + self.new_len)
    }

    /// By how much it made the text longer.
    pub(crate) fn growth(&self) -> isize {
        self.new_len.cast_signed() - self.old.len().cast_signed()
    }
}
