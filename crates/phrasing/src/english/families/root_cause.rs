//! `phrasing/root-cause`: one cause at the root of it all.

mod about;
mod noun;

use askhow_document::{Level, Rule};

use super::tell::{Tokens, each, like, report};
use about::{
    is_denied_here, is_meant, is_name_of_a_thing, is_part_of_a_name, is_referred_to, is_section_name,
    is_shared, is_status, is_talked_about, is_title_of_a_link, names_an_incident,
};
use askhow_english::{
    class::{Class, is},
    lexicon::{is_adverb, is_conjunction, is_determiner, is_preposition, is_subject_pronoun},
    page::{Kind, Page},
    verb::{auxiliary, is_participle, plain_of_past},
};

use crate::{
    english::why::{Casing, capitalised},
    family::{Family, Found, always},
    rewrite::{Change, dressed},
    words::Words,
};

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "phrasing/root-cause",
    level: Level::Information,
    summary: "One cause, where many things had to come together",
    about: "Incidents in complex systems have contributors, each necessary and only jointly sufficient. Naming \
            one of them the root ends the search at the place where somebody stopped looking.",
    questions: &[
        "What else had to be in place, each necessary and only jointly sufficient?",
        "How would the story change if it began earlier?",
    ],
    fires: &[
        "The root cause of the outage was a full disk.",
        "We do not know the root cause of the delay.",
        "The underlying cause is a race.",
        "It was a perfect storm.",
    ],
    quiet: &[
        "There is no root cause.",
        "The pool ran dry, see Root Cause Analysis below.",
        "One of the contributors was a full disk.",
        "They looked for causes and roots in the data.",
        "There were two codes for one underlying cause.",
    ],
};

pub(crate) static FAMILY: Family = Family {
    rules: &[&RULE],
    phrases: "root-cause",
    peek: always,
    look: |page, hits, found| each(page, hits, found, judge),
};

const MESSAGE: &str = "hides what had to come together; which contributors did it need, each necessary?";

fn judge(page: &Page<'_>, (from, to): Tokens) -> Option<Found> {
    let label = page.is_sign(to, ":") && page.sentence(from).0 == from;
    if is_section_name(page, (from, to)) || is_denied_here(page, from) || is_title_of_a_link(page, (from, to))
    {
        return None;
    }
    if is_name_of_a_thing(page, (from, to))
        || is_status(page, (from, to))
        || is_talked_about(page, (from, to))
        || is_shared(page, from)
    {
        return None;
    }
    if page.reads(from, "the cause of") && !names_an_incident(page, to) {
        return None;
    }
    if is_referred_to(page, (from, to)) || !is_meant(page, (from, to)) {
        return None;
    }
    // `find the cause` asks; a field of a form that is named so is the form's.
    let mut found = report(page, &RULE, (from, to), MESSAGE);
    if label {
        found.finding.level = Level::Hint;
    }
    if is_part_of_a_name(page, (from, to)) {
        return Some(found);
    }
    Some(match changes(page, (from, to), label) {
        // A label is a name, like a heading; `RCA` may be what a team calls a sort of document, and what follows a
        // name without a sign belongs to it: `the root cause analysis meeting`.
        Some((at, changes, certain)) => {
            let is_name = label || matches!(page.word(to - 1), "rca" | "rcas") || is_compound(page, to);
            found.rewrite(page, at, &changes, certain && !is_name)
        }
        None => found,
    })
}

/// `root cause analysis template`: an analysis that goes on with another noun names a meeting, a document, a process.
fn is_compound(page: &Page<'_>, to: usize) -> bool {
    let behind = if page.word(to) == "analysis" { to + 1 } else { to };
    let word = page.word(behind);
    let is_analysis = matches!(page.word(behind - 1), "analysis" | "analyses");
    let goes_on = page.get(behind).is_some_and(|token| token.is_word() || token.kind == Kind::Name);
    let ends = is_preposition(word)
        || is_conjunction(word)
        || is_determiner(word)
        || is_subject_pronoun(word)
        || is_adverb(word)
        || auxiliary(word).is_some()
        || plain_of_past(word).is_some();
    is_analysis && goes_on && !ends
}

/// Where the rewrite starts, what changes, and whether that is certain.
fn changes(page: &Page<'_>, (from, to): Tokens, label: bool) -> Option<(usize, Vec<Change>, bool)> {
    let (start, end) = page.sentence(from);
    let plural = page.word(to - 1).ends_with("causes");
    let the = from.checked_sub(1).filter(|the| *the >= start && page.word(*the) == "the");
    let parts = |idx: usize| {
        page.get(idx).is_some_and(|token| ["-", "–", "—", "."].iter().any(|sign| token.is_sign(sign)))
    };
    // An entry or a label of its own: behind a stamp or a sign at most.
    let begins = from == start || !page.written(from - 1).contains(char::is_lowercase);
    let colon = page.is_sign(to + 1, ":");
    if page.word(to) == "identified" && (colon || begins && (parts(to + 1) || to + 1 >= end)) {
        let contributor = if plural { "contributors" } else { "contributor" };
        return Some((from, vec![Change::Over(from, to, like(page, from, contributor))], true));
    }
    if label {
        let contributor = match (plural, is_bold(page, from)) {
            // Among bold labels, `Owners:` beside it, contributors would be people.
            (true, _) => "contributing factors",
            (false, true) => "contributing factor",
            (false, false) => "contributor",
        };
        let is_title = Casing::of(page, from, to) == Casing::Title;
        let contributor =
            if is_title { Casing::Title.say(contributor) } else { like(page, from, contributor) };
        return page
            .word(from)
            .starts_with("root")
            .then(|| (from, vec![Change::Over(from, to, contributor)], true));
    }
    // `See Root Cause Analysis below` names a section.
    if from > start
        && (from..to).all(|idx| page.is_capital(idx))
        && !matches!(page.word(from), "rca" | "rcas")
        && !page.place.heading
    {
        return None;
    }
    if is(page.word(to - 1), Words::Analysis) || page.word(to) == "analysis" && page.word(from) == "root" {
        // What a team calls its documents is theirs: offered, and no more.
        let is_name = page.is_sign(to, "(") || page.before(from) == "(";
        return analysis(page, (from, to), start).map(|(at, changes)| (at, changes, !is_name));
    }
    if page.word(to - 1) != "cause" && !plural {
        return None;
    }
    let of = matches!(page.word(to), "of" | "for" | "behind");
    // `the root cause of why it stopped` asks twice; either alone would leave the other.
    if of && page.word(to + 1) == "why" {
        return None;
    }
    if of && let Some(the) = the {
        let asks = is(page.before(the), Words::SeeksCause)
            || page.before(the) == "out"
                && the.checked_sub(2).is_some_and(|idx| is(page.word(idx), Words::FiguresOut));
        if let Some(changes) = noun::is_unknown(page, the, (to + 1, end)) {
            return Some((the, changes, true));
        }
        if asks {
            let first = to + 1;
            let (last, certain) = noun::noun_alone(page, the, first, end)?;
            // With its dress: `a`, where that is how it is written.
            let written = dressed(page, last, last + 1)?.1;
            // `issues` in general come about; this one, and those, did.
            let general = page.word(last).ends_with('s') && !is_determiner(page.word(first));
            let came = if general { "come about" } else { "came about" };
            return Some((
                the,
                vec![
                    Change::Over(the, to + 1, like(page, the, "how")),
                    Change::Swap(last, last + 1, format!("{written} {came}")),
                ],
                certain,
            ));
        }
    }
    // `The root cause of the outage was X`
    let the = the.filter(|the| *the == start || is(page.before(*the), Words::BeginsThe))?;
    let verb = (to..end.min(to + 24)).find(|idx| is(page.word(*idx), Words::CauseVerb))?;
    // `was:` and a list, `was set off by a peer`: no thing is named.
    let names_nothing = page.get(verb + 1).is_none_or(|token| token.is_sign(":") || token.is_sign("."))
        || is_participle(page.word(verb + 1));
    if names_nothing {
        return None;
    }
    let agrees = plural == matches!(page.word(verb), "were" | "are");
    let known = is(page.word(verb + 1), Words::CauseKnown);
    // `was twofold`, `was a combination of`, `was the pool and the query`: several, or what it was like.
    let said = page.word(verb + 1);
    let noun = verb + 1 + usize::from(is_determiner(said));
    let joins = |idx: usize| page.word(idx) == "and" && is_determiner(page.word(idx + 1));
    let counts = !plural && (askhow_english::number(said) || (verb + 1..end).any(joins));
    if counts
        || is(said, Class::Counts)
        || is(page.word(noun), Class::Counts) && page.word(noun + 1) == "of"
        || page.reads(verb + 1, "the only")
    {
        return None;
    }
    // One thing, named with its article, is certain.
    let one = !(verb + 1..end).any(|idx| page.word(idx) == "and");
    let certain = one && is_determiner(said) || said == "that";
    if !agrees || known || matches!(page.word(verb), "has" | "had") || matches!(page.before(the), "is") {
        return None;
    }
    let opening = match (plural, of) {
        (false, true) => "a contributor to",
        (true, true) => "contributors to",
        (false, false) => "a contributor",
        (true, false) => "contributors",
    };
    let to = if of { to + 1 } else { to };
    Some((the, vec![Change::Over(the, to, like(page, the, opening))], certain))
}

/// A label in bold, alone in its marks or with its colon.
fn is_bold(page: &Page<'_>, from: usize) -> bool {
    let start = page.plain.source_span(page.span(from, from + 1)).start;
    let before = page.prose.source.get(..start).unwrap_or_default();
    before.ends_with("**") || before.ends_with("__")
}

/// `a root cause analysis` → `an incident analysis`.
fn analysis(page: &Page<'_>, (from, to): Tokens, start: usize) -> Option<(usize, Vec<Change>)> {
    let to = if page.word(to) == "analysis" { to + 1 } else { to };
    let plural = matches!(page.word(to - 1), "analyses" | "rcas");
    // `Root Cause Analysis (RCA)`: with its abbreviation it is a name.
    if page.is_sign(to, "(") && matches!(page.word(to + 1), "rca" | "rcas") {
        return None;
    }
    let words = if plural { "incident analyses" } else { "incident analysis" };
    let title =
        page.word(from) != "rca" && page.is_capital(to - 1) && Casing::of(page, from, to) == Casing::Title;
    let words = match title {
        true => Casing::Title.say(words),
        // `RCA meeting`, at the start of a sentence: its own capitals say nothing.
        false if from == start && page.written(from).starts_with('R') => capitalised(words),
        false => like(page, from, words),
    };
    let article = from.checked_sub(1).filter(|at| *at >= start && page.word(*at) == "a");
    Some(match article {
        Some(article) => {
            (article, vec![Change::Over(article, to, format!("{} {words}", like(page, article, "an")))])
        }
        None if page.before(from) == "an" => (from - 1, vec![Change::Over(from, to, words)]),
        None => (from, vec![Change::Over(from, to, words)]),
    })
}
