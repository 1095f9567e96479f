//! A server whose document was edited answers as one does that is handed the text as it is now.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use askhow_tests::answers::answers;
use askhow_tests::lsp::{Client, apply, range};
use askhow_tests::{say, workspace};
use serde_json::{Value, json};

const URI: &str = "file:///home/me/incidents/review.md";

/// So many readings of each text, with a few changes before each; where `PROPTEST_CASES` is said, a hundredth of that.
const READINGS: usize = 8;
/// So many of the real reviews are taken, where they are at hand.
const REAL: usize = 4;

const TWO: &str = "# Incident review of the queue\n\nThe first paragraph has a few words.\n\n## Summary\n\n\
The second paragraph has a few words.\n";

/// Lines that are something else when the one above or below them changes: stamps that stand by themselves, lists and
/// tables right below words, quotes, headings that are underlined.
const LINES: &str = "# Broker down 2024-02-09\n\n## Timeline (UTC)\n\n- see below\n\n**09:00**\n- lag grows\n- kim looks\n\n\
Lag grew\n09:20:\n\n- raj looks\n\n| Time | What |\n| - | - |\n| 09:31 | lag |\n| 09:25 | kim |\n\nAgain\n-\n11:59 AM – 12:04 PM d\n\
- 12:05p lag is back\n\n> 12:10:\n> - quoted\n\nSecond incident\n---\n\n**10 February (CET)**\n* 22:10 kim\n* 00:20 raj\n";

/// What is put in between, and what words become.
const PIECES: &[&str] = &[
    "x",
    "so ",
    "",
    "",
    "things",
    "cart",
    "\n",
    "\n\n",
    "- ",
    "16:41 ",
    "\n## Risks\n\n",
    "why ",
    "`",
    "é🙏",
    "Status: open\n",
    "<!-- ",
    "**",
    "> ",
    "| ",
    "\n===\n",
    "Elapsed",
];

/// Two servers: one that is told of edits, and one that is handed each text anew.
struct Pair {
    edited: Client,
    fresh: Client,
    text: String,
    version: i32,
    n_edits: usize,
}

impl Pair {
    #[track_caller]
    fn open(text: &str) -> Self {
        let (mut edited, fresh) = (Client::start(json!({})), Client::start(json!({})));
        let published = edited.open(URI, text);
        let mut pair = Self { edited, fresh, text: text.to_owned(), version: 1, n_edits: 0 };
        pair.compare(&published, &[(0, 0)]);
        pair
    }

    /// Tells of several changes at once, each in the text that those before it have left, and waits for nothing.
    fn change(&mut self, changes: &[Value]) {
        for change in changes {
            let edit = json!({ "range": change["range"], "newText": change["text"] });
            self.text = apply(&self.text, &[edit]);
        }
        self.version += 1;
        self.n_edits += changes.len();
        self.edited.change_quietly(URI, self.version, Value::Array(changes.to_vec()));
    }

    /// Fails where the two say anything else.
    #[track_caller]
    fn settle(&mut self, places: &[(u32, u32)]) {
        let published = self.edited.findings(URI, self.version);
        assert_eq!(self.edited.text(URI), self.text);
        self.compare(&published, places);
    }

    #[track_caller]
    fn compare(&mut self, published: &[Value], places: &[(u32, u32)]) {
        let mut wrong = Vec::new();
        // What is offered for a new entry holds the minute, which may end between the two.
        for _ in 0..2 {
            let of_fresh = self.fresh.open(URI, &self.text);
            assert_eq!(published, of_fresh, "what is published of {:?}", self.text);
            let fresh = answers(&mut self.fresh, URI, places);
            self.fresh.close(URI);
            let edited = answers(&mut self.edited, URI, places);
            wrong = edited.into_iter().zip(fresh).filter(|(edited, fresh)| edited != fresh).collect();
            if wrong.is_empty() {
                return;
            }
        }
        panic!("{wrong:#?}\nof {:?}", self.text);
    }
}

fn change(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    json!({ "range": range(start, end), "text": text })
}

/// Line and character (UTF-16) of a byte.
fn position(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    let number = |n: usize| u32::try_from(n).expect("texts are short");
    (number(before.matches('\n').count()), number(line.encode_utf16().count()))
}

/// Numbers that look random, and are the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default() % end.max(1)
    }

    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
    }

    /// What one notification tells: a few keys here and there, a word replaced everywhere, or the text as it once was.
    fn changes(&mut self, text: &str, first: &str) -> Vec<Value> {
        let word = |at: usize| {
            let len = text[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - at);
            &text[at..at + len]
        };
        let piece = PIECES[self.below(PIECES.len())];
        let at = self.place(text);
        match self.below(15) {
            0 if word(at).len() > 2 => {
                let places: Vec<usize> = text.match_indices(word(at)).map(|(at, _)| at).take(20).collect();
                let end = |from: usize| position(text, from + word(at).len());
                places.iter().rev().map(|&from| change(position(text, from), end(from), piece)).collect()
            }
            1 => vec![change((0, 0), position(text, text.len()), first)],
            // A line and those behind it are joined, with a mark or two less.
            2..5 => {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                let words = text[end..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |to| end + to);
                let to = (words + self.below(3)).min(text.len());
                let to = (to..=text.len()).find(|to| text.is_char_boundary(*to)).unwrap_or(text.len());
                vec![change(position(text, end), position(text, to), piece)]
            }
            _ => {
                let mut now = text.to_owned();
                let mut changes = Vec::new();
                for _ in 0..=self.below(6) {
                    let from = self.place(&now);
                    let to = (from + self.below(9)).min(now.len());
                    let to = (to..=now.len()).find(|to| now.is_char_boundary(*to)).unwrap_or(now.len());
                    let piece = PIECES[self.below(PIECES.len())];
                    changes.push(change(position(&now, from), position(&now, to), piece));
                    now.replace_range(from..to, piece);
                }
                changes
            }
        }
    }
}

/// Reviews of ours, and some real ones where they are at hand.
fn reviews() -> Vec<(String, String)> {
    let corpus = std::env::var_os("ASKHOW_CORPUS").map(PathBuf::from);
    let corpus = corpus.unwrap_or_else(|| workspace().join("../shared/corpus")).join("reviews");
    let mut files: Vec<PathBuf> = Vec::new();
    match fs::read_dir(corpus) {
        Ok(real) => files.extend(real.map(|entry| entry.expect("a file").path())),
        Err(_) => say("corpus absent: edits over the wire are made in our own samples alone"),
    }
    files.sort();
    let apart = files.len().div_ceil(REAL).max(1);
    let mut files: Vec<PathBuf> = files.into_iter().step_by(apart).collect();
    files.extend(
        ["deploy-slips.md", "login-mails.md"].map(|name| workspace().join("tests/samples").join(name)),
    );
    let of_files = files
        .into_iter()
        .map(|file| (file.display().to_string(), fs::read_to_string(&file).expect("a text")));
    of_files.chain([("lines".to_owned(), LINES.to_owned())]).collect()
}

#[test]
fn a_heading_between_two_cursors_stays_where_it_is() {
    let mut pair = Pair::open(TWO);
    pair.change(&[change((6, 31), (6, 36), "things"), change((2, 30), (2, 35), "things")]);
    pair.settle(&[(2, 30), (4, 3), (6, 31)]);
    let symbols =
        pair.edited.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    assert!(symbols.to_string().contains("Summary"), "{symbols}");
    // Two notifications that are read together, and two that are not.
    pair.change(&[change((6, 0), (6, 3), "Then the")]);
    pair.change(&[change((2, 0), (2, 3), "At first the")]);
    pair.settle(&[(4, 3)]);
    pair.change(&[change((0, 0), (7, 0), TWO)]);
    pair.settle(&[(4, 3)]);
}

#[test]
fn a_stamp_that_is_joined_to_the_line_above_it_leaves_no_entry_behind() {
    let mut pair =
        Pair::open("# Broker down\n\n## Timeline (UTC)\n\n- see below\n\n**09:00**\n- lag grows\n");
    pair.change(&[change((4, 11), (6, 2), "\n")]);
    pair.settle(&[(5, 2), (6, 3)]);
}

#[test]
fn an_edited_document_is_answered_as_its_text() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<usize>().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let (readings, seed) = cases.map_or((READINGS, 20_190_325), |cases| (cases.div_ceil(100), now));
    let mut random = Random(seed);
    let mut n_edits = 0;
    for (name, text) in reviews() {
        if cases.is_some() {
            say(&format!("{name}, seed {}", random.0));
        }
        let mut pair = Pair::open(&text);
        for _ in 0..readings {
            for _ in 0..=random.below(2) {
                let changes = random.changes(&pair.text, &text);
                pair.change(&changes);
            }
            let places = [0; 3].map(|_| random.place(&pair.text)).map(|at| position(&pair.text, at));
            pair.settle(&places);
        }
        n_edits += pair.n_edits;
    }
    say(&format!("over the wire: {n_edits} edits"));
}
