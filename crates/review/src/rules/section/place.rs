//! What several rules of sections share: where they point, what they offer, and when they keep still.

use askhow_document::{BlockKind, Fix, Span};

use super::written::is_empty;
use crate::facts::BOLD_LINE;
use crate::fix;
use crate::form::Field;
use crate::outline::Part;
use crate::review::Review;
use crate::section::Section;

/// A review with all nine sections.
pub(super) const WHOLE: &str = "# Checkout was slow\n\n## Description\n\nOrders took a minute.\n\n\
## Contributors & Enablers\n\n- The cache held sessions and carts.\n\n\
## Mitigators\n\n- The support desk told shops within minutes.\n\n\
## Risks\n\n- The other cache is as full.\n\n\
## Difficulties in Handling\n\n- The dashboard loaded as slowly as the shop.\n\n\
## Follow-up Items\n\n- Show the size of the cache.\n\n\
## Artifacts\n\n- [The graph of orders](orders.png)\n\n\
## Timeline\n\n- 2019-03-25 16:40 UTC Ana sees slow orders.\n\n\
## References\n\n- [The slow day in May](may.md)\n\n\
## Open Questions\n\n- How did the cache come to hold both?\n";

/// Whether nothing is said of sections here: an empty file is offered the template, and what a template has put there
/// asks by itself.
pub(crate) fn asks_nothing(review: &Review) -> bool {
    review.facts.iter().all(|facts| facts.segment.blocks().is_empty()) || review.is_untouched()
}

/// What is filed is no longer than this, in bytes.
const LONGEST_FILED: usize = 3_000;

/// Whether there are a form and a description and nothing else.
pub(super) fn is_filed(review: &Review) -> bool {
    let others = Section::NINE.into_iter().any(|section| review.has(section));
    let title = review.title().map(|title| title.at);
    // A story under headings of its own is more than a form.
    let tells_more = |part: &Part| {
        let filed = match &part.named {
            Some(named) => named.form || named.section == Some(Section::Description),
            None => part.section == Some(Section::Description),
        };
        Some(part.at) != title && !filed && part.level < BOLD_LINE && !is_empty(review, part)
    };
    // A long account without headings tells more than a form does.
    !others
        && review.text.len() <= LONGEST_FILED
        && !review.outline.parts.iter().any(tells_more)
        && (review.has(Section::Description) || !review.form.fields.is_empty())
        && review.timelines.is_empty()
}

/// Where findings about the review as a whole are shown: its title, else its first line with words.
pub(super) fn title_span(review: &Review) -> Span {
    if let Some(title) = title_of_front_matter(review) {
        return title;
    }
    if let Some(title) = review.title() {
        return title.content;
    }
    for (facts, start) in review.facts.iter().zip(&review.starts) {
        let text = facts.segment.text();
        let leaf = |kind: &BlockKind| !matches!(kind, BlockKind::Html | BlockKind::FrontMatter { .. });
        // `{: .notice}` dresses a block of some site generators, and is not shown.
        let has_words = |content: Span| !content.is_empty() && !content.of(text).starts_with("{:");
        if let Some(block) =
            facts.segment.blocks().iter().find(|block| leaf(&block.kind) && has_words(block.content))
        {
            let line = block.content.of(text).lines().next().unwrap_or_default();
            // A few words are enough to stand for the whole.
            let line = line.char_indices().nth(60).map_or(line.len(), |(at, _)| at);
            return Span::new(block.content.start, block.content.start + line).shift(*start);
        }
    }
    Span::default()
}

/// Where front matter gives the title, a heading is that of a section.
fn title_of_front_matter(review: &Review) -> Option<Span> {
    let blocks = review.facts.first()?.segment.blocks();
    let front = blocks.iter().find(|block| matches!(block.kind, BlockKind::FrontMatter { .. }))?;
    let title = review.form.get(Field::Title).filter(|title| front.span.contains(title.span.start))?;
    let line = review.text.line_span(review.text.line_of(title.value.start));
    Some(Span::new(title.value.start, title.value.end.min(line.end)))
}

/// The fix that puts sections where they belong: in the review, or in one incident of several.
pub(super) fn add(
    review: &Review,
    incident: Option<&Part>,
    title: String,
    sections: &[Section],
    preferred: bool,
) -> Fix {
    let edits = match incident {
        Some(incident) => fix::add_to_incident(review, incident, sections),
        None => fix::add_sections(review, sections),
    };
    Fix { title, preferred, safe: false, edits, item: None }
}

/// The fix that begins an item under a heading.
pub(super) fn begin_item(review: &Review, part: &Part, section: Section) -> Option<Fix> {
    let edits = fix::begin_item(review, part, section);
    let title = "Begin a first item".to_owned();
    (!edits.is_empty()).then_some(Fix { title, preferred: true, safe: false, edits, item: None })
}
