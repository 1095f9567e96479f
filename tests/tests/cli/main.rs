//! The commands of the built binary, as a terminal, a pipe or a CI job sees them.

mod check;
mod chosen;
mod config;
mod demo;
mod fix;
mod format;
mod formats;
mod helpers;
mod input;
mod known;
mod new;
mod options;
mod rephrase;
mod reports;
mod rules;
mod sarif;
mod templates;
