//! What words can be: a generated list of verbs and adjectives, and the small closed classes by hand.

use std::sync::LazyLock;

/// `word kinds`, sorted; see the head of the file for where it comes from.
static LEXICON: &str = include_str!("../data/lexicon.txt");

static LINES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    LEXICON.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

fn kinds(word: &str) -> &'static str {
    let found = LINES.binary_search_by(|(entry, _)| (*entry).cmp(word));
    found.ok().and_then(|idx| LINES.get(idx)).map_or("", |(_, kinds)| kinds)
}

/// The plain form of a verb: `fail`, `deploy`, `run`.
pub fn is_verb(word: &str) -> bool {
    !is_function_word(word)
        && !is_particle(word)
        && kinds(word.strip_prefix("re-").unwrap_or(word)).contains('v')
}

/// What belongs to a verb before it: `fill up`, `shut down`.
pub fn is_particle(word: &str) -> bool {
    matches!(word, "up" | "down" | "out" | "off" | "away")
}

/// A verb that can be a noun as well: `change`, `alert`.
pub fn is_also_noun(word: &str) -> bool {
    kinds(word).contains('n')
}

/// A verb that is seldom a noun in a review, although dictionaries have it as one.
pub fn leans_to_verb(word: &str) -> bool {
    [
        "allow", "back", "be", "do", "have", "become", "begin", "behave", "break", "bring", "call", "cause",
        "come", "cost", "cover", "crash", "cut", "delay", "deploy", "die", "drop", "exceed", "exhaust",
        "fail", "fall", "find", "fire", "fix", "flood", "get", "give", "go", "grow", "hang", "hit", "hold",
        "include", "jump", "keep", "lack", "lag", "last", "leave", "let", "lose", "make", "match", "miss",
        "move", "need", "open", "pass", "peak", "pick", "reach", "react", "reject", "restart", "return",
        "revert", "rise", "roll", "run", "see", "send", "serve", "show", "sleep", "slow", "spike", "spread",
        "stall", "start", "stay", "stop", "take", "throw", "trigger", "trip", "turn", "use", "vanish",
        "wait", "work",
    ]
    .contains(&word)
}

/// Listed as an adjective, or looking like one.
pub fn is_adjective(word: &str) -> bool {
    if is_function_word(word) || is_particle(word) {
        return false;
    }
    kinds(word).contains('a')
        || word.len() > 5
            && ["able", "ible", "ous", "ful", "less", "ive", "ical"]
                .iter()
                .any(|ending| word.ends_with(ending))
            && !kinds(word).contains('v')
}

/// Words that the grammar owns; none of them is ever a main verb, a noun or an adjective here.
pub fn is_function_word(word: &str) -> bool {
    is_determiner(word)
        || is_preposition(word)
        || is_subject_pronoun(word)
        || is_conjunction(word)
        || super::verb::auxiliary(word).is_some()
        || ["not", "to", "who", "which", "what", "whom", "whose", "how", "why", "there", "as", "than"]
            .contains(&word)
}

/// `the`, `our`, `every`, and names with `'s`.
pub fn is_determiner(word: &str) -> bool {
    [
        "the", "a", "an", "this", "that", "these", "those", "my", "our", "your", "his", "her", "its",
        "their", "no", "any", "some", "every", "each", "either", "neither", "both", "all", "another",
        "which", "what", "whose", "many", "most", "several", "few", "enough", "more", "fewer", "less",
        "such",
    ]
    .contains(&word)
        || word.ends_with("'s")
        || word.ends_with("s'")
}

/// `of`, `behind`, `without`.
pub fn is_preposition(word: &str) -> bool {
    [
        "of",
        "for",
        "in",
        "on",
        "at",
        "to",
        "from",
        "with",
        "without",
        "by",
        "about",
        "into",
        "onto",
        "over",
        "under",
        "between",
        "behind",
        "before",
        "after",
        "during",
        "through",
        "via",
        "across",
        "within",
        "against",
        "toward",
        "towards",
        "until",
        "till",
        "since",
        "per",
        "among",
        "inside",
        "outside",
        "around",
        "near",
        "above",
        "below",
        "despite",
        "upon",
        "beyond",
        "throughout",
    ]
    .contains(&word)
}

/// `it`, `nobody`, `everything`.
pub fn is_subject_pronoun(word: &str) -> bool {
    [
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "nobody",
        "somebody",
        "anybody",
        "everybody",
        "someone",
        "anyone",
        "everyone",
        "nothing",
        "something",
        "anything",
        "everything",
    ]
    .contains(&word)
}

/// `I`, `you`, `we` and `they`, which go with a plain verb form in the present.
pub fn is_plain_form_pronoun(word: &str) -> bool {
    matches!(word, "i" | "you" | "we" | "they")
}

/// `me` for `i`; none for what stays as it is.
pub fn object_form(pronoun: &str) -> Option<&'static str> {
    Some(match pronoun {
        "i" => "me",
        "he" => "him",
        "she" => "her",
        "we" => "us",
        "they" => "them",
        _ => return None,
    })
}

/// `and`, `because`, `while`.
pub fn is_conjunction(word: &str) -> bool {
    [
        "and", "or", "but", "because", "if", "when", "while", "although", "though", "so", "where", "whether",
        "unless", "nor", "once",
    ]
    .contains(&word)
}

/// Adverbs that stand between subject and verb, or before what is said of the subject.
pub fn is_adverb(word: &str) -> bool {
    [
        "also",
        "already",
        "always",
        "even",
        "ever",
        "first",
        "initially",
        "just",
        "never",
        "now",
        "often",
        "only",
        "so",
        "still",
        "suddenly",
        "then",
        "too",
        "yet",
        "again",
        "once",
        "almost",
        "not",
        "sometimes",
        "somehow",
        "instead",
        "actually",
        "exactly",
        "indeed",
        "here",
        "there",
        "quite",
        "seldom",
        "very",
        "mostly",
        "apparently",
        "later",
    ]
    .contains(&word)
        || word.len() > 4
            && word.ends_with("ly")
            && ![
                "reply", "apply", "supply", "rely", "early", "daily", "weekly", "hourly", "nightly",
                "monthly", "assembly", "family", "anomaly", "multiply", "comply", "imply", "only", "likely",
                "July",
            ]
            .contains(&word)
}

/// `not`, `nobody`, `no one`, `none`, `never`, `nothing`, `neither`: a sentence with one of them denies.
pub fn denies(word: &str) -> bool {
    ["not", "no", "nobody", "none", "never", "nothing", "neither", "nor", "hardly"].contains(&word)
        || word.ends_with("n't")
}

/// `never`, and what comes close to it: *how* asks for what it denies.
pub fn is_never(word: &str) -> bool {
    matches!(word, "never" | "rarely" | "seldom" | "hardly" | "barely" | "scarcely")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_small() {
        assert!(LEXICON.len() < 100_000);
        assert!(LINES.is_sorted_by(|one, next| one.0 < next.0), "binary search needs it");
        assert!(LINES.len() > 8_000);
    }

    #[test]
    fn words_of_operations_are_there() {
        for word in ["fail", "deploy", "restart", "page", "autoscale", "merge", "catch"] {
            assert!(is_verb(word), "{word}");
        }
        for word in ["cold", "stale", "unreachable", "different", "important"] {
            assert!(is_adjective(word), "{word}");
        }
        for word in ["the", "was", "we", "of", "not"] {
            assert!(!is_verb(word) && !is_adjective(word), "{word}");
        }
        assert!(is_also_noun("change") && !is_also_noun("occur"));
    }
}
