//! Reads timelines, taking over what has not changed since they were read before.

use std::sync::Arc;

use askhow_timeline::{Context, Frame, Line, Timeline};

use super::{Draft, TimelinePart};

/// Reads the drafts, taking from `before` what has not changed.
pub(crate) fn read(
    drafts: Vec<Draft>,
    contexts: impl Fn(&Draft) -> Context,
    before: &[TimelinePart],
) -> Vec<TimelinePart> {
    let mut parts = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.into_iter().enumerate() {
        let context = contexts(&draft);
        let old = before.get(index).filter(|old| *old.context == context);
        let (context, rows, timeline) = match old {
            Some(old) if alike(&old.rows, &draft.rows) => {
                (Arc::clone(&old.context), Arc::clone(&old.rows), Arc::clone(&old.timeline))
            }
            Some(old) => {
                let timeline = spliced(old, &draft.rows);
                (Arc::clone(&old.context), Arc::new(draft.rows), Arc::new(timeline))
            }
            None => {
                let timeline = Timeline::new(context.clone(), draft.rows.clone());
                (Arc::new(context), Arc::new(draft.rows), Arc::new(timeline))
            }
        };
        parts.push(TimelinePart {
            part: draft.part,
            span: draft.span,
            lines: draft.lines,
            timeline,
            context,
            rows,
        });
    }
    parts
}

/// The old timeline with what has changed in its lines read again.
fn spliced(old: &TimelinePart, rows: &[Line]) -> Timeline {
    let mut same = Same::default();
    let head = old.rows.iter().zip(rows).take_while(|(a, b)| same.line(a, b)).count();
    let most = old.rows.len().min(rows.len()) - head;
    let pairs = old.rows.iter().rev().zip(rows.iter().rev()).take(most);
    let tail = pairs.take_while(|(a, b)| same.line(a, b)).count();
    let mut timeline = Timeline::clone(&old.timeline);
    let changed = rows.iter().take(rows.len() - tail).skip(head).cloned().collect();
    timeline.splice(head..old.rows.len() - tail, changed);
    timeline
}

fn alike(old: &[Line], new: &[Line]) -> bool {
    let mut same = Same::default();
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| same.line(a, b))
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
