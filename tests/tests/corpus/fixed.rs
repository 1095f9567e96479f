//! Whole reviews with every safe fix applied, as `askhow fix` does it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use askhow_tests::{askhow, say};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::read::{File, check, corpus};
use crate::shape::Shape;

#[test]
fn all_safe_fixes_at_once_leave_nothing_to_fix_and_the_rest_as_it_was() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let copy = |file: &File| {
        let path = folder.path().join(PathBuf::from(&file.path).file_name().expect("a file has a name"));
        fs::write(&path, &file.text).unwrap();
        path
    };
    let paths: Vec<PathBuf> = corpus.files.iter().map(copy).collect();
    let said = fix(&paths);
    say(&format!("corpus: {}", said.lines().last().unwrap_or_default()));
    let mut wrong = Vec::new();
    let mut n_fixed = 0;
    for (file, path) in corpus.files.iter().zip(&paths) {
        let after = fs::read_to_string(path).unwrap();
        n_fixed += usize::from(after != file.text);
        wrong.extend(change_of(&file.text, &after).map(|what| format!("{}: {what}", file.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_fixed > corpus.files.len() / 5, "{n_fixed} files were fixed: is anything applied at all?");

    assert_eq!(fix(&paths).trim(), "no safe fix to apply", "after a first time");
    for file in check(&paths).files {
        let left =
            file.findings.iter().flat_map(|finding| &finding.fixes).filter(|fix| fix.preferred && fix.safe);
        assert_eq!(left.map(|fix| &fix.title).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", file.path);
    }
}

/// The test above can fail.
#[test]
fn a_change_of_what_must_stay_is_seen() {
    let before = "---\ntitle: a\n---\n# A\n\nSee `x` and [b](c.md).\n\n> said\n\n- one\n";
    assert_eq!(change_of(before, &before.replace("# A", "# B")), None, "a heading may have another name");
    assert_eq!(change_of(before, &before.replace("one", "two")), None, "words change");
    for (from, to) in [
        ("title: a", "title: b"),
        ("`x`", "`y`"),
        ("c.md", "d.md"),
        ("said", "told"),
        ("- one", "one"),
        ("# A", "## A"),
    ] {
        assert!(change_of(before, &before.replace(from, to)).is_some(), "{from} became {to}");
    }
}

fn fix(paths: &[PathBuf]) -> String {
    let output = Command::new(askhow()).arg("fix").args(paths).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

/// What was changed that no safe fix may change.
fn change_of(before: &str, after: &str) -> Option<String> {
    let (old, new) = (Shape::of(before), Shape::of(after));
    if old.blocks != new.blocks {
        return Some("the tree has another shape".to_owned());
    }
    if old.inlines != new.inlines {
        return Some("links, images or code spans came or went".to_owned());
    }
    let (old, new) = (kept(before), kept(after));
    if old.len() != new.len() {
        return Some(format!("{} kept pieces became {}", old.len(), new.len()));
    }
    old.iter().zip(&new).find(|(old, new)| old != new).map(|(old, new)| format!("`{old}` became `{new}`"))
}

/// Code, targets of links, HTML, quotations and front matter, in order. Targets inside the document go along
/// with the heading they name.
fn kept(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut kept = Vec::new();
    let mut verbatim = 0;
    let mut quotes = 0;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => verbatim += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => verbatim -= 1,
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !dest_url.starts_with('#') =>
            {
                kept.push(dest_url.to_string());
            }
            Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => kept.push(text.to_string()),
            Event::Text(text) if verbatim > 0 || quotes > 0 => kept.push(text.to_string()),
            _ => {}
        }
    }
    kept
}
