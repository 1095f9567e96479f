//! `askhow man`: the manual page, made from the same arguments as the help.

use std::fmt::Write;

use crate::Status;
use crate::output;
use crate::trouble::{Trouble, tell};

/// Print the manual page
///
/// For instance `askhow man > ~/.local/share/man/man1/askhow.1`, and then `man askhow`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: &Args, command: &mut clap::Command) -> Status {
    command.build();
    match output::print_as(output::Outgoing::Document, &page(command)) {
        Ok(()) => Status::Clean,
        Err(error) => {
            tell(&[Trouble::unwritten("standard output", &error)]);
            Status::Trouble
        }
    }
}

/// The page in roff, for `man`.
fn page(command: &clap::Command) -> String {
    let version = command.get_version().unwrap_or_default();
    let mut out = format!(".TH ASKHOW 1 \"\" \"askhow {version}\" \"User Commands\"\n");
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(out, ".SH NAME\naskhow \\- {}", escaped(about.trim_end_matches('.')));
    out.push_str(
        ".SH SYNOPSIS\n.B askhow\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n.SH DESCRIPTION\n",
    );
    paragraphs(&mut out, &long_about(command));
    out.push_str(".SH COMMANDS\n");
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        let _ = writeln!(out, ".SS askhow {}", escaped(inner.get_name()));
        paragraphs(&mut out, &long_about(inner));
        inner.get_arguments().filter(|argument| !argument.is_hide_set()).for_each(|it| entry(&mut out, it));
        if let Some(after) = inner.get_after_help() {
            verbatim(&mut out, &after.to_string());
        }
    }
    out.push_str(
        ".SH EXIT STATUS\n.TP\n0\nNothing at or above \\fB\\-\\-fail\\-on\\fR.\n.TP\n1\nFindings, or with \\fB\\-\\-check\\fR something that would change.\n",
    );
    out.push_str(".TP\n2\nWrong use, a file that can't be read or written, settings that are not right.\n");
    out.push_str(".SH FILES\n.TP\n.I askhow.toml\nThe settings: the nearest one upward from a review.\n");
    out
}

fn long_about(command: &clap::Command) -> String {
    let about = command.get_long_about().or_else(|| command.get_about());
    about.map(ToString::to_string).unwrap_or_default()
}

/// An option or an argument, with what it is for.
fn entry(out: &mut String, argument: &clap::Arg) {
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let takes_values = argument.get_action().takes_values();
    let value = argument.get_value_names().unwrap_or_default().join(" ");
    let value = if takes_values { value } else { String::new() };
    let head = match names.is_empty() {
        true => format!("\\fI{}\\fR", escaped(&value)),
        false => format!("\\fB{}\\fR \\fI{}\\fR", escaped(&names.join(", ")), escaped(&value)),
    };
    let help = argument.get_long_help().or_else(|| argument.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(out, ".TP\n{}\n{}", head.trim_end(), escaped(&help.replace("\n\n", "\n")));
    let values = if takes_values { argument.get_possible_values() } else { Vec::new() };
    if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        let _ = writeln!(out, ".br\nOne of {}.", escaped(&names.join(", ")));
    }
}

fn paragraphs(out: &mut String, text: &str) {
    for paragraph in text.split("\n\n") {
        let _ = writeln!(out, "{}\n.PP", escaped(paragraph.trim()));
    }
}

/// Lines that stay as they are.
fn verbatim(out: &mut String, text: &str) {
    let _ = writeln!(out, ".PP\n.nf\n{}\n.fi", escaped(text.trim_end()));
}

/// What roff would take for its own: backslashes, hyphens that are to be copied, and a dot that begins a line.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let lines = text.lines().map(|line| match line.starts_with(['.', '\'']) {
        true => format!("\\&{line}"),
        false => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_command_and_every_option() {
        let mut command = <crate::Cli as clap::CommandFactory>::command();
        command.build();
        let page = page(&command);
        let mut n_options = 0;
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            let (_, rest) = page.split_once(&format!(".SS askhow {}\n", inner.get_name())).unwrap();
            let section = rest.split("\n.S").next().unwrap();
            for long in inner.get_arguments().filter_map(clap::Arg::get_long) {
                assert!(
                    section.contains(&format!("\\-\\-{}", long.replace('-', "\\-"))),
                    "{long}:\n{section}"
                );
                n_options += 1;
            }
        }
        assert!(n_options > 20, "{n_options}");
        assert_eq!(page.lines().filter(|line| line.starts_with(".TH ")).count(), 1);
    }

    #[test]
    fn text_is_never_a_request() {
        assert_eq!(escaped("a\n.b -c\n'd \\e"), "a\n\\&.b \\-c\n\\&'d \\ee");
    }
}
