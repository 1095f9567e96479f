//! Which stars, underscores and tildes emphasise something: the rules of CommonMark 0.31 (section 6.2) and GitHub's of
//! strikethrough, with a stack of what may still be closed.

use unicode_general_category::{GeneralCategory, get_general_category};

use super::ByteKinds;
use super::scan::run_length;
use crate::{PieceKind, Span};

/// A run of the same sign.
struct SignRun {
    /// What is left of it.
    span: Span,
    byte: u8,
    /// How long it was.
    length: usize,
    can_open: bool,
    can_close: bool,
}

impl SignRun {
    /// Runs of one key have the same openers, so that where one finds none, no other looks there again.
    fn key(&self) -> usize {
        let sign = match self.byte {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        };
        (sign * 2 + usize::from(self.can_open)) * 3 + self.length % 3
    }

    /// Whether `self` opens what `closer` closes.
    fn opens(&self, closer: &Self) -> bool {
        let is_uneven = || {
            (self.can_close || closer.can_open)
                && (self.length + closer.length).is_multiple_of(3)
                && !(self.length.is_multiple_of(3) && closer.length.is_multiple_of(3))
        };
        match self.byte {
            _ if self.byte != closer.byte => false,
            b'~' => true,
            _ => !is_uneven(),
        }
    }
}

/// The runs so far.
#[derive(Default)]
pub(super) struct Emphasis {
    runs: Vec<SignRun>,
    /// Those that may be closed, while they are settled.
    open: Vec<usize>,
}

impl Emphasis {
    /// Takes in the run at `at`; its end.
    pub(super) fn run(&mut self, source: &str, bytes: &[u8], at: usize) -> usize {
        let length = run_length(bytes, at);
        let end = at + length;
        let byte = bytes.get(at).copied().unwrap_or_default();
        let before = Side::before(source, bytes, at);
        let behind = Side::behind(source, bytes, end);
        let opens = behind != Side::Blank && (behind == Side::Letter || before != Side::Letter);
        let closes = before != Side::Blank && (before == Side::Letter || behind != Side::Letter);
        let (can_open, can_close) = match byte {
            b'_' => (
                opens && (!closes || before == Side::Punctuation),
                closes && (!opens || behind == Side::Punctuation),
            ),
            b'~' if length > 2 => (false, false),
            _ => (opens, closes),
        };
        if can_open || can_close {
            self.runs.push(SignRun { span: Span::new(at, end), byte, length, can_open, can_close });
        }
        end
    }

    /// How many runs there are.
    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// Forgets the runs from the `first` on.
    pub(super) fn forget(&mut self, first: usize) {
        self.runs.truncate(first);
    }

    /// Finds the pairs among the runs from the `first` on, and forgets them.
    pub(super) fn settle(&mut self, first: usize, kinds: &mut ByteKinds) {
        let mut runs = self.runs.split_off(first);
        // Up to which run none opens what a run of this key closes; one more, so that 0 is none.
        let mut bottoms = [0; 18];
        self.open.clear();
        for index in 0..runs.len() {
            let (opening, rest) = runs.split_at_mut(index);
            let Some(closer) = rest.first_mut() else { break };
            while closer.can_close && !closer.span.is_empty() {
                let bottom = bottoms.get_mut(closer.key());
                let lowest = bottom.as_deref().copied().unwrap_or_default();
                let found = self.open.iter().rposition(|&open| {
                    open < lowest || opening.get(open).is_some_and(|opener| opener.opens(closer))
                });
                let place = found.filter(|&place| self.open.get(place).is_some_and(|&open| open >= lowest));
                let opener =
                    place.and_then(|place| self.open.get(place)).and_then(|&open| opening.get_mut(open));
                let (Some(place), Some(opener)) = (place, opener) else {
                    if let Some(bottom) = bottom {
                        *bottom = index;
                    }
                    break;
                };
                if closer.byte == b'~' && opener.length != closer.length {
                    // On GitHub neither strikes out anything then.
                    self.open.truncate(place);
                    closer.span = Span::empty(closer.span.end);
                    break;
                }
                let signs = opener.span.len().min(closer.span.len()).min(2);
                let (end, start) = (opener.span.end, closer.span.start);
                kinds.fill(Span::new(end - signs, end), PieceKind::Mark);
                kinds.fill(Span::new(start, start + signs), PieceKind::Mark);
                opener.span.end -= signs;
                closer.span.start += signs;
                self.open.truncate(place + usize::from(!opener.span.is_empty()));
            }
            if closer.can_open && !closer.span.is_empty() {
                self.open.push(index);
            }
        }
    }
}

/// What stands at a side of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A blank, or an end of the text.
    Blank,
    Punctuation,
    /// Anything else.
    Letter,
}

impl Side {
    /// As GitHub has it, tildes are passed over.
    fn before(source: &str, bytes: &[u8], at: usize) -> Self {
        let before = bytes.get(..at).unwrap_or_default();
        match before.iter().rposition(|&byte| byte != b'~') {
            Some(last) if bytes.get(last).is_some_and(u8::is_ascii) => Self::at(source, bytes, last),
            Some(last) => {
                source.get(..=last).and_then(|it| it.chars().next_back()).map_or(Self::Blank, Self::of)
            }
            None => Self::Blank,
        }
    }

    fn behind(source: &str, bytes: &[u8], at: usize) -> Self {
        let behind = bytes.get(at..).unwrap_or_default();
        let first = behind.iter().position(|&byte| byte != b'~');
        first.map_or(Self::Blank, |first| Self::at(source, bytes, at + first))
    }

    fn at(source: &str, bytes: &[u8], at: usize) -> Self {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii() => Self::of(char::from(*byte)),
            _ => source.get(at..).and_then(|behind| behind.chars().next()).map_or(Self::Blank, Self::of),
        }
    }

    fn of(char: char) -> Self {
        use GeneralCategory as Is;
        match char {
            '\t' | '\n' | '\x0c' | '\r' | ' ' => Self::Blank,
            _ if char.is_ascii_punctuation() => Self::Punctuation,
            _ if char.is_ascii() => Self::Letter,
            _ => match get_general_category(char) {
                Is::SpaceSeparator => Self::Blank,
                Is::ClosePunctuation
                | Is::ConnectorPunctuation
                | Is::CurrencySymbol
                | Is::DashPunctuation
                | Is::FinalPunctuation
                | Is::InitialPunctuation
                | Is::MathSymbol
                | Is::ModifierSymbol
                | Is::OpenPunctuation
                | Is::OtherPunctuation
                | Is::OtherSymbol => Self::Punctuation,
                _ => Self::Letter,
            },
        }
    }
}
