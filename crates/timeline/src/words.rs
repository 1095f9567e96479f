//! The words in stamps: months, weekdays, parts of the day, marks of looseness.

use jiff::civil::Weekday;

/// Months by number, in full.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Weekdays from Monday on, in full.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Parts of the day, the longest names first: from and to in hours.
pub(crate) const PARTS_OF_DAY: [(&str, i8, i8); 17] = [
    ("early afternoon", 12, 15),
    ("early evening", 17, 20),
    ("early morning", 0, 9),
    ("early hours", 0, 6),
    ("late afternoon", 15, 19),
    ("late evening", 20, 24),
    ("late morning", 9, 12),
    ("late night", 21, 24),
    ("mid-afternoon", 13, 17),
    ("mid-morning", 8, 12),
    ("afternoon", 12, 18),
    ("overnight", 0, 24),
    ("evening", 17, 24),
    ("morning", 0, 12),
    ("midday", 11, 14),
    ("night", 0, 24),
    ("later", 0, 24),
];

/// Words before a stamp that make it loose, the longest first.
pub(crate) const LOOSE: [&str; 17] = [
    "approximately",
    "shortly before",
    "shortly after",
    "just before",
    "just after",
    "sometime after",
    "sometime before",
    "at around",
    "at about",
    "at approx.",
    "approx.",
    "approx",
    "roughly",
    "around",
    "circa",
    "about",
    "ca.",
];

/// The number of a month: its name in full or cut to three letters (September also to four).
pub(crate) fn month(word: &str) -> Option<i8> {
    by_name(word, &MONTHS, "Sept").and_then(|index| i8::try_from(index + 1).ok())
}

/// Months in German, French, Spanish, Portuguese, Italian and Dutch that are not written as in English.
const FOREIGN_MONTHS: [(&str, i8); 48] = [
    ("januar", 1),
    ("jänner", 1),
    ("janvier", 1),
    ("enero", 1),
    ("janeiro", 1),
    ("gennaio", 1),
    ("januari", 1),
    ("februar", 2),
    ("février", 2),
    ("febrero", 2),
    ("fevereiro", 2),
    ("febbraio", 2),
    ("februari", 2),
    ("märz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("maart", 3),
    ("avril", 4),
    ("abril", 4),
    ("aprile", 4),
    ("mai", 5),
    ("mayo", 5),
    ("maio", 5),
    ("maggio", 5),
    ("mei", 5),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("junho", 6),
    ("giugno", 6),
    ("juli", 7),
    ("juillet", 7),
    ("julio", 7),
    ("julho", 7),
    ("luglio", 7),
    ("août", 8),
    ("agosto", 8),
    ("augustus", 8),
    ("septembre", 9),
    ("septiembre", 9),
    ("setembro", 9),
    ("settembre", 9),
    ("oktober", 10),
    ("octobre", 10),
    ("dezember", 12),
    ("décembre", 12),
    ("diciembre", 12),
];

/// The number of a month whose name is that of another language, in full.
pub(crate) fn foreign_month(word: &str) -> Option<i8> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    let mut may_be = FOREIGN_MONTHS.iter().filter(|(name, _)| name.bytes().next() == Some(first));
    let is_it = |name: &str| name.chars().eq(word.chars().flat_map(char::to_lowercase));
    may_be.find(|(name, _)| is_it(name)).map(|(_, month)| *month)
}

/// A weekday by its name in full or cut to two to four letters (`Tues`, `Thurs`).
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    let index = by_name(word, &WEEKDAYS, "Thur").or_else(|| {
        ["Tues", "Thurs", "Weds"]
            .iter()
            .position(|short| short.eq_ignore_ascii_case(word))
            .map(|at| [1, 3, 2].get(at).copied().unwrap_or(0))
    });
    Weekday::from_monday_zero_offset(i8::try_from(index?).ok()?).ok()
}

/// The number of a name. It begins with a capital, so that `may` and `sun` in prose are none.
fn by_name(word: &str, names: &[&str], also: &str) -> Option<usize> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    names.iter().position(|name| {
        name.eq_ignore_ascii_case(word)
            || (name.len() > 3 && name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(word)))
            || (also.eq_ignore_ascii_case(word)
                && name.get(..4).is_some_and(|short| short.eq_ignore_ascii_case(also)))
    })
}
