//! Markdown as text, segments, blocks and prose, kept in step with edits.
//!
//! This crate knows no reviews, no protocol, no files and no clock. It says what stands where: the rope
//! ([`Text`]), the pieces that are read again after an edit ([`Segment`]), what a segment is made of
//! ([`Block`]), and the words of a block without their Markdown dress ([`Prose`]). It also holds the plain
//! types that all rules share: [`Span`], [`Edit`], [`Rule`], [`Finding`].
//!
//! Every number is a count of bytes of UTF-8 unless its name says otherwise, every range excludes its end,
//! and every offset given out lies on a character boundary.

mod build;
mod changes;
mod cut;
mod document;
mod finding;
mod flavour;
mod front;
mod hash;
mod inline;
mod lines;
mod links;
mod mask;
mod mdx;
#[doc(hidden)]
pub mod oracle;
mod position;
mod prose;
mod read;
mod segment;
mod skim;
mod span;
mod state;
pub mod stumble;
mod table;
mod text;
mod tree;
mod undress;

pub use document::{Document, Splice};
pub use finding::{Edit, Finding, Fix, Level, NewItem, QUOTED, Related, Rule, apply_edits, beginning};
pub use flavour::{EXTENSIONS, Flavour, is_markdown};
pub use hash::stable_hash;
pub use links::{Definition, Leads, ProseLink};
pub use position::{Encoding, Position};
pub use prose::{Piece, PieceKind, Plain, Prose};
pub use segment::{Block, BlockKind, FrontSyntax, Segment};
pub use span::Span;
pub use state::{Begin, HtmlEnd, Open};
pub use text::Text;
pub use undress::undress;
