//! What is open where a segment begins.

use crate::Flavour;

/// How a segment begins: what the text before it left open. Together with the segment's own text it decides
/// everything about the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Begin {
    /// The block that is still open.
    pub open: Open,
    /// Whether the segment begins inside a line. Only a line of many kilobytes is cut, so the rest of it is
    /// read as words.
    pub inside_line: bool,
    /// In which Markdown the document is written.
    pub flavour: Flavour,
}

/// The block that is open at a cut. Lists and quotes need no state: a segment that goes on with a list
/// begins with an item at column 0, which reads the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Open {
    /// The start of the document, where a byte order mark and front matter may stand.
    Document,
    /// Nothing: the next line may begin any block.
    Nothing,
    /// A fenced code block: lines are code up to one that closes it.
    Fence {
        /// A backtick or a tilde.
        marker: u8,
        /// How many of them close it at least.
        length: u32,
    },
    /// An HTML block: lines are HTML up to the one that holds its end.
    Html(HtmlEnd),
    /// A table whose header and rule stand in an earlier segment: lines are rows.
    Table,
    /// A paragraph of many kilobytes goes on.
    Paragraph,
}

/// What ends an HTML block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HtmlEnd {
    /// The closing tag of `script`, `pre`, `style` or `textarea`.
    RawText,
    /// `-->`
    Comment,
    /// `?>`
    Instruction,
    /// `>`
    Declaration,
    /// `]]>`
    CData,
    /// An empty line.
    EmptyLine,
    /// `*/}`, in MDX.
    MdxComment,
}

impl Begin {
    /// Where the document starts.
    pub const DOCUMENT: Self = Self::at_line(Open::Document);

    /// Nothing is open and a line begins.
    pub const NEUTRAL: Self = Self::at_line(Open::Nothing);

    /// `open` at the start of a line.
    pub const fn at_line(open: Open) -> Self {
        Self { open, inside_line: false, flavour: Flavour::Markdown }
    }

    /// The same in a document of this flavour.
    pub const fn of(self, flavour: Flavour) -> Self {
        Self { flavour, ..self }
    }
}

impl HtmlEnd {
    /// What ends the HTML block that begins with `text`.
    pub(crate) fn of(text: &str) -> Self {
        const RAW: [&str; 4] = ["script", "pre", "style", "textarea"];
        let rest = text.strip_prefix('<').unwrap_or(text);
        if rest.starts_with("!--") {
            Self::Comment
        } else if rest.starts_with('?') {
            Self::Instruction
        } else if rest.starts_with("![CDATA[") {
            Self::CData
        } else if rest.starts_with('!') {
            Self::Declaration
        } else {
            let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let name = rest.get(..name_end).unwrap_or_default();
            let follows = rest.as_bytes().get(name_end).copied();
            let is_raw = matches!(follows, None | Some(b' ' | b'\t' | b'>' | b'\n' | b'\r'))
                && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name));
            if is_raw { Self::RawText } else { Self::EmptyLine }
        }
    }

    /// The first line of a block without the bytes that opened it.
    pub(crate) fn behind_opener(self, line: &str) -> &str {
        let opener = match self {
            Self::Comment => "<!--",
            Self::Instruction => "<?",
            Self::Declaration => "<!",
            Self::CData => "<![CDATA[",
            Self::MdxComment => "{/*",
            Self::RawText | Self::EmptyLine => "<",
        };
        line.strip_prefix(opener).unwrap_or(line)
    }

    /// Whether this line is the last one of the block.
    pub(crate) fn ends_on(self, line: &str) -> bool {
        match self {
            Self::Comment => line.contains("-->"),
            Self::Instruction => line.contains("?>"),
            Self::Declaration => line.contains('>'),
            Self::CData => line.contains("]]>"),
            Self::MdxComment => line.contains("*/"),
            Self::EmptyLine => crate::lines::is_blank(line),
            Self::RawText => {
                let line = line.to_ascii_lowercase();
                ["</script>", "</pre>", "</style>", "</textarea>"].iter().any(|tag| line.contains(tag))
            }
        }
    }
}
