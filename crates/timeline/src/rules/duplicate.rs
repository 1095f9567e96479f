//! `timeline/duplicate`: the same entry twice.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use askhow_document::{Level, Rule};

use super::at_stamp;
use crate::line::{Change, Finding, Fix, Line, Role};
use crate::timeline::Timeline;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/duplicate",
    level: Level::Hint,
    summary: "The same stamp and the same text twice",
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

/// How far above the same entry is looked for: what is of one moment stands close together.
const REACH: usize = 8;

fn earlier(timeline: &Timeline, line: usize) -> Option<usize> {
    let hash = timeline.hashes.get(line)?;
    let from = line.saturating_sub(REACH);
    let alike = timeline.hashes.get(from..line)?.iter().rposition(|other| other == hash)? + from;
    let (content, other) = (timeline.lines.get(line)?, timeline.lines.get(alike)?);
    let stamp = timeline.stamp(line).filter(|_| content.role == Role::Entry && other.role == Role::Entry)?;
    let has_text = !content.text.get(stamp.rest..).unwrap_or_default().trim().is_empty();
    let same = content.text.trim() == other.text.trim()
        && timeline.readings().get(line) == timeline.readings().get(alike);
    (has_text && same).then_some(alike)
}

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    earlier(timeline, line).is_some()
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    for line in lines {
        let (Some(stamp), Some(earlier)) = (timeline.stamp(*line), earlier(timeline, *line)) else {
            continue;
        };
        let mut finding =
            at_stamp(&RULE, *line, stamp, format!("{} stands above already, word for word.", stamp.written));
        finding.related.push((earlier, "the same entry".into()));
        let title = "Remove this entry".to_owned();
        finding.fixes.push(Fix { title, preferred: true, safe: false, change: Change::Remove(*line) });
        findings.push(finding);
    }
}
