//! A new item in a section: stubs that begin it.

use askhow_review::Section;

use super::place::{Cursor, bullet_len};
use super::{Completion, CompletionKind, starters};
use crate::hover::questions;

pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let Some(from) = bullet_len(&cursor.before) else { return Vec::new() };
    let typed = cursor.typed(from).to_lowercase();
    if typed.len() > 60 || !cursor.after.trim().is_empty() {
        return Vec::new();
    }
    let Some(section) = cursor.section().filter(|it| *it != Section::Timeline) else { return Vec::new() };
    let review = cursor.snapshot.review();
    let documentation = questions(section.purpose(), review.surroundings.rules.about_section(section));
    let mut offers: Vec<Completion> = Vec::new();
    if section == Section::OpenQuestions {
        offers = starters::complete(cursor, from);
    }
    offers.extend(section.item_stubs().iter().map(|stub| {
        let text = if stub.ends_with(':') || stub.ends_with(',') {
            (*stub).to_owned()
        } else {
            format!("{stub} …")
        };
        starters::begun(cursor, from, &text, CompletionKind::Item)
    }));
    offers.retain(|offer| offer.filter_text.to_lowercase().starts_with(&typed));
    offers.into_iter().map(|offer| offer.documented(documentation.clone())).collect()
}
