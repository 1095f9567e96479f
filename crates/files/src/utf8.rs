//! Bytes as text.

/// Bytes that are no text, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoText {
    /// The line and the column, from 1.
    pub place: (usize, usize),
    /// What it is; begins in lower case.
    pub message: String,
}

/// Takes bytes for UTF-8: the text without its byte order mark, and how many bytes that has.
///
/// # Errors
/// Names the first byte that is none, with its line and column.
pub fn text(bytes: Vec<u8>) -> Result<(String, usize), NoText> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            let lead = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            text.drain(..lead);
            Ok((text, lead))
        }
        Err(error) => Err(not_utf8(error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

fn not_utf8(bytes: &[u8], at: usize) -> NoText {
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = bytes {
        let message = "UTF-16 text: save it as UTF-8 to have it checked".to_owned();
        return NoText { place: (1, 1), message };
    }
    let before = bytes.get(..at).and_then(|before| str::from_utf8(before).ok()).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    let message = format!("not UTF-8 (byte 0x{byte:02X}): save it as UTF-8 to have it checked");
    NoText { place: (line, column), message }
}
