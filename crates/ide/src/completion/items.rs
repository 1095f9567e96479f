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
    let name = cursor.snapshot.review().surroundings.rules.sections.name(section);
    let purpose = format!("{name}: {}", section.purpose());
    let mut offers: Vec<Completion> = Vec::new();
    if section == Section::OpenQuestions {
        offers = starters::complete(cursor, from);
    }
    offers.extend(section.item_stubs().iter().map(|stub| {
        let text = if stub.text.ends_with(':') || stub.text.ends_with(',') {
            stub.text.to_owned()
        } else {
            format!("{} …", stub.text)
        };
        let asked = questions(&purpose, [stub.question]);
        starters::begun(cursor, from, &text, CompletionKind::Item).documented(asked)
    }));
    offers.retain(|offer| offer.filter_text.to_lowercase().starts_with(&typed));
    offers
}
