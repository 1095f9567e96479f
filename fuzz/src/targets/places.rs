//! What an editor draws around a text (folds, lenses, links, tokens, actions) lies on character boundaries inside it; a
//! renaming there and back is nothing.

use crate::ide::places::{places_fit, renaming_there_and_back_is_nothing};
use crate::input::text;

/// Where the cursor is.
const CURSOR: char = '¦';

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    let at = text.find(CURSOR).unwrap_or(text.len() / 2);
    let text = text.replacen(CURSOR, "", 1);
    places_fit(&text, at);
    if !text.contains("Zebra") {
        renaming_there_and_back_is_nothing(&text, at);
    }
}
