//! What we build with: where it comes from, and under which licences. `deny.toml` says what may be; `cargo deny` asks the
//! same, and more, where it is installed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use askhow_tests::workspace;
use cargo_metadata::{Metadata, MetadataCommand, Package, PackageId};

/// Where packages may come from.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn metadata() -> Metadata {
    let mut command = MetadataCommand::new();
    command.current_dir(workspace()).other_options(["--locked", "--offline"].map(str::to_owned).to_vec());
    command.exec().unwrap()
}

/// Everything that anything in the workspace is built with, on any system, tests included.
fn built_with(metadata: &Metadata) -> Vec<&Package> {
    let resolve = metadata.resolve.as_ref().unwrap();
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut waiting: Vec<&PackageId> = metadata.workspace_members.iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if reached.insert(id) {
            waiting.extend(nodes[id].deps.iter().map(|dep| &dep.pkg));
        }
    }
    metadata.packages.iter().filter(|package| reached.contains(&package.id)).collect()
}

/// The texts in quotes of a list of `deny.toml`.
fn listed(deny: &str, key: &str) -> Vec<String> {
    let list = deny.split_once(&format!("\n{key} = [")).unwrap_or_else(|| panic!("no `{key}`")).1;
    let list = list.split_once(']').unwrap().0;
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an expression of licences can be met by those that are allowed.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let is_met = any(&mut words, allowed);
    is_met && words.next().is_none()
}

type Words<'w> = std::iter::Peekable<std::str::SplitWhitespace<'w>>;

fn any(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let mut is_met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        is_met |= all(words, allowed);
    }
    is_met
}

fn all(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let mut is_met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        is_met &= one(words, allowed);
    }
    is_met
}

fn one(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let Some(name) = words.next() else { return false };
    if name == "(" {
        let is_met = any(words, allowed);
        return words.next() == Some(")") && is_met;
    }
    let name = match words.next_if_eq(&"WITH") {
        Some(_) => format!("{name} WITH {}", words.next().unwrap_or_default()),
        None => name.to_owned(),
    };
    allowed.contains(&name)
}

#[test]
fn packages_come_from_one_place_under_licences_that_are_allowed() {
    let deny = std::fs::read_to_string(workspace().join("deny.toml")).unwrap();
    let allowed = listed(&deny, "allow");
    let metadata = metadata();
    let packages = built_with(&metadata);
    assert!(packages.len() > 100, "{} packages", packages.len());
    let mut wrong = Vec::new();
    for package in packages {
        let name = format!("{} {}", package.name, package.version);
        match &package.source {
            None if metadata.workspace_members.contains(&package.id) => {}
            Some(source) if source.repr == CRATES_IO => {}
            other => wrong.push(format!("{name} comes from {other:?}")),
        }
        let license = package.license.as_deref().unwrap_or("no licence that is named");
        if !is_met(license, &allowed) {
            wrong.push(format!("{name}: {license}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_package_has_a_checksum() {
    let lock = std::fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    let from_elsewhere = packages.iter().filter(|package| package.contains("\nsource = "));
    let without: Vec<_> = from_elsewhere.clone().filter(|it| !it.contains("\nchecksum = ")).collect();
    assert!(from_elsewhere.count() > 100);
    assert_eq!(without, Vec::<&&str>::new());
}

#[test]
fn expressions_of_licences_are_read() {
    let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("MIT OR GPL-3.0 AND Zlib", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("no licence that is named", false),
        ("MIT MIT", false),
        ("", false),
    ] {
        assert_eq!(is_met(expression, &allowed), expected, "{expression}");
    }
}
