//! The log: our own lines alone, since those of libraries may hold what a review says.

use std::fs::File;
use std::path::Path;
use std::sync::Mutex;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Says how much is logged: `off`, `error`, `warn`, `info`, `debug` or `trace`; warnings if not set.
const VARIABLE: &str = "ASKHOW_LOG";

/// Logs to `file`, else to standard error, from now on; also where a panic happened.
pub fn start(file: Option<&Path>) -> std::io::Result<()> {
    let level = std::env::var(VARIABLE).ok().and_then(|level| level.parse().ok());
    let ours = Targets::new().with_target("askhow", level.unwrap_or(LevelFilter::WARN));
    let layer = fmt::layer().with_ansi(false);
    let layer = match file {
        Some(file) => {
            layer.with_writer(Mutex::new(File::options().create(true).append(true).open(file)?)).boxed()
        }
        None => layer.with_writer(std::io::stderr).boxed(),
    };
    // A second server in one process writes to the log of the first.
    let _ = tracing_subscriber::registry().with(layer.with_filter(ours)).try_init();
    std::panic::set_hook(Box::new(|panic| {
        // The message of a panic may quote the text; the place says enough.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("panicked at {place}");
    }));
    Ok(())
}
