//! What can be done about a rule rather than about the words: have it silent here, in the whole review or for the team,
//! and have it explained.

use askhow_document::{BlockKind, Edit, Finding, Rule, Span};
use askhow_review::{fix, settings};

use super::{Action, ActionKind, Deed};
use crate::Snapshot;

/// Once for a place, about the gravest of its findings, in the order in which people want them. A rule is turned off in
/// the file of settings where there is one, whose text is `settings`; else by a comment at the start of the review.
pub(super) fn about_rule(snapshot: &Snapshot, finding: &Finding, settings: Option<&str>) -> Vec<Action> {
    let rule = finding.rule.id;
    let action =
        |kind, title, deed| Action { title, kind, preferred: false, finding: Some(finding.clone()), deed };
    let silence = |title, deed| action(ActionKind::Silence, title, deed);
    let mut actions = Vec::new();
    if !is_about_comments(finding) {
        let here = ignore_here(snapshot, finding);
        actions.extend(here.map(|edit| silence(format!("Ignore {rule} here"), Deed::Here(vec![edit]))));
        let off = match settings.and_then(|text| settings::turn_off(text, rule)) {
            Some(edit) => Some((crate::config::FILE_NAME, Deed::Settings(edit))),
            None => disable(snapshot, finding).map(|edit| ("this review", Deed::Here(vec![edit]))),
        };
        actions.extend(off.map(|(place, deed)| silence(format!("Turn {rule} off in {place}"), deed)));
    }
    actions.push(action(ActionKind::QuickFix, format!("Explain {rule}"), Deed::Explain(finding.rule)));
    actions
}

/// Findings about comments of ours are no place for one more.
pub(super) fn is_about_comments(finding: &Finding) -> bool {
    finding.rule.family() == "ignore"
}

/// A comment that silences this rule here: at the end of the line of a heading, an item or a row, on a line
/// of its own before a paragraph.
fn ignore_here(snapshot: &Snapshot, finding: &Finding) -> Option<Edit> {
    let review = snapshot.review();
    let (facts, start) = review.segment_at(finding.span.start)?;
    let at = finding.span.start - start;
    let text = facts.segment.text();
    let holds = |span: Span| span.touches(at);
    let block = facts
        .segment
        .blocks()
        .iter()
        .rfind(|block| holds(block.span) && !matches!(block.kind, BlockKind::Item { .. }));
    let rule = finding.rule.id;
    let edit = match block {
        Some(block) if block.kind == BlockKind::Paragraph && block.item.is_none() && block.quotes == 0 => {
            let newline = fix::newline(review);
            Edit::new(
                Span::empty(start + block.span.start),
                format!("{}{newline}", review.flavour().comment(&format!("askhow-ignore-next {rule}"))),
            )
        }
        Some(block) => {
            let words = match &block.kind {
                BlockKind::Row { cells, .. } => cells.iter().rev().find(|cell| !cell.is_empty()).copied()?,
                _ => block.content,
            };
            let end = words.start + words.of(text).trim_end().len();
            let comment = review.flavour().comment(&format!("askhow-ignore {rule}"));
            Edit::new(Span::empty(start + end), format!(" {comment}"))
        }
        None => return None,
    };
    Some(edit)
}

/// A comment before everything that can be found; none is read inside front matter.
fn disable(snapshot: &Snapshot, finding: &Finding) -> Option<Edit> {
    let review = snapshot.review();
    let newline = fix::newline(review);
    let comment = review.flavour().comment(&format!("askhow-disable {}", finding.rule.id));
    let first = review.facts.first().and_then(|facts| facts.segment.blocks().first());
    let front = first.filter(|block| matches!(block.kind, BlockKind::FrontMatter { .. }));
    match front {
        Some(block) if finding.span.start < block.span.end => None,
        Some(block) => Some(Edit::new(Span::empty(block.span.end), format!("{newline}{newline}{comment}"))),
        None => {
            let bom = if snapshot.text().slice(Span::new(0, 3)) == "\u{feff}" { 3 } else { 0 };
            Some(Edit::new(Span::empty(bom), format!("{comment}{newline}{newline}")))
        }
    }
}

/// What a rule is about, in plain words, for an editor's messages.
pub fn explanation(rule: &Rule) -> String {
    let mut text = format!("{}: {}\n\n{}\n", rule.id, rule.summary, rule.about);
    for question in rule.questions {
        text.push_str(&format!("\n• {question}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use askhow_document::apply_edits;

    use super::*;
    use crate::actions;
    use crate::fixture::{cursor, no_review, snapshot};

    fn titles(fixture: &str, settings: Option<&str>) -> Vec<String> {
        let (text, at) = cursor(fixture);
        let actions = actions(&snapshot(&text), Span::empty(at), |_| true, settings);
        let about_rules = actions
            .into_iter()
            .filter(|action| action.kind == ActionKind::Silence || matches!(action.deed, Deed::Explain(_)));
        about_rules.map(|action| action.title).collect()
    }

    /// Turns the first rule at the cursor off by a comment, and checks that it speaks no more.
    #[track_caller]
    fn check_off(fixture: &str, expected: &str) {
        let (text, at) = cursor(fixture);
        let actions = actions(&snapshot(&text), Span::empty(at), |_| true, None);
        let off =
            actions.iter().find(|action| action.title.starts_with("Turn ")).expect("something speaks here");
        let text = apply_edits(&text, off.edits());
        assert_eq!(text, expected);
        let rule = off.finding.as_ref().unwrap().rule;
        let found = crate::findings(&snapshot(&text));
        assert!(found.iter().all(|finding| finding.rule != rule), "{found:#?}");
    }

    #[test]
    fn a_place_is_silenced_and_explained_once() {
        assert_eq!(
            titles("# Slow\n\nWhy did it $0fail? Why did it stop?\n", None),
            [
                "Ignore phrasing/why-question here",
                "Turn phrasing/why-question off in this review",
                "Explain phrasing/why-question"
            ]
        );
        for (settings, place) in [("", "askhow.toml"), ("[broken", "this review")] {
            let off = titles("# Slow\n\nWhy did it $0fail?\n", Some(settings)).remove(1);
            assert_eq!(off, format!("Turn phrasing/why-question off in {place}"));
        }
    }

    #[test]
    fn the_gravest_of_a_place_is_meant_and_of_those_alike_the_first() {
        let line = |end: &str| {
            format!("# Slow\n\n## Timeline (UTC)\n\n- 2019-02-30 10:00 Nobody $0should have noticed{end}.\n")
        };
        assert_eq!(titles(&line(""), None).len(), 3);
        // A word that is selected is meant, whatever else its line holds.
        let (text, _) = cursor(&line(", obviously"));
        let start = text.find("obviously").unwrap();
        let actions = actions(&snapshot(&text), Span::new(start, start + 9), |_| true, None);
        let explained: Vec<&str> = actions
            .iter()
            .map(|action| action.title.as_str())
            .filter(|title| title.starts_with("Explain "))
            .collect();
        assert_eq!(explained, ["Explain phrasing/hindsight"]);
    }

    #[test]
    fn a_comment_turns_a_rule_off() {
        check_off(
            "# Slow\n\nWhy $0did it fail?\n",
            "<!-- askhow-disable phrasing/why-question -->\n\n# Slow\n\nWhy did it fail?\n",
        );
        check_off(
            "---\ntitle: x\n---\r\n# Slow\n\nWhy $0did it fail?\n",
            "---\ntitle: x\n---\n\n<!-- askhow-disable phrasing/why-question -->\r\n# Slow\n\nWhy did it fail?\n",
        );
        check_off(
            "# Sl$0ow\n\n## Mitigators\n\n- a\n",
            "<!-- askhow-disable section/missing -->\n\n# Slow\n\n## Mitigators\n\n- a\n",
        );
    }

    #[test]
    fn an_explanation_says_what_and_asks() {
        for rule in crate::rules() {
            let text = explanation(rule);
            assert!(text.contains(rule.about), "{text}");
            assert!(rule.questions.iter().all(|question| text.contains(question)), "{text}");
        }
    }

    #[test]
    fn other_markdown_is_left_to_others() {
        assert_eq!(actions(&no_review(), Span::empty(3), |_| true, None), []);
    }
}
