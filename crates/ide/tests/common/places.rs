//! Whatever the text: what is drawn around it lies inside it.

use askhow_document::{Span, apply_edits};
use askhow_ide::LinkTarget;

use super::snapshot;

#[track_caller]
fn fits(text: &str, span: Span) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
}

/// All places that an editor is given lie on character boundaries inside the text.
pub fn places_fit(text: &str, at: usize) {
    let snapshot = snapshot(text);
    for fold in askhow_ide::folds(&snapshot) {
        fits(text, fold.span);
    }
    for lens in askhow_ide::lenses(&snapshot) {
        fits(text, lens.span);
        assert!(!lens.title.is_empty());
    }
    let mut done = 0;
    for link in askhow_ide::links(&snapshot) {
        fits(text, link.span);
        assert!(link.span.start >= done, "links overlap in {text:?}");
        done = link.span.end;
        if let LinkTarget::Place(place) = link.target {
            fits(text, Span::empty(place));
        }
    }
    let mut done = 0;
    for token in askhow_ide::tokens(&snapshot, Span::new(0, text.len())) {
        fits(text, token.span);
        assert!(token.span.start >= done && !token.span.is_empty(), "tokens overlap in {text:?}");
        assert!(!token.span.of(text).contains(['\n', '\r']));
        done = token.span.end;
    }
    let chain = askhow_ide::selections(&snapshot, at);
    assert_eq!(chain.last(), Some(&Span::new(0, text.len())));
    chain.iter().for_each(|span| fits(text, *span));
    for action in askhow_ide::actions(&snapshot, Span::empty(at.min(text.len())), |_| true, Some("")) {
        action.edits().iter().for_each(|edit| fits(text, edit.span));
    }
}

/// A renaming changes nothing but the name, and can be taken back.
pub fn renaming_there_and_back_is_nothing(text: &str, at: usize) {
    let new_name = "Zebra-7";
    let before = snapshot(text);
    let at = before.text().floor(at);
    let Some(name) = askhow_ide::name_at(&before, at) else { return };
    fits(text, name.span);
    assert_eq!(name.span.of(text), name.text.as_str());
    let edits = askhow_ide::rename(&before, at, new_name).unwrap();
    assert!(edits.iter().any(|edit| edit.span == name.span), "the name itself stays in {text:?}");
    let mut done = 0;
    for edit in &edits {
        assert!(edit.span.start >= done && edit.span.of(text) == name.text);
        done = edit.span.end;
    }
    let renamed = apply_edits(text, &edits);
    assert_eq!(renamed.replace(new_name, &name.text), text);
}
