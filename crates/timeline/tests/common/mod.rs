//! A reader of the little Markdown that examples need: headings, list items, lines. The real one is the
//! business of another crate.

pub mod fits;

use askhow_timeline::{Context, Line, Role, Timeline, read_stated};
use jiff::Timestamp;

/// Any fixed moment after all examples.
pub const NOW: &str = "2026-01-01T12:00:00Z";

/// The timeline of a small document: a title, a heading, lines that begin with `- `, and separators.
pub fn timeline(markdown: &str) -> Timeline {
    let mut context = Context { now: NOW.parse::<Timestamp>().ok(), ..Context::default() };
    let mut lines = Vec::new();
    let mut title = None;
    for line in markdown.lines() {
        let line = line.replace("**", "");
        if let Some(heading) = line.strip_prefix("# ") {
            title = Some(read_stated(heading));
        } else if let Some(heading) = line.strip_prefix("## ") {
            let stated = read_stated(heading);
            context.zone = stated.zone.as_ref().map(|(zone, _)| zone.clone());
            context.stated.push(stated);
        } else if let Some(field) = line.strip_prefix("Incident Start: ") {
            context.start = field.parse().ok();
        } else if let Some(field) = line.strip_prefix("Stabilization Time: ") {
            context.stabilized = field.parse().ok();
        } else if let Some(heading) = line.strip_prefix("### ") {
            lines.push(Line::read(Role::Separator, heading));
        } else if let Some(item) = line.strip_prefix("- ") {
            lines.push(Line::read(Role::Entry, item));
        }
    }
    context.stated.extend(title);
    Timeline::new(context, lines)
}
