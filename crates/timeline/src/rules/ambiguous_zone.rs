//! `timeline/ambiguous-zone`: an abbreviation that several zones use.

use askhow_document::{Edit, Level, Rule};

use super::{at_span, at_stamp, edit};
use crate::line::{Change, Finding, Fix};
use crate::timeline::Timeline;
use crate::zone::offset_name;

/// The rule as a value.
pub static RULE: Rule = Rule {
    id: "timeline/ambiguous-zone",
    level: Level::Information,
    summary: "An abbreviation in common use for several zones, or a zone that is not known",
    about: "IST is India, Israel and Ireland; CST is Chicago and Shanghai. An offset or a city names one.",
    questions: &["How would a reader from another country read this zone?"],
    fires: &[
        "## Timeline\n\n- 2019-03-25 16:40 IST The alert fires.\n- 2019-03-25 16:50 IST Ada is paged.\n",
    ],
    quiet: &[
        "## Timeline\n\n- 2019-03-25 16:40 UTC+05:30 The alert fires.\n",
        "## Timeline\n\n- 2019-01-25 16:40 PST The alert fires.\n- 2019-01-25 16:50 PST Ada is paged.\n",
    ],
};

pub(super) fn notes(timeline: &Timeline, line: usize) -> bool {
    let Some(item) = timeline.items.get(line).filter(|item| item.has_clock()) else { return false };
    timeline.how(line).read && timeline.zones.get(item.zone).is_some_and(crate::Zone::is_ambiguous)
}

pub(super) fn check(timeline: &Timeline, lines: &[usize], findings: &mut Vec<Finding>) {
    let zone = |line: usize| timeline.items.get(line).and_then(|item| timeline.zones.get(item.zone));
    let mut said: Vec<&str> = Vec::new();
    for line in lines {
        let (Some(zone_here), Some(stamp)) = (zone(*line), timeline.stamp(*line)) else { continue };
        if said.contains(&zone_here.name.as_str()) {
            continue;
        }
        said.push(&zone_here.name);
        if zone_here.is_unknown() {
            let message = format!("“{}” is no zone that is known here; which one is meant?", zone_here.name);
            findings.push(match &stamp.start.zone {
                Some(part) => at_span(&RULE, *line, part.span, message),
                None => at_stamp(&RULE, *line, stamp, message),
            });
            continue;
        }
        let meanings: Vec<&str> = zone_here.meanings().iter().map(|meaning| meaning.words).collect();
        let message = format!("{} may be the time of {}.", zone_here.name, meanings.join(" or "));
        let mut finding = match &stamp.start.zone {
            Some(part) => at_span(&RULE, *line, part.span, message),
            None => at_stamp(&RULE, *line, stamp, message),
        };
        for meaning in zone_here.meanings() {
            let name = format!("UTC{}", offset_name(meaning.offset.unwrap_or(0)));
            let edits: Vec<(usize, Edit)> = lines
                .iter()
                .filter(|other| zone(**other) == Some(zone_here))
                .filter_map(|other| {
                    Some((
                        *other,
                        Edit::new(timeline.stamp(*other)?.start.zone.as_ref()?.span, name.as_str()),
                    ))
                })
                .collect();
            let title = format!("Write {name} ({})", meaning.words);
            finding.fixes.push(match edits.is_empty() {
                false => edit(title, edits),
                true => Fix {
                    title,
                    preferred: false,
                    safe: false,
                    change: Change::NameZone { written: zone_here.name.clone(), name },
                },
            });
        }
        findings.push(finding);
    }
}
