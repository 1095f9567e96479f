//! What bytes are taken for.

use std::borrow::Cow;

/// A text; what is no UTF-8 in it becomes the character for that.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// An edit as clients send them: lines and columns from 0, a column in units of UTF-16.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its first and its last place.
    pub places: [(u32, u32); 2],
    pub new_text: String,
    /// Whether somebody reads behind it.
    pub read: bool,
}

/// A text, and what is done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub start: String,
    pub changes: Vec<Change>,
    /// Letters behind the places of the first change, which say what kind of file it is.
    pub kind: String,
}

/// What stands at the beginning of a line above a change.
const MARK: &str = "\n@@ ";

/// Reads a script: the text, then for each change a line such as `@@ 6:31-6:36 read` and below it the new words, without
/// the break of their last line. Numbers that are not there are 0.
pub fn script(bytes: &[u8]) -> Script {
    let text = text(bytes);
    let mut parts = text.split(MARK);
    let start = parts.next().unwrap_or_default().to_owned();
    let mut kind = String::new();
    let changes = parts.map(|part| {
        let (head, new_text) = part.split_once('\n').unwrap_or((part, ""));
        let mut numbers = head.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
        let mut next = || numbers.next().map_or(0, |it| it.parse().unwrap_or(u32::MAX));
        let places = [(next(), next()), (next(), next())];
        if kind.is_empty() {
            kind = head.chars().filter(char::is_ascii_alphabetic).collect();
        }
        Change { places, new_text: new_text.to_owned(), read: head.ends_with("read") }
    });
    let changes = changes.collect();
    Script { start, changes, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_read() {
        let read = script(b"# A\n\n@@ 0:2-0:3 mdx read\nB\n\n@@ 7");
        let changes = [
            Change { places: [(0, 2), (0, 3)], new_text: "B\n".to_owned(), read: true },
            Change { places: [(7, 0), (0, 0)], new_text: String::new(), read: false },
        ];
        assert_eq!(
            read,
            Script { start: "# A\n".to_owned(), changes: changes.into(), kind: "mdxread".to_owned() }
        );
    }
}
