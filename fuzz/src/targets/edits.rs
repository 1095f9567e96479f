//! Edits of an open document, in units of UTF-16, several of them before somebody reads: its text is what full-text sync
//! gives, and all that is answered about it is what would be answered about that text read anew.

use std::sync::{Arc, LazyLock};

use askhow_document::{Encoding, Position, Span};
use askhow_ide::{Analysis, Settings, Surroundings};

use crate::ide::answers::difference;
use crate::ide::surroundings;
use crate::input::{Script, script};

/// More changes are made by the proptests of `crates/ide`; here a text is to be small.
const MOST: usize = 16;

static NAMED: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));
static UNNAMED: LazyLock<Arc<Surroundings>> = LazyLock::new(|| called("notes/broker.md", false));
static MDX: LazyLock<Arc<Surroundings>> = LazyLock::new(|| called("incidents/broker.mdx", true));

fn called(path: &str, named: bool) -> Arc<Surroundings> {
    Arc::new(Surroundings { named, path: Some(path.to_owned()), ..(**NAMED).clone() })
}

pub fn run(bytes: &[u8]) {
    let Script { start, changes, kind } = script(bytes);
    let around = match kind.as_str() {
        kind if kind.starts_with("mdx") => &MDX,
        kind if kind.starts_with("unnamed") => &UNNAMED,
        _ => &NAMED,
    };
    let mut text = start;
    let mut analysis = Analysis::new(&text, Arc::clone(around));
    askhow_ide::messages(&analysis.snapshot());
    let n_changes = changes.len().min(MOST);
    for (nth, change) in changes.into_iter().take(MOST).enumerate() {
        let [one, other] = change.places.map(|place| {
            let (line, character) = place;
            let offset = analysis.text().offset(Position { line, character }, Encoding::Utf16);
            assert_eq!(offset, offset_in(&text, place), "{place:?} in {text:?}");
            offset
        });
        let span = Span::new(one.min(other), one.max(other));
        analysis.edit(span, &change.new_text);
        text.replace_range(span.start..span.end, &change.new_text);
        assert_eq!(analysis.text().to_string(), text);
        if change.read || nth + 1 == n_changes {
            let places = [span.start.min(text.len()), text.len() / 2];
            let wrong = difference(&analysis.snapshot(), around, &places);
            assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
        }
    }
}

/// Where a place is in a text, by the words of the protocol: what lies behind a line is its end, what lies behind the text
/// is the end of that, and a place inside a character is the beginning of it.
fn offset_in(text: &str, (line, column): (u32, u32)) -> usize {
    let mut start = 0;
    for _ in 0..line {
        let Some(at) = text[start..].find(['\n', '\r']) else { return text.len() };
        let at = start + at;
        start = at + if text[at..].starts_with("\r\n") { 2 } else { 1 };
    }
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let mut left = column as usize;
    for (at, char) in text[start..end].char_indices() {
        if left < char.len_utf16() {
            return start + at;
        }
        left -= char.len_utf16();
    }
    end
}
