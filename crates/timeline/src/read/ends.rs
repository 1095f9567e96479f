//! The ends of spans that are cut short or left open: `16:05:57-58`, `16:50-now`, `08:44+`.

use askhow_document::Span;
use jiff::civil::Time;

use crate::lex::Lex;
use crate::stamp::{End, Part, PartKind, TimePart, TimeValue, Writing};

/// `16:05:57-58`, `09:10–15`: the minute or second at the end.
pub(super) fn read_short_end(lex: &mut Lex<'_>, start: &Writing) -> Option<End> {
    let time = start.time.as_ref()?;
    let TimeValue::At { time: from, grain } = time.value else { return None };
    if time.span.end != lex.at() || !["-", "–", "—", "‑", "−"].into_iter().any(|dash| lex.eat_str(dash))
    {
        return None;
    }
    let at = lex.at();
    let number: i8 = lex.digits(2, 2)?.parse().ok()?;
    let goes_on = lex.in_word()
        || matches!((lex.peek(), lex.peek_at(1)), (Some(b':' | b'.' | b','), Some(b'0'..=b'9')));
    if goes_on || number > 59 || matches!(lex.peek(), Some(b'-')) {
        return None;
    }
    let has_seconds = time.parts.iter().any(|part| part.kind == PartKind::Second);
    let kind = if has_seconds { PartKind::Second } else { PartKind::Minute };
    let until = match has_seconds {
        true => Time::new(from.hour(), from.minute(), number, 0),
        false => Time::new(from.hour(), number, 0, 0),
    };
    let until = until.ok().filter(|until| *until > from)?;
    let span = Span::new(at, lex.at());
    let value = TimeValue::At { time: until, grain };
    let part = TimePart { span, value, parts: vec![Part { span, kind }] };
    Some(End::At(Writing { time: Some(part), ..Writing::default() }))
}

/// Passes over the sign of an end that is not known: `08:44+`, `16:40–?`, `16:50-now`, `14:50 onwards`, `(+1d)`.
pub(super) fn pass_open_end(lex: &mut Lex<'_>) {
    let next = if lex.peek() == Some(b' ') { lex.peek_at(1) } else { lex.peek() };
    if next.is_some_and(|byte| byte.is_ascii() && !b"+-(otuOTU".contains(&byte)) {
        return;
    }
    let plus = lex.attempt(|lex| {
        (lex.eat(b'+') && lex.rest().chars().next().is_none_or(|c| !c.is_alphanumeric())).then_some(())
    });
    if plus.is_some() {
        return;
    }
    let days = lex.attempt(|lex| {
        lex.blanks();
        let opened = lex.eat(b'(');
        lex.eat_str("+");
        lex.digits(1, 1)?;
        lex.blanks();
        let unit = ["d", "day", "days"].into_iter().any(|unit| lex.word(unit));
        (opened && unit && lex.eat(b')')).then_some(())
    });
    if days.is_some() {
        return;
    }
    lex.attempt(|lex| {
        let blank = lex.blanks();
        if blank && ["onwards", "onward"].into_iter().any(|word| lex.word(word)) {
            return Some(());
        }
        let word = blank && ["to", "until", "till"].into_iter().any(|word| lex.word(word));
        if !word && !["->", "-", "–", "—", "→", "‑"].into_iter().any(|dash| lex.eat_str(dash)) {
            return None;
        }
        lex.blanks();
        if lex.eat(b'?') {
            return (!lex.in_word() && lex.peek() != Some(b'?')).then_some(());
        }
        let word = ["now", "ongoing", "present", "present day", "onwards", "today", "open"]
            .into_iter()
            .find(|word| lex.word(word))?;
        let rest = lex.rest().trim_start_matches(['*', '_', '`', ')', ']']);
        // `— Open a PR` is what was done.
        let goes_on = word == "open" && rest.trim_start().starts_with(char::is_alphabetic);
        let ends = matches!(rest.chars().next(), None | Some(':' | '|' | '-' | '–' | '—' | ',' | ' '));
        (ends && !goes_on).then_some(())
    });
}
