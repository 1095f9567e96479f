//! From *why* to *how*: which *why* asks, and what it can be turned into.

mod doubt;
pub(crate) mod forms;
mod fragment;
mod further;
mod loose;
mod mention;
mod reading;
mod realise;
pub(crate) mod reason;
mod retell;
mod sentence;

pub(crate) use reading::{Asked, Sort, read};
pub(crate) use reason::is_open;

pub(crate) use retell::retell;

use askhow_english::class::is;
use askhow_english::page::Page;

use crate::rewrite::Change;
use crate::words::Words;
use sentence::Sentence;

/// One way to say it with *how*: what changes.
pub(crate) type Rewrite = Vec<Change>;

/// The preferred rewrite of a sentence: the first form that fits and can be said.
pub(crate) fn preferred(sentence: &Sentence<'_, '_>) -> Option<Rewrite> {
    rewrites(sentence, forms::FORMS).next()
}

/// What else can be asked of a question.
fn further(sentence: &Sentence<'_, '_>) -> impl Iterator<Item = Rewrite> {
    rewrites(sentence, forms::FURTHER)
}

fn rewrites(sentence: &Sentence<'_, '_>, forms: &'static [forms::Form]) -> impl Iterator<Item = Rewrite> {
    let fits = |form: &&forms::Form| form.when.iter().any(|conditions| sentence.is_all(conditions));
    forms.iter().filter(fits).filter_map(|form| realise::realise(sentence, form.say))
}

/// How the words that come are spelt: as those around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Casing {
    Sentence,
    Title,
    Upper,
}

impl Casing {
    /// How the sentence `from..to`, in which `why` stands, is spelt.
    pub fn of(page: &Page<'_>, why: usize, to: usize) -> Self {
        let is_upper = |idx| {
            let word = page.written(idx);
            word.len() > 1
                && word.chars().all(|char| !char.is_lowercase())
                && word.chars().any(char::is_uppercase)
        };
        if is_upper(why) && is_upper(why + 1) {
            return Casing::Upper;
        }
        // In title case the word behind `Why` has its capital too, unless it is an article.
        let next = page.written(why + 1);
        if next.starts_with(char::is_lowercase) && !matches!(next, "the" | "a" | "an") {
            return Casing::Sentence;
        }
        let mut words = 0;
        let mut capitals = 0;
        for idx in why + 1..to.min(why + 40) {
            let word = page.written(idx);
            let small = is(page.word(idx), Words::TitleSmall);
            if small || page.get(idx).is_none_or(|token| !token.is_word()) {
                continue;
            }
            words += 1;
            capitals +=
                usize::from(word.chars().next().is_some_and(|char| char.is_uppercase() || char.is_numeric()));
        }
        if words > 0 && words == capitals && !matches!(page.written(why + 1), "I") {
            Casing::Title
        } else {
            Casing::Sentence
        }
    }

    /// Words for the middle of the sentence.
    pub fn say(self, words: &str) -> String {
        match self {
            Casing::Sentence => words.to_owned(),
            Casing::Upper => words.to_uppercase(),
            Casing::Title => {
                let words: Vec<String> = words
                    .split(' ')
                    .map(|word| {
                        let small = is(word, Words::TitleKeptSmall);
                        if small { word.to_owned() } else { capitalised(word) }
                    })
                    .collect();
                words.join(" ")
            }
        }
    }
}

pub(crate) fn capitalised(word: &str) -> String {
    // `Force-Push`
    if let Some((one, next)) = word.split_once('-') {
        return format!("{}-{}", capitalised(one), capitalised(next));
    }
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `how` for `why`, as it was spelt; `words` go on behind it.
pub(crate) fn head(page: &Page<'_>, why: usize, casing: Casing, words: &str) -> Change {
    let (first, rest) = words.split_once(' ').map_or((words, None), |(first, rest)| (first, Some(rest)));
    let written = page.written(why);
    let first = if written.chars().all(|char| !char.is_lowercase()) && written.len() > 1 {
        first.to_uppercase()
    } else if written.chars().next().is_some_and(char::is_uppercase) {
        capitalised(first)
    } else {
        first.to_owned()
    };
    let words = rest.map_or(first.clone(), |rest| format!("{first} {}", casing.say(rest)));
    Change::Replace(why, words)
}
