//! What an incident review is: its sections, its form, its timelines, the table of all rules, the settings,
//! and the comments that turn rules off.
//!
//! It reads a [`askhow_document::Document`] segment by segment into [`Facts`], and folds the facts into a
//! [`Review`]. It knows no protocol, no files and no clock.

mod anchors;
mod ask;
mod asks;
mod beside;
mod boilerplate;
mod catalogue;
mod closing;
mod columns;
mod conditions;
mod context;
mod counts;
mod days;
mod entry_text;
mod facts;
mod fields;
mod findings;
pub mod fix;
mod follow;
pub mod form;
mod frames;
pub mod front_matter;
mod held;
mod ignore;
mod incidents;
mod ladder;
pub mod links;
mod live;
pub mod names;
pub mod nearest;
mod open_questions;
mod outline;
mod piece;
mod presence;
pub mod prompts;
pub mod recognise;
mod recorded;
mod review;
pub mod rules;
mod said;
mod sayings;
pub mod section;
pub mod settings;
mod silence;
pub mod template;
mod timelines;
mod told;
mod values;
mod vocabulary;
mod whole;

pub use anchors::slug;
pub use askhow_english::{Doer, Kind, Moment};
pub use beside::Beside;
pub use boilerplate::Boilerplate;
pub use counts::{Count, count};
pub use entry_text::EntryText;
pub use facts::{Facts, LineFact, LineKind};
pub use fields::{FieldRead, Form};
pub use findings::{Nearest, Want};
pub use form::{Field, FieldFact};
pub use live::Live;
pub use names::{AddedSection, Named, TeamSections};
pub use open_questions::{OpenQuestion, QuestionForm, open_questions};
pub use outline::{Outline, Part};
pub use recognise::{Clues, Evidence, Verdict};
pub use review::{Review, Rules, Surroundings};
pub use rules::rules;
pub use rules::section::missing::missing_sections;
pub use said::is_placeholder;
pub use section::{ItemStub, Section};
pub use settings::Settings;
pub use timelines::{LineAt, TimelinePart};
pub use values::shared_values;
