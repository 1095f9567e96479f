//! Zones written out: *Central European Summer Time*, *Berlin time*.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::{DATABASE, Zone, named, of_abbreviation, of_region};
use crate::lex::Lex;

/// The three columns of a name.
type Columns = [&'static str; 3];

static NAMES: LazyLock<FxHashMap<&'static str, Columns>> = LazyLock::new(|| {
    let rows = include_str!("../../data/zone-names.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?, cells.next()?]))
    });
    rows.collect()
});

/// Cities of the database, in lower case, with the names of their zones.
static CITIES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut cities = FxHashMap::default();
    for name in DATABASE.available() {
        let name = name.as_str();
        // `Etc/Zulu`, `US/Pacific` and the like name no city.
        let Some((region, city)) = name.rsplit_once('/') else { continue };
        let continents =
            ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
        if continents.iter().any(|continent| region.starts_with(continent)) {
            cities.entry(city.replace('_', " ").to_lowercase()).or_insert_with(|| name.to_owned());
        }
    }
    cities
});

/// A city by itself.
pub(crate) fn of_city(name: &str) -> Option<Zone> {
    CITIES.get(&name.to_lowercase()).and_then(|zone| named(zone))
}

/// Reads a zone that is written out, `Time` included. It begins with a capital, or stands where only a zone can.
pub(crate) fn read_written_out(lex: &mut Lex<'_>, alone: bool) -> Option<Zone> {
    let start = lex.at();
    if !lex.rest().starts_with(|c: char| c.is_uppercase() || (alone && c.is_lowercase())) {
        return None;
    }
    // Most words that could begin one are followed by none that ends it.
    if !["ime", "IME"].iter().any(|end| lex.rest().contains(end)) {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    while words.len() < 6 {
        let from = lex.at();
        let letters = lex.rest().find(|c: char| !c.is_alphabetic()).unwrap_or(lex.rest().len());
        lex.go(from + letters);
        let word = lex.since(from).to_lowercase();
        match word.as_str() {
            "" => break,
            "time" | "timezone" if !words.is_empty() => {
                lex.attempt(|lex| (lex.blanks() && lex.word("zone")).then_some(()));
                return meaning(&words, lex.since(start));
            }
            _ => words.push(word),
        }
        if !lex.blanks() {
            break;
        }
    }
    None
}

fn meaning(words: &[String], written: &str) -> Option<Zone> {
    let (last, rest) = words.split_last()?;
    let (season, rest) = match last.as_str() {
        "standard" => (Some(0), rest),
        "summer" | "daylight" => (Some(1), rest),
        _ => (None, words),
    };
    let name = rest.join(" ");
    if let Some(columns) = NAMES.get(name.as_str()) {
        let column = columns.get(season.unwrap_or(2)).copied()?;
        return match column.split_once(' ') {
            Some((abbreviation, region)) => of_region(abbreviation, region),
            None => of_abbreviation(column).or_else(|| named(column)),
        };
    }
    let is_name =
        written.split_whitespace().take(rest.len()).all(|word| word.starts_with(char::is_uppercase));
    if !is_name || rest.is_empty() {
        return None;
    }
    of_city(&name).or_else(|| season.map(|_| Zone::unknown(written)))
}
