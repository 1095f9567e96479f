//! A piece of prose as words: what every rule looks at.
//!
//! It knows where words, names and stops are, and what stands in quotation marks; it knows no language.

mod cut;

use askhow_document::{Plain, Prose, Span};

use cut::{begins_question, quotations, sentences, tokens};

/// How many tokens of a sentence are looked at before a token, and behind it.
const BEFORE: usize = 80;
const BEHIND: usize = 80;

/// So many images are passed over in a link on the way to its bracket.
const IMAGES: usize = 16;

/// Where a piece of prose stands, as far as wording depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// A heading, a bold line used as one, or a label at the start of an item.
    pub heading: bool,
    /// In a block quote: somebody's own words, one level lower, never rewritten by a bulk fix.
    pub quoted: bool,
    /// An entry of a timeline.
    pub entry: bool,
    /// What goes by its name: the title of the document, items of References, tags. No word of it is rewritten.
    pub named: bool,
}

impl Place {
    /// What stands here are words that are kept: nothing is written over them unseen.
    pub fn is_kept(self) -> bool {
        self.quoted || self.named
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word to be read.
    Word,
    /// A code span or an address: it stands for a name, its letters are not read.
    Name,
    /// One sign.
    Sign,
}

/// A word, a name or a sign.
#[derive(Clone, Debug)]
pub struct Token {
    /// In the plain text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// In lower case, with straight apostrophes; empty for a name.
    pub lower: String,
    /// Blank space (or nothing at all) stands before it.
    pub spaced: bool,
}

impl Token {
    /// Whether it is this word, given in lower case.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.lower == sign
    }

    /// Whether it is a word to be read.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// The words of a [`Prose`], read once for all rules.
#[derive(Debug)]
pub struct Page<'p> {
    /// What was read.
    pub prose: &'p Prose<'p>,
    /// Its words alone; the spans of the tokens are relative to them.
    pub plain: Plain,
    /// Words, names and signs, in order.
    pub tokens: Vec<Token>,
    /// Where the prose stands.
    pub place: Place,
    /// For each token, the token behind the last one of its sentence.
    sentence_ends: Vec<usize>,
    /// For each token, the first one of its sentence.
    sentence_starts: Vec<usize>,
    /// The insides of quotation marks, as tokens; in order.
    quotations: Vec<(usize, usize)>,
}

impl<'p> Page<'p> {
    /// Reads a prose, given with its plain text.
    pub fn new(prose: &'p Prose<'p>, plain: Plain, place: Place) -> Self {
        let tokens = tokens(&plain);
        let begins = |idx: usize| begins_question(prose, &plain, &tokens, idx);
        let (sentence_starts, sentence_ends) = sentences(&plain, &tokens, begins);
        let quotations = quotations(&tokens);
        Self { prose, plain, tokens, place, sentence_ends, sentence_starts, quotations }
    }

    /// The token, if there is one.
    pub fn get(&self, idx: usize) -> Option<&Token> {
        self.tokens.get(idx)
    }

    /// The token in lower case; nothing where there is none.
    pub fn word(&self, idx: usize) -> &str {
        self.tokens.get(idx).map_or("", |token| token.lower.as_str())
    }

    /// The token before `idx`, in lower case.
    pub fn before(&self, idx: usize) -> &str {
        idx.checked_sub(1).map_or("", |idx| self.word(idx))
    }

    /// The token is this sign.
    pub fn is_sign(&self, idx: usize, sign: &str) -> bool {
        self.get(idx).is_some_and(|token| token.is_sign(sign))
    }

    /// The token is a word.
    pub fn is_word(&self, idx: usize) -> bool {
        self.get(idx).is_some_and(Token::is_word)
    }

    /// The token is written with a capital.
    pub fn is_capital(&self, idx: usize) -> bool {
        self.written(idx).starts_with(char::is_uppercase)
    }

    /// The token is written small.
    pub fn is_small(&self, idx: usize) -> bool {
        self.written(idx).starts_with(char::is_lowercase)
    }

    /// The words from `from` on are these, with single blanks between them.
    pub fn reads(&self, from: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(offset, word)| self.word(from + offset) == word)
    }

    /// A token as it is written.
    pub fn written(&self, idx: usize) -> &str {
        self.tokens.get(idx).map_or("", |token| token.span.of(&self.plain.text))
    }

    /// The tokens of the sentence that `idx` stands in, the closing sign the last one; of an endless one only
    /// what is near, so that time stays linear.
    pub fn sentence(&self, idx: usize) -> (usize, usize) {
        let (start, end) = self.whole_sentence(idx);
        (start.max(idx.saturating_sub(BEFORE)), end.min(idx + BEHIND))
    }

    /// As [`Page::sentence`], however long it is.
    pub fn whole_sentence(&self, idx: usize) -> (usize, usize) {
        let start = self.sentence_starts.get(idx).copied().unwrap_or(0);
        let end = self.sentence_ends.get(idx).copied().unwrap_or(self.tokens.len());
        (start, end)
    }

    /// The sentence around a token asks.
    pub fn is_question(&self, idx: usize) -> bool {
        let (_, end) = self.whole_sentence(idx);
        end.checked_sub(1).and_then(|last| self.tokens.get(last)).is_some_and(|token| token.is_sign("?"))
    }

    /// In quotation marks: somebody's words.
    pub fn is_quoted(&self, idx: usize) -> bool {
        self.quotation(idx).is_some()
    }

    /// The tokens inside the quotation marks around `idx`.
    pub fn quotation(&self, idx: usize) -> Option<(usize, usize)> {
        let after = self.quotations.partition_point(|(start, _)| *start <= idx);
        let (start, end) = *self.quotations.get(after.checked_sub(1)?)?;
        (idx < end).then_some((start, end))
    }

    /// The words of a link: a bracket opens before the token, and closes into a target behind it.
    pub fn is_in_link(&self, idx: usize) -> bool {
        self.link_around(idx).is_some()
    }

    /// How the link around a token closes: `](…)` or `][…]`.
    pub fn link_around(&self, idx: usize) -> Option<&str> {
        let token = self.tokens.get(idx)?;
        let at = self.plain.source_offset(token.span.start);
        let links = &self.prose.links;
        let behind = links.partition_point(|link| link.span.start <= at);
        let near = links.iter().take(behind).rev().take(IMAGES);
        let mut closes = near.filter(|link| link.text.contains(at)).map(|link| link.close(self.prose.source));
        closes.find(|close| close.len() > "]".len())
    }

    /// Emphasis opens right before the token `from`, and closes right behind the one before `to`.
    pub fn is_emphasised(&self, from: usize, to: usize) -> bool {
        let span = self.plain.source_span(self.span(from, to));
        let source = self.prose.source;
        let (before, behind) = (source.get(..span.start), source.get(span.end..));
        before.is_some_and(|before| before.ends_with(['*', '_']))
            && behind.is_some_and(|behind| behind.starts_with(['*', '_']))
    }

    /// Whether emphasis opens right before a token.
    pub fn opens_emphasis(&self, idx: usize) -> bool {
        let start = self.get(idx).map(|token| self.plain.source_offset(token.span.start));
        let before = start.and_then(|start| self.prose.source.get(..start));
        before.is_some_and(|before| before.ends_with(['*', '_']))
    }

    /// Whether what stands at this place of the source is in quotation marks.
    pub fn is_source_quoted(&self, offset: usize) -> bool {
        self.is_quoted(self.token_of_source(offset))
    }

    /// The first token that starts at this place of the source or behind it.
    pub fn token_of_source(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| self.plain.source_offset(token.span.start) < offset)
    }

    /// Spans of the plain text as tokens `from..to`: in order, of those that share a place the longest.
    pub fn longest(&self, spans: impl Iterator<Item = Span>) -> Vec<(usize, usize)> {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut behind = 0;
        let mut longest = Vec::with_capacity(spans.len());
        for span in spans {
            if span.start < behind {
                continue;
            }
            let from = self.tokens.partition_point(|token| token.span.end <= span.start);
            let to = self.tokens.partition_point(|token| token.span.start < span.end);
            // A part of a compound (`one-to-many`, `lazy-loaded`) is another word.
            let whole = self.span(from, to);
            if from < to && whole.start == span.start && whole.end == span.end {
                behind = span.end;
                longest.push((from, to));
            }
        }
        longest
    }

    /// The plain span of tokens `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens.get(from).map_or(0, |token| token.span.start);
        let end =
            to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.span.end);
        Span::new(start, end.max(start))
    }
}
