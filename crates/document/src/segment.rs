//! Segments and their blocks.

use crate::state::Begin;
use crate::{Flavour, Prose, Span, inline, mdx, read};

/// A stretch of the document that is read by itself: cut at safe top-level places, one to two kilobytes
/// where the text allows. Its text and how it begins decide everything about it, so equal texts that begin
/// alike have equal segments. All spans inside are relative to its start, so that an edit above moves
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    text: String,
    begin: Begin,
    end: Begin,
    looked: usize,
    blocks: Vec<Block>,
    marks: Vec<Span>,
}

impl Segment {
    /// Reads `text`, which begins as `begin` says. `looked` is how far its cut looked.
    pub(crate) fn read(text: String, begin: Begin, looked: usize) -> Self {
        let mut reading = read::read(&text, begin);
        reading.blocks.shrink_to_fit();
        reading.marks.shrink_to_fit();
        let inside_line = !text.ends_with(['\n', '\r']);
        let end = Begin { open: reading.end, inside_line, ..begin };
        Self { text, begin, end, looked, blocks: reading.blocks, marks: reading.marks }
    }

    /// Its text, line breaks included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text before it left open.
    pub fn begin(&self) -> Begin {
        self.begin
    }

    /// What it leaves open: the [`Segment::begin`] of the next one.
    pub fn end(&self) -> Begin {
        self.end
    }

    /// Its blocks in the order of the text; containers (list items) stand before what they hold. A block
    /// of many kilobytes may go on in the next segment as a block of its own.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The words of a block, or of a part of it such as a table's cell (`span` relative to the segment).
    /// Parses the inline Markdown if there is any; more than 64 KB are read as plain words.
    pub fn prose(&self, span: Span) -> Prose<'_> {
        let first = self.marks.partition_point(|mark| mark.end <= span.start);
        let mut marks: Vec<Span> = self
            .marks
            .iter()
            .skip(first)
            .take_while(|mark| mark.start < span.end)
            .map(|mark| {
                Span::new(mark.start.max(span.start) - span.start, mark.end.min(span.end) - span.start)
            })
            .collect();
        if self.flavour() == Flavour::Mdx {
            marks.extend(mdx::inline_marks(span.of(&self.text)));
            marks.sort_unstable();
        }
        let row = self.blocks.partition_point(|block| block.span.start <= span.start).checked_sub(1);
        let in_row = row
            .and_then(|row| self.blocks.get(row))
            .is_some_and(|block| matches!(block.kind, BlockKind::Row { .. }) && span.end <= block.span.end);
        inline::prose(span.of(&self.text), &marks, in_row)
    }

    /// In which Markdown it is written.
    pub fn flavour(&self) -> Flavour {
        self.begin.flavour
    }

    /// Whether `text`, of this segment, begins with a comment.
    pub fn begins_comment(&self, text: &str) -> bool {
        let text = text.trim_start();
        text.starts_with("<!--") || self.flavour() == Flavour::Mdx && mdx::begins_comment(text)
    }

    /// Whether a block of HTML is nothing that a reader sees: a comment, or what MDX imports and exports.
    pub fn is_unseen(&self, block: &Block) -> bool {
        let text = block.span.of(&self.text);
        let is_module = || self.flavour() == Flavour::Mdx && mdx::begins_module(text);
        block.kind == BlockKind::Html
            && (self.begins_comment(text) && self.behind_comment(block).is_none() || is_module())
    }

    /// The words behind a comment that opens a line: `<!-- id: 2 --> 16:30 Ada is paged.` To Markdown the line is HTML, and
    /// readers see its words. None where tags stand among them.
    pub fn behind_comment(&self, block: &Block) -> Option<Span> {
        let line = block.span.of(&self.text).lines().next().filter(|_| block.kind == BlockKind::Html)?;
        let behind = line.trim_start().strip_prefix("<!--")?.split_once("-->")?.1;
        let words = behind.trim();
        let start = block.span.start + line.len() - behind.trim_start().len();
        (!words.is_empty() && !words.contains('<')).then(|| Span::new(start, start + words.len()))
    }

    /// How far from its start its cut looked: an edit behind that leaves it as it is.
    pub(crate) fn looked(&self) -> usize {
        self.looked
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

impl Block {
    /// What is read in it as prose: the words of a heading or a paragraph, each cell of a row; nothing of other blocks.
    pub fn contents(&self) -> &[Span] {
        match &self.kind {
            BlockKind::Heading { .. } | BlockKind::Paragraph => std::slice::from_ref(&self.content),
            BlockKind::Row { cells, .. } => cells,
            _ => &[],
        }
    }
}

/// What front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrontSyntax {
    /// Between `---`.
    Yaml,
    /// Between `+++`.
    Toml,
    /// `{` … `}`, between `---json` and `---`, between `;;;`, or without braces up to `;;;`.
    Json,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `---`, `+++` or `{` at the very start of the document.
    FrontMatter {
        /// What it is written in.
        syntax: FrontSyntax,
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
    LinkDefinition {
        /// The `x`, relative to the segment.
        label: Span,
        /// What it stands for, without `<` and `>` around it; relative to the segment.
        destination: Span,
    },
    /// `---`
    ThematicBreak,
}
