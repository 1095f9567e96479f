//! What can be done about a rule rather than a finding: turning it off, and having it explained.

use askhow_document::{BlockKind, Edit, Finding, Rule, Span};
use askhow_review::{Want, fix, settings};

use crate::actions::findings_here;
use crate::{ActionKind, Snapshot};

/// Something that can be done about a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleAction {
    /// What will happen.
    pub title: String,
    /// What sort of action it is.
    pub kind: ActionKind,
    /// The finding that showed the rule.
    pub finding: Finding,
    /// How it is done.
    pub deed: Deed,
}

/// How something is done about a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// An edit of the document.
    Here(Edit),
    /// An edit of the file of settings.
    Settings(Edit),
    /// The rule is to be explained.
    Explain(&'static Rule),
}

/// For each rule that speaks at `span`: turn it off, then explain it. It is turned off in the file of
/// settings where there is one, whose text is `settings`; else by a comment at the start of the review.
pub fn rule_actions(snapshot: &Snapshot, span: Span, settings: Option<&str>) -> Vec<RuleAction> {
    if !snapshot.is_review() {
        return Vec::new();
    }
    let mut here = findings_here(snapshot, span, Want::Messages);
    let mut known: Vec<&str> = Vec::new();
    here.retain(|finding| {
        let is_new = !known.contains(&finding.rule.id);
        known.push(finding.rule.id);
        is_new
    });
    let off = here.iter().filter_map(|finding| turn_off(snapshot, finding, settings));
    let explain = here.iter().map(|finding| RuleAction {
        title: format!("Explain {}", finding.rule.id),
        kind: ActionKind::QuickFix,
        finding: finding.clone(),
        deed: Deed::Explain(finding.rule),
    });
    off.chain(explain).collect()
}

fn turn_off(snapshot: &Snapshot, finding: &Finding, settings: Option<&str>) -> Option<RuleAction> {
    let rule = finding.rule.id;
    let (place, deed) = match settings.and_then(|text| settings::turn_off(text, rule)) {
        Some(edit) => (crate::config::FILE_NAME, Deed::Settings(edit)),
        None => ("this review", Deed::Here(disable(snapshot, finding)?)),
    };
    let title = format!("Turn {rule} off in {place}");
    Some(RuleAction { title, kind: ActionKind::Silence, finding: finding.clone(), deed })
}

/// A comment before everything that can be found; none is read inside front matter.
fn disable(snapshot: &Snapshot, finding: &Finding) -> Option<Edit> {
    if finding.rule.family() == "ignore" {
        return None;
    }
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
    use crate::fixture::{cursor, no_review, snapshot};

    fn titles(fixture: &str, settings: Option<&str>) -> Vec<String> {
        let (text, at) = cursor(fixture);
        let actions = rule_actions(&snapshot(&text), Span::empty(at), settings);
        actions.into_iter().map(|action| action.title).collect()
    }

    /// Turns the first rule at the cursor off by a comment, and checks that it speaks no more.
    #[track_caller]
    fn check_off(fixture: &str, expected: &str) {
        let (text, at) = cursor(fixture);
        let actions = rule_actions(&snapshot(&text), Span::empty(at), None);
        let action = actions.first().expect("something speaks here");
        let Deed::Here(edit) = &action.deed else { panic!("{action:#?}") };
        let text = apply_edits(&text, std::slice::from_ref(edit));
        assert_eq!(text, expected);
        let found = crate::findings(&snapshot(&text));
        assert!(found.iter().all(|finding| finding.rule.id != action.finding.rule.id), "{found:#?}");
    }

    #[test]
    fn each_rule_is_turned_off_or_explained_once() {
        assert_eq!(
            titles("# Slow\n\nWhy did it $0fail? Why did it stop?\n", None),
            ["Turn phrasing/why-question off in this review", "Explain phrasing/why-question"]
        );
        assert_eq!(
            titles("# Slow\n\nWhy did it $0fail?\n", Some("")),
            ["Turn phrasing/why-question off in askhow.toml", "Explain phrasing/why-question"]
        );
        assert_eq!(
            titles("# Slow\n\nWhy did it $0fail?\n", Some("[broken")),
            ["Turn phrasing/why-question off in this review", "Explain phrasing/why-question"]
        );
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
        assert_eq!(rule_actions(&no_review(), Span::empty(3), None), []);
    }
}
