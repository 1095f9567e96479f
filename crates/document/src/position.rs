//! Positions as editors count them.

/// How an editor counts the characters of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Sixteen-bit units: a character outside the basic plane counts two.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place in a text: line and character count from 0, `character` in units of an [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Lines end with LF, CRLF or CR.
    pub line: u32,
    /// In units of the encoding asked for.
    pub character: u32,
}
