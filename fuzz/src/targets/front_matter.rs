//! Names of sections, fields, front matter in its three notations and patterns of links: places inside the text, the same
//! for a form that is read as a part of a review.

use std::sync::{Arc, LazyLock};

use askhow_ide::{Analysis, Settings, Surroundings};

use crate::ide::surroundings;
use crate::input::text;
use crate::review::{fits, places_fit};

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

pub fn run(bytes: &[u8]) {
    let text = text(bytes);
    places_fit(&text);
    text.lines().take(40).for_each(places_fit);
    for text in [text.to_string(), format!("---\n{text}\n---\n\n# Slow\n"), format!("+++\n{text}\n+++\n")] {
        let snapshot = Analysis::new(&text, Arc::clone(&SURROUNDINGS)).snapshot();
        for finding in askhow_ide::findings(&snapshot) {
            fits(&text, finding.span);
            finding.related.iter().for_each(|it| fits(&text, it.span));
            finding.fixes.iter().flat_map(|fix| &fix.edits).for_each(|edit| fits(&text, edit.span));
        }
        askhow_ide::overview(&snapshot);
    }
}
