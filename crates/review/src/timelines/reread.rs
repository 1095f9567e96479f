//! Reads timelines, taking over what has not changed since they were read before.

use std::sync::Arc;

use askhow_timeline::{Context, Frame, Line, Timeline};

use super::{Draft, TimelinePart};

/// Reads the drafts, taking from those of `before` what has not changed.
pub(crate) fn read(
    drafts: Vec<Draft>,
    contexts: impl Fn(&Draft) -> Context,
    before: Vec<TimelinePart>,
) -> Vec<TimelinePart> {
    let mut before = before.into_iter();
    let mut read = |draft: Draft| {
        let context = contexts(&draft);
        let old = before.next().filter(|old| *old.timeline.context() == context);
        let timeline = match old {
            Some(old) => spliced(old.timeline, draft.rows),
            None => Arc::new(Timeline::new(context, draft.rows)),
        };
        TimelinePart { part: draft.part, span: draft.span, lines: draft.lines, timeline }
    };
    drafts.into_iter().map(&mut read).collect()
}

/// The old timeline with what has changed in its lines read again.
fn spliced(mut timeline: Arc<Timeline>, rows: Vec<Line>) -> Arc<Timeline> {
    let old = timeline.lines();
    let mut same = Same::default();
    let head = old.iter().zip(&rows).take_while(|(a, b)| same.line(a, b)).count();
    let most = old.len().min(rows.len()) - head;
    let pairs = old.iter().rev().zip(rows.iter().rev()).take(most);
    let tail = pairs.take_while(|(a, b)| same.line(a, b)).count();
    let gone = head..old.len() - tail;
    let n_new = rows.len() - tail - head;
    if n_new > 0 || !gone.is_empty() {
        let new = rows.into_iter().skip(head).take(n_new).collect();
        // Nearly always nobody else holds the old one any more.
        Arc::make_mut(&mut timeline).splice(gone, new);
    }
    timeline
}

/// Compares lines of two versions. Neighbours mostly share their frame, so the last two are remembered.
#[derive(Default)]
struct Same {
    frames: Option<(*const Frame, *const Frame, bool)>,
}

impl Same {
    /// Facts are shared between versions, so the same line is the same allocation. Its stamp need not come with it: a
    /// line above may lend it, and the head of a column may say how it counts.
    fn line(&mut self, a: &Line, b: &Line) -> bool {
        a.role == b.role
            && a.begins == b.begins
            && Arc::ptr_eq(&a.text, &b.text)
            && same_stamp(a, b)
            && self.frame(a, b)
    }

    fn frame(&mut self, a: &Line, b: &Line) -> bool {
        let (Some(a), Some(b)) = (&a.frame, &b.frame) else { return a.frame.is_none() && b.frame.is_none() };
        let places = (Arc::as_ptr(a), Arc::as_ptr(b));
        match self.frames {
            Some((one, two, are_same)) if (one, two) == places => are_same,
            _ => {
                let are_same = a == b;
                self.frames = Some((places.0, places.1, are_same));
                are_same
            }
        }
    }
}

fn same_stamp(a: &Line, b: &Line) -> bool {
    match (&a.stamp, &b.stamp) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (a, b) => a.is_none() && b.is_none(),
    }
}
