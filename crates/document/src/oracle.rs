//! What has to hold of any text: asked by the tests of this crate with texts that are made up, and by whoever else tries
//! texts. Each of these stops at the first text of which it does not hold.

use crate::read::read_with;
use crate::{Begin, Document, Flavour, PieceKind, ProseLink, Span, inline, undress};

/// What is read without the grammar is what the grammar reads.
///
/// # Panics
/// Where it is not.
pub fn scan_and_grammar_agree(text: &str) {
    let scanned = read_with(text, Begin::NEUTRAL, true);
    let parsed = read_with(text, Begin::NEUTRAL, false);
    assert_eq!(scanned, parsed, "{text:?}");
}

/// How a piece of prose is dressed, for the readers that the tests hold against ours: what each byte is, before line
/// breaks and bare addresses are told, and the links.
pub fn dress(source: &str) -> (Vec<PieceKind>, Vec<ProseLink>) {
    inline::dress(source)
}

/// Words that are told alone are those that are read with their dress.
///
/// # Panics
/// Where they are not.
#[track_caller]
pub fn undressed_as_it_is_read(source: &str) {
    if let Some(plain) = undress(source) {
        for in_row in [false, true] {
            let prose = inline::prose(source, &[], in_row);
            assert_eq!(plain, prose.plain().text, "{source:?}");
        }
    }
}

/// Segments are the text, blocks lie in their segment and in order, prose covers its source, and no word falls out.
///
/// # Panics
/// Where that is not so.
pub fn blocks_fit(text: &str, flavour: Flavour) {
    let document = Document::of(text, flavour);
    let joined: String = document.segments().iter().map(|segment| segment.text()).collect();
    assert_eq!(joined, text);
    for segment in document.segments() {
        let text = segment.text();
        let mut last = 0;
        for (index, block) in segment.blocks().iter().enumerate() {
            let (span, content) = (block.span, block.content);
            assert!(
                [span, content].iter().all(|it| text.get(it.start..it.end).is_some()),
                "{block:?} in {text:?}"
            );
            let inside = span.start <= content.start && content.end <= span.end;
            assert!(content.is_empty() || inside, "{block:?} in {text:?}");
            assert!(last <= span.start, "{block:?} in {text:?}");
            last = span.start;
            assert!(block.item.is_none_or(|item| item < index), "{block:?} in {text:?}");
            let prose = segment.prose(content);
            let mut at = 0;
            for piece in &prose.pieces {
                assert_eq!(piece.span.start, at, "{prose:?}");
                assert!(prose.source.is_char_boundary(piece.span.end), "{prose:?}");
                at = piece.span.end;
            }
            assert_eq!(at, prose.source.len(), "{prose:?}");
        }
        let holds = |at: usize| segment.blocks().iter().any(|it| it.span.start <= at && at < it.span.end);
        for (at, _) in text.char_indices().filter(|(_, char)| char.is_alphanumeric()) {
            assert!(holds(at), "byte {at} of {text:?} lies in no block");
        }
    }
}

/// A document after these edits, one reading behind each of them, is the document that is made from its text.
///
/// # Panics
/// Where it is another.
pub fn edits_and_a_new_reading_agree(start: &str, flavour: Flavour, edits: &[(Span, &str)]) {
    let mut document = Document::of(start, flavour);
    for (span, new_text) in edits {
        document.edit(*span, new_text);
        document.refresh();
        let fresh = Document::of(&document.text().to_string(), flavour);
        assert_eq!(document, fresh);
        assert_eq!(document.starts(), fresh.starts());
    }
}
