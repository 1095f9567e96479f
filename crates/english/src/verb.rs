//! Forms of verbs: auxiliaries, the parts of irregular verbs, and the plain form behind a past form.

use std::{borrow::Cow, sync::LazyLock};

use super::lexicon::is_verb;
use crate::class::{ByWord, Class, ends_as, is, words_of};

/// Which auxiliary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auxiliary {
    /// `did`, `do`, `does`.
    Do,
    /// `was`, `is`, `are`.
    Be,
    /// `had`, `has`, `have`.
    Have,
    /// `can`.
    Can,
    /// `could`.
    Could,
    /// `would`, `will`, `might`, `may`.
    Would,
    /// `should`, `must`, `shall`, `ought`.
    Should,
}

impl Auxiliary {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "do" => Self::Do,
            "be" => Self::Be,
            "have" => Self::Have,
            "can" => Self::Can,
            "could" => Self::Could,
            "would" => Self::Would,
            "should" => Self::Should,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// When a form tells that something is.
pub enum Tense {
    /// Then.
    Past,
    /// Now, or always.
    Present,
}

/// A finite auxiliary, contracted with *not* or bare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finite {
    /// Of which verb.
    pub which: Auxiliary,
    /// Of which time.
    pub tense: Tense,
    /// Contracted with *not*.
    pub negative: bool,
}

/// Plain form, past and participle of an irregular verb.
type Parts = (&'static str, &'static str, &'static str);

/// `verbs.txt`, by what is looked for.
#[derive(Default)]
struct Verbs {
    auxiliaries: ByWord<Finite>,
    plains: ByWord<Parts>,
    pasts: ByWord<Parts>,
    participles: ByWord<Parts>,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let mut verbs = Verbs::default();
    for row in include_str!("../data/verbs.txt").lines() {
        let mut words = row.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("parts"), Some(plain), Some(past)) => {
                let parts = (plain, past, words.next().unwrap_or(past));
                verbs.plains.entry(plain).or_insert(parts);
                verbs.pasts.insert(past, parts);
                verbs.participles.insert(parts.2, parts);
            }
            (Some(kind @ ("finite" | "not")), Some(verb), Some(tense)) => {
                let Some(which) = Auxiliary::named(verb) else { continue };
                let tense = if tense == "past" { Tense::Past } else { Tense::Present };
                let finite = Finite { which, tense, negative: kind == "not" };
                verbs.auxiliaries.extend(words.map(|form| (form, finite)));
            }
            _ => {}
        }
    }
    verbs
});

/// What an auxiliary in lower case is.
pub fn auxiliary(word: &str) -> Option<Finite> {
    let bare = || Some(Finite { negative: true, ..*VERBS.auxiliaries.get(word.strip_suffix("n't")?)? });
    VERBS.auxiliaries.get(word).copied().or_else(bare)
}

/// Whether a word is a finite form of this auxiliary.
pub fn is_form_of(word: &str, which: Auxiliary) -> bool {
    auxiliary(word).is_some_and(|finite| finite.which == which)
}

/// `didn't`, `cannot`.
pub fn is_negative(word: &str) -> bool {
    auxiliary(word).is_some_and(|finite| finite.negative)
}

/// The plain form behind a past form that can be nothing but a past form: `failed`, `broke`, `took`.
/// Forms that are the plain form too (`hit`, `read`, `set`) are none.
pub fn plain_of_past(word: &str) -> Option<String> {
    let irregular = VERBS.pasts.get(word).filter(|(plain, ..)| *plain != word);
    plain_of(irregular, word, "ed")
}

/// A past form that is the plain one too: `set`, `quit`, `read`.
pub fn is_past_as_well(word: &str) -> bool {
    VERBS.pasts.get(word).is_some_and(|(plain, ..)| *plain == word)
}

/// A past form that is no participle: `broke`, `took`, `went`.
pub fn is_past_only(word: &str) -> bool {
    VERBS.pasts.get(word).is_some_and(|(plain, past, participle)| participle != past && plain != past)
}

/// `broken`, `failed`, `set`, `shown`.
pub fn is_participle(word: &str) -> bool {
    VERBS.participles.contains_key(word)
        || is(word, Class::OddParticiple)
        || plain_of_regular(word, "ed").is_some()
        || is_unlisted_past(word)
}

/// A word in `-ed` whose plain form is not known: `crashlooped`, `unscheduled`.
pub fn is_unlisted_past(word: &str) -> bool {
    word.len() > 5
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !is(word, Class::NoParticiple)
        && !is_verb(word)
        && plain_of_regular(word, "ed").is_none()
        && word.chars().all(|char| char.is_alphabetic() || char == '-')
}

/// The plain form behind `taken`, `failed`, `set`.
pub fn plain_of_participle(word: &str) -> Option<String> {
    plain_of(VERBS.participles.get(word), word, "ed")
}

/// The plain form behind `closing`, `running`.
pub fn plain_of_gerund(word: &str) -> Option<String> {
    plain_of(None, word, "ing")
}

/// `failing`, `running`.
pub fn is_gerund(word: &str) -> bool {
    plain_of_regular(word, "ing").is_some()
}

/// The plain form behind `fails`, `matters`, `goes`; `matters` may be a plural as well.
pub fn plain_of_third(word: &str) -> Option<String> {
    if word == "has" {
        return Some("have".to_owned());
    }
    let stem = word.strip_suffix('s')?;
    if is_verb(stem) {
        return Some(stem.to_owned());
    }
    let longer = stem.strip_suffix('e').filter(|stem| ends_as(stem, Class::TakesEs));
    let with_y = || stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    longer.map(str::to_owned).or_else(with_y).filter(|plain| is_verb(plain))
}

/// The past form: of a regular verb by its ending, of an irregular one from the table.
pub fn past_of(plain: &str) -> String {
    if let Some((_, past, _)) = VERBS.plains.get(plain) {
        return (*past).to_owned();
    }
    if plain.ends_with('e') {
        return format!("{plain}d");
    }
    if let Some(stem) = plain.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ied");
    }
    if doubles(plain) {
        let last = plain.chars().next_back().unwrap_or_default();
        return format!("{plain}{last}ed");
    }
    format!("{plain}ed")
}

/// The participle of the past: of a regular verb its past form.
pub fn participle_of(plain: &str) -> String {
    let irregular = VERBS.plains.get(plain);
    irregular.map_or_else(|| past_of(plain), |(.., participle)| (*participle).to_owned())
}

/// The form in `-ing`.
pub fn gerund_of(plain: &str) -> String {
    if let Some(stem) = plain.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    let keeps_its_e = ["ee", "ye", "oe"].iter().any(|ending| plain.ends_with(ending)) || plain == "be";
    match plain.strip_suffix('e') {
        Some(stem) if !keeps_its_e => format!("{stem}ing"),
        _ if doubles(plain) || matches!(plain, "run" | "begin" | "forget") => {
            format!("{plain}{}ing", plain.chars().next_back().unwrap_or_default())
        }
        _ => format!("{plain}ing"),
    }
}

/// The form after *he* or *it*.
pub fn third_of(plain: &str) -> String {
    if plain == "have" {
        return "has".to_owned();
    }
    if ends_as(plain, Class::TakesEs) {
        return format!("{plain}es");
    }
    match plain.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{plain}s"),
    }
}

/// One vowel and one consonant at the end, in a stressed syllable: `stop`, `drop`, `commit`.
fn doubles(plain: &str) -> bool {
    let mut letters = plain.chars().rev();
    let (Some(last), Some(vowel), Some(before)) = (letters.next(), letters.next(), letters.next()) else {
        return false;
    };
    let is_vowel = |char: char| matches!(char, 'a' | 'e' | 'i' | 'o' | 'u');
    let short = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before);
    let syllables = plain.chars().filter(|char| is_vowel(*char)).count();
    short && (syllables == 1 || is(plain, Class::Doubles))
}

fn plain_of(irregular: Option<&Parts>, word: &str, ending: &str) -> Option<String> {
    let regular = || plain_of_regular(word, ending).map(Cow::into_owned);
    irregular.map(|(plain, ..)| (*plain).to_owned()).or_else(regular)
}

fn plain_of_regular<'w>(word: &'w str, ending: &str) -> Option<Cow<'w, str>> {
    // `need` and `bring` are plain forms themselves.
    let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 2 && !is_verb(word))?;
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    let single = (last == before).then(|| stem.strip_suffix(last)).flatten();
    let known = |plain: Cow<'w, str>| is_verb(&plain).then_some(plain);
    let with_y = stem.strip_suffix('i').filter(|_| ending == "ed").map(|stem| Cow::Owned(format!("{stem}y")));
    // `changed` is `change`, not `chang`: the longer one first, but `failed` has no `faile`.
    let with_e = || match ending {
        "ed" => word.strip_suffix('d').map(Cow::Borrowed),
        _ => Some(Cow::Owned(format!("{stem}e"))),
    };
    let candidates = with_y.and_then(known);
    let candidates =
        candidates.or_else(|| single.filter(|stem| doubles(stem)).map(Cow::Borrowed).and_then(known));
    let candidates = candidates.or_else(|| with_e().and_then(known));
    let candidates = candidates.or_else(|| known(Cow::Borrowed(stem)));
    candidates.or_else(|| single.map(Cow::Borrowed).and_then(known)).or_else(|| {
        // `rescheduled`, `mis-configured`: a verb with a prefix.
        let rest = words_of(Class::VerbPrefix)
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.len() > 4));
        let prefix = word.strip_suffix(rest?)?;
        plain_of_regular(rest?, ending).map(|plain| Cow::Owned(format!("{prefix}{plain}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_forms_behind_past_forms() {
        for (past, plain) in [
            ("failed", "fail"),
            ("stopped", "stop"),
            ("changed", "change"),
            ("retried", "retry"),
            ("committed", "commit"),
            ("passed", "pass"),
            ("broke", "break"),
            ("took", "take"),
            ("rescheduled", "reschedule"),
            ("allowed", "allow"),
            ("created", "create"),
            ("filled", "fill"),
            ("hosed", "hose"),
            ("planned", "plan"),
            ("caused", "cause"),
        ] {
            assert_eq!(plain_of_past(past).as_deref(), Some(plain), "{past}");
        }
        for word in ["need", "red", "speed", "hit", "feed", "embed"] {
            assert_eq!(plain_of_past(word), None, "{word}");
        }
    }

    #[test]
    fn forms_made_from_the_plain_form() {
        for (plain, past) in [
            ("fail", "failed"),
            ("stop", "stopped"),
            ("retry", "retried"),
            ("break", "broke"),
            ("trigger", "triggered"),
            ("commit", "committed"),
            ("deploy", "deployed"),
            ("restart", "restarted"),
        ] {
            assert_eq!(past_of(plain), past);
        }
        for (plain, gerund) in
            [("run", "running"), ("fire", "firing"), ("fail", "failing"), ("see", "seeing"), ("be", "being")]
        {
            assert_eq!(gerund_of(plain), gerund);
        }
        assert_eq!(third_of("need"), "needs");
        assert_eq!(third_of("have"), "has");
        assert_eq!(plain_of_third("crashes").as_deref(), Some("crash"));
        assert_eq!(plain_of_third("exists").as_deref(), Some("exist"));
        assert_eq!(plain_of_third("goes").as_deref(), Some("go"));
    }
}
