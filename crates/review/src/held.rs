//! What a block holds: words of the writer's own, or what a template put there to be filled in.

mod blank;

use askhow_document::{Block, BlockKind, Segment};
use askhow_english::class::is;

use crate::said::{is_placeholder, lower_words};
use crate::vocabulary::Vocabulary;

/// What a block holds, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Held {
    /// Nothing that is seen: a comment, an empty bullet, the head of a table.
    Nothing,
    /// What tells the writer what belongs here: `<who was affected>`, `Describe in a sentence how it began.`
    Prompt,
    /// What templates have as well as writers: a paragraph in italics or of questions alone, `TBD`, a label with nothing
    /// behind it.
    Doubtful,
    /// That there is nothing to tell: `None`.
    Denial,
    /// Words of the writer's own.
    Words,
}

/// What a block holds.
pub(crate) fn held(segment: &Segment, block: &Block) -> Held {
    let text = segment.text();
    match &block.kind {
        BlockKind::FrontMatter { .. }
        | BlockKind::Item { .. }
        | BlockKind::TableRule
        | BlockKind::ThematicBreak
        | BlockKind::Row { header: true, .. } => Held::Nothing,
        BlockKind::Html if segment.is_unseen(block) => Held::Nothing,
        BlockKind::Html if blank::is_to_be_filled(block.span.of(text).trim()) => Held::Prompt,
        BlockKind::Row { header: false, cells } => {
            let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let of_cell = |(_, cell): (usize, &askhow_document::Span)| in_item(segment, cell.of(text));
            let held = filled.clone().map(of_cell).max().unwrap_or(Held::Nothing);
            // A name in the first cell waits for what goes with it.
            let is_label = cells.len() > 1 && filled.all(|(column, _)| column == 0);
            if is_label { held.min(Held::Doubtful) } else { held }
        }
        BlockKind::Paragraph if block.item.is_some() => in_item(segment, block.content.of(text)),
        BlockKind::Paragraph => in_paragraph(segment, block.content.of(text)),
        BlockKind::Heading { .. } | BlockKind::Code | BlockKind::Html | BlockKind::LinkDefinition { .. } => {
            Held::Words
        }
    }
}

/// What the words of an item or a cell hold: there, a task may read like an instruction, and a question is one of the
/// writer's.
pub(crate) fn in_item(segment: &Segment, words: &str) -> Held {
    let words = words.trim();
    let words = words.strip_prefix("[ ] ").map_or(words, str::trim_start);
    if is_blank(segment, words) {
        return Held::Nothing;
    }
    match emphasised(words) {
        _ if blank::is_to_be_filled(words) || is_bare_question(words) => Held::Prompt,
        Some(inside) if blank::is_to_be_filled(inside) => Held::Prompt,
        Some(_) => Held::Doubtful,
        None if is_label(words) => Held::Doubtful,
        None => of_few(words),
    }
}

fn in_paragraph(segment: &Segment, words: &str) -> Held {
    let words = words.trim();
    let inside = emphasised(words).unwrap_or(words);
    let bare = inside.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(inside);
    if instructs(bare) {
        return Held::Prompt;
    }
    // `It was slow; why did nobody see it?` tells before it asks.
    let asks_alone = || {
        let ends = [". ", ".\n", "! ", "!\n", "; ", ";\n"];
        inside.ends_with('?') && !ends.iter().any(|end| inside.contains(end))
    };
    match in_item(segment, words) {
        Held::Words if asks_alone() => Held::Doubtful,
        held => held,
    }
}

/// Nothing but an empty task box or a comment.
fn is_blank(segment: &Segment, text: &str) -> bool {
    let close = if text.starts_with("<!--") { "-->" } else { "*/}" };
    text.is_empty()
        || text == "[ ]"
        || (segment.begins_comment(text) && text.ends_with(close) && text.matches(close).count() == 1)
}

/// The words of a text that stands in emphasis as a whole: `*What happened.*`
fn emphasised(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '*' | '_'))?;
    let inside = text.trim_start_matches(mark);
    let n_marks = text.len() - inside.len();
    let words = inside.trim_end_matches(mark);
    let is_whole = inside.len() - words.len() == n_marks && n_marks <= 3 && !words.contains(mark);
    (is_whole && !inside.starts_with(char::is_whitespace)).then_some(words)
}

/// `Trigger:`, and nothing behind it.
fn is_label(text: &str) -> bool {
    let is_short = !text.contains('\n') && text.split_whitespace().count() <= MOST_IN_LABEL;
    is_short && text.trim_end_matches(['*', '_', '`']).ends_with(':')
}

/// So many words has a label.
const MOST_IN_LABEL: usize = 4;

/// `Why?`: the step of a ladder that nobody has climbed.
fn is_bare_question(text: &str) -> bool {
    text.ends_with('?') && lower_words(text).count() == 1
}

/// `Describe how it began.`, `A short summary of what happened.`
fn instructs(text: &str) -> bool {
    // Nearly all words that open a paragraph are none of these, which costs nothing to see.
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let begins = |class| is(&first.to_lowercase(), class);
    if first.is_empty() || first.len() > LONGEST_OPENER || !begins(Vocabulary::OpensInstruction) {
        return false;
    }
    let words: Vec<String> = lower_words(text).take(MOST_OF_ACCOUNT).collect();
    let tells =
        (1..=3).filter_map(|n| words.get(..n)).any(|begin| is(&begin.join(" "), Vocabulary::Instruction));
    let is_brief = || words.iter().take(2).any(|word| is(word, Vocabulary::Brief));
    let is_account = || words.iter().any(|word| is(word, Vocabulary::Account));
    tells || !text.contains(':') && is_brief() && is_account()
}

/// The longest word that opens an instruction has so many bytes.
const LONGEST_OPENER: usize = 9;

/// Among so many words an account is called one.
const MOST_OF_ACCOUNT: usize = 6;

/// What a few words hold that may say that there is nothing.
fn of_few(words: &str) -> Held {
    if words.len() > LONGEST_PLACEHOLDER || !is_placeholder(words) {
        return Held::Words;
    }
    let denies = lower_words(words).next().is_some_and(|first| is(&first, Vocabulary::Denies));
    if denies { Held::Denial } else { Held::Doubtful }
}

/// What says that there is nothing is no longer than this, in bytes.
const LONGEST_PLACEHOLDER: usize = 80;

#[cfg(test)]
mod tests {
    use askhow_document::Document;

    use super::*;

    /// What the last block of a text holds.
    fn last(text: &str) -> Held {
        let document = Document::new(text);
        let segment = document.segments().last().unwrap();
        held(segment, segment.blocks().last().unwrap())
    }

    #[test]
    fn what_a_template_writes_is_told_from_what_a_writer_does() {
        for (held, texts) in [
            (Held::Nothing, &["<!-- How? -->", "-", "- [ ]", "| a | b |\n| - | - |\n| | |", "---"][..]),
            (
                Held::Prompt,
                &[
                    "<Who was affected, and how?>",
                    "<your name here>",
                    "[How was it fixed]",
                    "- [link to the ticket]",
                    "{{ summary }}",
                    "- [ ] {{ what }}",
                    "_{what happened}_",
                    "Describe in a paragraph how the issue was found out.",
                    "Try to describe what led to it.",
                    "*Summarize the impact.*",
                    "A quick summary of the incident; what happened, and how it ended.",
                    "Short event description",
                    "Briefly describe the impact on users.",
                    "List the contributing factors.",
                    "Enter text here",
                    "(describe the impact)",
                    "One paragraph on what happened and why.",
                    "Use this template for outages of the relay.",
                    "XXX",
                    "$ROOT_CAUSE",
                    "- ${summary}",
                    "%WHO_WAS_THERE%",
                    "- [HH:MM] [what happened]",
                    "- **HH:MM UTC** - `<what was seen>`",
                    "- YYYY-MM-DD: XXX",
                    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
                    "- HH:MM - Lorem ipsum dolor sit amet",
                    "- [ ] Action 1 (owner)",
                    "- Contributing factor #2",
                    "1. Why?",
                    "| a | b |\n| - | - |\n| Action item 1 | <who> |",
                    "| a |\n| - |\n| YYYY-MM-DD |",
                    "20xx-MM-DD HH:mm",
                    "- `XX:XX` -",
                    "- YYYY-MM-DD HH:MM UTC",
                    "- T+0",
                ],
            ),
            (
                Held::Doubtful,
                &[
                    "*How it looked to customers.*",
                    "What happened?",
                    "Who was affected? And where?",
                    "TBD",
                    "- TODO: ask Ana",
                    "- ???",
                    "- Trigger:",
                    "- **Trigger:**",
                    "**Reported by**:",
                    "| a | b |\n| - | - |\n| Authors | |",
                ],
            ),
            (Held::Denial, &["None", "- n/a", "Nothing known."]),
            (
                Held::Words,
                &[
                    "F",
                    "- B",
                    "Mail was late.",
                    "[The graph](graph.png)",
                    "<https://example.com/graph>",
                    "- Describe the limit in the runbook.",
                    "- List the owners of the relay.",
                    "Writes were late for a paragraph of customers.",
                    "- How did it come to be so small?",
                    "Short outage of the relay.",
                    "Brief summary: mail was late.",
                    "We describe below what was seen.",
                    "*Ana* saw *it*.",
                    "Mail was late. Who saw it?",
                    "We saw three things in the graph that day:",
                    "| a | b |\n| - | - |\n| 16:40 | Ana looks |",
                    "    make",
                    "02:30-03:10 mmm",
                    "- 00:00 Ana is paged",
                    "- $RELAY was empty",
                    "- $40 was lost",
                    "- XXXL was taken for a size",
                    "- Step 1: restart the relay",
                    "- Service 3 (the relay) was down",
                    "- [The graph][1]",
                    "- [x] [Rename the relay](https://example.com)",
                    "- [Ana] restarts the relay",
                    "- How?\n  Ana restarted it.",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(last(text), held, "{text}");
            }
        }
    }
}
