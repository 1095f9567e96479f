//! `--statistics`: how often each rule speaks, the most frequent first.

use std::collections::BTreeMap;
use std::fmt::Write;

use askhow_document::Rule;
use serde::Serialize;

use crate::check::Checked;
use crate::output::Paint;

/// How many findings of each rule are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    by_rule: BTreeMap<&'static str, (&'static Rule, usize)>,
}

/// One rule in `statistics`.
#[derive(Serialize)]
pub struct RuleCountJson {
    rule: &'static str,
    count: usize,
}

impl Statistics {
    /// Those of one file.
    pub fn of(checked: &Checked) -> Self {
        let mut statistics = Self::default();
        for finding in &checked.findings {
            statistics.by_rule.entry(finding.rule.id).or_insert((finding.rule, 0)).1 += 1;
        }
        statistics
    }

    /// Adds those of another file.
    pub fn join(&mut self, other: &Self) {
        for (id, (rule, count)) in &other.by_rule {
            self.by_rule.entry(id).or_insert((rule, 0)).1 += count;
        }
    }

    /// The most frequent first; of two that are equally frequent, in the order of their names.
    fn sorted(&self) -> Vec<(&'static Rule, usize)> {
        let mut all: Vec<(&'static Rule, usize)> = self.by_rule.values().copied().collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        all
    }

    /// For `--format json`.
    pub fn json(&self) -> Vec<RuleCountJson> {
        self.sorted().into_iter().map(|(rule, count)| RuleCountJson { rule: rule.id, count }).collect()
    }

    /// A line for each rule: how often, its name, and what it is about.
    pub fn table(&self) -> String {
        let paint = Paint::stdout();
        let all = self.sorted();
        let width = all.iter().map(|(rule, _)| rule.id.len()).max().unwrap_or(0);
        all.iter().fold(String::new(), |mut acc, (rule, count)| {
            let count = paint.bold(&format!("{count:>6}"));
            let _ = writeln!(acc, "{count}  {:width$}  {}", rule.id, paint.dim(rule.summary));
            acc
        })
    }
}

#[cfg(test)]
mod tests {
    use askhow_document::Finding;

    use super::*;
    use crate::check::tests::{RULE, checked};

    static OTHER: Rule = Rule { id: "timeline/a", summary: "finds another", ..RULE };

    #[test]
    fn the_most_frequent_rule_comes_first_and_equals_by_name() {
        let mut file = checked("⟦why⟧\n", 0);
        let span = file.findings[0].span;
        file.findings.insert(0, Finding::new(&OTHER, span, ""));
        let mut all = Statistics::of(&file);
        assert_eq!(
            all.table(),
            "     1  phrasing/test  finds a test\n     1  timeline/a     finds another\n"
        );
        file.findings.pop();
        all.join(&Statistics::of(&file));
        let json = serde_json::to_value(all.json()).unwrap();
        let expected = serde_json::json!([{ "rule": "timeline/a", "count": 2 }, { "rule": "phrasing/test", "count": 1 }]);
        assert_eq!(json, expected);
        assert_eq!(Statistics::default().table(), "");
    }
}
