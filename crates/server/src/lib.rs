//! The language server: protocol in, protocol out.
//!
//! Everything that LSP names stands in this crate: messages, positions, capabilities, settings as editors
//! send them. What is found in a review, offered or asked is left to `askhow_ide`; here it is converted and
//! sent. Where to start reading: [`serve`](self) is the loop, `server` what it holds, and `handlers` has one
//! file for each request.
//!
//! Promises: an edit is applied in the order of its arrival; nothing awaits the client; no answer is about
//! another version than it says; a panic costs one answer; a log holds lengths and versions, never text.

mod actions;
mod changes;
mod client;
mod convert;
mod diagnostics;
mod documents;
mod frame;
mod handlers;
mod inside;
mod log;
mod message;
mod others;
mod output;
mod presence;
mod reference;
mod serve;
mod server;
mod settings;
mod surrogates;
mod told;
mod uri;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;

pub use crate::reference::VARIABLE as CACHE_VARIABLE;
pub use crate::serve::serve;

/// Says what moment it is.
pub type Clock = Arc<dyn ClockSource>;

/// A source of moments: the system's clock, or a fixed one in tests.
pub trait ClockSource: Send + Sync + std::fmt::Debug {
    /// The moment.
    fn now(&self) -> Timestamp;

    /// The zone in which the machine shows times, by its IANA name.
    fn zone(&self) -> Option<String> {
        None
    }
}

/// The system's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl ClockSource for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn zone(&self) -> Option<String> {
        let zone = jiff::tz::TimeZone::system();
        // `Etc/UTC`, `Zulu` and the like.
        let is_utc = zone.to_fixed_offset().is_ok_and(|offset| offset.is_zero());
        if is_utc { Some("UTC".to_owned()) } else { zone.iana_name().map(str::to_owned) }
    }
}

/// A clock that stands still.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Timestamp);

impl ClockSource for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// How the server is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the log goes; standard error if nowhere.
    pub log: Option<PathBuf>,
    /// What moment it is.
    pub clock: Clock,
    /// Whether requests are known that only tests need, `askhow/test/…`.
    pub test_requests: bool,
    /// The folder below which the pages of the reference are written; without one nothing links to them.
    pub cache: Option<PathBuf>,
}

impl Default for Options {
    /// The system's clock, the log on standard error, the user's folder for what can be made again; requests for
    /// tests where the variable `ASKHOW_TEST_REQUESTS` is set.
    fn default() -> Self {
        Self {
            log: None,
            clock: Arc::new(SystemClock),
            test_requests: std::env::var_os("ASKHOW_TEST_REQUESTS").is_some(),
            cache: reference::cache_folder(),
        }
    }
}

/// Serves on standard input and output until the client says `exit` or its end is closed. Success after a
/// `shutdown`, else 1.
///
/// Threads may still wait for input when this returns: the process is to be left, not to be waited for.
///
/// # Errors
/// Where it can't begin: why, and what would help, in a line.
pub fn run(options: &Options) -> Result<ExitCode, String> {
    if let Err(error) = log::start(options.log.as_deref()) {
        let path = options.log.as_deref().unwrap_or(std::path::Path::new("")).display();
        let remedy = match error.kind() {
            ErrorKind::NotFound => "name a file in a folder that is there",
            ErrorKind::PermissionDenied => "name a file that you may write",
            ErrorKind::StorageFull => "make room, or name a file on another disk",
            _ => "name another file, or leave `--log` out",
        };
        return Err(format!("the log {path} can't be written: {error}; {remedy}"));
    }
    match serve(options, std::io::stdin(), std::io::stdout()) {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
        Err(error) => Err(format!("the server can't start: {error}")),
    }
}
