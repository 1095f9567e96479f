//! Which lines tell of a recovery: worked out when somebody asks, and counted, since mostly none does.

use std::ops::Range;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

const UNKNOWN: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

/// One answer a line; the atomics let snapshots be shared.
#[derive(Debug, Default)]
pub(crate) struct Recoveries {
    told: Vec<AtomicU8>,
    n_unknown: AtomicUsize,
    n_yes: AtomicUsize,
}

impl Recoveries {
    /// So many lines of which nothing is known.
    pub(crate) fn new(count: usize) -> Self {
        let told = std::iter::repeat_with(AtomicU8::default).take(count).collect();
        Self { told, n_unknown: AtomicUsize::new(count), n_yes: AtomicUsize::new(0) }
    }

    /// Other lines in place of those of `range`.
    pub(crate) fn splice(&mut self, range: Range<usize>, count: usize) {
        let fresh = std::iter::repeat_with(AtomicU8::default).take(count);
        for gone in self.told.splice(range, fresh) {
            match gone.into_inner() {
                UNKNOWN => *self.n_unknown.get_mut() -= 1,
                YES => *self.n_yes.get_mut() -= 1,
                _ => {}
            }
        }
        *self.n_unknown.get_mut() += count;
    }

    /// How many lines nobody has asked about: whoever sees that of a line somebody has sees what was told of it.
    pub(crate) fn n_unknown(&self) -> usize {
        self.n_unknown.load(Ordering::Acquire)
    }

    /// Whether it is known that no line tells of one.
    pub(crate) fn are_none(&self) -> bool {
        self.n_unknown() == 0 && self.n_yes.load(Ordering::Relaxed) == 0
    }

    /// Whether a line tells of one, as far as that is known.
    pub(crate) fn known(&self, line: usize) -> Option<bool> {
        match self.told.get(line)?.load(Ordering::Relaxed) {
            UNKNOWN => None,
            told => Some(told == YES),
        }
    }

    pub(crate) fn tell(&self, line: usize, recovers: bool) {
        let Some(told) = self.told.get(line) else { return };
        // Another reader may have been here in between.
        if told.swap(if recovers { YES } else { NO }, Ordering::Relaxed) == UNKNOWN {
            // In this order: else another reader may see none unknown and no recovery yet.
            self.n_yes.fetch_add(usize::from(recovers), Ordering::Relaxed);
            self.n_unknown.fetch_sub(1, Ordering::Release);
        }
    }
}

impl Clone for Recoveries {
    fn clone(&self) -> Self {
        let told: Vec<AtomicU8> =
            self.told.iter().map(|told| AtomicU8::new(told.load(Ordering::Relaxed))).collect();
        // Counted anew: readers may be at work.
        let count = |what| told.iter().filter(|told| told.load(Ordering::Relaxed) == what).count();
        let (n_unknown, n_yes) = (AtomicUsize::new(count(UNKNOWN)), AtomicUsize::new(count(YES)));
        Self { told, n_unknown, n_yes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUNDS: usize = 50;

    #[test]
    fn what_is_known_is_counted() {
        let mut recoveries = Recoveries::new(3);
        assert!(!recoveries.are_none() && recoveries.known(1).is_none());
        for line in 0..3 {
            recoveries.tell(line, line == 1);
        }
        recoveries.tell(1, true);
        assert_eq!((recoveries.n_unknown(), recoveries.known(1)), (0, Some(true)));
        recoveries.splice(1..2, 2);
        assert_eq!((recoveries.n_unknown(), recoveries.known(1), recoveries.are_none()), (2, None, false));
        recoveries.tell(1, false);
        recoveries.tell(2, false);
        assert!(recoveries.are_none() && recoveries.clone().are_none());
        assert_eq!((recoveries.known(3), recoveries.known(4)), (Some(false), None));
    }
    #[test]
    fn nobody_sees_that_there_is_none_while_the_one_is_being_counted() {
        for _ in 0..ROUNDS {
            let all: Vec<Recoveries> = std::iter::repeat_with(|| Recoveries::new(1)).take(1_000).collect();
            std::thread::scope(|scope| {
                scope.spawn(|| all.iter().for_each(|one| one.tell(0, true)));
                for one in &all {
                    while one.n_unknown() > 0 {
                        assert!(!one.are_none());
                    }
                    assert!(!one.are_none());
                }
            });
        }
    }
}
