//! Inline Markdown as GitHub's own reader has it, by its port.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

/// The words that can be seen, without blanks. `[a][b]` is no link here, since nothing is defined.
pub fn words(source: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    let arena = Arena::new();
    let mut words = String::new();
    for node in parse_document(&arena, source, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            _ => {}
        }
    }
    words.retain(|c| !c.is_whitespace());
    words
}
