//! Reads the stamps of a timeline and checks them.
//!
//! This crate knows times and their notations, zones, midnight and order. It knows no Markdown (plain text
//! in, spans of that text out), no files and no clock: `now`, zones and dates of the surroundings come in
//! through [`Context`]. What it finds is said relative to an entry; `review` puts it into the document.
//!
//! Read [`stamp`] first (what is written), then [`mod@line`] (what comes in), then [`timeline`] (what comes of it).

mod chat;
mod date;
mod engine;
mod item;
mod lex;
pub mod line;
mod local;
mod path;
mod read;
mod recoveries;
pub mod rules;
mod scribe;
pub mod stamp;
mod stated;
mod tally;
mod time;
pub mod timeline;
mod words;
mod write;
mod zone;
mod zones;

pub use askhow_english::Kind;
pub use chat::{Message, read_chat};
pub use line::{Begins, Change, Context, DateOrder, Finding, Fix, Frame, Line, Reading, Role};
pub use read::{read_cells, read_late_stamp, read_stamp, read_time_cell, says_unknown};
pub use stamp::{
    Cells, DatePart, DateValue, End, Part, PartKind, Problem, Stamp, TimePart, TimeValue, Writing, ZonePart,
};
pub use stated::{
    Stated, holds_year, mentions_zone, read_clocks, read_dates, read_duration, read_sentence, read_stated,
};
pub use timeline::{Quiet, Timeline};
pub use zone::{Meaning, Zone};

pub use rules::{DateConflict, RULES, Rearranged, date_conflict};
pub use scribe::Scribe;
pub use write::{next_stamp, stamp_at};
