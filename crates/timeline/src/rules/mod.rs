//! The rules of a timeline: one file and one value each.
//!
//! What a rule notes about a single line is a bit of that line's facts, worked out when the line or its
//! neighbours change; findings are written out when somebody asks for them.

pub(crate) mod duplicate;
mod invalid;
mod no_date;
mod no_zone;
mod order;
mod span;
pub(crate) mod unstamped;

use askhow_document::{Edit, Rule, Span};

use crate::line::{Change, Finding, Fix};
use crate::stamp::Stamp;
use crate::timeline::Timeline;

/// The rules of this crate, in the order of the reference.
pub static RULES: &[&Rule] = &[
    &invalid::RULE,
    &order::RULE,
    &span::RULE,
    &no_date::RULE,
    &no_zone::RULE,
    &duplicate::RULE,
    &unstamped::RULE,
];

/// A rule's look at one line.
struct LineRule {
    /// Its bit in the notes.
    bit: u32,
    /// Whether it has something to say.
    notes: fn(&Timeline, usize) -> bool,
    /// What it says.
    check: fn(&Timeline, usize, &mut Vec<Finding>),
}

static LINE_RULES: &[LineRule] = &[
    LineRule { bit: 1, notes: invalid::notes, check: invalid::check },
    LineRule { bit: 1 << 1, notes: order::notes, check: order::check },
    LineRule { bit: 1 << 2, notes: span::notes, check: span::check },
];

/// Rules that look at the timeline as a whole.
static WHOLE_RULES: &[fn(&Timeline, &mut Vec<Finding>)] =
    &[no_date::check, no_zone::check, duplicate::check, unstamped::check];

/// Which line rules have something to say about a line.
pub(crate) fn notes(timeline: &Timeline, line: usize) -> u32 {
    LINE_RULES.iter().filter(|rule| (rule.notes)(timeline, line)).fold(0, |notes, rule| notes | rule.bit)
}

pub(crate) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    for (line, facts) in timeline.facts.iter().enumerate() {
        if facts.notes == 0 {
            continue;
        }
        for rule in LINE_RULES.iter().filter(|rule| facts.notes & rule.bit != 0) {
            (rule.check)(timeline, line, findings);
        }
    }
    for check in WHOLE_RULES {
        check(timeline, findings);
    }
}

/// A finding at the stamp of a line.
fn at_stamp(rule: &'static Rule, line: usize, stamp: &Stamp, message: String) -> Finding {
    at_span(rule, line, stamp.span, message)
}

fn at_span(rule: &'static Rule, line: usize, span: Span, message: String) -> Finding {
    Finding {
        rule,
        level: rule.level,
        line,
        span,
        message: message.into(),
        questions: Vec::new(),
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

/// A fix that changes text.
fn edit(title: impl Into<String>, edits: Vec<(usize, Edit)>) -> Fix {
    Fix { title: title.into(), preferred: false, safe: false, change: Change::Edit(edits) }
}

/// The time of a line as a reader would say it, with its date where the other line is of another day.
fn said(timeline: &Timeline, line: usize, beside: usize) -> String {
    let reading = |line: usize| timeline.readings().get(line);
    let clock = |time: jiff::civil::Time| {
        if time.second() == 0 { format!("{:02}:{:02}", time.hour(), time.minute()) } else { time.to_string() }
    };
    let Some(own) = reading(line) else { return String::new() };
    match (own.local, own.date, own.time) {
        (Some(local), ..) => {
            let other =
                reading(beside).and_then(|other| other.local.map(|local| local.date()).or(other.date));
            if other == Some(local.date()) {
                clock(local.time())
            } else {
                format!("{} {}", local.date(), clock(local.time()))
            }
        }
        (None, Some(date), _) => date.to_string(),
        (None, None, Some(time)) => clock(time),
        _ => timeline.stamp(line).map(|stamp| stamp.written.to_string()).unwrap_or_default(),
    }
}
