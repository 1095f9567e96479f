//! What each word of a clause can be, and how likely it is: tagged once, with costs in hundredths.

use std::sync::LazyLock;

use super::word::Word;
use crate::{
    class::{ByWord, Class, Classes, is},
    page::{Kind, Page},
};

macro_rules! tags {
    ($($tag:ident)+) => {
        /// What a word can be in a clause; the names are those of `clauses.txt`, in small letters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag {
            $($tag,)+
        }

        /// All tags, in their order.
        pub(super) const TAGS: &[(&str, Tag)] = &[$((stringify!($tag), Tag::$tag)),+];
    };
}

tags! {
    Noun Plural Pron Subj Poss Rel What Det Num Adj Part Ger Adv Deg Pre Prt Prep To And Sub Verb
    Aux Do IsBe Has Modal Past Third Plain Being Been Fixed Link Linked Name Fin Comma Loc
}

/// The tag of that name.
pub(super) fn named(name: &str) -> Option<Tag> {
    TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name)).map(|(_, tag)| *tag)
}

/// What stands between two commas or dashes, both of them among it, where a clause goes on behind it.
pub(super) type Aside = Option<(usize, usize)>;

/// One thing to read, by its first token: what it can be, at which cost.
pub(super) struct Tagged {
    pub from: usize,
    pub can_be: Tags,
}

/// Tags with their costs; the lower one where a tag comes twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags(Vec<(Tag, i32)>);

impl Tags {
    pub fn add(&mut self, tag: Tag, cost: i32) {
        match self.0.iter_mut().find(|(it, _)| *it == tag) {
            Some(known) => known.1 = known.1.min(cost),
            None => self.0.push((tag, cost)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tag costs this at least.
    pub fn raise(&mut self, tag: Tag, cost: i32) {
        self.0.iter_mut().filter(|(it, _)| *it == tag).for_each(|known| known.1 = known.1.max(cost));
    }

    pub fn one(tag: Tag) -> Self {
        Self(vec![(tag, 0)])
    }

    pub fn iter(&self) -> impl Iterator<Item = (Tag, i32)> + '_ {
        self.0.iter().copied()
    }
}

/// Words that are read as one, and as what.
type Fixed = (&'static str, Tag);

/// All of them, by their first word.
static FIXED: LazyLock<ByWord<Vec<Fixed>>> = LazyLock::new(|| {
    let rows = include_str!("../../data/clauses.txt").lines().filter_map(|row| row.split_once("  "));
    let mut fixed: ByWord<Vec<Fixed>> = ByWord::default();
    for (tag, phrases) in rows.filter_map(|(head, phrases)| Some((named(head)?, phrases))) {
        for phrase in phrases.split(" · ") {
            let phrase = phrase.trim();
            let (first, _) = phrase.split_once(' ').unwrap_or((phrase, ""));
            fixed.entry(first).or_default().push((phrase, tag));
        }
    }
    fixed
});

/// The words `from..end` of a page without those of an aside; `None` where something stands among them that is no
/// word.
pub(super) fn tagged(page: &Page<'_>, (from, end): (usize, usize), aside: Aside) -> Option<Vec<Tagged>> {
    let mut all: Vec<Tagged> = Vec::with_capacity(end.saturating_sub(from));
    let mut plural = false;
    let mut idx = from;
    while idx < end {
        if let Some((_, behind)) = aside.filter(|(open, _)| *open == idx) {
            idx = behind;
            continue;
        }
        let word = page.word(idx);
        let fixed = FIXED.get(word).and_then(|all| all.iter().find(|(words, _)| page.reads(idx, words)));
        let fixed = fixed.map(|(words, tag)| (words.split(' ').count(), *tag));
        if let Some((n_words, tag)) = fixed.filter(|(n_words, _)| idx + n_words <= end) {
            all.push(Tagged { from: idx, can_be: Tags::one(tag) });
            idx += n_words;
            continue;
        }
        // `that night`, `last week`: a time, where no preposition and no noun wants it.
        if idx > from
            && is(word, Class::BeforeTime)
            && Classes::of(page.word(idx + 1)).has(Class::Time)
            && idx + 1 < end
            && !page.get(idx + 2).is_some_and(|next| next.is_sign("'") && !next.spaced)
        {
            let mut can_be = Tags::default();
            can_be.add(Tag::Adv, 10);
            can_be.add(Tag::Noun, 40);
            all.push(Tagged { from: idx, can_be });
            idx += 2;
            continue;
        }
        // `four months ago` takes nothing from the clause around it.
        if idx > from && idx + 2 < end && is_time_ago(page, idx) {
            idx += 3;
            continue;
        }
        let token = page.get(idx)?;
        // `"safe mode"`: what is quoted inside the clause is one thing that has that name.
        if token.is_sign("\"") {
            let (_, close) = page.quotation(idx + 1)?;
            all.push(Tagged { from: idx, can_be: Tags::one(Tag::Noun) });
            idx = close + 1;
            continue;
        }
        // `10.2.0.0/16`, `4%`: what is written together is read as its first part.
        if !token.spaced && idx > from && !token.is_sign(",") && !token.is_sign(")") {
            idx += 1;
            continue;
        }
        if token.is_sign("(") {
            // An aside takes nothing from the clause around it.
            idx = (idx..end).find(|idx| page.is_sign(*idx, ")"))? + 1;
            continue;
        }
        let can_be = match token.kind {
            Kind::Name => Tags::one(Tag::Noun),
            Kind::Sign if token.is_sign(",") => Tags::one(Tag::Comma),
            // `@bob`, `:07`: the word behind it says what it is.
            Kind::Sign if page.get(idx + 1).is_some_and(|next| !next.spaced) => Tags::one(Tag::Noun),
            Kind::Sign => return None,
            Kind::Word => Word { page, idx, from, end, plural }.tags(),
        };
        plural |= can_be.iter().any(|(tag, _)| tag == Tag::Plural) || is(word, Class::GoesWithPlain);
        all.push(Tagged { from: idx, can_be });
        idx += 1;
    }
    Some(all)
}

/// `four months ago`, `two releases earlier`.
fn is_time_ago(page: &Page<'_>, idx: usize) -> bool {
    let word = page.word(idx);
    let counts = word.starts_with(|char: char| char.is_ascii_digit())
        || crate::number(word)
        || matches!(word, "a" | "an");
    counts && matches!(page.word(idx + 2), "ago" | "earlier")
}
