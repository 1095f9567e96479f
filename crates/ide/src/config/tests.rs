use std::collections::BTreeMap;

use serde_json::json;

use askhow_review::settings::TemplateSettings;

use super::*;

/// Files in memory; a text of `!` can't be read.
struct Tree(BTreeMap<&'static str, &'static str>);

impl Files for Tree {
    fn read(&self, path: &Path) -> Result<Option<String>, String> {
        match self.0.get(path.to_str().unwrap()) {
            Some(&"!") => Err("permission denied".to_owned()),
            Some(text) => Ok(Some((*text).to_owned())),
            None => Ok(None),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        let path = path.to_str().unwrap();
        self.0.keys().any(|known| *known == path || known.starts_with(&format!("{path}/")))
    }

    fn length(&self, path: &Path) -> Option<u64> {
        self.0.get(path.to_str().unwrap()).map(|text| text.len() as u64)
    }

    fn templates(&self, folder: &Path) -> Vec<PathBuf> {
        let paths = self.0.keys().map(PathBuf::from);
        paths.filter(|path| path.parent() == Some(folder) && may_be_template(path)).collect()
    }
}

fn tree(files: &[(&'static str, &'static str)]) -> Tree {
    Tree(files.iter().copied().collect())
}

#[test]
fn the_nearest_file_counts_up_to_the_folder_with_git() {
    let files = tree(&[
        ("/askhow.toml", "timezone = \"Asia/Tokyo\""),
        ("/repo/.git/HEAD", ""),
        ("/repo/askhow.toml", "timezone = \"UTC\""),
        ("/repo/a/askhow.toml", "timezone = \"Europe/Berlin\""),
        ("/bare/.git", "gitdir: elsewhere"),
    ]);
    let zone = |path: &str| {
        let resolved = resolve(Path::new(path), &files, &[]);
        assert_eq!(resolved.problems, []);
        (resolved.settings.timezone.clone(), resolved.root)
    };
    let some = |zone: &str, root: &str| (Some(zone.to_owned()), Some(PathBuf::from(root)));
    assert_eq!(zone("/repo/a/b/c.md"), some("Europe/Berlin", "/repo/a"));
    assert_eq!(zone("/repo/d.md"), some("UTC", "/repo"));
    assert_eq!(zone("/other/d.md"), some("Asia/Tokyo", "/"));
    // A work tree has a file instead of a folder.
    assert_eq!(zone("/bare/docs/d.md"), (None, None));
    assert_eq!(zone("d.md"), (None, None));
}

#[test]
fn one_file_alone_counts_wherever_it_lies_and_its_paths_are_seen_from_the_root() {
    let files = tree(&[("/repo/askhow.toml", "timezone = \"UTC\""), ("/ci/ours.md", "# Ours\n")]);
    let text = "reviews = [\"incidents/\"]\nsevrities = []\n[template]\nfile = \"ours.md\"\n".to_owned();
    let resolved = resolve_alone(Path::new("/ci/a.toml"), text, Path::new("/repo"), &files);
    assert_eq!((resolved.root.as_deref(), &resolved.settings.timezone), (Some(Path::new("/repo")), &None));
    assert_eq!(resolved.configured("incidents/x.md"), Some(true));
    assert_eq!(resolved.template.as_deref(), Some("# Ours\n"));
    let [problem] = resolved.problems.as_slice() else { panic!("{:?}", resolved.problems) };
    assert_eq!((problem.file.as_path(), problem.line_column), (Path::new("/ci/a.toml"), (2, 1)));
}

#[test]
fn of_a_file_full_of_slips_the_first_are_told_and_how_many_more_there_are() {
    let slips: String = (0..80).map(|n| format!("k{n} = 1\n")).collect();
    let problems = resolve_alone(Path::new("/r/a.toml"), slips, Path::new("/r"), &tree(&[])).problems;
    assert_eq!(problems.len(), 51);
    assert!(problems[49].message.starts_with("unknown key `k49`"), "{:?}", problems[49]);
    assert_eq!(problems[50].message, "30 more problems stand in this file: mend those above first");
}

#[test]
fn the_file_beats_the_editor_key_by_key() {
    let files = tree(&[("/r/askhow.toml", "severities = [\"SEV1\"]\n")]);
    let editor = [json!({"timezone": "UTC", "severities": ["P1"]}), json!({"timezone": "Europe/Paris"})];
    let resolved = resolve(Path::new("/r/x.md"), &files, &editor);
    assert_eq!(resolved.settings.timezone.as_deref(), Some("Europe/Paris"));
    assert_eq!(resolved.settings.severities, ["SEV1"]);
    assert_eq!(resolved.problems, []);
}

#[test]
fn a_slip_is_named_with_its_place_and_the_other_keys_count() {
    let files = tree(&[("/r/askhow.toml", "# für uns\ntimezone = \"UTC\"\n  sevrities = [1]\n")]);
    let resolved = resolve(Path::new("/r/x.md"), &files, &[json!({"timezon": 1})]);
    let [editor, file] = resolved.problems.as_slice() else { panic!("{:?}", resolved.problems) };
    assert_eq!(editor.file, Path::new(""));
    assert_eq!(editor.message, "unknown key `timezon`: did you mean `timezone`?");
    assert_eq!((file.file.as_path(), file.line_column), (Path::new("/r/askhow.toml"), (3, 3)));
    assert_eq!(file.message, "unknown key `sevrities`: did you mean `severities`?");
    assert_eq!(resolved.settings.timezone.as_deref(), Some("UTC"));
    assert!(!resolved.broken);
}

#[test]
fn what_cannot_be_read_is_said() {
    let files = tree(&[("/r/askhow.toml", "!"), ("/s/askhow.toml", "timezone = \n")]);
    let resolved = resolve(Path::new("/r/x.md"), &files, &[]);
    assert_eq!(resolved.problems[0].message, "this file can't be read: permission denied");
    assert!(resolved.broken);
    let resolved = resolve(Path::new("/s/x.md"), &files, &[]);
    assert_eq!(resolved.problems[0].line_column.0, 1);
    assert!(resolved.broken);
}

#[test]
fn every_rule_can_be_set_and_every_other_name_is_refused() {
    let rules = crate::rules();
    assert!(!rules.is_empty());
    let levels: BTreeMap<&str, &str> = rules.iter().map(|rule| (rule.id, "off")).collect();
    let resolved = resolve(Path::new("/x.md"), &tree(&[]), &[json!({"rules": levels})]);
    assert_eq!(resolved.problems, []);
    assert!(rules.iter().all(|rule| resolved.settings.level_of(rule).is_none()));
    let resolved = resolve(Path::new("/x.md"), &tree(&[]), &[json!({"rules": {"section/mising": "off"}})]);
    assert_eq!(
        resolved.problems[0].message,
        "unknown rule `section/mising`: did you mean `section/missing`?"
    );
}

#[test]
fn globs_are_those_of_the_file() {
    let files = tree(&[("/r/askhow.toml", "reviews = [\"incidents/**/*.md\", \"a[\"]\n")]);
    let resolved = resolve(Path::new("/r/x.md"), &files, &[]);
    assert_eq!(resolved.configured("incidents/2019/x.md"), Some(true));
    assert_eq!(resolved.configured("docs/x.md"), None);
    assert!(resolved.problems[0].message.starts_with("`a[` is no glob: "), "{:?}", resolved.problems);
    assert_eq!(Resolved::default().configured("incidents/x.md"), None);
}

#[test]
fn levels_for_paths_beat_those_for_all_and_later_ones_earlier_ones() {
    let text = "[rules]\n\"phrasing/nines\" = \"error\"\n\n\
                [[overrides]]\nfiles = [\"old/\", \"!old/kept.md\"]\nrules = { \"phrasing/*\" = \"off\" }\n\n\
                [[overrides]]\nfiles = [\"**/*.mdx\"]\n[overrides.rules]\n\"phrasing/nines\" = \"hint\"\n";
    let files = tree(&[("/r/askhow.toml", Box::leak(text.to_owned().into_boxed_str()))]);
    let resolved = resolve(Path::new("/r/x.md"), &files, &[]);
    assert_eq!(resolved.problems, []);
    let nines = crate::rules().into_iter().find(|rule| rule.id == "phrasing/nines").unwrap();
    let level = |path: &str| resolved.rules_of(Some(path)).settings.level_of(nines);
    use askhow_document::Level;
    assert_eq!(level("x.md"), Some(Level::Error));
    assert_eq!(level("old/x.md"), None);
    assert_eq!(level("old/kept.md"), Some(Level::Error));
    assert_eq!(level("old/x.mdx"), Some(Level::Hint));
    assert!(Arc::ptr_eq(&resolved.rules_of(Some("x.md")), &resolved.rules));
    assert!(Arc::ptr_eq(&resolved.rules_of(None), &resolved.rules));
    assert!(Arc::ptr_eq(&resolved.rules_of(Some("old/x.md")), &resolved.rules_of(Some("old/y.md"))));
}

#[test]
fn a_slip_in_overrides_is_named_with_its_place() {
    let text = "[[overrides]]\nfiles = [\"a[\"]\n\n[[overrides]]\nrules = {}\n\n\
                [[overrides]]\nfiles = [\"b\"]\nrules = { \"phrasing/nine\" = \"off\" }\n";
    let files = tree(&[("/r/askhow.toml", Box::leak(text.to_owned().into_boxed_str()))]);
    let resolved = resolve(Path::new("/r/x.md"), &files, &[]);
    let told: Vec<_> = resolved.problems.iter().map(|it| (it.line_column.0, it.message.as_str())).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].0 == 2 && told[0].1.starts_with("`a[` is no glob: "), "{told:?}");
    assert_eq!(told[1], (5, "`overrides[1]` lacks `files`"));
    assert_eq!(told[2], (9, "unknown rule `phrasing/nine`: did you mean `phrasing/nines`?"));
}

#[test]
fn the_same_settings_are_compiled_once() {
    let files = tree(&[("/r/askhow.toml", "severities = [\"once\"]\n")]);
    let first = resolve(Path::new("/r/x.md"), &files, &[]);
    let second = resolve(Path::new("/r/y.md"), &files, &[]);
    assert!(Arc::ptr_eq(&first.rules, &second.rules));
}

#[test]
fn the_template_of_the_team_is_read_from_the_folder_of_the_settings() {
    let files = tree(&[
        ("/r/askhow.toml", "[template]\nfile = \"docs/review.md\"\n"),
        ("/r/docs/review.md", "# Ours\n"),
        ("/s/askhow.toml", "timezone = \"UTC\"\n\n[template]\nfile = \"gone.md\"\n"),
        ("/t/askhow.toml", "template.file = \"locked.md\"\n"),
        ("/t/locked.md", "!"),
        ("/u/askhow.toml", "timezone = \"UTC\"\n"),
        ("/u/mine.md", "# Mine\n"),
    ]);
    let resolved = resolve(Path::new("/r/incidents/x.md"), &files, &[]);
    assert_eq!((resolved.template.as_deref(), resolved.problems), (Some("# Ours\n"), Vec::new()));
    for (path, place, message) in [
        (
            "/s/x.md",
            (4, 8),
            "there is no file `gone.md` in this folder: `template.file` says the way from here",
        ),
        ("/t/x.md", (1, 17), "the template `locked.md` can't be read: permission denied"),
    ] {
        let resolved = resolve(Path::new(path), &files, &[]);
        let [problem] = resolved.problems.as_slice() else { panic!("{:?}", resolved.problems) };
        assert_eq!((problem.line_column, problem.message.as_str()), (place, message));
        assert_eq!((resolved.template, resolved.broken), (None, false));
    }
    // An editor may name one beside an `askhow.toml`, and nowhere else.
    let editor = [json!({"template": {"file": "mine.md"}})];
    assert_eq!(resolve(Path::new("/u/x.md"), &files, &editor).template.as_deref(), Some("# Mine\n"));
    let resolved = resolve(Path::new("/other/x.md"), &files, &editor);
    assert_eq!(
        resolved.problems[0].message,
        "`template.file` says the way from an `askhow.toml`, and there is none for `mine.md`"
    );
}

#[test]
fn templates_that_lie_beside_reviews_are_read_up_to_the_folder_with_git() {
    let files = tree(&[
        ("/template.md", "# Not ours\n"),
        ("/repo/.git/HEAD", ""),
        ("/repo/incident-template.md", "# Incident\n"),
        ("/repo/templates/review.md", "# Review\n"),
        ("/repo/incidents/Template.markdown", "# Template\n"),
        ("/repo/incidents/template.txt", "# Text\n"),
        ("/repo/incidents/locked-template.md", "!"),
        ("/repo/incidents/long-template.md", Box::leak("x".repeat(70_000).into_boxed_str())),
        ("/repo/incidents/a.md", "# Mail was down\n"),
        ("/repo/incidents/2024/b.md", "# Search was down\n"),
        ("/loose/template.md", "# Beside\n"),
        ("/loose/below/c.md", "# Search was down\n"),
    ]);
    let count = |folder: &str, path: &str, named: Option<&str>| {
        let settings = Settings {
            template: named.map(|it| TemplateSettings { file: Some(it.to_owned()) }).unwrap_or_default(),
            ..Settings::default()
        };
        let resolved = Resolved {
            settings: Arc::new(settings),
            file: Some("/repo/askhow.toml".into()),
            template: named.map(|_| "# Ours\n".into()),
            ..Resolved::default()
        };
        Templates::read(Path::new(folder), &resolved, &files).of(Some(Path::new(path))).len()
    };
    assert_eq!(count("/repo/incidents", "/repo/incidents/a.md", None), 3);
    assert_eq!(count("/repo/incidents", "/repo/incidents/a.md", Some("docs/house.md")), 4);
    assert_eq!(count("/repo/incidents", "/repo/docs/house.md", Some("docs/house.md")), 3);
    // One that the settings name as well counts once.
    assert_eq!(count("/repo/incidents", "/repo/incidents/a.md", Some("templates/review.md")), 3);
    // A template is not made from itself.
    assert_eq!(count("/repo/incidents", "/repo/incidents/Template.markdown", None), 2);
    assert_eq!(count("/repo/incidents/2024", "/repo/incidents/2024/b.md", None), 1);
    // Above the folder with `.git` nothing is read, and without one what lies right there.
    assert_eq!(count("/repo", "/repo/x.md", None), 2);
    assert_eq!(count("/loose/below", "/loose/below/c.md", None), 0);
    assert_eq!(count("/loose", "/loose/c.md", None), 1);
}

#[test]
fn a_review_of_a_day_is_no_template_whatever_it_is_about() {
    for (path, is) in [
        ("/repo/template.md", true),
        ("/repo/incident-Template-2024.md", true),
        ("/repo/templates/incident.md", true),
        ("/repo/2026-10-14-template-service.md", false),
        ("/repo/template.toml", false),
        ("/repo/incident.md", false),
    ] {
        assert_eq!(may_be_template(Path::new(path)), is, "{path}");
    }
}
