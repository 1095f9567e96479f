//! Standard output and standard error, and what they can show. Nobody else writes to them, so nothing reaches a terminal
//! or the log of a build that is not [`harmless`].

mod harmless;

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU8, Ordering};

use clap::ValueEnum;

pub use harmless::{Outgoing, in_line};

/// Whether there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[repr(u8)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// What `--color` said; like the environment, it holds for the whole run.
static COLOR: AtomicU8 = AtomicU8::new(Color::Auto as u8);

/// Takes what `--color` says.
pub fn set_color(color: Color) {
    COLOR.store(color as u8, Ordering::Relaxed);
}

/// Whether to colour what goes to a stream. What was asked for comes first; else `NO_COLOR` (anything but empty)
/// turns colours off everywhere, and `CLICOLOR_FORCE` turns them on where there is no terminal.
fn colours(is_terminal: bool) -> bool {
    let asked = COLOR.load(Ordering::Relaxed);
    if asked != Color::Auto as u8 {
        return asked == Color::Always as u8;
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("NO_COLOR") {
        return false;
    }
    if std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") {
        return true;
    }
    is_terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether standard output shows colours.
pub fn stdout_colours() -> bool {
    colours(io::stdout().is_terminal())
}

/// Writes words for people to standard output. A reader that has seen enough (`| head`) is no error.
///
/// # Errors
/// Whatever else standard output says, a full disk for instance.
pub fn print(text: &str) -> io::Result<()> {
    print_as(Outgoing::Words { colours: stdout_colours() }, text)
}

/// The same for what is no words.
///
/// # Errors
/// As [`print()`].
pub fn print_as(written: Outgoing, text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    let text = written.harmless(text);
    forgive(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// Writes a line to standard error. That standard error is gone is nobody's business.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", harmless::as_line(line));
}

/// A closed pipe is the reader's wish and no error.
pub fn forgive(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Texts in a terminal: emphasis where colours are on, else as they are.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// For standard output.
    pub fn stdout() -> Self {
        Self { on: stdout_colours() }
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// What to read first.
    pub fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// What can be passed over.
    pub fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// What comes.
    pub fn green(self, text: &str) -> String {
        self.wrap("32", text)
    }

    /// What goes.
    pub fn red(self, text: &str) -> String {
        self.wrap("31", text)
    }

    /// What marks a place.
    pub fn cyan(self, text: &str) -> String {
        self.wrap("36", text)
    }
}

/// The words of a line in lines of at most `width` characters, a longer word in a line of its own.
pub fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_none_is_lost() {
        assert_eq!(wrapped("how did it come about", 8), ["how did", "it come", "about"]);
        assert_eq!(wrapped("unbelievable it", 4), ["unbelievable", "it"]);
        assert!(wrapped("", 4).is_empty());
    }
}
