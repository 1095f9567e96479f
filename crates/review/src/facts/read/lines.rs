//! Lines of timelines: which blocks may be one, and the stamp that each begins with.

use std::sync::{Arc, OnceLock};

use askhow_document::Span;

use super::Reader;
use crate::facts::looks::{
    holds_late_stamp, is_contents_link, may_be_contents_link, may_start_with_stamp, starts_with_no_stamp,
};
use crate::facts::{LineFact, LineKind};

impl Reader<'_> {
    /// Reads what a line is to a timeline: its stamp, and what it states for those below.
    pub(super) fn line(&mut self, index: usize, content: Span, kind: LineKind) {
        if let (Some(reuse), Some((old, are_taken))) = (&self.reuse, &mut self.old) {
            // All lines of the block at once, with the first of them.
            if !std::mem::replace(are_taken, true) {
                self.lines.extend(reuse.lines(*old, index));
            }
            return;
        }
        let source = content.of(self.segment.text());
        if may_be_contents_link(source) && is_contents_link(&self.prose(content)) {
            return;
        }
        let keeps_unstamped = !matches!(kind, LineKind::Paragraph | LineKind::Heading { .. });
        let may = match kind {
            LineKind::Row { header: true } => true,
            // The stamp may stand behind a running number or an empty cell.
            LineKind::Row { header: false } => source.split('|').take(6).any(may_start_with_stamp),
            LineKind::Item { .. } if holds_late_stamp(source) => true,
            // What begins with a digit mostly is one, and is read below.
            _ => {
                may_start_with_stamp(source)
                    && (source.starts_with(|c: char| c.is_ascii_digit()) || !starts_with_no_stamp(source))
            }
        };
        if !may {
            if keeps_unstamped {
                // Its words are only asked whether there are any and whether they begin with a label.
                let text = Arc::from(source.trim());
                self.lines.push(LineFact {
                    block: index,
                    kind,
                    content,
                    stamp: None,
                    text,
                    zone: None,
                    told: OnceLock::new(),
                });
            }
            return;
        }
        let words = self.words(index, content);
        let mut zone = None;
        let stamp = match kind {
            LineKind::Row { header: true } => {
                zone = askhow_timeline::read_stated(&words.text).zone.map(|(zone, _)| Arc::new(zone));
                // The head of a table may be the day of all its rows.
                askhow_timeline::read_stamp(&words.text).filter(|stamp| stamp.has_date && !stamp.has_time)
            }
            LineKind::Row { header: false } => {
                let cells: Vec<&str> = words.cells().collect();
                askhow_timeline::read_cells(&cells).stamp
            }
            LineKind::Item { .. } => {
                let late = || askhow_timeline::read_late_stamp(&words.text);
                askhow_timeline::read_stamp(&words.text).or_else(late)
            }
            // What is headed so has this number, and is of another day.
            LineKind::Heading { .. } => {
                askhow_timeline::read_stamp(&words.text).filter(|stamp| !stamp.is_day_of_year())
            }
            LineKind::Paragraph => askhow_timeline::read_stamp(&words.text),
        };
        // A date alone may date what stands below, and its zone with it.
        if stamp.as_ref().is_some_and(|stamp| stamp.has_date && !stamp.has_time) {
            zone = askhow_timeline::read_stated(&words.text).zone.map(|(zone, _)| Arc::new(zone));
        }
        let stamp = stamp.map(Arc::new);
        if stamp.is_some() || keeps_unstamped {
            self.lines.push(LineFact {
                block: index,
                kind,
                content,
                stamp,
                text: Arc::from(words.text),
                zone,
                told: OnceLock::new(),
            });
        }
    }
}
