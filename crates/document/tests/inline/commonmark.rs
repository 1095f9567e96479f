//! Inline Markdown as pulldown-cmark reads it.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

/// Which bytes can be seen; `[a][b]` is a link whatever is defined, and `[a]` is none.
pub fn seen(source: &str) -> Vec<bool> {
    let defined = |link: BrokenLink<'_>| match link.link_type {
        LinkType::Reference | LinkType::Collapsed => Some((CowStr::from("x"), CowStr::from(""))),
        _ => None,
    };
    let mut seen = vec![false; source.len()];
    let parser = Parser::new_with_broken_link_callback(source, Options::ENABLE_STRIKETHROUGH, Some(defined));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Text(_) => seen[range].fill(true),
            Event::Code(_) => {
                let ticks = source[range.clone()].bytes().take_while(|&byte| byte == b'`').count();
                seen[range.start + ticks..range.end - ticks].fill(true);
            }
            _ => {}
        }
    }
    seen
}
