//! Chat as it is copied from Slack, Teams, IRC, Zulip and Google Chat, read as messages.
//!
//! What is no head of a message belongs to the message above it, so that no line of a paste gets lost.

use askhow_document::Span;

use crate::Stamp;
use crate::read::read_stamp;

/// A message of a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// A line above it that holds a date alone (`Monday, March 25th`).
    pub day: Option<Stamp>,
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
/// Lines before the first message are passed over; where nothing looks like a chat, there are no messages.
pub fn read_chat(text: &str) -> Vec<Message> {
    let lines = lines(text);
    let mut reader = Reader { messages: Vec::new(), day: None, names_first: None };
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += reader.line(line, lines.get(index + 1), index == 0 || is_blank(lines.get(index - 1)));
    }
    reader.messages
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
    /// Whether names stand before times in this chat, from its first message on.
    names_first: Option<bool>,
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
            && self.names_first != Some(false)
            && let Some(name) = name_of(text)
            && (behind_blank || self.knows(name) || looks_like_names(name))
        {
            self.push(stamp, name, "", line.span.cover(next.span), true);
            return 2;
        }
        match self.head(text, next) {
            Some((stamp, name, said, names_first)) => self.push(stamp, &name, &said, line.span, names_first),
            None => self.go_on(line),
        }
        1
    }

    /// The head of a message, all of it on one line.
    fn head(&self, text: &str, next: Option<&PastedLine<'_>>) -> Option<(Stamp, String, String, bool)> {
        let own = |(stamp, name, said): (Stamp, &str, &str)| (stamp, name.to_owned(), said.to_owned());
        if let Some((stamp, rest)) = stamp_first(text) {
            let bracketed = text.starts_with('[');
            let last = self.messages.last().filter(|_| self.names_first == Some(true));
            return match last {
                // The same person goes on: `[4:42 PM] looking`.
                Some(last) if bracketed || rest.is_empty() => {
                    let (name, said) = match named_text(rest) {
                        Some((name, said)) if self.knows(name) => (name, said),
                        _ => (last.name.as_str(), rest),
                    };
                    Some((stamp, name.to_owned(), said.to_owned(), true))
                }
                Some(_) => None,
                None => {
                    let (name, said) = match named_text(rest) {
                        Some(named) => named,
                        // `[4:41 PM] Ada Lovelace` with the text below.
                        None if bracketed && looks_like_names(rest) && is_text(next) => (rest, ""),
                        None if self.names_first == Some(false) => ("", rest),
                        None => return None,
                    };
                    Some((stamp, name.to_owned(), said.to_owned(), false))
                }
            };
        }
        if self.names_first == Some(false) {
            return None;
        }
        name_first(text).map(own).map(|(stamp, name, said)| (stamp, name, said, true))
    }

    fn knows(&self, name: &str) -> bool {
        self.messages.iter().any(|message| message.name == name)
    }

    fn push(&mut self, stamp: Stamp, name: &str, said: &str, span: Span, names_first: bool) {
        self.names_first.get_or_insert(names_first);
        let day = self.day.take();
        let span = day.as_ref().map_or(span, |(_, at, _)| at.cover(span));
        self.messages.push(Message {
            day: day.map(|(stamp, ..)| stamp),
            stamp: alone(stamp),
            name: name.to_owned(),
            lines: Some(said.trim()).filter(|said| !said.is_empty()).map(str::to_owned).into_iter().collect(),
            span,
        });
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

fn is_text(line: Option<&PastedLine<'_>>) -> bool {
    line.is_some_and(|line| !line.text.trim().is_empty() && stamp_first(line.text.trim()).is_none())
}

/// A line that begins with its time, and what follows that. Items and rows of a timeline are none.
fn stamp_first(line: &str) -> Option<(Stamp, &str)> {
    if !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(')) {
        pass_day(line)?;
    }
    let inside = line.strip_prefix('[').unwrap_or(line);
    let line = pass_day(inside).unwrap_or(line);
    let stamp = clock(line)?;
    let rest = line.get(stamp.span.end..)?.trim_start_matches([']', ')', ':', ',', ' ', '\t']);
    let rest = ["- ", "– ", "— ", "| "].into_iter().find_map(|dash| rest.strip_prefix(dash)).unwrap_or(rest);
    Some((stamp, rest))
}

/// `<name> text`, `name: text`, `* name waves`.
fn named_text(rest: &str) -> Option<(&str, &str)> {
    if let Some(inside) = rest.strip_prefix('<') {
        // `<@ada> text`
        let (name, said) = inside.split_once('>')?;
        return Some((name_of(name.trim_start_matches(['@', '+', '%', '&', '~', ' ']))?, said));
    }
    if let Some(acts) = rest.strip_prefix("* ") {
        let (name, _) = acts.split_once(' ')?;
        return Some((name_of(name)?, acts));
    }
    let (name, said) = rest.split_once(':')?;
    Some((name_of(name.trim_start_matches('@'))?, said))
}

/// A line that begins with a name and ends with the time: the text is on the lines below, or before the time.
fn name_first(line: &str) -> Option<(Stamp, &str, &str)> {
    let (before, stamp) = line
        .match_indices(['[', '(', ',', ' ', '—', '–', '\t'])
        .map(|(at, mark)| (at, at + mark.len()))
        .find_map(|(at, behind)| Some((line.get(..at)?, time_alone(line.get(behind..)?.trim())?)))?;
    let before = before.trim_end_matches([',', ' ', '\t', '—', '–', '[', '(']);
    let (name, said) = before.split_once(": ").unwrap_or((before, ""));
    Some((stamp, name_of(name)?, said))
}

/// A line that holds nothing but a time, with or without brackets and *Today at*.
fn time_alone(line: &str) -> Option<Stamp> {
    let line = line.strip_prefix(['[', '(']).unwrap_or(line);
    let line = pass_day(line).unwrap_or(line);
    let stamp = clock(line)?;
    line.get(stamp.span.end..)?.trim_matches([']', ')', ' ', ':']).is_empty().then_some(stamp)
}

/// What stands behind *Today at* and the like: chats say it of the day on which they are read.
fn pass_day(text: &str) -> Option<&str> {
    let words =
        ["Today at ", "Yesterday at ", "today at ", "at ", "Today ", "Yesterday ", "Today, ", "Yesterday, "];
    words.into_iter().find_map(|word| text.strip_prefix(word))
}

fn clock(text: &str) -> Option<Stamp> {
    read_stamp(text).filter(|stamp| stamp.has_time && stamp.relative.is_none() && !stamp.bare)
}

/// A line that holds nothing but a date.
fn day_alone(line: &str) -> Option<Stamp> {
    let line = line.trim_matches(['-', '—', '–', '=', ' ']);
    let stamp = read_stamp(line).filter(|stamp| stamp.has_date && !stamp.has_time)?;
    let is_all =
        stamp.span.start == 0 && line.get(stamp.span.end..)?.trim_matches([':', ',', ' ']).is_empty();
    is_all.then_some(stamp)
}

/// Names are short; a sentence that happens to hold a time is none.
fn name_of(name: &str) -> Option<&str> {
    let name = name.trim().trim_matches(['*', '_', '`']);
    let words = name.split_whitespace().count();
    let is_name = (1..=5).contains(&words)
        && name.len() <= 48
        && name.chars().any(char::is_alphabetic)
        && !name.starts_with(['-', '#', '|'])
        && !name.ends_with(['.', ',', '!', '?'])
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '-' | '_' | '.' | '\'' | '’' | '(' | ')' | '|' | '[' | ']' | '@' | '/')
        });
    is_name.then_some(name)
}

/// Two to four words with capitals, as names and surnames are.
fn looks_like_names(name: &str) -> bool {
    let words = name.split_whitespace();
    name_of(name).is_some()
        && (2..=4).contains(&words.clone().count())
        && words.clone().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
}

/// A stamp whose places are those of its own text.
fn alone(stamp: Stamp) -> Stamp {
    read_stamp(&stamp.written).unwrap_or(stamp)
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
