//! Chat lines as they are copied from Slack, Teams, IRC, Zulip and Google Chat, made into entries.

use askhow_document::Span;

use crate::Stamp;
use crate::lex::Lex;
use crate::read::read_stamp;

/// A message of a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// When, as written.
    pub time: String,
    /// When, as read.
    pub stamp: Stamp,
    /// Who.
    pub name: String,
    /// What was said; several lines are joined by a blank.
    pub text: String,
    /// Where it stands in the text read.
    pub span: Span,
}

/// Reads the messages of a pasted chat: `Name  [4:41 PM]` with the text below (Slack), `Name, 4:41 PM` with the
/// text below (Teams, Google Chat), `[16:41] <name> text` (IRC), `[16:41] Name: text`, `Name: text 16:41` with the
/// text below (Zulip), `2019-03-25 16:41:05 name: text` (logs). Lines before the first message are passed over;
/// where nothing looks like a chat, there are no messages.
pub fn read_chat(text: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let content = line.trim().trim_start_matches('>').trim();
        if let Some(mut message) = read_line(content) {
            message.span = Span::new(start, start + line.trim_end().len());
            messages.push(message);
        } else if !content.is_empty()
            && let Some(last) = messages.last_mut()
        {
            if !last.text.is_empty() {
                last.text.push(' ');
            }
            last.text.push_str(content);
            last.span.end = start + line.trim_end().len();
        }
        start = end;
    }
    messages
}

fn read_line(line: &str) -> Option<Message> {
    by_stamp(line).or_else(|| by_name(line))
}

/// A line that begins with its time.
fn by_stamp(line: &str) -> Option<Message> {
    let stamp = read_stamp(line).filter(|stamp| stamp.has_time && stamp.relative.is_none() && !stamp.bare)?;
    let rest = line.get(stamp.rest..)?;
    let (name, text) = if let Some(inside) = rest.strip_prefix('<') {
        // `<@ada> text`
        let (name, text) = inside.split_once('>')?;
        (name.trim_start_matches(['@', '+', '%', '&', '~', ' ']), text)
    } else {
        let (name, text) = rest.split_once(':')?;
        (name.trim_start_matches('@'), text)
    };
    message(stamp, name, text)
}

/// A line that begins with a name and ends with the time: the text is on the lines below, or before the time.
fn by_name(line: &str) -> Option<Message> {
    // The time is the last thing on the line, in brackets or not, with words such as *Today at* before it.
    let cut = line
        .match_indices(['[', '(', ',', ' ', '—', '–', '\t'])
        .map(|(at, mark)| (at, at + mark.len()))
        .find_map(|(at, behind)| {
            let tail = line.get(behind..)?.trim();
            let tail = ["Today at ", "Yesterday at ", "today at ", "at "]
                .into_iter()
                .find_map(|word| tail.strip_prefix(word))
                .unwrap_or(tail);
            let stamp =
                read_stamp(tail).filter(|stamp| stamp.has_time && stamp.relative.is_none() && !stamp.bare)?;
            let is_last = tail.get(stamp.span.end..)?.trim_matches([']', ')', ' ', ':']).is_empty();
            is_last.then_some((line.get(..at)?, stamp))
        });
    let (before, stamp) = cut?;
    let before = before.trim_end_matches([',', ' ', '\t', '—', '–', '[', '(']);
    let (name, text) = before.split_once(": ").unwrap_or((before, ""));
    let name = name.strip_suffix(" APP").unwrap_or(name);
    message(stamp, name, text)
}

fn message(mut stamp: Stamp, name: &str, text: &str) -> Option<Message> {
    let name = name.trim().trim_matches(['*', '_', '`']);
    // Names are short; a sentence that happens to hold a time is none.
    let words = name.split_whitespace().count();
    let is_name = (1..=4).contains(&words)
        && name.len() <= 40
        && name.chars().any(char::is_alphabetic)
        && !name.ends_with(['.', ',', '!', '?'])
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '-' | '_' | '.' | '\'' | '’' | '(' | ')' | '|' | '[' | ']' | '@' | '/')
        });
    if !is_name {
        return None;
    }
    let time = stamp.written.to_string();
    let lead = stamp.span.start;
    unshift(&mut stamp, lead);
    Some(Message { time, stamp, name: name.to_owned(), text: text.trim().to_owned(), span: Span::default() })
}

/// Reads the stamp again by itself, so that its places are those of its own text.
fn unshift(stamp: &mut Stamp, lead: usize) {
    if lead > 0
        && let Some(alone) = read_stamp(&stamp.written)
    {
        *stamp = alone;
    }
}

/// Whether a line looks like the head of a chat message, so that a paste can be offered as entries.
pub fn is_chat_line(line: &str) -> bool {
    let mut lex = Lex::new(line);
    lex.blanks();
    lex.eat(b'>');
    read_line(lex.rest().trim()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let read = read_chat(text);
        let read: Vec<(&str, &str, &str)> = read
            .iter()
            .map(|message| (message.time.as_str(), message.name.as_str(), message.text.as_str()))
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn every_chat_is_read() {
        check(
            "Ada Lovelace  [4:41 PM]\nqueues grow\nfast\n\nGrace [4:42 PM]\nlooking\n",
            &[("4:41 PM", "Ada Lovelace", "queues grow fast"), ("4:42 PM", "Grace", "looking")],
        );
        check("Ada  4:41 PM\nqueues grow\n", &[("4:41 PM", "Ada", "queues grow")]);
        check(
            "[16:41] <ada> queues grow\n[16:42] <@grace> looking\n",
            &[("16:41", "ada", "queues grow"), ("16:42", "grace", "looking")],
        );
        check("16:41 <ada> queues grow", &[("16:41", "ada", "queues grow")]);
        check("[4:41 PM] Ada: queues grow", &[("4:41 PM", "Ada", "queues grow")]);
        check("2019-03-25 16:41:05 ada: queues grow", &[("2019-03-25 16:41:05", "ada", "queues grow")]);
        check("Ada Lovelace, 4:41 PM\nqueues grow", &[("4:41 PM", "Ada Lovelace", "queues grow")]);
        check("Ada Lovelace, Today at 4:41 PM\nqueues grow", &[("4:41 PM", "Ada Lovelace", "queues grow")]);
        check("Ada: queues grow 16:41\n", &[("16:41", "Ada", "queues grow")]);
        check("no chat at all\nnot here either", &[]);
        check("", &[]);
    }

    #[test]
    fn places_are_those_of_the_paste() {
        let text = "hello\n[16:41] <ada> queues\n  grow\n[16:42] <grace> ok";
        let read = read_chat(text);
        assert_eq!(read[0].span.of(text), "[16:41] <ada> queues\n  grow");
        assert_eq!(read[1].span.of(text), "[16:42] <grace> ok");
    }
}
