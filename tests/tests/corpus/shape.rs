//! What a fix leaves behind, as another reader of Markdown sees it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::read::Fix;

/// What is wrong with a fix, if something is.
pub fn wrong_fix(text: &str, fix: &Fix) -> Option<String> {
    let says = |what: &str| Some(format!("“{}”: {what}", fix.title));
    let ordered = fix.edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
    if !ordered {
        return says("edits overlap or are out of order");
    }
    let after = apply(text, fix.edits.iter());
    if after == text {
        return says("changes nothing");
    }
    let (old, new) = (Shape::of(text), Shape::of(&after));
    let in_line = |(range, new_text): &(Range<usize>, String)| {
        !text[range.clone()].contains(['\n', '\r']) && !new_text.contains(['\n', '\r'])
    };
    // What stays in its line leaves every block where it was, and as many links, images and code spans.
    if fix.edits.iter().all(in_line) && !fix.edits.iter().any(|(range, _)| is_whole_line(text, range)) {
        if old.blocks != new.blocks {
            return says("the shape of the document changes");
        }
        let touched: Vec<&str> = fix.edits.iter().map(|(range, _)| &text[range.clone()]).collect();
        if old.inlines != new.inlines && !touched.iter().any(|it| it.contains(['`', '[', '!', '<'])) {
            return says("a link, an image or code is lost");
        }
    }
    if old.n_code_blocks() != new.n_code_blocks() {
        return says("the number of code blocks changes");
    }
    let untouched = old.headings.iter().filter(|(range, _)| {
        fix.edits.iter().all(|(edit, _)| edit.end <= range.start || range.end <= edit.start)
    });
    let lost =
        untouched.map(|(_, title)| title).find(|title| !new.headings.iter().any(|(_, it)| it == *title));
    lost.and_then(|title| says(&format!("the heading `{title}` is lost")))
}

/// Whether nothing else stands in the line, so that an edit may take the block away.
pub fn is_whole_line(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit(['\n', '\r']).next().unwrap_or_default();
    let after = text[range.end..].split(['\n', '\r']).next().unwrap_or_default();
    !range.is_empty() && before.trim().is_empty() && after.trim().is_empty()
}

pub fn apply<'a>(text: &str, edits: impl Iterator<Item = &'a (Range<usize>, String)>) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (range, new_text) in edits {
        out += &text[done..range.start];
        out += new_text;
        done = range.end;
    }
    out + &text[done..]
}

/// A document as another reader of Markdown sees it.
pub struct Shape {
    pub blocks: Vec<String>,
    pub headings: Vec<(Range<usize>, String)>,
    /// Links, images, code spans.
    pub inlines: [usize; 3],
}

impl Shape {
    pub fn of(text: &str) -> Self {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut shape = Shape { blocks: Vec::new(), headings: Vec::new(), inlines: [0; 3] };
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    shape.blocks.push(level.to_string());
                    shape.headings.push((range.clone(), text[range].trim().to_owned()));
                }
                Event::Start(Tag::List(first)) => {
                    shape.blocks.push(if first.is_some() { "numbers" } else { "bullets" }.to_owned());
                }
                Event::Start(Tag::Item) => shape.blocks.push("item".to_owned()),
                Event::Start(Tag::CodeBlock(_)) => shape.blocks.push("code".to_owned()),
                Event::Start(Tag::BlockQuote(_)) => shape.blocks.push("quote".to_owned()),
                Event::Start(Tag::TableCell) => shape.blocks.push("cell".to_owned()),
                Event::Start(Tag::TableRow) => shape.blocks.push("row".to_owned()),
                Event::Start(Tag::Paragraph) => shape.blocks.push("paragraph".to_owned()),
                Event::Start(Tag::Link { .. }) => shape.inlines[0] += 1,
                Event::Start(Tag::Image { .. }) => shape.inlines[1] += 1,
                Event::Code(_) => shape.inlines[2] += 1,
                _ => {}
            }
        }
        shape
    }

    pub fn n_code_blocks(&self) -> usize {
        self.blocks.iter().filter(|block| *block == "code").count()
    }
}
