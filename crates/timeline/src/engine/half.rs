//! Which half of the day an hour is of that lacks its am or pm, where others have it: the one that fits those around.

use jiff::SignedDuration;
use jiff::civil::Time;

use crate::item::{DAY, HOUR, Half};
use crate::line::{Line, Role};
use crate::stamp::{Stamp, known_time};
use crate::tally::{Shape, is_halfless, shape};
use crate::timeline::Timeline;

/// So many lines are looked at on each side.
pub(super) const NEAR: usize = 12;

/// The same time in the other half of the day.
pub(super) fn other(time: Time) -> Time {
    time.wrapping_add(SignedDuration::from_hours(12))
}

impl Timeline {
    /// The half of the day that the hour of a line is of.
    pub(super) fn half(&self, at: usize) -> Half {
        let stamp = self.lines.get(at).and_then(|line| line.stamp.as_deref());
        let Some(stamp) = stamp.filter(|stamp| self.halved && is_halfless(stamp)) else {
            return Half::Written;
        };
        let Some(written) = known_time(&stamp.start).map(seconds) else { return Half::Written };
        let date = stamp.start.date.as_ref().map(|date| date.value);
        let above = self.lines.get(..at).unwrap_or_default().iter().rev();
        // An entry without a date is of the day of the one above, and one with a date begins a day for those below.
        let before = marked(above, |stamp| date.is_none() || date_of(stamp) == date);
        let behind = marked(self.lines.iter().skip(at + 1), |stamp| {
            date_of(stamp).is_none() || date_of(stamp) == date
        });
        let other = (written + DAY / 2) % DAY;
        let near = |ahead: i64| ahead.rem_euclid(DAY) < 6 * HOUR;
        let fits: &dyn Fn(i64) -> bool = match (before, behind) {
            (Some(from), Some(to)) if from <= to => &move |clock| (from..=to).contains(&clock),
            // Midnight lies between them.
            (Some(from), Some(to)) => &move |clock| clock >= from || clock <= to,
            (Some(from), None) => &move |clock| near(clock - from),
            (None, Some(to)) => &move |clock| near(to - clock),
            (None, None) => return Half::Unknown,
        };
        match (fits(written), fits(other)) {
            (true, false) => Half::Written,
            (false, true) => Half::Other,
            (true, true) => Half::Either,
            (false, false) if before.is_some() && behind.is_some() => Half::Unknown,
            (false, false) => Half::Either,
        }
    }
}

fn date_of(stamp: &Stamp) -> Option<crate::DateValue> {
    stamp.start.date.as_ref().map(|date| date.value)
}

/// The clock of the nearest line that says am or pm, in seconds; nothing behind a day line or one of another day.
fn marked<'t>(lines: impl Iterator<Item = &'t Line>, same_day: impl Fn(&Stamp) -> bool) -> Option<i64> {
    for line in lines.take(NEAR) {
        if line.role == Role::Separator {
            return None;
        }
        let Some(stamp) = line.stamp.as_deref() else { continue };
        if !same_day(stamp) {
            return None;
        }
        if let Some(time) = known_time(&stamp.start).filter(|_| shape(stamp) == Some(Shape::TwelveHours)) {
            return Some(seconds(time));
        }
    }
    None
}

fn seconds(time: Time) -> i64 {
    Time::midnight().duration_until(time).as_secs()
}
