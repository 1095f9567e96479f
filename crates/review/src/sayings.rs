//! Where in a review the words are somebody's: inside tags of quotation, in tables and sections of sayings.

use askhow_document::{BlockKind, Segment, Span};
use askhow_english::class::is;

use crate::columns;
use crate::facts::{HeadingFact, HitFact, Voice, bare, outside_code};
use crate::review::Review;
use crate::timelines::LineAt;
use crate::vocabulary::Vocabulary;

/// A mark that opens or closes a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteMark {
    /// Relative to the segment.
    at: usize,
    kind: usize,
    opens: bool,
}

/// How quotations open, and how they close.
const MARKS: &[(&str, &str)] = &[
    ("<blockquote", "</blockquote"),
    ("<q", "</q"),
    ("<cite", "</cite"),
    ("<quote", "</quote"),
    (":::quote", ":::"),
    ("::: quote", ":::"),
    ("{{< quote", "{{< /quote"),
    ("{{% quote", "{{% /quote"),
    ("{{< blockquote", "{{< /blockquote"),
    ("{% quote", "{% endquote"),
    ("{% blockquote", "{% endblockquote"),
    ("[quote", "[/quote"),
];

/// The marks of quotation in a segment, those in code aside.
pub(crate) fn quote_marks(segment: &Segment) -> Vec<QuoteMark> {
    let text = segment.text();
    let mut marks: Vec<QuoteMark> = Vec::new();
    for (at, _) in text.match_indices(['<', ':', '{', '[']) {
        // Most of these are the colon of a clock time.
        let next = text.as_bytes().get(at + 1);
        if next.is_none_or(|next| next.is_ascii_digit() || next.is_ascii_whitespace()) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let begins = |mark: &str| {
            let two = rest.bytes().zip(mark.bytes()).take(2);
            two.into_iter().all(|(byte, of_mark)| byte.eq_ignore_ascii_case(&of_mark))
        };
        if !MARKS.iter().any(|(open, close)| begins(open) || begins(close)) {
            continue;
        }
        let starts = |mark: &str| {
            rest.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
                && !rest.get(mark.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        };
        for (kind, (open, close)) in MARKS.iter().enumerate() {
            if starts(open) || starts(close) {
                marks.push(QuoteMark { at, kind, opens: starts(open) });
            }
        }
    }
    outside_code(segment, marks, |mark| mark.at)
}

/// What stands in quotations and sections of sayings, in the document.
#[derive(Debug, Default)]
pub(crate) struct Sayings {
    spans: Vec<Span>,
}

impl Sayings {
    pub(crate) fn read(review: &Review) -> Self {
        let mut spans = Vec::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (facts, start) in review.facts.iter().zip(&review.starts) {
            for mark in &facts.quote_marks {
                let at = start + mark.at;
                if mark.opens {
                    open.push((mark.kind, at));
                } else if let Some(from) = open.iter().rposition(|(kind, _)| *kind == mark.kind) {
                    spans.extend(open.drain(from..).next().map(|(_, from)| Span::new(from, at)));
                }
            }
        }
        let title = review.outline.parts.first().filter(|part| part.level == 1);
        for part in &review.outline.parts {
            let is_title = title.is_some_and(|title| title.at == part.at);
            let holds =
                |heading: &HeadingFact| *heading.holds_sayings.get_or_init(|| holds_sayings(&heading.name));
            if !is_title && review.heading(part).is_some_and(holds) {
                spans.push(part.body);
            }
        }
        Self { spans }
    }

    /// Whose words stand at `at`, as far as what surrounds their block says.
    pub(crate) fn voice(&self, at: usize) -> Voice {
        if self.spans.iter().any(|span| span.contains(at)) { Voice::Record } else { Voice::Own }
    }
}

fn holds_sayings(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|it| !it.is_empty()).collect();
    let any = |class| words.iter().any(|word| is(word, class));
    any(Vocabulary::Sayings)
        || any(Vocabulary::Chat) && (words.len() == 1 || any(Vocabulary::Writings))
        || lower.contains("own words")
}

/// Whose words a cell of a table holds, by the heads of its columns and by what stands beside it.
pub(crate) fn voice_of_row(review: &Review, segment: usize, hit: &HitFact) -> Voice {
    let Some(facts) = review.facts.get(segment) else { return Voice::Own };
    let Some(BlockKind::Row { cells, header: false }) =
        facts.segment.blocks().get(hit.block).map(|it| &it.kind)
    else {
        return Voice::Own;
    };
    let line = facts.lines.partition_point(|line| line.block < hit.block);
    let Some(heads) = columns::heads(review, LineAt { segment, line }) else { return Voice::Own };
    let column = cells.iter().position(|cell| cell.touches(hit.finding.span.start));
    let by_speaker = heads.iter().any(|head| is(head, Vocabulary::ColumnSpeaker));
    let who = |head: &String| is(head, Vocabulary::ColumnWho);
    let is_said =
        column.and_then(|column| heads.get(column)).is_some_and(|head| is(head, Vocabulary::ColumnSaid));
    if is_said || by_speaker {
        return Voice::Record;
    }
    let copied = cells.iter().any(|cell| {
        let words = bare(cell.of(facts.segment.text())).to_lowercase();
        is(words.trim_matches(|c: char| !c.is_alphanumeric()), Vocabulary::Copied)
    });
    if copied {
        return Voice::Record;
    }
    // A person in a column before the words may have said them; one behind is asked to answer.
    let before = heads.iter().take(column.unwrap_or(0)).any(who);
    if before { Voice::Unsure } else { Voice::Own }
}
