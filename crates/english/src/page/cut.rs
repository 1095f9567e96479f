//! Cuts the words of a piece of prose into tokens, sentences and quotations.

use askhow_document::{PieceKind, Plain, Prose, Span};

use super::{Kind, Token};
use crate::class::{Class, is};

pub(super) fn tokens(plain: &Plain) -> Vec<Token> {
    let text = plain.text.as_str();
    let mut tokens = Vec::new();
    let mut spaced = true;
    for piece in plain.pieces() {
        match piece.kind {
            PieceKind::Code | PieceKind::Address => {
                tokens.push(Token { span: piece.span, kind: Kind::Name, lower: String::new(), spaced });
                spaced = false;
            }
            PieceKind::Break => spaced = true,
            PieceKind::Mark | PieceKind::Text => {
                // Emphasis inside a word makes two pieces of it; they are read as one below.
                let start = piece.span.start;
                let mut word: Option<usize> = None;
                for (offset, char) in piece.span.of(text).char_indices() {
                    let at = start + offset;
                    if char.is_alphanumeric() {
                        word.get_or_insert(at);
                        continue;
                    }
                    let next = text.get(at + char.len_utf8()..).and_then(|rest| rest.chars().next());
                    let joins = word.is_some() && is_joint(char) && next.is_some_and(char::is_alphanumeric);
                    if joins {
                        continue;
                    }
                    if let Some(from) = word.take() {
                        push_word(&mut tokens, text, Span::new(from, at), spaced);
                        spaced = false;
                    }
                    if char.is_whitespace() {
                        spaced = true;
                    } else {
                        let span = Span::new(at, at + char.len_utf8());
                        let lower = normal(span.of(text));
                        tokens.push(Token { span, kind: Kind::Sign, lower, spaced });
                        spaced = false;
                    }
                }
                if let Some(from) = word {
                    push_word(&mut tokens, text, Span::new(from, piece.span.end), spaced);
                    spaced = false;
                }
            }
        }
    }
    tokens
}

/// A word goes on where nothing stands between it and the one before (`**un**clear`).
fn push_word(tokens: &mut Vec<Token>, text: &str, span: Span, spaced: bool) {
    match tokens.last_mut() {
        Some(last) if !spaced && last.kind == Kind::Word && last.span.end == span.start => {
            last.span.end = span.end;
            last.lower = normal(last.span.of(text));
        }
        _ => tokens.push(Token { span, kind: Kind::Word, lower: normal(span.of(text)), spaced }),
    }
}

/// What holds a word together when letters stand on both sides.
fn is_joint(char: char) -> bool {
    matches!(char, '\'' | '’' | '-' | '_' | '.' | ':' | '@' | '\u{2011}')
}

fn normal(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|char| match char {
            '’' | '‘' => '\'',
            '“' | '”' | '„' | '‟' => '"',
            '‚' | '‛' => '\'',
            char => char,
        })
        .collect()
}

/// Where the sentence of each token starts and ends.
pub(super) fn sentences(
    plain: &Plain,
    tokens: &[Token],
    begins: impl Fn(usize) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let mut starts = Vec::with_capacity(tokens.len());
    let mut ends = vec![tokens.len(); tokens.len()];
    let mut start = 0;
    for (idx, token) in tokens.iter().enumerate() {
        starts.push(start);
        if ends_sentence(plain, tokens, idx, token) || begins(idx + 1) {
            ends.get_mut(start..=idx).unwrap_or_default().fill(idx + 1);
            start = idx + 1;
        }
    }
    (starts, ends)
}

/// A line that begins with a question of its own, whatever the line before it lacks: `No idea why`, and on the
/// next line `Why did it break?`
pub(super) fn begins_question(prose: &Prose<'_>, plain: &Plain, tokens: &[Token], idx: usize) -> bool {
    let Some((before, token)) = idx.checked_sub(1).and_then(|before| tokens.get(before).zip(tokens.get(idx)))
    else {
        return false;
    };
    let asks =
        is(&token.lower, Class::QuestionWord) && token.span.of(&plain.text).starts_with(char::is_uppercase);
    asks && {
        let gap = Span::new(plain.source_offset(before.span.end), plain.source_offset(token.span.start));
        gap.start <= gap.end && prose.source.get(gap.start..gap.end).is_some_and(|gap| gap.contains('\n'))
    }
}

fn ends_sentence(plain: &Plain, tokens: &[Token], idx: usize, token: &Token) -> bool {
    if token.kind != Kind::Sign {
        return false;
    }
    let next = tokens.get(idx + 1);
    match token.lower.as_str() {
        "?" | "!" | "→" | "⇒" => next.is_none_or(|next| !matches!(next.lower.as_str(), "?" | "!")),
        ">" => idx.checked_sub(1).and_then(|idx| tokens.get(idx)).is_some_and(|before| before.is_sign("-")),
        "." => next.is_none_or(|next| {
            let first = next.span.of(&plain.text).chars().next();
            !next.is_sign(".")
                && (next.spaced && !first.is_some_and(char::is_lowercase) || next.kind == Kind::Sign)
        }),
        _ => false,
    }
}

/// The insides of "…", “…”, „…“ and «…», and of '…' and ‚…‘ where the marks stand at the edges of words.
pub(super) fn quotations(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut quotations = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (idx, token) in tokens.iter().enumerate() {
        let sign = token.lower.as_str();
        if token.kind != Kind::Sign || !matches!(sign, "\"" | "'" | "«" | "»") {
            continue;
        }
        // French puts a blank inside its marks.
        let ends_word = !token.spaced && idx > 0 || sign == "»";
        match open {
            Some((start, mark)) if (mark == sign || (mark == "«" && sign == "»")) && ends_word => {
                quotations.push((start + 1, idx));
                open = None;
            }
            None => {
                let glued = tokens.get(idx + 1).is_some_and(|next| !next.spaced);
                if sign == "«" || glued && (token.spaced || sign == "\"") && sign != "»" {
                    open = Some((idx, sign));
                }
            }
            Some(_) => {}
        }
    }
    quotations
}
