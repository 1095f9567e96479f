//! Markdown: what is read without the grammar is what the grammar reads, blocks and prose lie inside the text and in order,
//! no word falls out, and edits of a document lead to what its text is read as.

use askhow_document::{Flavour, Span, oracle};

use crate::input::{Script, script};

pub fn run(bytes: &[u8]) {
    let Script { start, changes, kind } = script(bytes);
    let flavour = if kind.contains("mdx") { Flavour::Mdx } else { Flavour::Markdown };
    if !misread(&start) {
        oracle::scan_and_grammar_agree(&start);
    }
    oracle::blocks_fit(&start, flavour);
    oracle::undressed_as_it_is_read(&start);
    start.lines().for_each(oracle::undressed_as_it_is_read);
    let edits = changes.iter().map(|change| {
        let [from, to] = change.places.map(|(line, column)| line as usize * 64 + column as usize);
        (Span::new(from, to.max(from)), change.new_text.as_str())
    });
    oracle::edits_and_a_new_reading_agree(&start, flavour, &edits.collect::<Vec<_>>());
}

/// Whether the grammar, read over the whole text, is at fault: it takes `<!pre>` for `<pre>`, and `<!A` for what no later
/// `>` ends.
fn misread(text: &str) -> bool {
    text.split("<!").skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}
