//! What entries in real reviews tell, and who acts in them, against what careful readers take from them.
//!
//! `tests/gold/moments.tsv` holds a few words of each at most; the reviews are in `ASKHOW_CORPUS`, else in `../shared/corpus`
//! beside the repository, and where they are not, there is nothing to compare. `UPDATE_MOMENTS=1` writes the marks anew.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use askhow_tests::{say, timeline_entries, workspace};
use serde_json::Value;

/// File and line.
type Place = (String, u64);

/// Kind and name of each moment; `-` for none.
type Moments = Vec<(String, String)>;

const GOLD: &str = "tests/gold/moments.tsv";

#[test]
fn entries_tell_what_a_reader_takes_from_them() {
    let folder = std::env::var_os("ASKHOW_CORPUS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| workspace().join("../shared/corpus"));
    if !folder.join("reviews").is_dir() {
        say("corpus absent: skipped");
        return;
    }
    let text = std::fs::read_to_string(workspace().join(GOLD)).unwrap();
    let gold: Vec<Row> = text.lines().filter(|row| !row.starts_with('#')).map(row).collect();
    assert!(gold.len() >= 600, "only {} entries to compare with", gold.len());
    let batches: BTreeSet<&str> =
        gold.iter().filter_map(|row| row.place.0.split_once('/')).map(|(batch, _)| batch).collect();
    let mut read = entries(&folder.join("reviews"), "");
    for batch in batches {
        read.extend(entries(&folder.join("batches").join(batch), &format!("{batch}/")));
    }
    let found: Vec<Vec<&str>> = gold.iter().map(|row| marks(row, read.get(&row.place))).collect();
    tell(&gold, &found);
    if std::env::var_os("UPDATE_MOMENTS").is_some() {
        write(&text, &found);
        return;
    }
    let changed: Vec<String> = gold
        .iter()
        .zip(&found)
        .filter(|(row, found)| row.marks != **found)
        .map(|(row, found)| {
            let read = read.get(&row.place);
            format!("{}:{} {:?} is {found:?} now: {read:?}", row.place.0, row.place.1, row.marks)
        })
        .collect();
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// A row of the gold.
struct Row {
    place: Place,
    kinds: Vec<String>,
    /// Those who act, without the article.
    who: Vec<String>,
    /// Its readers had their doubts.
    is_doubtful: bool,
    /// In what it is known to be taken for something else.
    marks: Vec<String>,
}

fn row(row: &str) -> Row {
    let cells: Vec<&str> = row.split('\t').collect();
    let [file, line, _, kinds, who, marks @ ..] = &cells[..] else {
        panic!("file, line, words, kinds, who, and marks or nothing: {row}");
    };
    Row {
        place: ((*file).to_owned(), line.parse().unwrap()),
        kinds: kinds.trim_end_matches('?').split(' ').map(str::to_owned).collect(),
        who: who.split("; ").filter(|who| *who != "-").map(plain).collect(),
        is_doubtful: kinds.ends_with('?'),
        marks: marks.iter().flat_map(|marks| marks.split(' ')).map(str::to_owned).collect(),
    }
}

/// What is known of a row: `no-kind` (none is told), `other-kind` (another one than the first), `no-who` (somebody acts, and
/// nobody is named), `other-who` (somebody is named who does not act).
fn marks(row: &Row, read: Option<&Moments>) -> Vec<&'static str> {
    let Some(read) = read else { return vec!["no-entry"] };
    let mut marks = Vec::new();
    let first = read.first().map_or("-", |(kind, _)| kind.as_str());
    if Some(first) != row.kinds.first().map(String::as_str) {
        marks.push(if first == "-" { "no-kind" } else { "other-kind" });
    }
    let named: Vec<String> = read.iter().filter(|(_, who)| who != "-").map(|(_, who)| plain(who)).collect();
    let acts = |name: &String| row.who.iter().any(|who| who.contains(name) || name.contains(who));
    if !named.iter().all(acts) {
        marks.push("other-who");
    } else if named.is_empty() && !row.who.is_empty() {
        marks.push("no-who");
    }
    marks
}

/// In small letters, without article and marks.
fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace(['`', '@', '*'], "");
    name.strip_prefix("the ").unwrap_or(&name).trim().to_owned()
}

fn tell(gold: &[Row], found: &[Vec<&str>]) {
    for (of, counts) in [("all", true), ("those without doubt", false)] {
        let rows = || gold.iter().zip(found).filter(|(row, _)| counts || !row.is_doubtful);
        let has = |mark: &str| rows().filter(|(_, marks)| marks.contains(&mark)).count();
        let acts = rows().filter(|(row, _)| !row.who.is_empty()).count();
        say(&format!(
            "{of}: {} entries, {} without a kind, {} with another; {acts} in which somebody acts, {} of them unnamed, {} misnamed",
            rows().count(),
            has("no-kind"),
            has("other-kind"),
            has("no-who"),
            has("other-who"),
        ));
    }
}

fn write(text: &str, found: &[Vec<&str>]) {
    let mut found = found.iter();
    let rows = text.lines().map(|row| {
        if row.starts_with('#') {
            return row.to_owned();
        }
        let cells: Vec<&str> = row.split('\t').take(5).collect();
        let marks = found.next().unwrap().join(" ");
        if marks.is_empty() { cells.join("\t") } else { format!("{}\t{marks}", cells.join("\t")) }
    });
    std::fs::write(workspace().join(GOLD), rows.collect::<Vec<_>>().join("\n") + "\n").unwrap();
}

/// What all entries of a folder tell; `lead` stands before the names of the files.
fn entries(folder: &Path, lead: &str) -> HashMap<Place, Moments> {
    let all = timeline_entries(folder).into_iter().map(|(name, entry)| {
        let value = |moment: &Value, key: &str| moment[key].as_str().unwrap_or("-").to_owned();
        let moments = entry["moments"].as_array().unwrap().iter();
        let moments = moments.map(|moment| (value(moment, "kind"), value(moment, "who")));
        ((format!("{lead}{name}"), entry["line"].as_u64().unwrap()), moments.collect())
    });
    all.collect()
}
