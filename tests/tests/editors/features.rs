//! What each editor can do with us: `tests/editors/features.tsv`, which `editors/README.md` shows. A cell is `yes` where
//! the tests have seen it, `from VERSION` where the older one that they drive has no such thing, the name of a test of
//! the extension for VS Code, or `no` where the editor has no such thing.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Mutex, PoisonError};

use askhow_tests::workspace;

/// The features that the tests of one editor have seen at work.
#[derive(Default)]
pub struct Seen(BTreeSet<String>);

impl Seen {
    /// Notes the lines `seen FEATURE` of a report.
    pub fn read(&mut self, report: &str) {
        self.0.extend(report.lines().filter_map(|line| line.strip_prefix("seen ")).map(str::to_owned));
    }

    /// Notes one.
    pub fn add(&mut self, feature: &str) {
        self.0.insert(feature.to_owned());
    }

    /// Neither more nor less than the table says of this editor, whose name ends with its version.
    #[track_caller]
    pub fn check(&self, name: &str) {
        let table = table();
        let (column, version) = name.split_once(' ').expect("a name and a version");
        let place = table[0].iter().position(|head| head == column).expect("a column of the table");
        let is_said = |cell: &str| match cell.strip_prefix("from ") {
            Some(first) => numbers(first) <= numbers(version),
            None => cell == "yes",
        };
        let said = table[1..].iter().filter(|row| is_said(&row[place])).map(|row| row[0].clone());
        assert_eq!(self.0, said.collect(), "{name}: seen, and what features.tsv says");
    }
}

/// A version, so that it can be compared.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().expect("a version is numbers and dots")).collect()
}

/// The table, its heads first.
fn table() -> Vec<Vec<String>> {
    read_table("features.tsv")
}

/// A table of `tests/editors`, its heads first.
pub fn read_table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(workspace().join("tests/editors").join(name)).unwrap();
    let rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "a cell is missing: {row:?}");
    }
    rows
}

/// A table in Markdown, as the page shows it: without the first column, by which the tests call its rows.
fn markdown(table: &[Vec<String>]) -> String {
    let shown = |cell: &String| match cell.as_str() {
        "no" => "–".to_owned(),
        _ => cell.clone(),
    };
    let row =
        |cells: &[String]| format!("| {} |\n", cells[1..].iter().map(shown).collect::<Vec<_>>().join(" | "));
    let rule = "|---".repeat(table[0].len() - 1) + "|\n";
    table[1..].iter().fold(row(&table[0]) + &rule, |page, cells| page + &row(cells))
}

/// Between the marks `<!-- NAME -->` and `<!-- end of NAME -->` of the page stands this table.
#[track_caller]
pub fn check_page(name: &str, table: &[Vec<String>]) {
    // Tests run side by side, and each writes a table of its own into the page.
    static PAGE: Mutex<()> = Mutex::new(());
    let _held = PAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = workspace().join("editors/README.md");
    let shown = fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = shown.split_once(&begin).expect("the page says where the table begins");
    let (_, after) = rest.split_once(&end).expect("the page says where the table ends");
    let wanted = format!("{before}{begin}\n{}\n{end}{after}", markdown(table));
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert_eq!(shown, wanted, "`UPDATE_PAGES=1 cargo test -p askhow-tests --test editors` writes the table");
}

/// The column whose cells are names of tests, since those tests are written in another language.
const IN_VS_CODE: usize = 5;

#[test]
fn what_is_said_of_vs_code_has_a_test_there() {
    let table = table();
    assert_eq!(table[0][IN_VS_CODE], "VS Code");
    let folder = workspace().join("editors/vscode/test");
    let files = [folder.join("suite"), folder].map(|folder| fs::read_dir(folder).unwrap());
    let files = files.into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let tests: Vec<_> = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    for row in &table[1..] {
        let name = &row[IN_VS_CODE];
        let is_there = tests.iter().any(|text| text.contains(&format!("\"{name}\": async ")));
        assert!(name == "no" || is_there, "no test of the extension is called “{name}”");
    }
}

#[test]
fn the_page_shows_the_table_of_features() {
    let mut table = table();
    for cell in table[1..].iter_mut().map(|row| &mut row[IN_VS_CODE]) {
        if cell != "no" {
            *cell = "yes".to_owned();
        }
    }
    check_page("features", &table);
}

#[test]
fn a_feature_too_few_is_seen() {
    let mut seen = Seen::default();
    seen.read("ok   a finding\nseen findings\nFAIL seen nothing\n");
    seen.add("hover");
    assert_eq!(Vec::from_iter(&seen.0), ["findings", "hover"]);
    assert!(std::panic::catch_unwind(|| seen.check("Neovim 0.12")).is_err());
}
