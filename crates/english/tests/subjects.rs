//! Where the subject of a clause ends, of questions and of the clauses that they stand for.

#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

use askhow_document::Prose;
use askhow_english::{
    Place,
    clause::{Certainty, read_asked, read_told},
    lexicon::is_adverb,
    page::Page,
    verb::{Auxiliary, Tense, auxiliary, past_of, third_of},
};

/// What is read: where the subject ends in the text, the verb, and how certain that is.
type Read = (Option<(String, String)>, Certainty);

fn words(page: &Page<'_>, from: usize, to: usize) -> String {
    page.span(from, to).of(&page.plain.text).trim_end_matches(',').to_owned()
}

fn asked(question: &str) -> Read {
    let prose = Prose::of_plain(question);
    let page = Page::new(&prose, prose.plain(), Place::default());
    let (parts, certainty) = read_asked(&page, 1, page.tokens.len() - 1);
    (parts.map(|it| (words(&page, 2, it.subject.1), page.word(it.verb).to_owned())), certainty)
}

fn told(clause: &str) -> Read {
    let prose = Prose::of_plain(clause);
    let page = Page::new(&prose, prose.plain(), Place::default());
    let (parts, certainty) = read_told(&page, 1, page.tokens.len() - 1);
    (parts.map(|it| (words(&page, 1, it.subject.1), page.word(it.finite).to_owned())), certainty)
}

fn rows() -> (Vec<&'static str>, Vec<&'static str>) {
    let (questions, clauses) = include_str!("subjects.txt").split_once("# clauses\n").unwrap();
    let rows = |text: &'static str| text.lines().filter(|line| !line.starts_with('#')).collect();
    (rows(questions), rows(clauses))
}

/// The rows that are read wrongly with certainty; and how many are read with none.
fn wrong<'r>(rows: &[(&'r str, String, Read)]) -> (Vec<&'r str>, usize) {
    let open = rows.iter().filter(|(.., (_, certainty))| *certainty == Certainty::Open).count();
    let said = rows.iter().filter(|(.., (_, certainty))| *certainty > Certainty::Open);
    let wrong = said.filter(|(_, subject, (read, _))| read.as_ref().is_none_or(|(read, _)| read != subject));
    (wrong.map(|(row, ..)| *row).collect(), open)
}

#[test]
fn the_subject_of_a_question_ends_where_its_reader_ends_it() {
    let (questions, _) = rows();
    let read = questions.iter().map(|row| {
        let (subject, _) = row.split_once('^').unwrap();
        let subject = subject.split_once(' ').unwrap().1.trim_end().trim_end_matches(',').to_owned();
        let (read, certainty) = asked(&format!("Why {}?", row.replace('^', "")));
        // Adverbs before the verb may count to either side.
        let read = read.map(|(read, verb)| {
            let more = read.strip_prefix(&subject).or_else(|| subject.strip_prefix(&read));
            let near =
                more.is_some_and(|more| more.trim() == "at once" || more.split_whitespace().all(is_adverb));
            (if near { subject.clone() } else { read }, verb)
        });
        (*row, subject, (read, certainty))
    });
    let (wrong, open) = wrong(&read.collect::<Vec<_>>());
    assert_eq!(wrong, Vec::<&str>::new());
    assert!(open * 20 < questions.len(), "{open} of {} are not read", questions.len());
}

#[test]
fn the_subject_of_a_clause_ends_where_its_reader_ends_it() {
    let (_, clauses) = rows();
    let read = clauses.iter().map(|row| {
        let (subject, _) = row.split_once('^').unwrap();
        (
            *row,
            subject.trim_end().trim_end_matches(',').to_owned(),
            told(&format!("why {}.", row.replace('^', ""))),
        )
    });
    let (wrong, open) = wrong(&read.collect::<Vec<_>>());
    assert_eq!(wrong, Vec::<&str>::new());
    assert!(open * 20 < clauses.len(), "{open} of {} are not read", clauses.len());
}

/// A question put as the clause that it stands for has the same subject.
#[test]
fn a_question_told_has_the_subject_that_it_had_when_it_was_asked() {
    let (questions, _) = rows();
    let mut other = Vec::new();
    let mut n_told = 0;
    for row in questions {
        let plain = row.replace('^', "");
        let (Some((subject, verb)), certainty) = asked(&format!("Why {plain}?")) else { continue };
        let (first, rest) = plain.split_once(' ').unwrap();
        let finite = auxiliary(first).unwrap();
        let Some(predicate) = rest.strip_prefix(&subject) else { continue };
        let predicate = predicate.trim_start_matches(',').trim_start();
        if certainty == Certainty::Open || subject.contains(',') {
            continue;
        }
        let clause = match (finite.which, finite.tense) {
            (Auxiliary::Do, tense) if predicate.starts_with(&verb) => {
                let form = match tense {
                    Tense::Past => past_of(&verb),
                    Tense::Present if first == "does" => third_of(&verb),
                    Tense::Present => verb.clone(),
                };
                format!("{subject} {form}{}", &predicate[verb.len()..])
            }
            (Auxiliary::Do, _) => continue,
            _ => format!("{subject} {first} {predicate}"),
        };
        n_told += 1;
        let (read, certainty) = told(&format!("why {clause}."));
        if certainty > Certainty::Open && read.as_ref().is_none_or(|(read, _)| *read != subject) {
            other.push(format!("{clause}: {read:?}"));
        }
    }
    assert!(n_told > 150, "only {n_told} were told");
    assert_eq!(other, Vec::<String>::new());
}
