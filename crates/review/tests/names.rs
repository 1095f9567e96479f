//! Headings as people write them who had not seen the tables: `names.tsv` says which section each is, and which are not
//! read so yet. Every row binds, the missed ones too.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use askhow_review::names::{Named, TeamSections};

#[test]
fn every_heading_is_the_section_that_its_row_says() {
    let names = TeamSections::default();
    let mut wrong = Vec::new();
    let rows =
        include_str!("names.tsv").lines().filter(|line| !line.starts_with("# ") || line.contains('\t'));
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [heading, gold, mark @ ..] = columns.as_slice() else { panic!("{row}") };
        let named = names.recognise(heading);
        let is = |gold: &str| match gold {
            "other" => named.as_ref().is_none_or(|named| named.section.is_none()),
            section => {
                named.as_ref().is_some_and(|named: &Named| named.sections().any(|it| it.name() == section))
            }
        };
        let is_right = gold.split('|').any(is);
        if is_right == (mark == ["missed"]) {
            wrong.push(format!("{row}: {}", if is_right { "is read now" } else { "is not read any more" }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
