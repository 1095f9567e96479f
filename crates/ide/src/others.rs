//! Other reviews of the workspace, as far as one review can use them: to link to them, and to write the values of
//! the form alike.
//!
//! Which files there are and when they are read is left to who holds them.

use askhow_review::Field;

use crate::Snapshot;

/// Another review of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherReview {
    /// As [`askhow_review::Surroundings::path`] has it.
    pub path: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// The fields of its form that are filled in, dates left out.
    pub fields: Vec<(Field, String)>,
}

impl OtherReview {
    /// What others can use of this one; `None` where it is no review, or lies nowhere.
    pub fn read(snapshot: &Snapshot) -> Option<Self> {
        let review = snapshot.review();
        let path = review.surroundings.path.clone().filter(|_| snapshot.is_review())?;
        let heading = review.title().map(|title| review.name(title).trim().to_owned());
        let title = heading.or_else(|| review.form.get(Field::Title).map(|read| read.text.trim().to_owned()));
        let is_kept = |field: Field| {
            !field.is_date()
                && !matches!(
                    field,
                    Field::Title
                        | Field::Askhow
                        | Field::Duration
                        | Field::TimeToDetect
                        | Field::TimeToRepair
                )
        };
        let fields = review.form.fields.iter().filter(|read| is_kept(read.field)).filter_map(|read| {
            let value = read.text.trim();
            let most = if read.field.is_list() { 400 } else { 80 };
            let is_value = !askhow_review::form::is_open_value(value) && value.len() <= most;
            is_value.then(|| (read.field, value.to_owned()))
        });
        Some(Self { path, title: title.unwrap_or_default(), fields: fields.collect() })
    }
}

/// The way from the file `from` to the file `to`, both with `/` and from the same root: `../2023/x.md`.
pub(crate) fn way(from: &str, to: &str) -> String {
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    let (from_folder, to_folder) = (folder(from), folder(to));
    let parts = |folder: &str| {
        folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (from_parts, to_parts) = (parts(&from_folder), parts(&to_folder));
    let n_common = from_parts.iter().zip(&to_parts).take_while(|(a, b)| a == b).count();
    let mut way = "../".repeat(from_parts.len() - n_common);
    for part in to_parts.iter().skip(n_common) {
        way.push_str(part);
        way.push('/');
    }
    way.push_str(to.rsplit('/').next().unwrap_or(to));
    // What Markdown would end a target at.
    way.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_another_file_is_relative() {
        assert_eq!(way("incidents/a.md", "incidents/b.md"), "b.md");
        assert_eq!(way("incidents/2024/a.md", "incidents/2023/b c.md"), "../2023/b%20c.md");
        assert_eq!(way("a.md", "docs/b.md"), "docs/b.md");
        assert_eq!(way("docs/a.md", "b.md"), "../b.md");
    }
}
