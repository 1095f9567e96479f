//! Zones: the IANA database that is built in, offsets, and the abbreviations that people write.

mod names;
mod read;

use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock};

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

pub(crate) use names::{of_city, read_written_out};
pub(crate) use read::read_zone;

use crate::lex::Lex;

/// A zone as a timeline names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// As it is printed: an IANA name, `UTC` or an offset such as `+02:00`.
    pub name: String,
    tz: TimeZone,
    abbreviation: Option<&'static [Meaning]>,
    season: Option<Arc<Season>>,
}

/// The half of the year that an abbreviation belongs to.
#[derive(Debug, PartialEq)]
struct Season {
    region: TimeZone,
    twin: &'static str,
    twin_offset: i32,
}

/// What an abbreviation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// `PST`.
    pub abbreviation: &'static str,
    /// The offset it names, in seconds east of UTC; `None` where it names a zone all year round (`PT`).
    pub offset: Option<i32>,
    /// A zone that uses it.
    pub region: &'static str,
    /// What the same region writes in the other half of the year.
    pub twin: Option<&'static str>,
    /// In words: `US Pacific`.
    pub words: &'static str,
}

/// What a local time comes to in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offsets {
    /// The one offset, in seconds east of UTC.
    One(i32),
    /// The clock was set forward over it: the offsets before and after.
    Gap(i32, i32),
    /// The clock was set back over it: the offsets of its first and second occurrence.
    Fold(i32, i32),
}

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

static MEANINGS: LazyLock<Vec<Meaning>> = LazyLock::new(|| {
    let rows = include_str!("../data/zones.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut meanings: Vec<Meaning> = rows
        .filter_map(|row| {
            let mut cells = row.split('\t');
            let (abbreviation, offset, region) = (cells.next()?, cells.next()?, cells.next()?);
            let (twin, words) = (cells.next()?, cells.next()?);
            let offset = parse_offset(offset);
            Some(Meaning { abbreviation, offset, region, twin: (twin != "-").then_some(twin), words })
        })
        .collect();
    meanings.sort_by(|a, b| a.abbreviation.cmp(b.abbreviation));
    meanings
});

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self { name: "UTC".into(), tz: TimeZone::UTC, abbreviation: None, season: None }
    }

    /// This many seconds east of UTC; `None` beyond a day.
    pub fn fixed(seconds: i32) -> Option<Self> {
        let offset = Offset::from_seconds(seconds).ok()?;
        Some(Self {
            name: offset_name(seconds),
            tz: TimeZone::fixed(offset),
            abbreviation: None,
            season: None,
        })
    }

    /// The zone of this name: an IANA name in any case, `UTC`, an offset or an abbreviation.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut lex = Lex::new(name.trim());
        let (_, zone) = read_zone(&mut lex, true)?;
        (lex.is_at_end() && !zone.is_unknown()).then_some(zone)
    }

    /// What the abbreviation can stand for, where it was written as one: more than one where it is in
    /// common use for several zones.
    pub fn meanings(&self) -> &'static [Meaning] {
        self.abbreviation.unwrap_or_default()
    }

    /// What was written where a zone stands, and is none that is known (`Foo/Bar`, `GMT+25`).
    pub(crate) fn unknown(written: &str) -> Self {
        Self { name: written.into(), tz: TimeZone::unknown(), abbreviation: None, season: None }
    }

    /// Whether it is none that is known, though it stands where a zone does.
    pub fn is_unknown(&self) -> bool {
        self.tz.is_unknown() && self.meanings().is_empty()
    }

    /// Whether it has no one meaning: an abbreviation that several zones use, or a zone that is not known.
    pub fn is_ambiguous(&self) -> bool {
        self.tz.is_unknown()
    }

    /// What tells it from others where two are compared: that of `PST` and `PDT` is the same.
    pub fn region(&self) -> &str {
        match self.meanings() {
            [only] => only.region,
            _ => &self.name,
        }
    }

    /// An abbreviation of the wrong half of the year (`PST` in July) is read as people mean it, as the local
    /// time of its region: what would be right on that day, and its offset in seconds.
    pub fn out_of_season(&self, local: DateTime) -> Option<(&'static str, i32)> {
        let season = self.season.as_deref()?;
        // Where the region was at another offset altogether, the one written stands.
        match offsets_of(&season.region, local) {
            Offsets::One(offset) if offset == season.twin_offset => Some((season.twin, offset)),
            _ => None,
        }
    }

    /// The offsets that this local time can have.
    pub(crate) fn offsets(&self, local: DateTime) -> Offsets {
        match self.out_of_season(local) {
            Some((_, offset)) => Offsets::One(offset),
            None => offsets_of(&self.tz, local),
        }
    }

    /// Whether it is an abbreviation of one half of the year.
    pub(crate) fn has_season(&self) -> bool {
        self.season.is_some()
    }

    /// The offset that it names.
    pub(crate) fn own_offset(&self) -> Option<i32> {
        self.tz.to_fixed_offset().ok().map(jiff::tz::Offset::seconds)
    }

    /// The offset at all times, where there is one.
    pub(crate) fn fixed_offset(&self) -> Option<i32> {
        let offset = self.tz.to_fixed_offset().ok()?;
        self.season.is_none().then_some(offset.seconds())
    }

    /// The rules of the zone.
    pub fn time_zone(&self) -> &TimeZone {
        &self.tz
    }
}

impl Meaning {
    /// The zone that it is.
    pub fn zone(&self) -> Option<Zone> {
        match self.offset {
            Some(0) => Some(Zone::utc()),
            Some(seconds) => Zone::fixed(seconds),
            None => named(self.region),
        }
    }

    fn season(&self) -> Option<Season> {
        let twin = self.twin?;
        let twin_offset = meanings(twin).iter().find(|other| other.region == self.region)?.offset?;
        // `PST` in July is a habit; who writes `PDT` in December names an offset.
        if twin_offset <= self.offset? {
            return None;
        }
        Some(Season { region: named(self.region)?.tz, twin, twin_offset })
    }
}

fn offsets_of(tz: &TimeZone, local: DateTime) -> Offsets {
    match tz.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => Offsets::One(offset.seconds()),
        AmbiguousOffset::Gap { before, after } => Offsets::Gap(before.seconds(), after.seconds()),
        AmbiguousOffset::Fold { before, after } => Offsets::Fold(before.seconds(), after.seconds()),
    }
}

/// All meanings of an abbreviation.
fn meanings(name: &str) -> &'static [Meaning] {
    let from = MEANINGS.partition_point(|meaning| meaning.abbreviation < name);
    let rest = MEANINGS.get(from..).unwrap_or_default();
    let count = rest.iter().take_while(|meaning| meaning.abbreviation == name).count();
    rest.get(..count).unwrap_or_default()
}

/// The zone of an abbreviation that people use in this region.
fn of_region(abbreviation: &str, region: &str) -> Option<Zone> {
    let mut all = meanings(abbreviation).iter();
    let index = all.position(|meaning| meaning.region == region)?;
    let only = meanings(abbreviation).get(index..=index)?;
    let meaning = only.first()?;
    let mut zone = meaning.zone()?;
    zone.abbreviation = Some(only);
    zone.season = meaning.season().map(Arc::new);
    Some(zone)
}

pub(crate) fn of_abbreviation(name: &str) -> Option<Zone> {
    ABBREVIATIONS.get(name).cloned()
}

/// All abbreviations with their zones, looked up once.
static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Zone>> = LazyLock::new(|| {
    let zones = MEANINGS
        .iter()
        .filter_map(|meaning| Some((meaning.abbreviation, abbreviated(meaning.abbreviation)?)));
    zones.collect()
});

fn abbreviated(name: &'static str) -> Option<Zone> {
    let meanings = meanings(name);
    let first = meanings.first()?;
    if let [_, _, ..] = meanings {
        return Some(Zone {
            name: name.to_owned(),
            tz: TimeZone::unknown(),
            abbreviation: Some(meanings),
            season: None,
        });
    }
    let mut zone = first.zone()?;
    if first.region != "UTC" && first.offset.is_some() {
        zone.abbreviation = Some(meanings);
        zone.season = first.season().map(Arc::new);
    }
    Some(zone)
}

/// A zone of the database, by its name in any case.
pub(crate) fn named(name: &str) -> Option<Zone> {
    let tz = DATABASE.get(name).ok()?;
    let name = tz.iana_name()?.to_owned();
    let name = if matches!(name.as_str(), "Etc/UTC" | "Etc/UCT" | "Zulu" | "Universal") {
        "UTC".into()
    } else {
        name
    };
    Some(Zone { name, tz, abbreviation: None, season: None })
}

fn parse_offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    Some(sign * (hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60))
}

pub(crate) fn offset_name(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn name(written: &str) -> String {
        Zone::from_name(written).map(|zone| zone.name).unwrap_or_default()
    }

    #[test]
    fn every_way_to_write_a_zone() {
        for (written, expected) in [
            ("UTC", "UTC"),
            ("utc", "UTC"),
            ("Z", "UTC"),
            ("GMT", "UTC"),
            ("UTC+2", "+02:00"),
            ("UTC+02:00", "+02:00"),
            ("UTC−3", "-03:00"),
            ("GMT-0330", "-03:30"),
            ("+05:45", "+05:45"),
            ("+00:00", "UTC"),
            ("Europe/Berlin", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            ("America/Port-au-Prince", "America/Port-au-Prince"),
            ("US/Pacific", "US/Pacific"),
            ("UC/Pacific", "America/Los_Angeles"),
            ("Pacific Time", "America/Los_Angeles"),
            ("ET", "America/New_York"),
            ("PST", "-08:00"),
            ("CEST", "+02:00"),
            ("GST", "+04:00"),
            ("EST", "-05:00"),
            ("IST", "IST"),
            ("foo", ""),
            ("+2500", ""),
            ("UTC+99", ""),
            ("", ""),
        ] {
            assert_eq!(name(written), expected, "{written}");
        }
    }

    #[test]
    fn some_abbreviations_have_several_meanings() {
        for (written, count) in [("IST", 3), ("CST", 2), ("AST", 2), ("PST", 1), ("BST", 1)] {
            assert_eq!(Zone::from_name(written).unwrap().meanings().len(), count, "{written}");
        }
    }

    #[test]
    fn winter_time_in_summer_is_read_as_meant() {
        let pst = Zone::from_name("PST").unwrap();
        let on = |month| pst.out_of_season(jiff::civil::date(2021, month, 1).at(10, 0, 0, 0));
        assert_eq!(on(7), Some(("PDT", -7 * 3600)));
        assert_eq!(on(1), None);
        let pdt = Zone::from_name("PDT").unwrap();
        assert_eq!(pdt.out_of_season(jiff::civil::date(2021, 1, 1).at(10, 0, 0, 0)), None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("../data/zones.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(MEANINGS.len(), rows);
        for meaning in MEANINGS.iter() {
            assert!(named(meaning.region).is_some(), "{meaning:?}");
            assert!(meaning.zone().is_some(), "{meaning:?}");
            assert!(meaning.twin.is_none_or(|twin| !meanings(twin).is_empty()), "{meaning:?}");
        }
    }
}
