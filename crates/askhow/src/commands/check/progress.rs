//! How far a check is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on a terminal, once the check has lasted for a second; elsewhere nothing.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Progress {
    /// For so many files; `None` shows nothing at all.
    pub fn new(n_files: Option<usize>) -> Self {
        let Some(n_files) = n_files else {
            return Self {
                bar: ProgressBar::hidden(),
                started: Instant::now(),
                shown: AtomicBool::new(true),
            };
        };
        let bar = ProgressBar::with_draw_target(Some(n_files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} to go") {
            bar.set_style(style);
        }
        Self { bar, started: Instant::now(), shown: AtomicBool::new(false) }
    }

    /// One file more is done.
    pub fn step(&self) {
        if self.started.elapsed() > Duration::from_secs(1) && !self.shown.swap(true, Ordering::Relaxed) {
            // Where standard error is no terminal, indicatif draws nothing.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Writes something beside it: it makes room, and comes back.
    pub fn aside(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    /// It goes away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
