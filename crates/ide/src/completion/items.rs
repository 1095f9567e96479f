//! A new item in a section: stubs that begin it.

use askhow_review::Section;

use super::{Completion, CompletionKind, Cursor};
use crate::hover::questions;

pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let Some(from) = bullet_len(&cursor.before) else { return Vec::new() };
    let typed = cursor.before.get(from..).unwrap_or_default();
    let review = cursor.snapshot.review();
    if typed.len() > 40 || !cursor.after.trim().is_empty() {
        return Vec::new();
    }
    let Some(section) = review.outline.section_at(cursor.offset).filter(|it| *it != Section::Timeline) else {
        return Vec::new();
    };
    let documentation = questions(section.purpose(), section.questions());
    section
        .item_stubs()
        .iter()
        .filter(|stub| stub.to_lowercase().starts_with(&typed.to_lowercase()))
        .map(|stub| Completion {
            label: (*stub).to_owned(),
            kind: CompletionKind::Item,
            detail: None,
            documentation: Some(documentation.clone()),
            filter_text: (*stub).to_owned(),
            preselect: false,
            edit: cursor.edit(from, (*stub).to_owned()),
            snippet: false,
        })
        .collect()
}

/// How long the bullet at the start of a line is, the blank behind it and a task's box included.
pub(super) fn bullet_len(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = line.get(indent..)?;
    let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match number {
        0 if rest.starts_with(['-', '*', '+']) => 1,
        1..=9 if rest.get(number..)?.starts_with(['.', ')']) => number + 1,
        _ => return None,
    };
    let rest = rest.get(mark..)?;
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    if blank == 0 {
        return None;
    }
    let rest = rest.get(blank..)?;
    let task =
        ["[ ] ", "[x] ", "[X] "].iter().find(|task| rest.starts_with(**task)).map_or(0, |task| task.len());
    Some(indent + mark + blank + task)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_all_kinds_are_known() {
        let length = |line: &str| bullet_len(line);
        assert_eq!(length("- "), Some(2));
        assert_eq!(length("  * How"), Some(4));
        assert_eq!(length("12. x"), Some(4));
        assert_eq!(length("- [ ] x"), Some(6));
        assert_eq!(length("-x"), None);
        assert_eq!(length("text"), None);
    }
}
