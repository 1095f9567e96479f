//! What an editor asks of a review: findings, hover, completion, code actions, symbols.
//!
//! Everything here speaks byte offsets of a [`Snapshot`] and plain structs. It knows no protocol, no async,
//! no clock, and reads files only through [`config::Files`].

mod actions;
mod analysis;
mod completion;
pub mod config;
mod findings;
mod hover;
mod rephrase;
mod symbols;
mod timeline;

pub use actions::{Action, ActionKind, actions};
pub use analysis::{Analysis, Snapshot, Surroundings};
pub use completion::{Completion, CompletionKind, CompletionOptions, Completions, completions};
pub use findings::{Nearest, findings, findings_near};
pub use hover::{Hover, hover};
pub use rephrase::{Rephrased, rephrase};
pub use symbols::{Symbol, SymbolKind, symbols};
pub use timeline::{TimelineEntry, timeline_entries};

use askhow_document::Rule;

/// Every rule there is, in the order of the reference.
pub fn rules() -> Vec<&'static Rule> {
    askhow_phrasing::RULES.iter().chain(askhow_timeline::RULES).copied().collect()
}
