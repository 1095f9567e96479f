//! What an editor asks of a review: findings, hover, completion, code actions, symbols.
//!
//! Everything here speaks byte offsets of a [`Snapshot`] and plain structs. It knows no protocol, no async,
//! no clock, and reads files only through [`config::Files`].

mod actions;
mod analysis;
mod answer;
mod completion;
pub mod config;
mod docs;
mod entries;
mod findings;
mod fix_all;
#[cfg(test)]
mod fixture;
mod folding;
mod format;
mod hover;
mod inlay_hints;
mod landmarks;
mod lenses;
mod links;
mod live;
mod named;
mod new_review;
mod others;
mod overview;
mod queue;
mod ready;
mod references;
mod rename;
mod rephrase;
mod selection;
mod symbols;
mod timeline;
mod tokens;

pub use actions::{Action, ActionKind, Deed, actions, explanation};
pub use analysis::{Analysis, Snapshot};
pub use askhow_review::settings::Features;
pub use askhow_review::{
    Boilerplate, Live, Nearest, OpenQuestion, Review, Rules, Settings, Surroundings, rules, slug,
};
pub use askhow_timeline::Kind;
pub use completion::{Completion, CompletionKind, CompletionOptions, Completions, completions};
pub use docs::Page;
pub use findings::{findings, findings_near, first_findings, messages, start_of};
pub use fix_all::{FixedText, fix_all, fix_these};
pub use folding::{Fold, FoldKind, folds};
pub use format::{format, format_all, next_entry};
pub use hover::{Hover, More, hover, hover_beside_messages};
pub use inlay_hints::{InlayHint, inlay_hints};
pub use landmarks::{Landmark, LandmarkKind, fits, landmarks};
pub use lenses::{Lens, Spanned, lenses};
pub use links::{Link, LinkTarget, links};
pub use live::{NewEntry, entry_for};
pub use new_review::{NewReview, new_review};
pub use others::OtherReview;
pub use overview::{Overview, OverviewEntry, OverviewSection, overview};
pub use queue::{LandedAnswer, Queued, Unwritten, answer, queue};
pub use ready::get_ready;
pub use references::{Definition, Mention, Thing, definition, heading_of, mentions, thing_at};
pub use rename::{Name, name_at, rename};
pub use rephrase::{Rephrased, rephrase};
pub use selection::selections;
pub use symbols::{Symbol, SymbolKind, symbols};
pub use timeline::{MomentAt, TimelineEntry, timeline_entries};
pub use tokens::{Token, TokenKind, tokens};
