//! Everything that an editor may ask of a text, so that two ways to the same text can be compared.

use std::fmt::{Debug, Write};
use std::sync::Arc;

use askhow_document::Span;
use askhow_ide::{Analysis, CompletionOptions, Snapshot, Surroundings};

use super::NOW;

/// How many findings are asked for near a place.
const NEAR: usize = 12;

/// All answers, each under its name: about the text as a whole, and at these places of it.
pub fn answers(snapshot: &Snapshot, places: &[usize]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |name: &str, answer: &dyn Debug| all.push((name.to_owned(), format!("{answer:?}")));
    let whole = Span::new(0, snapshot.text().len());
    add("verdict", &snapshot.review().verdict);
    add("outline", &snapshot.review().outline);
    add("form", &snapshot.review().form);
    for timeline in &snapshot.review().timelines {
        add("timeline", &(timeline.part, timeline.span, &timeline.lines, timeline.rows()));
    }
    add("findings", &askhow_ide::findings(snapshot));
    add("messages", &askhow_ide::messages(snapshot));
    add("symbols", &askhow_ide::symbols(snapshot));
    add("folds", &askhow_ide::folds(snapshot));
    add("tokens", &askhow_ide::tokens(snapshot, whole));
    add("hints", &askhow_ide::inlay_hints(snapshot, whole));
    add("lenses", &askhow_ide::lenses(snapshot));
    add("links", &askhow_ide::links(snapshot));
    add("entries", &askhow_ide::timeline_entries(snapshot));
    add("overview", &askhow_ide::overview(snapshot));
    add("formatting", &askhow_ide::format(snapshot, None));
    for &at in places {
        let mut add = |name: &str, answer: &dyn Debug| add(&format!("{name} at {at}"), answer);
        let here = Span::empty(at);
        let options = CompletionOptions { now: Some(NOW.parse().unwrap()), ..CompletionOptions::default() };
        add("findings near", &askhow_ide::findings_near(snapshot, at, NEAR));
        add("completions", &askhow_ide::completions(snapshot, at, options));
        add("hover", &askhow_ide::hover(snapshot, at));
        add("actions", &askhow_ide::actions(snapshot, here, |_| true, None));
        add("selections", &askhow_ide::selections(snapshot, at));
        add("name", &askhow_ide::name_at(snapshot, at));
        add("rename", &askhow_ide::rename(snapshot, at, "courier"));
        add("next entry", &askhow_ide::next_entry(snapshot, at, "\n"));
    }
    all
}

/// What is answered otherwise than by a new reading of the same text; nothing where all is well.
pub fn difference(snapshot: &Snapshot, surroundings: &Arc<Surroundings>, places: &[usize]) -> Option<String> {
    let text = snapshot.text().to_string();
    let places: Vec<usize> = places.iter().map(|at| snapshot.text().floor(*at)).collect();
    let fresh = Analysis::new(&text, Arc::clone(surroundings)).snapshot();
    let mut told = String::new();
    let (edited, new) = (answers(snapshot, &places), answers(&fresh, &places));
    if edited.len() != new.len() {
        told.push_str("\nthe number of timelines");
    }
    for ((name, edited), (_, new)) in edited.iter().zip(&new) {
        if edited != new {
            let same = edited.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
            let part = |text: &str| {
                String::from_utf8_lossy(&text.as_bytes()[same.saturating_sub(200)..])
                    .chars()
                    .take(600)
                    .collect::<String>()
            };
            let _ = write!(told, "\n{name}\n  after edits: …{}\n  read anew:   …{}", part(edited), part(new));
        }
    }
    (!told.is_empty()).then(|| format!("{told}\nof {text:?}"))
}
