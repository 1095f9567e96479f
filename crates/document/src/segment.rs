//! Segments and their blocks.

use crate::{Prose, Span};

/// A stretch of the document that is read by itself: cut at safe top-level places, one to two kilobytes
/// where the text allows. Its content decides everything about it, so equal texts (in equal states) have
/// equal segments. All spans inside are relative to its start, so that an edit above moves nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct Segment {
    text: String,
    blocks: Vec<Block>,
}

impl Segment {
    /// Its text, line breaks included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its blocks in the order of the text; containers (list items) stand before what they hold.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The words of a block, or of a part of it such as a table's cell (`span` relative to the segment).
    /// Parses the inline Markdown if there is any.
    pub fn prose(&self, span: Span) -> Prose<'_> {
        Prose::of_plain(span.of(&self.text))
    }
}

/// A block of Markdown. Leaves hold text; a list item is a container and stands before its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes from its own first mark (`#`, `-`, `|`) to the end of its last line, the line break left
    /// out; relative to the segment.
    pub span: Span,
    /// What is read in it: a heading's words, a paragraph, the first to the last cell of a row, the lines
    /// inside a fence. Empty where there is nothing to read.
    pub content: Span,
    /// The list item that it stands in, as an index into [`Segment::blocks`].
    pub item: Option<usize>,
    /// How many block quotes it stands in.
    pub quotes: u8,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `---` or `+++` at the very start of the document.
    FrontMatter {
        /// TOML (`+++`) rather than YAML (`---`).
        toml: bool,
    },
    /// `# x` or underlined.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Underlined.
        setext: bool,
    },
    /// A paragraph; also one of a list item.
    Paragraph,
    /// A list item: a container.
    Item {
        /// The bullet or number, without the space behind it; relative to the segment.
        marker: Span,
        /// How deep in lists: 0 for the outermost.
        depth: u8,
        /// `[ ]` is `Some(false)`, `[x]` is `Some(true)`.
        task: Option<bool>,
    },
    /// One row of a table; the row of dashes is [`BlockKind::TableRule`].
    Row {
        /// The cells' contents without the blanks around them, relative to the segment; an empty cell is
        /// an empty span where its text would stand.
        cells: Vec<Span>,
        /// The row above the dashes.
        header: bool,
    },
    /// The row of dashes below a table's header.
    TableRule,
    /// A fenced or indented code block.
    Code,
    /// An HTML block; comments too.
    Html,
    /// `[x]: https://…`
    LinkDefinition,
    /// `---`
    ThematicBreak,
}
