//! Addresses in what people get: each leads to what somebody is known to keep, or is plainly an example.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use askhow_tests::workspace;

/// Hosts that we write to, and what stands there.
const KNOWN: &[(&str, &str)] = &[
    ("github.com", "this project, and others"),
    ("json.schemastore.org", "the schema of SARIF"),
    ("json-schema.org", "the dialect of our schema"),
    ("www.w3.org", "the name of SVG"),
    ("wordnet.princeton.edu", "the licence of a word list"),
    ("www.rust-lang.org", "the page of the Rust toolchain"),
    ("www.apache.org", "the licence"),
    ("127.0.0.1", "the machine itself"),
];

/// No host has such a name, by RFC 2606.
fn is_example(host: &str) -> bool {
    let parts: Vec<&str> = host.rsplit('.').collect();
    matches!(parts[..], ["example" | "test" | "invalid" | "localhost", ..])
        || matches!(parts[..], ["com" | "org" | "net", "example", ..])
}

/// The hosts of a text, without what lies behind the tests at the foot of a file of code.
fn hosts(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines
        .flat_map(|line| line.split("://").skip(1))
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').next())
        .filter(|host| host.contains('.') && !host.starts_with('.'))
        .collect()
}

#[test]
fn nothing_leads_to_an_address_that_nobody_keeps() {
    let mut files = Vec::new();
    for folder in ["crates", "docs", "editors"] {
        gather(&workspace().join(folder), &mut files);
    }
    let root = fs::read_dir(workspace()).unwrap().map(|entry| entry.unwrap().path());
    files.extend(root.filter(|path| path.is_file() && path.file_name() != Some("Cargo.lock".as_ref())));
    let (mut n_hosts, mut unknown) = (0, Vec::new());
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for host in hosts(&text) {
            n_hosts += 1;
            let host = host.trim_end_matches('.');
            if !is_example(host) && !KNOWN.iter().any(|(known, _)| *known == host) {
                unknown.push(format!("{}: {host}", file.strip_prefix(workspace()).unwrap().display()));
            }
        }
    }
    assert!(n_hosts > 20, "only {n_hosts} addresses were seen");
    assert_eq!(unknown, Vec::<String>::new(), "say in KNOWN what stands there, or leave it out");
}

#[test]
fn an_address_that_nobody_keeps_is_seen() {
    let hosts = |text: &'static str| hosts(text).into_iter().collect::<Vec<_>>();
    assert_eq!(hosts("see https://askhow.net/rules#x or <http://a.b-c.io>"), ["a.b-c.io", "askhow.net"]);
    assert_eq!(hosts("file:///x.md, https:// and {scheme}://{host}\n#[cfg(test)]\nhttps://a.io"), [""; 0]);
    assert!(is_example("tickets.example") && is_example("a.example.org") && !is_example("example.io"));
}

/// What people get: no tests, nothing that was built, nothing of others.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if matches!(name, "node_modules" | "dist" | "target" | "out" | "test" | "tests" | "package-lock.json")
        {
            continue;
        }
        if path.is_dir() {
            gather(&path, files);
        } else if name != "tests.rs" && name != "Cargo.lock" {
            files.push(path);
        }
    }
}
