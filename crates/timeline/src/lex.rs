//! A cursor over bytes that never leaves a character boundary: the ground that all readers stand on.

/// A cursor over a text. Reading past the end reads nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lex<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lex<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes to an offset that the lexer stood on before, or that lies behind ASCII bytes it has seen.
    pub(crate) fn go(&mut self, at: usize) {
        self.at = at;
    }

    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What was read from `start` on.
    pub(crate) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// The byte before the cursor.
    pub(crate) fn before(&self) -> Option<u8> {
        self.at.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)).copied()
    }

    /// Passes over this ASCII byte.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes over exactly this text.
    pub(crate) fn eat_str(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Passes over this text in any case, where no letter or digit follows.
    pub(crate) fn word(&mut self, word: &str) -> bool {
        let found = self.rest().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && self
                .rest()
                .get(word.len()..)
                .and_then(|rest| rest.chars().next())
                .is_none_or(|c| !c.is_alphanumeric());
        if found {
            self.at += word.len();
        }
        found
    }

    /// As many ASCII bytes as fit.
    pub(crate) fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii() && fits(byte)) {
            self.at += 1;
        }
        self.since(start)
    }

    /// A run of digits, where there are at least `min` and at most `max` of them in all.
    pub(crate) fn digits(&mut self, min: usize, max: usize) -> Option<&'t str> {
        let start = self.at;
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        if (min..=max).contains(&digits.len()) {
            return Some(digits);
        }
        self.at = start;
        None
    }

    /// Passes over blanks: spaces, tabs, no-break spaces.
    pub(crate) fn blanks(&mut self) -> bool {
        let start = self.at;
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(0xC2) if self.eat_str("\u{a0}") => {}
                Some(0xE2) if self.eat_str("\u{202f}") || self.eat_str("\u{2009}") => {}
                _ => return self.at > start,
            }
        }
    }

    /// Runs a reader, and stays where it was when it reads nothing.
    pub(crate) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let read = read(self);
        if read.is_none() {
            self.at = start;
        }
        read
    }

    /// Whether a letter or digit stands at the cursor.
    pub(crate) fn in_word(&self) -> bool {
        self.rest().chars().next().is_some_and(char::is_alphanumeric)
    }
}
