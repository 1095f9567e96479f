//! `[` and `@`: artifacts and references of the review, people, and the other reviews of the workspace.

use askhow_review::Section;

use super::place::{Cursor, bullet_len};
use super::{Completion, CompletionKind, Offers};
use crate::named::{Named, links_of};
use crate::others::way;

/// So many of each.
const MOST_PEOPLE: usize = 24;
const MOST_LINKS: usize = 36;

/// Longer words are no beginnings of a name.
const LONGEST_TYPED: usize = 40;

pub(super) fn complete(cursor: &Cursor<'_>) -> Offers {
    let Some((mark, from)) = mark(cursor) else { return Offers::default() };
    let typed = cursor.typed(from + 1).to_lowercase();
    // Most editors close a bracket as it is opened.
    let closed = usize::from(mark == '[' && cursor.after.starts_with(']'));
    let offer = |label: &str, new_text: &str, detail: &str| {
        let edit = cursor.edit_beyond(from, closed, new_text);
        let filter_text = format!("{mark}{}", label.trim_start_matches('@'));
        Completion { filter_text, ..Completion::new(label, CompletionKind::Reference, edit) }.detail(detail)
    };
    let people = Named::read_at(cursor.snapshot, cursor.offset).people;
    let people = people.iter().take(MOST_PEOPLE).map(|name| offer(name, name, "acts in this review"));
    let links = links_of(cursor.snapshot);
    let links = links.iter().take(MOST_LINKS).map(|link| {
        let detail = match link.section {
            Some(Section::Artifacts) => "an artifact of this review",
            Some(_) => "a reference of this review",
            None => "defined in this review",
        };
        offer(&link.text, &link.source, detail)
    });
    let own_path = cursor.snapshot.review().surroundings.path.clone().unwrap_or_default();
    let mut others: Vec<(String, String)> = cursor
        .options
        .others
        .iter()
        // A file outside of what was opened has a path from the root of the disk, and there is no way from one to the other.
        .filter(|other| other.path != own_path && is_whole(&other.path) == is_whole(&own_path))
        .map(|other| {
            let file = other.path.rsplit('/').next().unwrap_or(&other.path);
            let title = if other.title.is_empty() { file } else { &other.title };
            (title.replace(['[', ']'], ""), way(&own_path, &other.path))
        })
        .collect();
    // The newest come first where names of files begin with dates.
    others.sort_by(|a, b| b.1.cmp(&a.1));
    let others =
        others.iter().map(|(title, way)| offer(title, &format!("[{title}]({way})"), "another review"));
    let mut items: Vec<Completion> = match mark {
        '@' => people.chain(links).chain(others).collect(),
        _ => links.chain(others).chain(people).collect(),
    };
    items.retain(|item| {
        let name = item.label.trim_start_matches('@').to_lowercase();
        name.split(' ').any(|word| word.starts_with(&typed)) || name.starts_with(&typed)
    });
    Offers { items, asks_others: true }
}

/// Whether a path begins at the root of a disk.
fn is_whole(path: &str) -> bool {
    path.starts_with('/') || path.chars().nth(1) == Some(':')
}

/// The mark before the cursor and where it stands in the line, with only a word or two behind it.
fn mark(cursor: &Cursor<'_>) -> Option<(char, usize)> {
    let from = cursor.before.rfind(['[', '@'])?;
    let mark = cursor.typed(from).chars().next()?;
    let typed = cursor.typed(from + 1);
    let is_word = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '^' | '\'') || (c == ' ' && mark == '[')
    };
    if typed.len() > LONGEST_TYPED || typed.starts_with(' ') || !typed.chars().all(is_word) {
        return None;
    }
    // `ana@example.org` mentions nobody, `![` is an image, `][` ends a link, and an item's box is no link.
    let head = cursor.before.get(..from)?;
    let parted = head
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '!' | ']' | '@' | '[' | '/' | '`'));
    let is_box = mark == '[' && matches!(typed, "x" | "X") && bullet_len(head) == Some(head.len());
    let in_code = head.matches('`').count() % 2 == 1;
    (parted && !is_box && !in_code).then_some((mark, from))
}
