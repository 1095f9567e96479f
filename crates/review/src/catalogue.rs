//! Reads the data files of the catalogue: plain lines of a mark and a value under headings in brackets.
//!
//! The files hold what grows by collecting (names, questions), so that adding one is adding a line. They are
//! part of the binary and read once; tests over the tables built from them say whether they are well formed.

/// One line of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The heading it stands under, without brackets.
    pub(crate) heading: &'static str,
    /// The first word.
    pub(crate) mark: &'static str,
    /// What follows it, without blanks around.
    pub(crate) value: &'static str,
}

/// The lines of a data file in their order; blank ones and comments (`#`) are left out.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = Line> {
    let mut heading = "";
    text.lines().filter_map(move |line| {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            heading = name;
            return None;
        }
        let (mark, value) = line.split_once(' ').unwrap_or((line, ""));
        Some(Line { heading, mark, value: value.trim_start() })
    })
}

/// Whether lines of this mark are names of sections.
pub(crate) fn is_name(mark: &str) -> bool {
    matches!(mark, "name" | "whole" | "alone" | "steers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_mark_and_a_value_under_a_heading() {
        let all: Vec<Line> = lines("# note\n[Risks]\n\nask  How so?\nname risks  \n").collect();
        assert_eq!(
            all,
            [
                Line { heading: "Risks", mark: "ask", value: "How so?" },
                Line { heading: "Risks", mark: "name", value: "risks" },
            ]
        );
    }
}
