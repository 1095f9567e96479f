//! The times of entries in real reviews against those that a careful reader takes them for.
//!
//! `tests/gold/timeline.tsv` holds values only; the reviews are in `ASKHOW_CORPUS`, else in `../shared/corpus`
//! beside the repository, and where they are not, there is nothing to compare.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use askhow_tests::{say, timeline_entries, workspace};

/// File and line.
type Place = (String, u64);

/// Local time, zone and instant.
type Times = [String; 3];

#[test]
fn entries_have_the_times_that_a_reader_sees() {
    let folder = std::env::var_os("ASKHOW_CORPUS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| workspace().join("../shared/corpus"));
    if !folder.join("reviews").is_dir() {
        say("corpus absent: skipped");
        return;
    }
    let gold = gold();
    assert!(gold.len() >= 1_500, "only {} entries to compare with", gold.len());
    let batches: BTreeSet<&str> =
        gold.iter().filter_map(|row| row.place.0.split_once('/')).map(|(batch, _)| batch).collect();
    let mut read = entries(&folder.join("reviews"), "");
    for batch in batches {
        read.extend(entries(&folder.join("batches").join(batch), &format!("{batch}/")));
    }
    let (right, wrong): (Vec<&Row>, Vec<&Row>) =
        gold.iter().partition(|row| read.get(&row.place) == Some(&row.times));
    say(&format!("{} of {} entries have their times", right.len(), gold.len()));
    let found = right
        .iter()
        .filter(|row| row.is_missed)
        .map(|row| format!("{}:{} is right now: it is no miss any more", row.place.0, row.place.1));
    let lost = wrong.iter().filter(|row| !row.is_missed).map(|row| {
        format!("{}:{} {:?}, not {:?}", row.place.0, row.place.1, row.times, read.get(&row.place))
    });
    let changed: Vec<String> = lost.chain(found).collect();
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// A row of the gold.
struct Row {
    place: Place,
    times: Times,
    /// Known to be taken for something else.
    is_missed: bool,
}

fn gold() -> Vec<Row> {
    let text = std::fs::read_to_string(workspace().join("tests/gold/timeline.tsv")).unwrap();
    let rows = text.lines().filter(|row| !row.starts_with('#')).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let (file, line, times, is_missed) = match cells[..] {
            [file, line, local, zone, instant] => (file, line, [local, zone, instant], false),
            [file, line, local, zone, instant, "missed"] => (file, line, [local, zone, instant], true),
            _ => panic!("five columns, and `missed` or nothing: {row}"),
        };
        Row { place: (file.to_owned(), line.parse().unwrap()), times: times.map(str::to_owned), is_missed }
    });
    rows.collect()
}

/// The times of all entries of a folder; `lead` stands before the names of the files.
fn entries(folder: &Path, lead: &str) -> HashMap<Place, Times> {
    let all = timeline_entries(folder).into_iter().map(|(name, entry)| {
        let value = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
        let place = (format!("{lead}{name}"), entry["line"].as_u64().unwrap());
        (place, [value("local"), value("zone"), value("instant")])
    });
    all.collect()
}
