//! Inline Markdown as pulldown-cmark reads it.

use std::cell::RefCell;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

/// What it makes of a source. `[a][b]` is a link whatever is defined, and `[a]` is none.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// Which bytes can be seen.
    pub seen: Vec<bool>,
    /// Where links and images stand, in order, without the `!` of an image.
    pub links: Vec<(usize, usize)>,
    /// What would be one if its label were defined.
    pub labels: Vec<(usize, usize)>,
}

pub fn read(source: &str) -> Read {
    let labels = RefCell::new(Vec::new());
    let define = |link: BrokenLink<'_>| match link.link_type {
        LinkType::Reference | LinkType::Collapsed => Some((CowStr::from("x"), CowStr::from(""))),
        _ => {
            let at = link.span.start + usize::from(source[link.span.start..].starts_with('!'));
            labels.borrow_mut().push((at, link.span.end));
            None
        }
    };
    let (mut seen, mut links) = (vec![false; source.len()], Vec::new());
    let parser = Parser::new_with_broken_link_callback(source, Options::ENABLE_STRIKETHROUGH, Some(define));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Text(_) => seen[range].fill(true),
            Event::Code(_) => {
                let n_marks = source[range.clone()].bytes().take_while(|&byte| byte == b'`').count();
                seen[range.start + n_marks..range.end - n_marks].fill(true);
            }
            Event::Start(Tag::Link { link_type, .. }) if is_bracketed(link_type) => {
                links.push((range.start, end(link_type, range.end)));
            }
            Event::Start(Tag::Image { link_type, .. }) => {
                links.push((range.start + 1, end(link_type, range.end)))
            }
            _ => {}
        }
    }
    let mut labels = labels.take();
    labels.sort_unstable();
    Read { seen, links, labels }
}

/// It leaves `[]` out.
fn end(link: LinkType, end: usize) -> usize {
    end + if matches!(link, LinkType::Collapsed | LinkType::CollapsedUnknown) { 2 } else { 0 }
}

fn is_bracketed(link: LinkType) -> bool {
    !matches!(link, LinkType::Autolink | LinkType::Email)
}
