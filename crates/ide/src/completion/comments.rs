//! `<!-- askhow-…`: the comments that turn rules off, with the rules found nearby.

use askhow_document::Span;
use askhow_review::Want;

use super::{Completion, CompletionKind, Cursor};

const KINDS: [(&str, &str); 4] = [
    ("askhow-ignore", "silences the block it stands in"),
    ("askhow-ignore-next", "silences the block that follows"),
    ("askhow-disable", "silences everything from here on"),
    ("askhow-enable", "ends what a disable has begun"),
];

pub(super) fn complete(cursor: &Cursor<'_>) -> Vec<Completion> {
    let Some(start) = cursor.before.rfind("<!--") else { return Vec::new() };
    let Some(inside) = cursor.before.get(start + "<!--".len()..) else { return Vec::new() };
    let typed = inside.trim_start();
    if inside.contains("-->")
        || !(typed.is_empty() || "askhow-".starts_with(typed) || typed.starts_with("askhow-"))
    {
        return Vec::new();
    }
    let close = if cursor.after.trim_start().starts_with("-->") { "" } else { " -->" };
    let word_start = cursor.before.len() - cursor.before.split([' ', '-']).next_back().map_or(0, str::len);
    let completion = |label: &str, detail: &str, from: usize, preselect: bool| Completion {
        label: label.to_owned(),
        kind: CompletionKind::Ignore,
        detail: Some(detail.to_owned()),
        documentation: None,
        filter_text: label.to_owned(),
        preselect,
        edit: cursor.edit(from, format!("{label}{close}")),
        snippet: false,
    };
    match typed.split_once(' ') {
        None => {
            let from = cursor.before.len() - typed.len();
            let pad = if inside.is_empty() { " " } else { "" };
            let mut kinds: Vec<Completion> = KINDS
                .iter()
                .enumerate()
                .map(|(index, (name, what))| completion(name, what, from, index == 0))
                .collect();
            kinds.iter_mut().for_each(|item| item.edit.new_text.insert_str(0, pad));
            kinds
        }
        Some(_) => {
            let from = cursor.before.rfind(' ').map_or(word_start, |blank| blank + 1);
            rules_nearby(cursor)
                .into_iter()
                .map(|(id, summary)| completion(id, summary, from, false))
                .collect()
        }
    }
}

/// The rules that fire on this line and the next ones first, then all others.
fn rules_nearby(cursor: &Cursor<'_>) -> Vec<(&'static str, &'static str)> {
    let text = cursor.snapshot.text();
    let line = text.line_of(cursor.offset);
    let near = Span::new(cursor.line.start, text.line_span(line + 3).end);
    let mut rules: Vec<(&str, &str)> = Vec::new();
    let found = cursor.snapshot.review().findings_at(near, Want::Messages);
    let ids = found.iter().map(|finding| finding.rule).chain(askhow_review::rules());
    for rule in ids {
        if !rules.iter().any(|(id, _)| *id == rule.id) {
            rules.push((rule.id, rule.summary));
        }
    }
    rules
}
