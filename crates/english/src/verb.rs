//! Forms of verbs: auxiliaries, the parts of irregular verbs, and the plain form behind a past form.

use std::{collections::HashMap, sync::LazyLock};

use super::lexicon::is_verb;

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

/// What an auxiliary in lower case is.
pub fn auxiliary(word: &str) -> Option<Finite> {
    use Auxiliary::{Be, Can, Could, Do, Have, Should, Would};
    use Tense::{Past, Present};
    let (word, negative) = match word {
        "cannot" | "can't" => ("can", true),
        "won't" => ("will", true),
        "ain't" => ("is", true),
        "didnt" => ("did", true),
        "wasnt" => ("was", true),
        "doesnt" => ("does", true),
        "dont" => ("do", true),
        "isnt" => ("is", true),
        "werent" => ("were", true),
        _ => word.strip_suffix("n't").map_or((word, false), |bare| (bare, true)),
    };
    let (which, tense) = match word {
        "did" => (Do, Past),
        "do" | "does" => (Do, Present),
        "was" | "were" => (Be, Past),
        "is" | "are" | "am" => (Be, Present),
        "had" => (Have, Past),
        "has" | "have" => (Have, Present),
        "can" => (Can, Present),
        "could" => (Could, Past),
        "would" => (Would, Past),
        "will" | "might" | "may" => (Would, Present),
        "should" | "must" | "shall" | "ought" => (Should, Present),
        _ => return None,
    };
    Some(Finite { which, tense, negative })
}

/// Plain form, past, participle of the irregular verbs that reviews use.
type Parts = (&'static str, &'static str, &'static str);

static PARTS: &[Parts] = &[
    ("arise", "arose", "arisen"),
    ("be", "was", "been"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bend", "bent", "bent"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("bleed", "bled", "bled"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("build", "built", "built"),
    ("burn", "burnt", "burnt"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("cling", "clung", "clung"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("creep", "crept", "crept"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("fly", "flew", "flown"),
    ("foresee", "foresaw", "foreseen"),
    ("forget", "forgot", "forgotten"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "gotten"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("hang", "hung", "hung"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("misread", "misread", "misread"),
    ("mistake", "mistook", "mistaken"),
    ("offset", "offset", "offset"),
    ("outgrow", "outgrew", "outgrown"),
    ("overcome", "overcame", "overcome"),
    ("override", "overrode", "overridden"),
    ("overrun", "overran", "overrun"),
    ("oversee", "oversaw", "overseen"),
    ("overtake", "overtook", "overtaken"),
    ("overwrite", "overwrote", "overwritten"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"),
    ("redo", "redid", "redone"),
    ("rerun", "reran", "rerun"),
    ("reset", "reset", "reset"),
    ("rewrite", "rewrote", "rewritten"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shed", "shed", "shed"),
    ("shrink", "shrank", "shrunk"),
    ("shut", "shut", "shut"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("sleep", "slept", "slept"),
    ("slide", "slid", "slid"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("spin", "spun", "spun"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("spring", "sprang", "sprung"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("sting", "stung", "stung"),
    ("strike", "struck", "struck"),
    ("sweep", "swept", "swept"),
    ("swim", "swam", "swum"),
    ("swing", "swung", "swung"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("understand", "understood", "understood"),
    ("undo", "undid", "undone"),
    ("uphold", "upheld", "upheld"),
    ("upset", "upset", "upset"),
    ("wake", "woke", "woken"),
    ("wear", "wore", "worn"),
    ("win", "won", "won"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("withstand", "withstood", "withstood"),
    ("write", "wrote", "written"),
];

/// Past forms and participles as keys into the table.
static PASTS: LazyLock<HashMap<&str, &Parts>> =
    LazyLock::new(|| PARTS.iter().map(|parts| (parts.1, parts)).collect());
static PARTICIPLES: LazyLock<HashMap<&str, &Parts>> =
    LazyLock::new(|| PARTS.iter().map(|parts| (parts.2, parts)).collect());

/// The plain form behind a past form that can be nothing but a past form: `failed`, `broke`, `took`.
/// Forms that are the plain form too (`hit`, `read`, `set`) are none.
pub fn plain_of_past(word: &str) -> Option<String> {
    let irregular = PASTS.get(word).filter(|(plain, ..)| *plain != word);
    irregular.map(|(plain, ..)| (*plain).to_owned()).or_else(|| plain_of_regular(word, "ed"))
}

/// A past form that is the plain one too: `set`, `quit`, `read`.
pub fn is_past_as_well(word: &str) -> bool {
    PASTS.get(word).is_some_and(|(plain, ..)| *plain == word)
}

/// A past form that is no participle: `broke`, `took`, `went`.
pub fn is_past_only(word: &str) -> bool {
    PASTS.get(word).is_some_and(|(plain, past, participle)| participle != past && plain != past)
}

/// `broken`, `failed`, `set`, `shown`.
pub fn is_participle(word: &str) -> bool {
    PARTICIPLES.contains_key(word)
        || matches!(word, "got" | "shown" | "proven" | "hung" | "undetected" | "unnoticed")
        || plain_of_regular(word, "ed").is_some()
        || is_unlisted_past(word)
}

/// A word in `-ed` whose plain form is not known: `crashlooped`, `unscheduled`.
pub fn is_unlisted_past(word: &str) -> bool {
    word.len() > 5
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !matches!(word, "hundred" | "sacred" | "naked" | "wicked" | "indeed" | "kindred" | "hatred")
        && !is_verb(word)
        && plain_of_regular(word, "ed").is_none()
        && word.chars().all(|char| char.is_alphabetic() || char == '-')
}

/// The plain form behind `taken`, `failed`, `set`.
pub fn plain_of_participle(word: &str) -> Option<String> {
    let irregular = PARTICIPLES.get(word);
    irregular.map(|(plain, ..)| (*plain).to_owned()).or_else(|| plain_of_regular(word, "ed"))
}

/// The plain form behind `closing`, `running`.
pub fn plain_of_gerund(word: &str) -> Option<String> {
    plain_of_regular(word, "ing")
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
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return None;
    }
    let longer = stem
        .strip_suffix('e')
        .filter(|stem| ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| stem.ends_with(ending)));
    let candidates = [
        Some(stem.to_owned()),
        longer.map(str::to_owned),
        stem.strip_suffix("ie").map(|stem| format!("{stem}y")),
    ];
    candidates.into_iter().flatten().find(|plain| is_verb(plain))
}

/// The past form: of a regular verb by its ending, of an irregular one from the table.
pub fn past_of(plain: &str) -> String {
    if let Some((_, past, _)) = PARTS.iter().find(|(entry, ..)| *entry == plain) {
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
    let irregular = PARTS.iter().find(|(entry, ..)| *entry == plain);
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
    if ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| plain.ends_with(ending)) {
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
    short
        && (syllables == 1
            || [
                "commit", "occur", "permit", "refer", "prefer", "submit", "omit", "admit", "transfer",
                "incur", "recur", "unplug", "reset", "format", "defer", "rerun", "debug",
            ]
            .contains(&plain))
}

fn plain_of_regular(word: &str, ending: &str) -> Option<String> {
    // `need` and `bring` are plain forms themselves.
    let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 2 && !is_verb(word))?;
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    let single = (last == before).then(|| stem.strip_suffix(last)).flatten();
    let with_y = if ending == "ed" { stem.strip_suffix('i').map(|stem| format!("{stem}y")) } else { None };
    let candidates = [
        with_y,
        single.filter(|stem| doubles(stem)).map(str::to_owned),
        // `changed` is `change`, not `chang`: the longer one first, but `failed` has no `faile`.
        Some(format!("{stem}e")),
        Some(stem.to_owned()),
        single.map(str::to_owned),
    ];
    candidates.into_iter().flatten().find(|plain| is_verb(plain)).or_else(|| {
        // `rescheduled`, `mis-configured`: a verb with a prefix.
        let rest = [
            "re-", "mis-", "force-", "double-", "auto-", "un-", "re", "mis", "over", "under", "un", "auto",
            "pre", "de", "co-", "de-",
        ]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.len() > 4));
        let prefix = word.strip_suffix(rest?)?;
        plain_of_regular(rest?, ending).map(|plain| format!("{prefix}{plain}"))
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
