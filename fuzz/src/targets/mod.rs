//! One file for each target.

pub mod blocks;
pub mod edits;
pub mod front_matter;
pub mod messages;
pub mod places;
pub mod reports;
pub mod rewrites;
pub mod settings;
pub mod stamps;
pub mod timelines;
