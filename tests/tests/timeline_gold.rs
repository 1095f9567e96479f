//! The times of entries in real reviews against those that a careful reader takes them for.
//!
//! `tests/gold/timeline.tsv` holds values only; the reviews are in `ASKHOW_CORPUS`, else in `../shared/corpus`
//! beside the repository, and where they are not, there is nothing to compare.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

use askhow_tests::{askhow, say, workspace};
use serde_json::Value;

/// Of so many entries in a hundred, local time, zone and instant are right.
const PERCENT: usize = 99;

/// File and line.
type Place = (String, u64);

/// Local time, zone and instant.
type Times = [String; 3];

#[test]
fn entries_have_the_times_that_a_reader_sees() {
    let folder = std::env::var_os("ASKHOW_CORPUS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| workspace().join("../shared/corpus")).join("reviews");
    if !folder.is_dir() {
        say("corpus absent: skipped");
        return;
    }
    let gold = gold();
    assert!(gold.len() >= 300, "only {} entries to compare with", gold.len());
    let read = entries(&folder);
    let wrong: Vec<String> = gold
        .iter()
        .filter(|(place, times)| read.get(place) != Some(times))
        .map(|(place, times)| format!("{}:{} {times:?}, not {:?}", place.0, place.1, read.get(place)))
        .collect();
    say(&format!("{} of {} entries have their times", gold.len() - wrong.len(), gold.len()));
    let least = (gold.len() * PERCENT).div_ceil(100);
    assert!(gold.len() - wrong.len() >= least, "{}", wrong.join("\n"));
}

fn gold() -> Vec<(Place, Times)> {
    let text = std::fs::read_to_string(workspace().join("tests/gold/timeline.tsv")).unwrap();
    let rows = text.lines().filter(|row| !row.starts_with('#')).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [file, line, local, zone, instant] = cells[..] else { panic!("five columns: {row}") };
        ((file.to_owned(), line.parse().unwrap()), [local, zone, instant].map(str::to_owned))
    });
    rows.collect()
}

/// All entries that the binary reports, in its own process.
fn entries(folder: &std::path::Path) -> HashMap<Place, Times> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "md")).collect();
    let output = Command::new(askhow())
        .args(["check", "--timeline", "--format", "json"])
        .args(&files)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut entries = HashMap::new();
    for file in report["files"].as_array().unwrap() {
        let name = file["path"].as_str().unwrap().rsplit('/').next().unwrap();
        for entry in file["timeline"]["entries"].as_array().unwrap() {
            let value = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
            let place = (name.to_owned(), entry["line"].as_u64().unwrap());
            entries.insert(place, [value("local"), value("zone"), value("instant")]);
        }
    }
    entries
}
