//! `timeline/duplicate`: the same entry twice.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use askhow_document::{Level, Rule};

use super::at_stamp;
use crate::line::{Change, Finding, Fix, Line};
use crate::timeline::Timeline;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/duplicate",
    level: Level::Hint,
    summary: "the same stamp and the same text twice",
    about: "The second one may be a slip of copying, or something that happened twice and was told once.",
    questions: &["How did it differ the second time?"],
    fires: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:40 The alert fires.\n",
    ],
    quiet: &[
        "## Timeline (UTC)\n\n- 2019-03-25 16:40 The alert fires.\n- 2019-03-25 16:50 The alert fires.\n",
    ],
};

/// What two entries that may be the same share.
pub(crate) fn hash(line: &Line) -> u64 {
    let mut hasher = DefaultHasher::new();
    line.text.trim().hash(&mut hasher);
    hasher.finish()
}

pub(super) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    if timeline.tally.doubled == 0 {
        return;
    }
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    for (line, content) in timeline.lines.iter().enumerate() {
        let Some(stamp) = timeline.stamp(line).filter(|_| content.role == crate::Role::Entry) else {
            continue;
        };
        let hash = hash(content);
        if timeline.tally.twins.get(&hash).is_none_or(|count| *count < 2) {
            continue;
        }
        let Some(earlier) = first.get(&hash).copied() else {
            first.insert(hash, line);
            continue;
        };
        let same_text =
            timeline.lines.get(earlier).is_some_and(|earlier| earlier.text.trim() == content.text.trim());
        let has_text = !content.text.get(stamp.rest..).unwrap_or_default().trim().is_empty();
        if !same_text || !has_text || timeline.readings().get(earlier) != timeline.readings().get(line) {
            continue;
        }
        let mut finding =
            at_stamp(&RULE, line, stamp, "This entry stands above already, word for word.".into());
        finding.related.push((earlier, "the same entry".into()));
        let title = "Remove this entry".to_owned();
        finding.fixes.push(Fix { title, preferred: true, safe: false, change: Change::Remove(line) });
        findings.push(finding);
    }
}
