//! The rules of a timeline: one file and one value each.
//!
//! What a rule notes about a single line is a bit of that line's facts, worked out when the line or its
//! neighbours change; findings are written out when somebody asks for them.

mod ambiguous_date;
mod ambiguous_zone;
mod backwards;
pub mod date_conflict;
mod dst;
pub mod duplicate;
mod future;
pub mod invalid;
mod minutes;
pub mod mixed_format;
pub mod mixed_zone;
mod no_date;
mod no_zone;
pub mod order;
mod outside;
pub mod quiet;
mod span;
pub(crate) mod unstamped;
mod zone_conflict;

use askhow_document::{Edit, Rule, Span, stumble};
use jiff::SignedDuration;

use crate::line::{Change, Finding, Fix};
use crate::stamp::Stamp;
use crate::timeline::{Quiet, Timeline};

pub use date_conflict::{DateConflict, date_conflict};
pub(crate) use mixed_format::one_notation;
pub use order::Rearranged;
pub(crate) use order::{dated_like, moved, sorted};
pub(crate) use quiet::{from as quiet_from, stretches as quiet_stretches};

/// The rules of this crate, in the order of the reference.
pub static RULES: &[&Rule] = &[
    &invalid::RULE,
    &order::RULE,
    &span::RULE,
    &no_date::RULE,
    &no_zone::RULE,
    &mixed_zone::RULE,
    &ambiguous_zone::RULE,
    &zone_conflict::RULE,
    &ambiguous_date::RULE,
    &dst::GAP,
    &dst::FOLD,
    &future::RULE,
    &outside::RULE,
    &duplicate::RULE,
    &date_conflict::RULE,
    &unstamped::RULE,
    &mixed_format::RULE,
    &quiet::RULE,
];

/// A rule that looks at lines one by one.
struct LineRule {
    rule: &'static Rule,
    /// Whether it has something to say about a line; its answer is a bit of the line's notes.
    notes: fn(&Timeline, usize) -> bool,
    /// What it says about the lines that it noted, in their order.
    check: fn(&Timeline, &[usize], &mut Vec<Finding>),
}

static LINE_RULES: &[LineRule] = &[
    LineRule { rule: &invalid::RULE, notes: invalid::notes, check: invalid::check },
    LineRule { rule: &invalid::RULE, notes: minutes::notes, check: minutes::check },
    LineRule { rule: &order::RULE, notes: order::notes, check: order::check },
    LineRule { rule: &order::RULE, notes: backwards::notes, check: backwards::check },
    LineRule { rule: &span::RULE, notes: span::notes, check: span::check },
    LineRule { rule: &ambiguous_zone::RULE, notes: ambiguous_zone::notes, check: ambiguous_zone::check },
    LineRule { rule: &zone_conflict::RULE, notes: zone_conflict::notes, check: zone_conflict::check },
    LineRule {
        rule: &zone_conflict::RULE,
        notes: zone_conflict::notes_season,
        check: zone_conflict::check_season,
    },
    LineRule { rule: &ambiguous_date::RULE, notes: ambiguous_date::notes, check: ambiguous_date::check },
    LineRule { rule: &dst::GAP, notes: dst::notes_gap, check: dst::check_gap },
    LineRule { rule: &dst::FOLD, notes: dst::notes_fold, check: dst::check_fold },
    LineRule { rule: &future::RULE, notes: future::notes, check: future::check },
    LineRule { rule: &outside::RULE, notes: outside::notes, check: outside::check },
    LineRule { rule: &duplicate::RULE, notes: duplicate::notes, check: duplicate::check },
    LineRule { rule: &unstamped::RULE, notes: unstamped::notes, check: unstamped::check },
    LineRule { rule: &unstamped::RULE, notes: unstamped::notes_unknown, check: unstamped::check_unknown },
];

/// A rule that looks at the timeline as a whole.
type WholeRule = (&'static Rule, fn(&Timeline, &mut Vec<Finding>));

/// All of them.
static WHOLE_RULES: &[WholeRule] = &[
    (&order::RULE, backwards::check_all),
    (&no_date::RULE, no_date::check),
    (&no_zone::RULE, no_zone::check),
    (&mixed_zone::RULE, mixed_zone::check),
    (&outside::RULE, outside::check_first),
    (&unstamped::RULE, unstamped::check_all),
    (&mixed_format::RULE, mixed_format::check),
    (&quiet::RULE, quiet::check),
];

impl Timeline {
    /// What was noticed, in the order of the lines.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        check(self, &mut findings);
        findings.sort_by_key(|finding: &Finding| (finding.line, finding.span.start));
        findings
    }

    /// The entries before which nothing was written for long, in their order: those that
    /// `timeline/quiet` reports, and the shorter ones beside them.
    pub fn quiet_stretches(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = quiet_stretches(self).into_iter().map(|(_, line)| line).collect();
        lines.sort_unstable();
        lines
    }

    /// The longest of them, where there is one.
    pub fn longest_quiet(&self) -> Option<Quiet> {
        let (gap, line) = quiet_stretches(self).into_iter().next()?;
        let (before, from) = quiet_from(self, line)?;
        Some(Quiet { gap: SignedDuration::from_secs(gap), before, line, from })
    }

    /// The edits, relative to [`crate::Line::text`], that write times and dates in the notation that most have.
    /// What would lose its seconds, or gain some, stays as it is.
    pub fn one_notation(&self) -> Vec<(usize, Edit)> {
        one_notation(self)
    }

    /// Whether `timeline/order` names an entry as out of order.
    pub fn has_disorder(&self) -> bool {
        self.marks.iter().any(|mark| mark.how.out)
    }

    /// The lines with those that `timeline/order` names as out of order in their places, and all others as they are;
    /// nothing goes past a separator. `ends` says for each line behind which one the lines end that travel along
    /// with it, `may` whether a line can go before another one, or to the end.
    pub fn sorted(&self, ends: &[usize], may: &dyn Fn(usize, usize) -> bool) -> Option<Rearranged> {
        if self.backwards {
            return None;
        }
        sorted(self, ends, may)
    }

    /// The lines with one before another one (`None`: at the end), if it is in order there and all are read as
    /// before; `ends` as above.
    pub fn moved(&self, ends: &[usize], line: usize, before: Option<usize>) -> Option<Rearranged> {
        moved(self, ends, line, before)
    }
}

/// Which line rules have something to say about a line, as bits.
pub(crate) fn notes(timeline: &Timeline, line: usize) -> u64 {
    let is_noted = |rule: &LineRule| {
        let mut is_noted = false;
        stumble::survives(&[rule.rule], || is_noted = (rule.notes)(timeline, line)) && is_noted
    };
    let noted = LINE_RULES.iter().enumerate().filter(|(_, rule)| is_noted(rule));
    noted.fold(0, |notes, (index, _)| notes | 1 << index)
}

pub(crate) fn check(timeline: &Timeline, findings: &mut Vec<Finding>) {
    let mut noted: Vec<Vec<usize>> = vec![Vec::new(); LINE_RULES.len()];
    // Most lines are quiet, so they are passed over by the hundred.
    const MANY: usize = 128;
    for (chunk, many) in timeline.notes.chunks(MANY).enumerate() {
        if many.iter().fold(0, |all, notes| all | notes) == 0 {
            continue;
        }
        for (at, notes) in many.iter().enumerate().filter(|(_, notes)| **notes != 0) {
            let all = noted.iter_mut().enumerate();
            all.filter(|(index, _)| notes & (1 << index) != 0)
                .for_each(|(_, lines)| lines.push(chunk * MANY + at));
        }
    }
    for (rule, lines) in LINE_RULES.iter().zip(&noted).filter(|(_, lines)| !lines.is_empty()) {
        stumble::add(&[rule.rule], findings, |findings| (rule.check)(timeline, lines, findings));
    }
    for (rule, check) in WHOLE_RULES {
        stumble::add(&[*rule], findings, |findings| check(timeline, findings));
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
