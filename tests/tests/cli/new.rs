//! `askhow new`: a file to begin with, and no other touched.

use crate::helpers::{Folder, WHY};

#[test]
fn a_new_review_holds_what_was_given_and_ends_a_check_with_0() {
    let folder = Folder::empty();
    let args = ["new", "2024-05-21-exports.md", "--title", "Exports stop", "--start", "2024-05-21 16:40"];
    let ran = folder.run(&[&args[..], &["--severity", "SEV-2"]].concat()).ends_with(0);
    assert_eq!(ran.stdout, "");
    let text = folder.read("2024-05-21-exports.md");
    assert!(text.starts_with("# Exports stop\n"), "{text}");
    for part in
        ["2024-05-21 16:40", "SEV-2", "## Contributors & Enablers", "## Mitigators", "## Open Questions"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let json = folder.run(&["check", "--format", "json"]).ends_with(0).json();
    assert_eq!(json["summary"]["reviews"], 1, "a review by what it holds");
}

#[test]
fn without_anything_given_it_is_a_review_too() {
    let folder = Folder::empty();
    folder.run(&["new", "a.md"]).ends_with(0);
    folder.run(&["check", "a.md"]).ends_with(0);
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["new", "a.md"]).ends_with(2);
    assert_eq!(ran.stderr, "a.md: there is such a file already, and it stays as it is\n");
    assert_eq!(folder.read("a.md"), WHY);
}

#[test]
fn its_folder_is_made() {
    let folder = Folder::new(&[("a.md", WHY)]);
    let ran = folder.run(&["new", "incidents/2024/a.md"]).ends_with(0);
    assert!(ran.stderr.starts_with("incidents/2024/a.md: written"), "{}", ran.stderr);
    assert!(folder.read("incidents/2024/a.md").starts_with("# "));
    // No folder is made for a review that is not written.
    folder.run(&["new", "gone/a.md", "--start", "2024-02-30 24:61"]).ends_with(2);
    assert!(!folder.path().join("gone").exists());
    for name in ["a.md/b.md", "a.md/b/c.md"] {
        let ran = folder.run(&["new", name]).ends_with(2);
        let why = "what stands for a folder on the way to it is a file: choose another place";
        assert_eq!(ran.stderr, format!("{name}: {why}\n"));
    }
}

/// There nobody may make a file, root included.
#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_written_is_not_said_to_be_unreadable() {
    for path in ["/sys/askhow-review.md", "/sys/askhow/review.md"] {
        let ran = Folder::empty().run(&["new", path]).ends_with(2);
        assert!(ran.stderr.starts_with(&format!("{path}: ")), "{}", ran.stderr);
        assert!(ran.stderr.contains("writ") && !ran.stderr.contains("read it"), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    }
}

#[test]
fn a_start_that_can_not_be_is_said_and_nothing_is_written() {
    let folder = Folder::empty();
    let ran = folder.run(&["new", "a.md", "--start", "2024-02-30 24:61"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow: nothing is written, since “"), "{}", ran.stderr);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_date_in_the_name_is_the_day_of_the_start() {
    let folder = Folder::empty();
    folder.run(&["new", "2026-11-28-cart.md"]).ends_with(0);
    let text = folder.read("2026-11-28-cart.md");
    for field in ["Incident Start", "Incident Detected", "Stabilization Time"] {
        assert!(text.contains(&format!("- {field}: 2026-11-28 ??:?? UTC\n")), "{text}");
    }
    folder.run(&["new", "2026-11-29-cart.md", "--start", "16:40"]).ends_with(0);
    assert!(folder.read("2026-11-29-cart.md").contains("- Incident Start: 2026-11-29 16:40\n"));
}

#[test]
fn the_form_and_the_template_are_those_of_the_settings() {
    let folder = Folder::new(&[("askhow.toml", "[form]\nfields = [\"Sev\", \"Product\"]\n")]);
    folder.run(&["new", "a.md"]).ends_with(0);
    let form = "**Details**\n\n- Sev: not known yet\n- Product: not known yet\n\n## Description\n";
    assert!(
        folder.read("a.md").starts_with(&format!("# Incident review\n\n{form}")),
        "{}",
        folder.read("a.md")
    );

    let own = "# Incident: TITLE\n\n| Severity | TBD |\n|---|---|\n| Start | YYYY-MM-DD |\n\n## What we saw\n\nWhy did it fail?\n";
    let settings = "preset = \"strict\"\n\n[template]\nfile = \"docs/ours.md\"\n";
    let folder = Folder::new(&[("askhow.toml", settings), ("docs/ours.md", own)]);
    folder.run(&["new", "docs/2026-11-28-cart.md", "--title", "Carts lost"]).ends_with(0);
    let text = own.replace("Incident: TITLE", "Carts lost").replace("YYYY-MM-DD", "2026-11-28 ??:?? UTC");
    assert_eq!(folder.read("docs/2026-11-28-cart.md"), text);
    let ran = folder.run(&["new", "b.md", "--start", "2024-02-30 24:61"]).ends_with(2);
    assert!(ran.stderr.starts_with("askhow: nothing is written, since “"), "{}", ran.stderr);
}

#[test]
fn a_template_that_is_not_there_is_said_with_its_place() {
    let folder = Folder::new(&[("askhow.toml", "[template]\nfile = \"docs/ours.md\"\n")]);
    let ran = folder.run(&["new", "a.md"]).ends_with(2);
    assert_eq!(
        ran.stderr,
        "askhow.toml:2:8: there is no file `docs/ours.md` in this folder: `template.file` says the way from here\n\
         askhow: nothing is written, since the template `docs/ours.md` can't be read\n"
    );
    let folder = Folder::new(&[("askhow.toml", "[template]\nfile = \"a.md\"\n"), ("a.md", "Text.\n")]);
    let ran = folder.run(&["new", "b.md", "--severity", "SEV2"]).ends_with(2);
    assert_eq!(
        ran.stderr,
        "askhow: nothing is written: “SEV2” is given as a severity, and the template of the settings has no place for it: it needs a field `Severity`\n"
    );
}
