//! The words of a heading, told apart from numbering, emoji and brackets.

use askhow_document::Span;
use askhow_english::class::is;

use crate::vocabulary::Vocabulary;

/// Words beyond these are not looked at.
const MOST_READ: usize = 24;
/// Characters beyond these are not looked at either.
const MOST_CHARS: usize = 400;

/// The words of a heading in lower case, with the way back to the heading.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Joined by one space each.
    pub(super) normal: String,
    /// Where each word stands in `normal` and in the heading.
    places: Vec<(Span, Span)>,
    /// Words that had an apostrophe, with it (`we'll`), and which they are.
    contracted: Vec<(usize, String)>,
    /// The number of words before the first colon or dash that parts the heading.
    pub(super) cut: Option<usize>,
}

impl Words {
    /// Leaves out what stands in brackets, unless that is all there is.
    pub(super) fn read(heading: &str) -> Self {
        let words = Self::split(heading, true);
        if words.places.is_empty() { Self::split(heading, false) } else { words }
    }

    /// Words in brackets too.
    pub(super) fn read_all(heading: &str) -> Self {
        Self::split(heading, false)
    }

    fn split(heading: &str, without_brackets: bool) -> Self {
        let mut words = Self::default();
        let mut depth = 0usize;
        // What is looked at takes the same time however long the heading is.
        let end = heading.char_indices().nth(MOST_CHARS).map_or(heading.len(), |(at, _)| at);
        let mut chars = heading.get(..end).unwrap_or(heading).char_indices().peekable();
        let mut word: Option<usize> = None;
        let mut text = String::new();
        let mut apostrophe: Option<usize> = None;
        let mut last = ' ';
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let before = std::mem::replace(&mut last, c);
            match c {
                '(' | '[' | '{' => {
                    // The plural in `author(s)` parts nothing.
                    if word.is_none() && !words.places.is_empty() {
                        words.cut.get_or_insert(words.places.len());
                    }
                    depth += 1;
                }
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let outside = depth == 0 || !without_brackets;
            let inside_word = outside && (c.is_alphanumeric() || is_joint(c, word.is_some(), next));
            if inside_word {
                word.get_or_insert(at);
                if c.is_alphanumeric() {
                    text.extend(c.to_lowercase());
                } else {
                    apostrophe = Some(text.len());
                }
                continue;
            }
            if let Some(start) = word.take() {
                let word = std::mem::take(&mut text);
                words.contract(&word, apostrophe.take());
                // `B. Impact`, `c) Risks`
                let is_letter =
                    word.len() == 1 && matches!(c, '.' | ')') && next.is_some_and(char::is_whitespace);
                if !(words.places.is_empty() && is_letter) {
                    words.push(word, Span::new(start, at));
                }
            }
            if words.places.len() >= MOST_READ {
                break;
            }
            if outside && joins(before, c, next) && !words.places.is_empty() {
                words.push("and".to_owned(), Span::new(at, at + 1));
            }
            let dash = matches!(c, '-' | '–' | '—') && next.is_none_or(char::is_whitespace);
            if outside && (c == ':' || dash) && !words.places.is_empty() {
                words.cut.get_or_insert(words.places.len());
            }
        }
        if let Some(start) = word {
            words.contract(&text, apostrophe);
            words.push(text, Span::new(start, end));
        }
        // A comma at the end joins nothing.
        if let Some((normal, _)) = words.places.pop_if(|(normal, _)| normal.of(&words.normal) == "and") {
            words.normal.truncate(normal.start.saturating_sub(1));
        }
        words
    }

    fn contract(&mut self, word: &str, apostrophe: Option<usize>) {
        if let Some((before, behind)) = apostrophe.and_then(|at| word.split_at_checked(at)) {
            self.contracted.push((self.places.len(), format!("{before}'{behind}")));
        }
    }

    fn push(&mut self, word: String, source: Span) {
        // Numbering is no word: `3. Timeline`, `2.1 Impact`, `IV. Risks`.
        let number = word.bytes().all(|byte| byte.is_ascii_digit()) || is(&word, Vocabulary::Numeral);
        if self.places.is_empty() && number {
            self.cut = None;
            return;
        }
        // `what went well, and where we got lucky` is joined once.
        if word == "and" && self.places.last().is_some_and(|(normal, _)| normal.of(&self.normal) == "and") {
            return;
        }
        if !self.normal.is_empty() {
            self.normal.push(' ');
        }
        let start = self.normal.len();
        self.normal.push_str(&word);
        self.places.push((Span::new(start, self.normal.len()), source));
    }

    pub(super) fn n_words(&self) -> usize {
        self.places.len()
    }

    /// How many words stand before the first colon or dash that parts the heading; all, where none does.
    pub(super) fn end(&self) -> usize {
        self.cut.filter(|cut| *cut > 0).unwrap_or(self.n_words())
    }

    pub(super) fn word(&self, index: usize) -> &str {
        self.places.get(index).map_or("", |(normal, _)| normal.of(&self.normal))
    }

    /// The word as grammar asks for it: `we'll` keeps its apostrophe, since it is another word without.
    pub(super) fn token(&self, index: usize) -> &str {
        let contracted = self.contracted.iter().find(|(at, _)| *at == index).map(|(_, word)| word.as_str());
        contracted.filter(|word| word.starts_with("we'")).unwrap_or_else(|| self.word(index))
    }

    pub(super) fn between(&self, from: usize, to: usize) -> Option<&str> {
        let (first, last) = (self.places.get(from)?, self.places.get(to.checked_sub(1)?)?);
        self.normal.get(first.0.start..last.0.end)
    }

    /// The words that stand in `span` of the heading.
    pub(super) fn between_source(&self, span: Span) -> impl Iterator<Item = &str> {
        let places = self
            .places
            .iter()
            .filter(move |(_, source)| span.start <= source.start && source.end <= span.end);
        places.map(|(normal, _)| normal.of(&self.normal))
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let ends = self.places.get(from).zip(to.checked_sub(1).and_then(|last| self.places.get(last)));
        ends.map_or_else(Span::default, |(first, last)| Span::new(first.1.start, last.1.end))
    }
}

/// Whether a sign joins what stands around it as `and` does: `&`; `/` and `+` with blanks or letters on both sides
/// (but not `Google+ is down` or `C++`), and a comma between words.
fn joins(before: char, c: char, next: Option<char>) -> bool {
    let next = next.unwrap_or(' ');
    match c {
        '&' => true,
        ',' => !before.is_whitespace() && next.is_whitespace(),
        '+' | '/' => {
            before.is_whitespace() && next.is_whitespace() || before.is_alphabetic() && next.is_alphabetic()
        }
        _ => false,
    }
}

/// An apostrophe inside a word.
fn is_joint(c: char, in_word: bool, next: Option<char>) -> bool {
    in_word && matches!(c, '\'' | '’' | '`') && next.is_some_and(char::is_alphanumeric)
}
