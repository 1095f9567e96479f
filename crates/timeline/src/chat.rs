//! Chat as it is copied from Slack, Teams, IRC, Zulip and Google Chat, read as messages.
//!
//! What is no head of a message belongs to the message above it, so that no line of a paste gets lost.

mod head;

use askhow_document::Span;

use crate::Stamp;
use head::{
    SaidDay, alone, day_alone, frames_a_name, has_meridiem, is_handle, is_level, is_preposition,
    is_set_apart, is_text, looks_like_names, may_be_a_word, name_first, name_of, named_text, said_day,
    stamp_first, time_alone,
};

/// A message of a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// A line above it that holds a date alone (`Monday, March 25th`).
    pub day: Option<Stamp>,
    /// It is said to be of today, and the message above it of yesterday.
    pub is_next_day: bool,
    /// When, as read.
    pub stamp: Stamp,
    /// Who; empty for a line of a log that names nobody.
    pub name: String,
    /// What was said, a line each as it was pasted.
    pub lines: Vec<String>,
    /// Where it stands in the text read, the line of its day included.
    pub span: Span,
}

/// Reads the messages of a pasted chat:
///
/// - `Name  [4:41 PM]` or `Name, Today at 4:41 PM`, the text below (Slack, Google Chat, Teams)
/// - `Name` on a line, the time on the next, the text below (Slack, Zulip)
/// - `[4:41 PM] Name` with the text below (Teams)
/// - `[16:41] <name> text`, `[16:41] Name: text` (IRC), `2019-03-25 16:41:05 name: text` (logs)
/// - `Name: text 16:41` (Zulip)
/// - a time alone, or in brackets before a text: the same person goes on (Slack)
///
/// Several of these may be mixed. Lines before the first message are passed over; where nothing looks like a chat,
/// or where it can't be told whose words a line is, there are no messages.
pub fn read_chat(text: &str) -> Vec<Message> {
    let lines = lines(text);
    let mut reader = Reader {
        messages: Vec::new(),
        day: None,
        said_days: Vec::new(),
        style: None,
        is_loose: false,
        unclear: false,
    };
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        // What stands in a block of code was pasted into the chat.
        if let Some(n_lines) = fence(lines.get(index..).unwrap_or_default()) {
            for line in lines.iter().skip(index).take(n_lines) {
                reader.go_on(line);
            }
            index += n_lines;
            continue;
        }
        index += reader.line(line, lines.get(index + 1), index == 0 || is_blank(lines.get(index - 1)));
    }
    reader.give_back_day();
    reader.tell_days();
    if reader.unclear { Vec::new() } else { reader.messages }
}

/// How many lines a block of code has that begins here and is closed.
fn fence(lines: &[PastedLine<'_>]) -> Option<usize> {
    let mark = ["```", "~~~"]
        .into_iter()
        .find(|mark| lines.first().is_some_and(|line| line.text.trim_start().starts_with(mark)))?;
    let closing = lines.iter().skip(1).position(|line| {
        line.text.trim().trim_matches(mark.chars().next().unwrap_or('`')).is_empty()
            && line.text.trim().starts_with(mark)
    })?;
    Some(closing + 2)
}

/// A line of the paste, without the `>` of a quote around all of it.
struct PastedLine<'a> {
    text: &'a str,
    span: Span,
}

fn lines(text: &str) -> Vec<PastedLine<'_>> {
    let is_quote = text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('>'));
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut content = line.trim_end();
        let span = Span::new(start, start + content.len());
        if is_quote {
            content = content.trim_start();
            content = content.strip_prefix('>').unwrap_or(content);
            content = content.strip_prefix(' ').unwrap_or(content);
        }
        lines.push(PastedLine { text: content, span });
        start += line.len();
    }
    lines
}

fn is_blank(line: Option<&PastedLine<'_>>) -> bool {
    line.is_none_or(|line| line.text.trim().is_empty())
}

struct Reader {
    messages: Vec<Message>,
    /// A date that no message has followed yet, and where it stands.
    day: Option<(Stamp, Span, String)>,
    /// Of which day each message says that it is.
    said_days: Vec<Option<SaidDay>>,
    /// How the last message was headed.
    style: Option<Style>,
    /// Nothing but a blank stands between a name and its time in the first head that has them so.
    is_loose: bool,
    /// A line may be the head of a message or words of the one above.
    unclear: bool,
}

/// How a message is headed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `Name  [4:41 PM]`, or the two on lines of their own.
    NameFirst,
    /// `Name: text 16:41`.
    TimeLast,
    /// `[16:41] <name> text`.
    TimeFirst,
}

impl Reader {
    /// Takes a line in, and says how many lines that were.
    fn line(&mut self, line: &PastedLine<'_>, next: Option<&PastedLine<'_>>, behind_blank: bool) -> usize {
        let text = line.text.trim();
        if text.is_empty() {
            return 1;
        }
        if let Some(stamp) = day_alone(text) {
            self.give_back_day();
            self.day = Some((stamp, line.span, line.text.to_owned()));
            return 1;
        }
        if let Some(next) = next
            && let Some(stamp) = time_alone(next.text.trim())
            && stamp_first(text).is_none()
            && let Some(name) = name_of(text)
            && (behind_blank && self.style != Some(Style::TimeFirst)
                || self.knows(name)
                || looks_like_names(name))
        {
            self.push(stamp, name, "", line.span.cover(next.span), Style::NameFirst);
            self.said_days.push(said_day(next.text));
            return 2;
        }
        match self.head(text, next, behind_blank) {
            Some((stamp, name, said, style)) => {
                self.said_days.push(said_day(text.strip_suffix(&*said).unwrap_or(text)));
                self.push(stamp, &name, &said, line.span, style);
            }
            None => self.go_on(line),
        }
        1
    }

    /// The head of a message, all of it on one line.
    fn head(
        &mut self,
        text: &str,
        next: Option<&PastedLine<'_>>,
        behind_blank: bool,
    ) -> Option<(Stamp, String, String, Style)> {
        if let Some((stamp, rest)) = stamp_first(text) {
            let (name, said, style) = self.behind_time(text, &stamp, rest, next)?;
            return Some((stamp, name, said, style));
        }
        let (stamp, name, said) = name_first(text)?;
        if !said.is_empty() {
            // `Name: text 16:41` among others may be a sentence that ends with a time.
            let fits = self.knows(name) || self.style.is_none_or(|style| style == Style::TimeLast);
            let is_capital = name.starts_with(char::is_uppercase) && !is_level(name);
            self.unclear |= !fits && is_capital && (is_handle(name) || looks_like_names(name));
            return fits.then(|| (stamp, name.to_owned(), said.to_owned(), Style::TimeLast));
        }
        let is_apart = is_set_apart(text, &stamp);
        let is_head = is_apart || self.knows(name) || looks_like_names(name);
        let is_first = self.style.is_none() && is_handle(name);
        if is_head || is_first {
            self.is_loose |= !is_apart && self.messages.is_empty();
        } else if self.style.is_none() || !self.begins_loosely(&stamp, name, next, behind_blank) {
            return None;
        }
        Some((stamp, name.to_owned(), String::new(), Style::NameFirst))
    }

    /// Whether `Bo 16:42` is the head of a message of somebody new, as it is where the first one was headed so; it may
    /// be words, as `Deployed 16:42` is.
    fn begins_loosely(
        &mut self,
        stamp: &Stamp,
        name: &str,
        next: Option<&PastedLine<'_>>,
        behind_blank: bool,
    ) -> bool {
        if is_preposition(name) {
            return false;
        }
        let same_clock =
            self.messages.last().is_some_and(|last| has_meridiem(&last.stamp) == has_meridiem(stamp));
        let may_be = if is_handle(name) { self.is_loose || same_clock } else { frames_a_name(name) };
        let has_text = is_text(next) || behind_blank && next.is_some();
        let is_certain = self.is_loose && is_handle(name) && has_text && !may_be_a_word(name);
        self.unclear |= may_be && !is_certain;
        is_certain
    }

    /// Who speaks behind a time, and the words; `None` where the line is said by the one above.
    fn behind_time(
        &mut self,
        text: &str,
        stamp: &Stamp,
        rest: &str,
        next: Option<&PastedLine<'_>>,
    ) -> Option<(String, String, Style)> {
        let own = |(name, said): (&str, &str)| Some((name.to_owned(), said.to_owned(), Style::TimeFirst));
        let bracketed = text.starts_with('[');
        let above = self
            .messages
            .last()
            .filter(|_| self.style == Some(Style::NameFirst))
            .map(|last| last.name.clone());
        let named = named_text(rest);
        let in_brackets = rest.starts_with('<') || rest.starts_with("* ");
        if let Some((name, said)) = named.filter(|(name, _)| in_brackets || self.knows(name)) {
            return own((name, said));
        }
        // `[4:41 PM] Ada Lovelace` with the text below.
        let heads = bracketed && looks_like_names(rest) && is_text(next);
        let Some(above) = above else {
            return match named {
                Some(named) => own(named),
                None if heads => own((rest, "")),
                None if self.style == Some(Style::TimeFirst) => own(("", rest)),
                None => None,
            };
        };
        if rest.is_empty() {
            return Some((above, String::new(), Style::NameFirst));
        }
        let same_clock =
            self.messages.last().is_some_and(|last| has_meridiem(&last.stamp) == has_meridiem(stamp));
        match named {
            Some((name, _)) if is_level(name) => None,
            Some(named) if is_handle(named.0) || looks_like_names(named.0) => {
                if same_clock {
                    // `[4:42 PM] update: still slow` goes on, `[4:42 PM] carla: still slow` does not.
                    self.unclear = true;
                }
                own(named)
            }
            // `[4:42 PM] looking`: the same person goes on.
            _ if bracketed => {
                self.unclear |= heads && !self.knows(rest);
                if self.knows(rest) && is_text(next) {
                    own((rest, ""))
                } else {
                    Some((above, rest.to_owned(), Style::NameFirst))
                }
            }
            _ => None,
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.messages.iter().any(|message| message.name == name)
    }

    fn push(&mut self, stamp: Stamp, name: &str, said: &str, span: Span, style: Style) {
        self.style = Some(style);
        let day = self.day.take();
        let span = day.as_ref().map_or(span, |(_, at, _)| at.cover(span));
        self.messages.push(Message {
            day: day.map(|(stamp, ..)| stamp),
            stamp: alone(stamp),
            is_next_day: false,
            name: name.to_owned(),
            lines: Some(said.trim_start_matches([' ', '\t']))
                .filter(|said| !said.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            span,
        });
    }

    /// *Yesterday* and *Today* are two days, where all messages say which of them they are of.
    fn tell_days(&mut self) {
        if !self.said_days.contains(&Some(SaidDay::Yesterday)) {
            return;
        }
        let is_dated = |message: &Message| message.day.is_some() || message.stamp.has_date;
        self.unclear |= self.said_days.contains(&None)
            || !self.said_days.is_sorted()
            || self.messages.iter().any(is_dated);
        let first = self.said_days.iter().position(|day| *day == Some(SaidDay::Today));
        if let Some(message) = first.and_then(|first| self.messages.get_mut(first)) {
            message.is_next_day = true;
        }
    }

    /// The line belongs to the message above.
    fn go_on(&mut self, line: &PastedLine<'_>) {
        self.give_back_day();
        if let Some(last) = self.messages.last_mut() {
            last.lines.push(line.text.to_owned());
            last.span = last.span.cover(line.span);
        }
    }

    /// A date that no message follows was said by somebody.
    fn give_back_day(&mut self) {
        if let (Some((_, span, text)), Some(last)) = (self.day.take(), self.messages.last_mut()) {
            last.lines.push(text);
            last.span = last.span.cover(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let read: Vec<(String, String, String)> = read_chat(text)
            .into_iter()
            .map(|message| (message.stamp.written.to_string(), message.name, message.lines.join("/")))
            .collect();
        let expected: Vec<(String, String, String)> = expected
            .iter()
            .map(|(time, name, said)| ((*time).to_owned(), (*name).to_owned(), (*said).to_owned()))
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn names_with_their_times_above_the_text() {
        check(
            "Ada Lovelace  [4:41 PM]\nqueues grow\nfast\n\nGrace [4:42 PM]\nlooking\n",
            &[("4:41 PM", "Ada Lovelace", "queues grow/fast"), ("4:42 PM", "Grace", "looking")],
        );
        check("Ada  4:41 PM\nqueues grow\n", &[("4:41 PM", "Ada", "queues grow")]);
        check("Ada Lovelace, 4:41 PM\nqueues grow", &[("4:41 PM", "Ada Lovelace", "queues grow")]);
        check("Ada Lovelace, Today at 4:41 PM\nqueues grow", &[("4:41 PM", "Ada Lovelace", "queues grow")]);
        check("pager APP  [4:41 PM]\nqueues grow", &[("4:41 PM", "pager APP", "queues grow")]);
    }

    #[test]
    fn the_time_on_a_line_of_its_own() {
        check(
            "Ada Lovelace\n  4:41 PM\nqueues grow\n\n4:42 PM\nand grow\nGrace Hopper\n4:43 PM\nlooking\n",
            &[
                ("4:41 PM", "Ada Lovelace", "queues grow"),
                ("4:42 PM", "Ada Lovelace", "and grow"),
                ("4:43 PM", "Grace Hopper", "looking"),
            ],
        );
    }

    #[test]
    fn the_same_person_goes_on() {
        check(
            "Ada  [4:41 PM]\nqueues grow\n[4:42 PM] by thousands: see the graph\n",
            &[("4:41 PM", "Ada", "queues grow"), ("4:42 PM", "Ada", "by thousands: see the graph")],
        );
    }

    #[test]
    fn names_behind_their_times() {
        check(
            "[4:41 PM] Ada Lovelace\nqueues grow\n[4:42 PM] Grace Hopper\nlooking",
            &[("4:41 PM", "Ada Lovelace", "queues grow"), ("4:42 PM", "Grace Hopper", "looking")],
        );
        check("[Yesterday 4:41 PM] Ada Lovelace\nqueues grow", &[("4:41 PM", "Ada Lovelace", "queues grow")]);
        check(
            "[16:41] <ada> queues grow\n[16:42] <@grace> looking\n16:43 -!- kay has joined\n16:44 * kay waves",
            &[
                ("16:41", "ada", "queues grow"),
                ("16:42", "grace", "looking"),
                ("16:43", "", "-!- kay has joined"),
                ("16:44", "kay", "kay waves"),
            ],
        );
        check("[4:41 PM] Ada: queues grow", &[("4:41 PM", "Ada", "queues grow")]);
        check("2019-03-25 16:41:05 ada: queues grow", &[("2019-03-25 16:41:05", "ada", "queues grow")]);
    }

    #[test]
    fn the_time_behind_the_text() {
        check("Ada: queues grow 16:41\n", &[("16:41", "Ada", "queues grow")]);
    }

    #[test]
    fn a_date_between_messages_is_theirs_or_is_kept() {
        let read = read_chat("March 25, 2019\nAda [4:41 PM]\nqueues grow\nMarch 26\n");
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].day.as_ref().map(|day| &*day.written), Some("March 25, 2019"));
        assert_eq!(read[0].span.start, 0);
        let said = read_chat("Ada [4:41 PM]\nsince when?\nGrace [4:42 PM]\nMarch 24\nlate");
        assert_eq!(said[1].lines, ["March 24", "late"]);
    }

    #[test]
    fn what_is_no_chat() {
        check("no chat at all\nnot here either", &[]);
        check("- 16:41 Ada: paged\n- 16:42 Grace: looks\n", &[]);
        check("| 16:41 | Ada: paged |\n", &[]);
        check("## 16:41 Ada\n", &[]);
        check("The queue was full at 16:41.\n", &[]);
        check("", &[]);
    }

    #[test]
    fn a_quote_is_read_without_its_marks_and_one_inside_keeps_them() {
        check(
            "> [16:41] <ada> queues grow\n> [16:42] <grace> looking",
            &[("16:41", "ada", "queues grow"), ("16:42", "grace", "looking")],
        );
        check("Ada [4:41 PM]\n> queues?\nthey grow", &[("4:41 PM", "Ada", "> queues?/they grow")]);
    }

    #[test]
    fn places_are_those_of_the_paste() {
        let text = "hello\n[16:41] <ada> queues\n  grow\n[16:42] <grace> ok";
        let read = read_chat(text);
        assert_eq!(read[0].span.of(text), "[16:41] <ada> queues\n  grow");
        assert_eq!(read[1].span.of(text), "[16:42] <grace> ok");
    }
}
