//! Markdown as text, segments, blocks and prose, kept in step with edits.
//!
//! This crate knows no reviews, no protocol, no files and no clock. It says what stands where: the rope
//! ([`Text`]), the pieces that are read again after an edit ([`Segment`]), what a segment is made of
//! ([`Block`]), and the words of a block without their Markdown dress ([`Prose`]). It also holds the plain
//! types that all rules share: [`Span`], [`Edit`], [`Rule`], [`Finding`].
//!
//! Every number is a count of bytes of UTF-8 unless its name says otherwise, every range excludes its end,
//! and every offset given out lies on a character boundary.

mod document;
mod finding;
mod position;
mod prose;
mod segment;
mod span;
mod text;

pub use document::Document;
pub use finding::{Edit, Finding, Fix, Level, NewItem, Related, Rule, apply_edits};
pub use position::{Encoding, Position};
pub use prose::{Piece, PieceKind, Plain, Prose};
pub use segment::{Block, BlockKind, Segment};
pub use span::Span;
pub use text::Text;
