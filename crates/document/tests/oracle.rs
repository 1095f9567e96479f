//! Blocks as pulldown-cmark sees them, against ours: on texts of our own, and on the corpus of real reviews
//! where it is present (`ASKHOW_CORPUS`, else `../shared/corpus` beside the workspace).

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says so by failing"
)]

#[path = "common/corpus.rs"]
mod corpus;

use askhow_document::{BlockKind, Document};
use corpus::reviews;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The byte where each block starts, and what it is. What goes on in the next segment is one block.
fn ours(text: &str) -> Vec<(usize, &'static str)> {
    let document = Document::new(text);
    let mut blocks = Vec::new();
    let mut last = None;
    for (segment, start) in document.segments().iter().zip(document.starts()) {
        let carries_on =
            !matches!(segment.begin().open, askhow_document::Open::Document | askhow_document::Open::Nothing);
        for (index, block) in segment.blocks().iter().enumerate() {
            let name = match &block.kind {
                BlockKind::Heading { level: 1, .. } => "heading 1",
                BlockKind::Heading { level: 2, .. } => "heading 2",
                BlockKind::Heading { .. } => "heading 3-6",
                BlockKind::Paragraph => "paragraph",
                BlockKind::Item { task: None, .. } => "item",
                BlockKind::Item { task: Some(_), .. } => "task item",
                BlockKind::Row { header: true, .. } => "header row",
                BlockKind::Row { .. } => "row",
                BlockKind::Code => "code",
                BlockKind::FrontMatter { .. } => "front matter",
                BlockKind::ThematicBreak => "rule",
                BlockKind::TableRule | BlockKind::Html | BlockKind::LinkDefinition { .. } => {
                    last = Some("other");
                    continue;
                }
            };
            let goes_on =
                index == 0 && carries_on && last == Some(name) && matches!(name, "code" | "paragraph");
            last = Some(name);
            if !goes_on {
                blocks.push((start + block.span.start, name));
            }
        }
    }
    blocks
}

fn theirs(text: &str) -> Vec<(usize, &'static str)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut blocks: Vec<(usize, &'static str)> = Vec::new();
    // Items whose words are not wrapped in a paragraph (tight lists) hold one all the same.
    let mut tight: Vec<Option<bool>> = Vec::new();
    let mut in_table = false;
    let mut in_leaf = false;
    let mut items: Vec<usize> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let start = range.start + text[range.clone()].len()
            - text[range.clone()].trim_start_matches([' ', '\t']).len();
        let is_inline = matches!(
            event,
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak
        ) || matches!(
            event,
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
            )
        );
        if is_inline
            && !in_leaf
            && !in_table
            && let Some(open @ None) = tight.last_mut()
        {
            *open = Some(true);
            blocks.push((start, "paragraph"));
        }
        match event {
            Event::Start(tag) => {
                if !is_inline && let Some(open) = tight.last_mut() {
                    *open = None;
                }
                match tag {
                    Tag::Heading { level, .. } => {
                        in_leaf = true;
                        blocks.push((
                            start,
                            match level as u8 {
                                1 => "heading 1",
                                2 => "heading 2",
                                _ => "heading 3-6",
                            },
                        ));
                    }
                    Tag::Paragraph => {
                        in_leaf = true;
                        blocks.push((start, "paragraph"));
                    }
                    Tag::Item => {
                        tight.push(None);
                        items.push(blocks.len());
                        blocks.push((start, "item"));
                    }
                    Tag::CodeBlock(kind) => {
                        in_leaf = true;
                        let fenced = matches!(kind, pulldown_cmark::CodeBlockKind::Fenced(_));
                        blocks.push((if fenced { start } else { range.start }, "code"));
                    }
                    Tag::HtmlBlock => in_leaf = true,
                    Tag::MetadataBlock(_) => {
                        in_leaf = true;
                        blocks.push((start, "front matter"));
                    }
                    Tag::Table(_) => in_table = true,
                    Tag::TableHead => blocks.push((start, "header row")),
                    Tag::TableRow => blocks.push((start, "row")),
                    _ => {}
                }
            }
            Event::End(tag) => match tag {
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::MetadataBlock(_) => {
                    in_leaf = false;
                }
                TagEnd::Table => in_table = false,
                TagEnd::Item => {
                    tight.pop();
                    items.pop();
                }
                _ => {}
            },
            Event::TaskListMarker(_) => {
                if let Some(item) = items.last().and_then(|&item| blocks.get_mut(item)) {
                    item.1 = "task item";
                }
            }
            Event::Rule => {
                if let Some(open) = tight.last_mut() {
                    *open = None;
                }
                blocks.push((start, "rule"));
            }
            _ => {}
        }
    }
    blocks
}

/// Where the two differ, as text; the line of the first difference on each side.
fn differences(text: &str) -> Vec<String> {
    let line = |offset: usize| text[..offset].bytes().filter(|byte| *byte == b'\n').count() + 1;
    let (ours, theirs) = (ours(text), theirs(text));
    let mut differences = Vec::new();
    // By line: what only one of the two sees.
    let key = |blocks: &[(usize, &'static str)]| {
        blocks.iter().map(|(at, name)| (line(*at), *name)).collect::<std::collections::BTreeSet<_>>()
    };
    let (ours, theirs) = (key(&ours), key(&theirs));
    for (line, name) in ours.difference(&theirs) {
        differences.push(format!("{line}: only we see a {name}"));
    }
    for (line, name) in theirs.difference(&ours) {
        differences.push(format!("{line}: we miss a {name}"));
    }
    differences
}

/// Differences that are known, and the side we are on.
///
/// `(file, first line, last line, reason)`: all differences in these lines are of that one reason.
const KNOWN: &[(&str, usize, usize, &str)] = &[(
    "Chia-Network__post-mortem__2022-08-19-CATbleed.md",
    8,
    123,
    "pulldown-cmark takes two thematic breaks in the middle of a document for front matter; \
     front matter stands at the very start",
)];

#[test]
fn samples() {
    const SAMPLES: &[&str] = &[
        "---\ntitle: x\n---\n\n# Review\n\nImpact\n------\n\nTwo lines\nof words.\n",
        "- 10:00 a\n- 10:05 b\n  - c\n\n    more of c\n- d\n\n1. one\n2. two\n\n   three\n",
        "| a | b |\n|---|---|\n| 1 |   |\n|  | 2 |\n| x \\| y | `p` |\n\nAfter\n",
        "> quoted\n> more\n> - item\n>\n> > deeper\n\nplain\nlazy\n",
        "```sh\ncode\n\n# no heading\n```\n\n    indented\n\n~~~\nopen to the end\n",
        "- ```\n  in an item\n\n  ```\n- [x] done\n- [ ] to do\n\n* * *\n",
        "<div>\n\n# Heading\n\n</div>\n\n<!-- a\n\n# hidden\n-->\n\n## Seen\n",
        "# A\r\n\r\n- b\r\n  c\r\n\r\n| h |\r\n|---|\r\n| r |\r\n",
        "[a]: http://x.y\n\nwords [a]\n\n####### seven\n#no heading\n",
        "a | b\n--- | ---\nc | d\n\n+ plus\n\n1) paren\n\n10. ten\n",
    ];
    for sample in SAMPLES {
        assert_eq!(differences(sample), Vec::<String>::new(), "{sample}");
    }
    // All of them on end, so that they make segments.
    let all = SAMPLES
        .iter()
        .skip(1)
        .map(|sample| sample.replace("open to the end\n", "x\n~~~\n"))
        .collect::<Vec<_>>();
    let all = all.join("\n\nBetween the samples\n\n").repeat(12).replace('\r', "");
    assert!(Document::new(&all).segments().len() > 5);
    assert_eq!(differences(&all), Vec::<String>::new());
}

#[test]
fn corpus() {
    let reviews = reviews();
    println!("{} files", reviews.len());
    let mut unexplained = Vec::new();
    for (name, text) in reviews {
        let known = KNOWN.iter().find(|(file, ..)| *file == name);
        for difference in differences(&text) {
            let line: usize = difference.split(':').next().unwrap().parse().unwrap();
            if !known.is_some_and(|(_, first, last, _)| (*first..=*last).contains(&line)) {
                unexplained.push(format!("{name}:{difference}"));
            }
        }
    }
    assert_eq!(unexplained, Vec::<String>::new());
}
