//! Words for people by what they do, and words that name nobody: one list, as data.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Role,
    Outside,
    Team,
    Part,
    Other,
}

static PEOPLE: LazyLock<FxHashMap<&str, Who>> = LazyLock::new(|| {
    let rows = include_str!("../data/people.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .filter_map(|(who, word)| {
            let who = match who {
                "role" => Who::Role,
                "outside" => Who::Outside,
                "team" => Who::Team,
                "part" => Who::Part,
                "other" => Who::Other,
                _ => return None,
            };
            Some((word, who))
        })
        .collect()
});

/// People and teams who work on it, as reviews name them: `engineer`, `on-call`, `team`.
pub fn is_role(word: &str) -> bool {
    PEOPLE.get(word) == Some(&Who::Role)
}

/// Anybody by what they do, `customers` among them.
pub fn is_anybody(word: &str) -> bool {
    PEOPLE.get(word).is_some_and(|who| matches!(who, Who::Role | Who::Outside | Who::Team))
}

/// The name of a team that names nothing else: `ops`.
pub fn is_team(word: &str) -> bool {
    PEOPLE.get(word) == Some(&Who::Team)
}

/// The name of a team, or of what it looks after: `Storage`.
pub fn is_part(word: &str) -> bool {
    PEOPLE.get(word) == Some(&Who::Part)
}

/// Whether a word, however it is written, names nobody.
pub(crate) fn is_other(word: &str) -> bool {
    PEOPLE.get(word) == Some(&Who::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_counts_once() {
        let rows = include_str!("../data/people.tsv").lines().filter(|row| !row.starts_with('#'));
        assert_eq!(rows.count(), PEOPLE.len());
        assert!(is_role("on-call") && !is_role("customers") && is_anybody("customers"));
        assert!(is_other("disk") && !is_anybody("disk"));
    }
}
