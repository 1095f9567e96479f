//! Zones: the IANA database that is built in, offsets, and the abbreviations that people write.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use askhow_document::Span;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

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
        let part = read_zone(&mut lex, true)?;
        lex.is_at_end().then_some(part.1)
    }

    /// What the abbreviation can stand for, where it was written as one: more than one where it is in
    /// common use for several zones.
    pub fn meanings(&self) -> &'static [Meaning] {
        self.abbreviation.unwrap_or_default()
    }

    /// Whether it is written as an abbreviation that several zones use.
    pub fn is_ambiguous(&self) -> bool {
        self.meanings().len() > 1
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

fn of_abbreviation(name: &str) -> Option<Zone> {
    ABBREVIATIONS.get(name).cloned()
}

/// All abbreviations with their zones, looked up once.
static ABBREVIATIONS: LazyLock<HashMap<&'static str, Zone>> = LazyLock::new(|| {
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
fn named(name: &str) -> Option<Zone> {
    let tz = DATABASE.get(name).ok()?;
    let name = tz.iana_name()?.to_owned();
    let name = if matches!(name.as_str(), "Etc/UTC" | "Etc/UCT" | "Zulu" | "Universal") {
        "UTC".into()
    } else {
        name
    };
    Some(Zone { name, tz, abbreviation: None, season: None })
}

/// Reads a zone where the lexer stands, and its span. `alone` allows what would be taken for a word or an
/// hour in running text: lower case, `Pacific`.
pub(crate) fn read_zone(lex: &mut Lex<'_>, alone: bool) -> Option<(Span, Zone)> {
    let start = lex.at();
    let zone = read_offset(lex, alone).or_else(|| read_name(lex, alone));
    match zone {
        Some(zone) => Some((Span::new(start, lex.at()), zone)),
        None => {
            lex.go(start);
            None
        }
    }
}

fn read_name(lex: &mut Lex<'_>, alone: bool) -> Option<Zone> {
    let start = lex.at();
    if !lex.peek()?.is_ascii_alphabetic() {
        return None;
    }
    let name =
        lex.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+'));
    // A dash or plus belongs to the name in `America/Port-au-Prince` and `Etc/GMT+5` only.
    let name = if name.contains('/') {
        name.trim_end_matches(['-', '/', '_'])
    } else {
        name.split(['-', '+', '_']).next()?
    };
    lex.go(start + name.len());
    if lex.peek().is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    if let Some((before, region)) = name.split_once('/') {
        if let Some(zone) = of_abbreviation(name).or_else(|| named(name)) {
            return Some(zone);
        }
        // `UC/Pacific`: the part behind the slash says enough.
        if before.len() <= 3 && matches!(region, "Pacific" | "Mountain" | "Central" | "Eastern") {
            return of_abbreviation(region);
        }
        // `UTC/GMT`, `16:40 UTC/noon`: the part before the slash is the zone.
        lex.go(start + before.len());
        return of_abbreviation(before);
    }
    let upper = name.to_ascii_uppercase();
    let as_written = name == upper || (alone && upper.len() > 1);
    let zone = match name {
        "Pacific" | "Mountain" | "Central" | "Eastern" => of_abbreviation(name),
        _ if matches!(upper.as_str(), "UTC" | "GMT") => of_abbreviation(&upper),
        "z" if alone => of_abbreviation("Z"),
        _ if as_written => {
            of_abbreviation(&upper).or_else(|| (alone && upper.len() > 3).then(|| named(name)).flatten())
        }
        _ => None,
    }?;
    match name {
        // `Pacific Ocean` is no zone, and `16:40 Central confirms` neither.
        "Pacific" | "Mountain" | "Central" | "Eastern" => {
            let here = lex.at();
            lex.blanks();
            let is_time =
                ["time", "Time", "standard time", "Standard Time", "daylight time", "Daylight Time"]
                    .into_iter()
                    .rev()
                    .any(|word| lex.word(word));
            if !is_time {
                lex.go(here);
                return (alone
                    && lex.rest().trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric()))
                .then_some(zone);
            }
        }
        _ => {}
    }
    if matches!(upper.as_str(), "UTC" | "GMT") {
        let here = lex.at();
        if let Some(zone) = read_signed(lex) {
            return Some(zone);
        }
        lex.go(here);
    }
    Some(zone)
}

/// `+02:00`, `+0200`, `+2` behind UTC or GMT.
fn read_signed(lex: &mut Lex<'_>) -> Option<Zone> {
    let sign = read_sign(lex)?;
    let hours = lex.digits(1, 4)?;
    if hours.len() == 3 {
        return None;
    }
    let (hours, minutes) = match hours.split_at_checked(2) {
        Some((hours, minutes)) if !minutes.is_empty() => (hours.parse().ok()?, minutes.parse().ok()?),
        _ => {
            let hours: i32 = hours.parse().ok()?;
            let here = lex.at();
            let minutes =
                if lex.eat(b':') { lex.digits(2, 2).and_then(|minutes| minutes.parse().ok()) } else { None };
            if minutes.is_none() {
                lex.go(here);
            }
            (hours, minutes.unwrap_or(0))
        }
    };
    if lex.peek().is_some_and(|byte| byte.is_ascii_digit()) || hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = sign * (hours * 3600 + minutes * 60);
    if seconds == 0 { Some(Zone::utc()) } else { Zone::fixed(seconds) }
}

/// An offset by itself: with minutes, since `+2` behind a time is anything.
fn read_offset(lex: &mut Lex<'_>, alone: bool) -> Option<Zone> {
    let start = lex.at();
    let zone = read_signed(lex)?;
    let written = lex.since(start);
    let has_minutes = written.chars().filter(char::is_ascii_digit).count() == 4;
    (has_minutes || alone).then_some(zone)
}

fn read_sign(lex: &mut Lex<'_>) -> Option<i32> {
    if lex.eat(b'+') {
        Some(1)
    } else if lex.eat(b'-') || lex.eat_str("−") {
        Some(-1)
    } else {
        None
    }
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
