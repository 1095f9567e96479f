//! The commands of the built binary, as a terminal, a pipe or a CI job sees them.

mod fix;
mod formats;
mod helpers;
mod input;
mod rephrase;
