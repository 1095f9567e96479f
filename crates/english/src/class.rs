//! Classes of words, as data: one look-up gives all that a word belongs to.

use std::fmt;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// How many times 64 classes a table has at most.
const BLOCKS: usize = 4;

/// Something about words, by the word. The tables are ours, so nobody aims at their hashes.
pub(crate) type ByWord<T> = FxHashMap<&'static str, T>;

/// Words and the classes that they belong to, read from the rows of a data file.
pub struct Table {
    words: ByWord<[u64; BLOCKS]>,
    /// By class, as they stand in the file.
    members: Vec<Vec<&'static str>>,
    /// Of a row that says nothing: its words.
    unknown: Vec<&'static str>,
}

impl Table {
    /// Reads `class  word word … @class`; `names` are those of the classes (`LeansToVerb` for `leans-to-verb`).
    pub fn read(text: &'static str, names: &[&str]) -> Self {
        let rows = text.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once(' '));
        let rows: Vec<(&str, &str)> = rows.collect();
        // A word takes some eight bytes with what parts it from the next.
        let words = ByWord::with_capacity_and_hasher(text.len() / 8, FxBuildHasher);
        let mut table = Self { words, members: vec![Vec::new(); names.len()], unknown: Vec::new() };
        // Rows of a class stand together.
        let mut last = ("", None);
        for (name, words) in &rows {
            if last.0 != *name {
                last = (name, names.iter().position(|it| is_named(it, name)));
            }
            let Some(class) = last.1 else {
                table.unknown.push(name);
                continue;
            };
            for word in members(words) {
                table.add(class, word, &rows);
            }
        }
        table
    }

    /// Adds a word, or all of a class that is written `@class`, which holds words alone.
    fn add(&mut self, class: usize, word: &'static str, rows: &[(&str, &'static str)]) {
        let Some(other) = word.strip_prefix('@') else {
            let blocks = self.words.entry(word).or_default();
            blocks.get_mut(class / 64).into_iter().for_each(|block| *block |= 1 << (class % 64));
            self.members.get_mut(class).into_iter().for_each(|members| members.push(word));
            return;
        };
        let mut of_other = rows.iter().filter(|(name, _)| *name == other).peekable();
        if of_other.peek().is_none() {
            self.unknown.push(word);
        }
        for word in of_other.flat_map(|(_, words)| members(words)) {
            self.add(class, word, rows);
        }
    }

    /// The classes of a word in small letters.
    pub fn of(&self, word: &str) -> [u64; BLOCKS] {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// What is wrong with the table: rows and references that name no class, classes without a word.
    pub fn problems(&self, names: &[&str]) -> Vec<String> {
        let unknown = self.unknown.iter().map(|name| format!("{name} is no class"));
        let empty = names.iter().zip(&self.members).filter(|(_, members)| members.is_empty());
        unknown.chain(empty.map(|(name, _)| format!("{name} has no words"))).collect()
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} words", self.words.len())
    }
}

/// The words of a row, or its phrases where some have several words.
fn members(row: &'static str) -> impl Iterator<Item = &'static str> {
    let has_phrases = row.contains('·');
    let phrases = has_phrases.then(|| row.trim().split(" · ")).into_iter().flatten();
    phrases.chain((!has_phrases).then(|| row.split_ascii_whitespace()).into_iter().flatten())
}

/// `leans-to-verb` names `LeansToVerb`.
fn is_named(class: &str, name: &str) -> bool {
    let letters = name.bytes().filter(|byte| *byte != b'-');
    class.bytes().map(|byte| byte.to_ascii_lowercase()).eq(letters)
}

fn has(blocks: &[u64; BLOCKS], class: usize) -> bool {
    blocks.get(class / 64).is_some_and(|block| block & (1 << (class % 64)) != 0)
}

/// A class of words in a table.
pub trait WordClass: Copy + 'static {
    /// The table, read when it is first asked.
    fn table() -> &'static Table;

    /// Its place among the classes of the table.
    fn place(self) -> usize;
}

/// Whether a word in small letters belongs to a class.
pub fn is(word: &str, class: impl WordClass) -> bool {
    has(&table_of(&class).of(word), class.place())
}

/// The words of a class, in the order of its rows.
pub fn words_of(class: impl WordClass) -> &'static [&'static str] {
    table_of(&class).members.get(class.place()).map_or(&[], Vec::as_slice)
}

/// Whether a word in small letters begins with one of a class.
pub fn begins_as(word: &str, class: impl WordClass) -> bool {
    words_of(class).iter().any(|start| word.starts_with(start))
}

/// Whether a word in small letters ends with one of a class.
pub fn ends_as(word: &str, class: impl WordClass) -> bool {
    words_of(class).iter().any(|end| word.ends_with(end))
}

fn table_of<C: WordClass>(_: &C) -> &'static Table {
    C::table()
}

/// An enum of classes of words, by the name of its data file.
#[macro_export]
macro_rules! word_classes {
    ($(#[$about:meta])* $shown:vis enum $Name:ident in $file:literal { $($class:ident)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the table says what each is")]
        $shown enum $Name {
            $($class,)+
        }

        impl $Name {
            const NAMES: &[&str] = &[$(stringify!($class)),+];
        }

        impl $crate::class::WordClass for $Name {
            fn table() -> &'static $crate::class::Table {
                static TABLE: std::sync::LazyLock<$crate::class::Table> = std::sync::LazyLock::new(|| {
                    $crate::class::Table::read(include_str!($file), $Name::NAMES)
                });
                &TABLE
            }

            fn place(self) -> usize {
                self as usize
            }
        }
    };
}

word_classes! {
    /// A class of words; `data/classes.txt` says what each is for and which words belong to it.
    pub enum Class in "../data/classes.txt" {
        LeansToVerb LeansToNoun NeverAThing ThingInIng MostlyAdjective Linking Unchosen State
        ComesAbout Effect Judges Tells Asked Claims Rejects Recurs Averts Particle Determiner
        Preposition SubjectPronoun Conjunction Function Place PersonPronoun What
        Time Adverb NoAdverb Preverbal LateAdverb AdverbOrMore Denies Never Often Counts Errand
        Product DoneByPrograms DoneByHand Work Watcher DoneByPeople Approaches Trouble Attack
        Written Gate ByMachines WentRight PassedOn Showed Hardware ObjectPronoun Pointer Reflexive
        PersonalSubject OnlySubject ObjectAlone Amount AmountAlone OneByOne PlainPronoun
        GoesWithPlain Somebody Relative OpensClause NoPerson OpensAside QuestionWord NumberWord Joins
        JoinsVerbs AlsoPreposition BeforeClause PlaceAdverb LateParticle Degree
        Strengthens Lasting BeforeTime Initials KeepsAway HoldsTrue Phase
        OddParticiple NoParticiple VerbPrefix TakesEs Doubles AdjectiveEnding PredicateAdjective
        CompoundEnd PluralWithoutS DescribesObject WentUnseen GotThrough MadeIt SlippedBy Unnoticed
        PastGuard MadeMore Weighs StateBehindBe SoftwareRole
        BeForm BeBeen RoughNumber HopesFor BesideVerb OpensObject Owner GivenName

    }
}

/// All the classes of a word in small letters.
#[derive(Clone, Copy, Debug)]
pub struct Classes([u64; BLOCKS]);

impl Classes {
    /// Looks a word up.
    pub fn of(word: &str) -> Self {
        Self(Class::table().of(word))
    }

    /// The word belongs to none.
    pub fn is_empty(self) -> bool {
        self.0 == [0; BLOCKS]
    }

    /// Whether the word belongs to this class.
    pub fn has(self, class: Class) -> bool {
        has(&self.0, class.place())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_class_and_every_class_has_words() {
        assert_eq!(Class::table().problems(Class::NAMES), Vec::<String>::new());
        assert!(Class::NAMES.len() <= BLOCKS * 64);
        let wrong = Table::read("one  a b\nthree  c\none  @four", &["One", "Two"]);
        assert_eq!(
            wrong.problems(&["One", "Two"]),
            ["three is no class", "@four is no class", "Two has no words"]
        );
    }

    #[test]
    fn a_class_holds_the_words_of_those_that_it_names() {
        let table = Table::read("one  a b\ntwo  c @one\ntwo  d", &["One", "Two"]);
        let two = |word| has(&table.of(word), 1);
        assert!(two("a") && two("b") && two("c") && two("d") && !two("e") && !has(&table.of("c"), 0));
    }

    #[test]
    fn a_word_stands_once_in_a_class() {
        for (name, members) in Class::NAMES.iter().zip(&Class::table().members) {
            let mut once = members.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), members.len(), "{name}");
        }
    }

    #[test]
    fn stems_and_endings_are_words_of_a_class() {
        assert!(begins_as("misread", Class::VerbPrefix) && !begins_as("look", Class::VerbPrefix));
        assert!(ends_as("searchable", Class::AdjectiveEnding) && !ends_as("tables", Class::AdjectiveEnding));
    }
}
