//! One piece of Markdown, rewritten.

use std::sync::{Arc, LazyLock};

use askhow_document::{Document, Edit, Finding, Rule, apply_edits};
use askhow_phrasing::rules::{five_whys, reason_why, why};
use askhow_review::rules::section::rename;
use askhow_review::{Review, Surroundings, Want};

use crate::config::Resolved;

/// A line and what can be said instead.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rephrased {
    /// The first finding's rule, a *why* before the others.
    pub rule: Option<&'static Rule>,
    /// The whole line, every flagged wording that has a rewrite changed at once; the best first.
    pub rewrites: Vec<String>,
}

static SURROUNDINGS: LazyLock<Arc<Surroundings>> = LazyLock::new(|| {
    let rules = Resolved::default().rules;
    Arc::new(Surroundings { rules, named: true, ..Surroundings::default() })
});

/// The rules that a line with a *why* is told under.
static WHYS: [&Rule; 4] = [&why::QUESTION, &why::CLAUSE, &reason_why::RULE, &five_whys::RULE];

/// Rewrites one line of Markdown (list marks, `##`, emphasis and links are kept), with the settings that
/// hold where none are set.
///
/// ```
/// let rephrased = askhow_ide::rephrase("- Why did the deploy fail?");
/// assert_eq!(rephrased.rewrites.first().map(String::as_str), Some("- How did the deploy come to fail?"));
/// ```
pub fn rephrase(line: &str) -> Rephrased {
    let review = Review::read(&Document::new(line), &SURROUNDINGS, None);
    let found = review.findings(Want::Fixes);
    let of_line: Vec<&Finding> = found.iter().filter(|finding| speaks_of_wording(finding)).collect();
    let why = of_line.iter().find(|finding| WHYS.contains(&finding.rule));
    let rule = why.or(of_line.first()).map(|finding| finding.rule);
    let n_offers = of_line.iter().map(|finding| in_place(finding).count()).max().unwrap_or_default();
    let mut rewrites: Vec<String> = Vec::new();
    for offer in 0..n_offers {
        let mut edits: Vec<Edit> = Vec::new();
        for finding in &of_line {
            // Where a finding has fewer offers, its best one stands.
            let offers: Vec<&[Edit]> = in_place(finding).collect();
            let Some(chosen) = offers.get(offer).or(offers.first()) else { continue };
            let overlaps = chosen.iter().any(|edit| edits.iter().any(|other| other.span.meets(edit.span)));
            if !overlaps {
                edits.extend(chosen.iter().cloned());
            }
        }
        edits.sort_by_key(|edit| edit.span);
        let rewritten = apply_edits(line, &edits);
        if rewritten != line && !rewrites.contains(&rewritten) {
            rewrites.push(rewritten);
        }
    }
    Rephrased { rule, rewrites }
}

fn speaks_of_wording(finding: &Finding) -> bool {
    finding.rule.family() == "phrasing" || finding.rule == &rename::RULE
}

/// The fixes that rewrite the wording where it stands, rather than add something elsewhere.
fn in_place(finding: &Finding) -> impl Iterator<Item = &[Edit]> {
    finding
        .fixes
        .iter()
        .filter(|fix| fix.item.is_none() && !fix.edits.is_empty())
        .map(|fix| fix.edits.as_slice())
}
