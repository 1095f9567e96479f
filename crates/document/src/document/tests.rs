//! A document after any edits is the document made from its text.

use proptest::prelude::*;

use super::*;
use crate::oracle::blocks_fit;

/// Pieces that open, close, continue or break something.
const NASTY: &[&str] = &[
    "```\n",
    "````rs\n",
    "~~~\n",
    "  ```\n",
    "   ",
    "    ",
    "\t",
    "| a | b |\n",
    "|---|---|\n",
    "| 1 | |\n",
    "|",
    "---\n",
    "===\n",
    "+++\n",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "- [x] ",
    "> ",
    "> - ",
    "# ",
    "## T ##\n",
    "<!-- ",
    "-->\n",
    "<div>\n",
    "</div>\n",
    "<pre>\n",
    "</pre>\n",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "[a]: http://x\n",
    "[^1]: note\n",
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\0",
    "\u{feff}",
    "🔥",
    "é",
    "word ",
    "10:32 Ana restarted the queue.\n",
    "**b** `c` [l](u)",
    "\\",
    "[[[",
    "title\n",
    "{\n",
    "\"a\": \"b\",\n",
    "}\n",
    ";;;\n",
    "---json\n",
    "{/* a ",
    "*/}\n",
    "import a from 'b'\n",
    "<Note a={1}>\n",
    "</Note>\n",
    "A longer line of plain words that fills a segment, so that there are more of them.\n\n",
    "- item one of a list\n- item two of a list\n- item three of a list\n",
];

fn nasty_text(max: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => 0..NASTY.len(), 3 => NASTY.len() - 2..NASTY.len()];
    prop::collection::vec(piece, 0..max)
        .prop_map(|pieces| pieces.into_iter().map(|index| NASTY[index]).collect())
}

fn flavour() -> impl Strategy<Value = Flavour> {
    prop_oneof![Just(Flavour::Markdown), Just(Flavour::Mdx)]
}

#[derive(Clone, Debug)]
struct Step {
    /// In thousandths of the text.
    at: usize,
    len: usize,
    new_text: String,
    refresh: bool,
}

fn step() -> impl Strategy<Value = Step> {
    (0..=1000_usize, prop_oneof![3 => 0..3_usize, 1 => 0..2000_usize], nasty_text(4), any::<bool>())
        .prop_map(|(at, len, new_text, refresh)| Step { at, len, new_text, refresh })
}

fn texts(document: &Document) -> Vec<&str> {
    document.segments().iter().map(|segment| segment.text()).collect()
}

proptest! {
    #[test]
    fn edits_and_a_new_reading_agree(start in nasty_text(500), flavour in flavour(), steps in prop::collection::vec(step(), 1..12)) {
        let mut model = start.clone();
        let mut document = Document::of(&start, flavour);
        for step in steps {
            let floor = |mut at: usize| {
                at = at.min(model.len());
                while !model.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let from = floor(model.len() * step.at / 1000);
            let to = floor(from + step.len);
            model.replace_range(from..to, &step.new_text);
            document.edit(Span::new(from, to), &step.new_text);
            if !step.refresh {
                continue;
            }
            let before = document.segments().to_vec();
            let splices = document.refresh();
            let fresh = Document::of(&model, flavour);
            prop_assert_eq!(texts(&document), texts(&fresh));
            prop_assert_eq!(&document, &fresh);
            prop_assert_eq!(document.starts(), fresh.starts());
            // The splices tell all that changed, and what they leave is the same.
            let mut told = before.clone();
            for splice in splices.iter().rev() {
                let inserted = document.segments()[splice.inserted.clone()].to_vec();
                told.splice(splice.removed.clone(), inserted);
            }
            prop_assert_eq!(told.len(), document.segments().len());
            prop_assert!(told.iter().zip(document.segments()).all(|(told, now)| Arc::ptr_eq(told, now)));
        }
    }

    /// Whatever the grammar is at a loss with: no word falls out of the document.
    #[test]
    fn blocks_lie_in_their_segment_and_prose_covers_its_source(text in nasty_text(80), flavour in flavour()) {
        blocks_fit(&text, flavour);
    }

    /// Cutting changes no block: what the segments hold is what one reading of the whole text finds. Only
    /// what goes on across a cut (code, HTML, a table, a long paragraph) is there in parts.
    #[test]
    fn segments_hold_what_the_whole_text_does(text in nasty_text(500)) {
        // Whether a tag right below a definition belongs to it, the grammar decides by what comes much later.
        let mut behind = text.split("]: http://x\n").skip(1);
        prop_assume!(!behind.any(|rest| rest.trim_start().starts_with('<')));
        // An escaped bracket ends no CDATA for it where that goes on for long.
        prop_assume!(!text.contains("\\]]>"));
        let document = Document::new(&text);
        let mut parts = Vec::new();
        for (segment, start) in document.segments().iter().zip(document.starts()) {
            let goes_on = !matches!(segment.begin().open, crate::Open::Document | crate::Open::Nothing);
            for block in segment.blocks().iter().skip(usize::from(goes_on)) {
                parts.push((start + block.span.start, name(&block.kind), block.quotes));
            }
        }
        let whole = Segment::read(text.clone(), Begin::DOCUMENT, 0);
        let whole: Vec<_> =
            whole.blocks().iter().map(|block| (block.span.start, name(&block.kind), block.quotes)).collect();
        let missing: Vec<_> = parts.iter().filter(|part| !whole.contains(part)).collect();
        prop_assert!(missing.is_empty(), "{:?} of {:?}", missing, text);
    }
}

#[test]
fn words_behind_a_bracket_and_an_entity_stay_words() {
    for text in ["[&lt;", "- [&amp; why did it fail?\n- b\n", "[Q&A; a\nb\n", "> [&#x20; a\n"] {
        blocks_fit(text, Flavour::Markdown);
    }
    let definition = Document::new("[a]: https://example.org/?a=1&amp;b=2\n");
    let kind = definition.segments().first().and_then(|it| it.blocks().first()).map(|it| name(&it.kind));
    assert_eq!(kind.as_deref(), Some("LinkDefinition"));
}

fn name(kind: &crate::BlockKind) -> String {
    let mut name = format!("{kind:?}");
    if let Some(end) = name.find([' ', '(']) {
        name.truncate(end);
    }
    match kind {
        crate::BlockKind::Item { depth, task, .. } => format!("{name} {depth} {task:?}"),
        crate::BlockKind::Row { cells, .. } => format!("{name} {}", cells.len()),
        crate::BlockKind::Heading { level, .. } => format!("{name} {level}"),
        _ => name,
    }
}
