//! Text as keyboards with other letters write it: full-width digits, hyphens that do not break, marks of direction.

/// A text in plain letters, and the way back.
pub(super) struct Plain {
    pub(super) text: String,
    /// For each byte of `text`, and its end, where it stands in the source.
    places: Vec<usize>,
}

/// So much of a line is looked at: a stamp is not longer.
const MOST: usize = 96;

impl Plain {
    /// The text in plain letters, where that is another one.
    pub(super) fn of(source: &str) -> Option<Self> {
        // Nearly all lines end here.
        if source.as_bytes().get(..MOST).unwrap_or(source.as_bytes()).is_ascii() {
            return None;
        }
        let end = source.char_indices().map(|(at, _)| at).take_while(|at| *at <= MOST).last().unwrap_or(0);
        let head = source.get(..end).filter(|_| source.len() > MOST).unwrap_or(source);
        if head.is_ascii() || !head.contains(is_other) && !holds_dashed_date(head) {
            return None;
        }
        let dashed = holds_dashed_date(head);
        let mut plain = Self { text: String::with_capacity(source.len()), places: Vec::new() };
        for (at, c) in head.char_indices() {
            let c = match c {
                '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '：' | '／' | '．' => {
                    u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
                }
                '‑' | '‐' => '-',
                '–' | '−' if dashed && is_in_date(head, at, c) => '-',
                c => c,
            };
            for _ in 0..c.len_utf8() {
                plain.places.push(at);
            }
            plain.text.push(c);
        }
        plain.places.push(head.len());
        Some(plain)
    }

    /// Where a place of the plain text stands in the source.
    pub(super) fn source(&self, at: usize) -> usize {
        self.places.get(at).or(self.places.last()).copied().unwrap_or(at)
    }
}

fn is_other(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '０'..='９' | '：' | '‑' | '‐' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether dashes part year, month and day.
fn holds_dashed_date(text: &str) -> bool {
    text.char_indices().any(|(at, c)| matches!(c, '–' | '−') && is_in_date(text, at, c))
}

/// Whether this dash is one of two between a year, a month and a day.
fn is_in_date(text: &str, at: usize, dash: char) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let digits_before = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, behind) =
        (text.get(..at).unwrap_or_default(), text.get(at + dash.len_utf8()..).unwrap_or_default());
    let first = digits_before(before) == 4
        && digits(behind) == 2
        && behind.get(2..).is_some_and(|rest| rest.starts_with(dash));
    let second = digits(behind) == 2
        && digits_before(before) == 2
        && before
            .get(..before.len() - 2)
            .is_some_and(|rest| rest.strip_suffix(dash).is_some_and(|rest| digits_before(rest) == 4));
    first || second
}
