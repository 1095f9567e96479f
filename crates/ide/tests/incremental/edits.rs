//! Random reviews and random edits: letters, words and structure; near one another, far apart, everywhere at once,
//! around a heading, over all of the text, and back to how it was.

use askhow_document::Span;
use askhow_ide::Analysis;
use proptest::prelude::*;

/// What reviews are put together from.
const BLOCKS: &[&str] = &[
    "# Checkout slowed down on 2025-03-04",
    "## Summary",
    "## Contributors & Enablers",
    "## Mitigators",
    "## Timeline",
    "## Risks",
    "## Root cause",
    "## Status",
    "### Impact",
    "**Open Questions**",
    "Orders took half a minute, and some users gave up. Why did nobody notice? The root cause was a full cache.",
    "The checkout of two regions shares a queue, and the queue of the second region was full for an hour; see [the graph](graph.png).",
    "Ana asked in `#checkout` whether the deploy of `ledger` was to blame. Obviously nobody had looked at the queue before.",
    "In the first quarter the team had moved the checkout to the new queue, which keeps a copy of each order for a day.",
    "We should have known, and it will never happen again.",
    "All times are in UTC.",
    "All of this was on 4 March 2025.",
    "# Second outage\n\n## Summary\n\nOn 4 April 2025 at 16:40 CET orders were slow.",
    "### Details\n\n- Incident Start: 2025-05-04 16:40 UTC\n- Incident Detected: 16:55",
    "- The cache was full, and obviously nobody looked.\n- Why did the deploy not wait for the second region to come back to life?",
    "- **Mitigators**\n  - Luckily Ana was still there.\n  - The queue kept all orders.",
    "- Note: the queue was drained later.\n- The checkout came back by itself.",
    "- 16:40 Deploy of the checkout went out\n- 16:55 Ana notices slow orders\n- 16:50 Ben is paged\n- 17:45 Back to normal",
    "- 16:40 UTC: @ana asks `ledger` about OPS-12\n  The queue was long, which nobody saw.\n- ~17:05 Cy joins the call",
    "### 2025-03-05 (CET)\n\n- 09:10 Cy reads the log of the queue",
    "**5–6 March 2025**\n\n- 22:10 Ana drains the queue\n- 00:20 Ben looks at the orders",
    "## Establishing the timeline\n\n1. Ana asked the team of the queue.\n2. Ben read the log of the deploy.",
    "16:40:\n\n- Ana looks at the queue.\n- Ben is paged.\n\n17:05:\n\n- Cy joins the call.",
    "| Time | Who | What |\n| - | - | - |\n| 18:00 | Ana | All clear |\n| 17:50 | Ben | Drained the queue |",
    "| Service | Owner |\n| - | - |\n| checkout | Ana |",
    "**Severity:** SEV-2\n**Incident Start:** 2025-03-04 16:40 UTC\n**Assignee:** Ana, Ben",
    "> We thought it was the weekly import. Why us?",
    "```\n## Not a heading\n16:40 not an entry\n```",
    "<!-- askhow-ignore-next -->",
    "<!-- Nobody reads this -->",
    "<Who should have been told?>",
    "Describe in a sentence why nobody noticed.",
    "_What went right, luckily?_",
    "- TBD",
    "- [how the root cause was found]",
    "- [ ] Show the size of the queue\n- [x] Ask the team of the checkout",
    "[graph]: graph.png",
    "---",
];

/// What small reviews are put together from: lines that are something else when the line above or below them changes.
const LINES: &[&str] = &[
    "# Broker down 2024-02-09",
    "## Timeline (UTC)",
    "## Timeline",
    "import Note from './note'",
    "{/* askhow-ignore-next */}",
    "{/* nobody",
    "sees this */}",
    "<Note kind={[1]}>",
    "<!-- askhow-ingore -->",
    "{\n  \"severity\": \"SEV2\",\n  \"askhow\": true\n}",
    "### 9 February 2024 (CET)",
    "## Feb 10, 07:13",
    "## Second incident",
    "- see below\n\n**09:00**\n- lag grows",
    "**09:15**\n- lag grows\n- kim looks",
    "09:20:\n\n- raj looks\n- lag is gone",
    "- see below",
    "**09:00**",
    "**09:10 UTC** kim looks",
    "**9 February 2024**",
    "**10–11 February 2024 – times CET**",
    "**Impact**",
    "- **Impact**",
    "- **09:40**",
    "- **9 February**",
    "09:20:",
    "11:59 AM – 12:04 PM lag again",
    "1640",
    "- lag grows",
    "- kim looks",
    "  - raj, too",
    "  All of it was obviously slow.",
    "- 09:30 raj drains the queue",
    "- 09:25 kim: why us?",
    "- 12:05p lag is gone",
    "- T+5 lag is back",
    "- The alert fires (09:50).",
    "-",
    "* 22:10 kim",
    "1. 00:20 raj",
    "Lag grew, and nobody knew why.",
    "Lag",
    "| Time | What |\n| - | - |\n| 09:31 | lag |\n| 00:20 | kim |",
    "| Elapsed | What |\n| - | - |\n| 00:10 | lag |\n| 00:20 | kim |",
    "| 9 February 2024 (CET) | What |\n| - | - |\n| 09:31 | lag |",
    "| 09:35 | raj |",
    "| - | - |",
    "> - 09:45 quoted",
    "> 09:55:",
    "===",
    "---",
    "```",
    "<details><summary>9 Feb 2024, times in CET</summary>",
    "</details>",
    "<!-- askhow-ignore-next -->",
    "All times in PST.",
    "Severity: SEV-2",
    "Status:",
    "open",
];

/// What ends a line; most often nothing else.
const ENDS: &[&str] = &["\n", "\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\n  ", "\n> "];

/// What a line begins with.
const MARKS: &[&str] = &["- ", "  ", "    ", "> ", "# ", "1. ", "| ", "**", "* ", "- [ ] ", "- **", "", ""];

/// What a line becomes when it is joined to the next, or taken apart.
const JOINTS: &[&str] =
    &["", " ", "\n", "\n\n", "**\n", "\n**", "\n- ", " | ", "\n===\n", "\n---\n", "\n| - | - |\n"];

/// Pieces that change words, structure, both or nothing.
const PIECES: &[&str] = &[
    "x",
    "so ",
    "checkout ",
    "why did it fail? ",
    "root cause ",
    " ",
    "\n",
    "\n\n",
    "\n\n## Risks\n\n",
    "# ",
    "- ",
    "1. ",
    "16:41 ",
    "\n- 17:05 Cy joins\n",
    "**",
    "`",
    "```\n",
    "| a | b |\n",
    "<!-- ",
    "<!-- askhow-ignore phrasing/* -->",
    " -->",
    "é🙏",
    "\r\n",
    "\nSeverity: SEV-1\n",
    "\n\nAll times in PST.\n\n",
    "luckily ",
    "[x](y)",
    ": ",
];

/// What words become; the first ones in several places at once.
const WORDS: &[&str] = &["cart", "things", "", "why", "16:30", "Ana", "queue: ", "Elapsed", "Time", "CET"];

/// A review of up to some ten thousand bytes.
pub fn review() -> impl Strategy<Value = String> {
    let block = prop_oneof![1 => 0..BLOCKS.len(), 1 => 10..15_usize];
    let title = prop_oneof![Just("---\ntitle: Checkout slowed down\n---\n\n"), Just("")];
    (title, any::<bool>(), prop::collection::vec(block, 1..60)).prop_map(|(front, titled, blocks)| {
        let title = titled.then_some(0).into_iter();
        let blocks: Vec<&str> = title.chain(blocks).map(|block| BLOCKS[block]).collect();
        format!("{front}{}\n", blocks.join("\n\n"))
    })
}

/// A review of a few lines, with nothing between most of them.
pub fn small() -> impl Strategy<Value = String> {
    let line = (prop::sample::select(LINES), prop::sample::select(ENDS));
    let title = prop_oneof![
        1 => Just(""),
        1 => Just("# Broker down\n\n"),
        3 => Just("# Broker down\n\n## Timeline (UTC)\n\n"),
    ];
    (title, prop::collection::vec(line, 2..16))
        .prop_map(|(title, lines)| lines.iter().fold(title.to_owned(), |text, (line, end)| text + line + end))
}

/// A place: in thousandths of the text, or so many bytes from the last edit.
#[derive(Clone, Copy, Debug)]
pub enum At {
    Anywhere(usize),
    Near(isize),
}

/// What a person does, or an editor for them.
#[derive(Clone, Debug)]
pub enum Deed {
    Put(At, &'static str),
    Cut(At, usize),
    /// The word at a place becomes another.
    Word(At, &'static str),
    /// It does so wherever it stands.
    Everywhere(At, &'static str),
    /// What ends a line becomes another joint, and so many bytes before and behind it go.
    Join(At, (usize, usize), &'static str),
    /// A line begins with another mark: of a list, a quote, a heading, of bold words.
    Mark(At, &'static str),
    /// The line is taken out, and put in elsewhere.
    Move(At, At),
    /// The first words of the paragraphs before and behind a heading.
    Around(usize),
    /// The text as it was so many readings before: as one change, over all of it or over what differs.
    Back {
        readings: usize,
        whole: bool,
    },
}

/// What is done between two readings, and whether somebody still holds the last one.
#[derive(Clone, Debug)]
pub struct Step {
    pub deeds: Vec<Deed>,
    pub held: bool,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = || prop_oneof![(0..=1000_usize).prop_map(At::Anywhere), (-400..400_isize).prop_map(At::Near)];
    let word = || prop::sample::select(WORDS);
    let deed = prop_oneof![
        6 => (at(), prop::sample::select(PIECES)).prop_map(|(at, piece)| Deed::Put(at, piece)),
        // Most keys are letters in the middle of a word.
        6 => (at(), prop::sample::select(&["e", "n", " so"][..])).prop_map(|(at, piece)| Deed::Put(at, piece)),
        3 => (at(), 0..12_usize).prop_map(|(at, len)| Deed::Cut(at, len)),
        1 => (at(), 0..600_usize).prop_map(|(at, len)| Deed::Cut(at, len)),
        6 => (at(), word()).prop_map(|(at, word)| Deed::Word(at, word)),
        1 => (at(), word()).prop_map(|(at, word)| Deed::Everywhere(at, word)),
        5 => (at(), (0..4_usize, 0..4_usize), prop::sample::select(JOINTS))
            .prop_map(|(at, gone, joint)| Deed::Join(at, gone, joint)),
        3 => (at(), prop::sample::select(MARKS)).prop_map(|(at, mark)| Deed::Mark(at, mark)),
        2 => (at(), at()).prop_map(|(from, to)| Deed::Move(from, to)),
        3 => (0..1000_usize).prop_map(Deed::Around),
        1 => (1..4_usize, any::<bool>()).prop_map(|(readings, whole)| Deed::Back { readings, whole }),
    ];
    let step = (prop::collection::vec(deed, 1..=6), prop::bool::weighted(0.2));
    prop::collection::vec(step.prop_map(|(deeds, held)| Step { deeds, held }), 1..8)
}

/// A document, and what it was.
pub struct Desk {
    pub analysis: Analysis,
    /// Where the last edit was.
    pub last: usize,
    /// How many edits there were.
    pub n_edits: usize,
    /// The text of each reading.
    past: Vec<String>,
}

impl Desk {
    pub fn new(analysis: Analysis) -> Self {
        let past = vec![analysis.text().to_string()];
        Self { analysis, last: 0, n_edits: 0, past }
    }

    /// Notes the text, so that one can go back to it.
    pub fn note(&mut self) {
        self.past.push(self.analysis.text().to_string());
    }

    pub fn carry_out(&mut self, deed: &Deed) {
        let text = self.analysis.text().to_string();
        match *deed {
            Deed::Put(at, piece) => self.edit(Span::empty(self.place(at)), piece),
            Deed::Cut(at, len) => {
                let at = self.place(at);
                self.edit(Span::new(at, at + len), "");
            }
            Deed::Word(at, new) => self.edit(word_at(&text, self.place(at)), new),
            Deed::Everywhere(at, new) => {
                let word = word_at(&text, self.place(at)).of(&text);
                if word.is_empty() {
                    return;
                }
                let places: Vec<usize> = text.match_indices(word).map(|(at, _)| at).take(40).collect();
                places.into_iter().rev().for_each(|at| self.edit(Span::new(at, at + word.len()), new));
            }
            Deed::Join(at, (before, behind), joint) => {
                let line = line_at(&text, self.place(at));
                let behind_it = text[line.end..].find(|c: char| !c.is_whitespace()).unwrap_or(0);
                let (from, to) = (line.end.saturating_sub(before), line.end + behind_it + behind);
                self.edit(Span::new(self.floor(from), self.floor(to)), joint);
            }
            Deed::Mark(at, mark) => {
                let line = line_at(&text, self.place(at));
                let words = line.of(&text).find(char::is_alphanumeric).unwrap_or(0);
                self.edit(Span::new(line.start, line.start + words), mark);
            }
            Deed::Move(from, to) => {
                let line = line_at(&text, self.place(from));
                self.edit(Span::new(line.start, (line.end + 1).min(text.len())), "");
                let to = line_at(&self.analysis.text().to_string(), self.place(to)).start;
                self.edit(Span::empty(to), &format!("{}\n", line.of(&text)));
            }
            Deed::Around(nth) => {
                let headings: Vec<usize> = text.match_indices("\n\n#").map(|(at, _)| at + 2).collect();
                if let Some(at) = headings.get(nth % headings.len().max(1)) {
                    self.around(*at);
                }
            }
            Deed::Back { readings, whole } => {
                let past = self.past[self.past.len().saturating_sub(readings)].clone();
                if whole {
                    return self.edit(Span::new(0, text.len()), &past);
                }
                let head = text.chars().zip(past.chars()).take_while(|(a, b)| a == b);
                let head: usize = head.map(|(c, _)| c.len_utf8()).sum();
                let tail =
                    text[head..].chars().rev().zip(past[head..].chars().rev()).take_while(|(a, b)| a == b);
                let tail: usize = tail.map(|(c, _)| c.len_utf8()).sum();
                self.edit(Span::new(head, text.len() - tail), &past[head..past.len() - tail]);
            }
        }
    }

    /// Changes the first words of the paragraphs before and behind the heading at `at`, the later one first.
    pub fn around(&mut self, at: usize) {
        let text = self.analysis.text().to_string();
        let behind = text[at..].find("\n\n").map(|to| at + to + 2);
        let before = text[..at].trim_end().rfind("\n\n").map(|from| from + 2);
        for at in [behind, before].into_iter().flatten() {
            self.edit(word_at(&text, at), "Things");
        }
    }

    pub fn edit(&mut self, span: Span, new: &str) {
        self.analysis.edit(span, new);
        self.n_edits += 1;
        self.last = span.start;
    }

    fn place(&self, at: At) -> usize {
        let len = self.analysis.text().len();
        self.floor(match at {
            At::Anywhere(thousandths) => len * thousandths / 1000,
            At::Near(by) => self.last.saturating_add_signed(by),
        })
    }

    fn floor(&self, at: usize) -> usize {
        let text = self.analysis.text();
        text.floor(at.min(text.len()))
    }
}

/// The line of a place, without what ends it.
fn line_at(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    Span::new(start, text[at..].find('\n').map_or(text.len(), |end| at + end))
}

/// The word at or behind a place.
fn word_at(text: &str, at: usize) -> Span {
    let is_word = |c: char| c.is_alphanumeric();
    let start =
        text[..at].char_indices().rev().take_while(|(_, c)| is_word(*c)).last().map_or(at, |(at, _)| at);
    let start = if is_word(text[at..].chars().next().unwrap_or(' ')) {
        start
    } else {
        at + text[at..].find(is_word).unwrap_or(0)
    };
    let len = text[start..].find(|c| !is_word(c)).unwrap_or(text.len() - start);
    Span::new(start, start + len)
}
