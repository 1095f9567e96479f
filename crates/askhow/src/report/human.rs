//! `--format human`: the line, marks under what is meant, the message, a question, and what the fix writes.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level as Voice, Renderer, Snippet, normalize_untrusted_str};
use askhow_document::{Finding, Level, Span, Text};
use askhow_ide::TimelineEntry;

use crate::check::Checked;
use crate::output;
use crate::report::preview::preview;

/// More lines than these of one finding are not shown: marks over a whole section help nobody.
const MAX_LINES: usize = 3;
/// How many bytes of a long line are shown before and after the place.
const AROUND: usize = 90;

/// The findings of one file, each with an empty line behind it, then its timeline.
pub fn file(checked: &Checked) -> String {
    let renderer = if output::stdout_colours() { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in &checked.findings {
        out.push_str(&render(checked, finding, &renderer));
        out.push_str("\n\n");
    }
    if let Some(entries) = checked.timeline.as_ref().filter(|entries| !entries.is_empty()) {
        timeline(checked, entries, &mut out);
    }
    out
}

fn render(checked: &Checked, finding: &Finding, renderer: &Renderer) -> String {
    let start = checked.place(finding.span.start);
    let excerpt = Excerpt::new(checked.text(), finding.span);
    let path = normalize_untrusted_str(&checked.path);
    let snippet = Snippet::source(excerpt.source.as_str())
        .path(path.as_str())
        .line_start(start.line)
        .annotation(AnnotationKind::Primary.span(excerpt.span.start..excerpt.span.end));
    let title = voice(finding.level).primary_title(finding.message.as_ref()).id(finding.rule.id);
    let mut group: Group<'_> = title.element(snippet);
    for related in finding.related.iter().take(3) {
        let line = checked.place(related.span.start).line;
        let text = format!("line {line}: {}", related.message);
        group = group.element(Voice::NOTE.with_name("see").message(normalize_untrusted_str(&text)));
    }
    if let Some(question) = finding.questions.first() {
        group = group.element(Voice::HELP.with_name("ask").message(normalize_untrusted_str(question)));
    }
    if let Some(fix) = finding.fixes.first() {
        let text = preview(checked.text(), fix);
        group = group.element(Voice::HELP.with_name("fix").message(normalize_untrusted_str(&text)));
    }
    let rendered = renderer.render(&[group]);
    // The renderer counts the columns of what it is given, which may be the middle of a long line.
    let column = excerpt.column();
    if column == start.column {
        return rendered;
    }
    let origin = |column: usize| format!("{path}:{}:{column}", start.line);
    rendered.replacen(&origin(column), &origin(start.column), 1)
}

fn voice(level: Level) -> Voice<'static> {
    match level {
        Level::Error => Voice::ERROR,
        Level::Warning => Voice::WARNING,
        Level::Information => Voice::INFO.with_name("information"),
        Level::Hint => Voice::NOTE.with_name("hint"),
    }
}

/// The lines of a finding, and where it is in them. Rendering costs what it is given, so it is given little:
/// few lines, and of a long line what surrounds the place.
struct Excerpt {
    source: String,
    span: Span,
}

impl Excerpt {
    fn new(text: &Text, span: Span) -> Self {
        let first = text.line_of(span.start);
        let last = text.line_of(span.end.saturating_sub(usize::from(!span.is_empty())));
        let line = text.line_span(first);
        let lines = if last - first < MAX_LINES { line.cover(text.line_span(last)) } else { line };
        let shown = Span::new(span.start, span.end.min(lines.end));
        let window = if lines.len() <= 4 * AROUND {
            lines
        } else {
            let start = text.floor(shown.start.saturating_sub(AROUND)).max(lines.start);
            let end = text.floor(shown.end.min(shown.start + AROUND) + AROUND).min(lines.end);
            Span::new(start, end)
        };
        let cut = |from: usize, to: usize| text.slice(Span::new(from, to.max(from)));
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        let end_shown = shown.end.min(window.end);
        let mut source = String::new();
        source.push_str(dots(window.start > lines.start));
        source.push_str(&readable(&cut(window.start, shown.start)));
        let start = source.len();
        source.push_str(&readable(&cut(shown.start, end_shown)));
        let end = source.trim_end_matches(['\n', '\r']).len().max(start);
        source.push_str(&readable(&cut(end_shown, window.end)));
        let kept = source.trim_end_matches(['\n', '\r']).len().max(end);
        source.truncate(kept);
        source.push_str(dots(window.end < lines.end));
        Self { source, span: Span::new(start, end) }
    }

    /// The column of the place in the excerpt, from 1.
    fn column(&self) -> usize {
        Span::new(0, self.span.start).of(&self.source).chars().count() + 1
    }
}

/// Line ends as the renderer knows them.
fn readable(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn timeline(checked: &Checked, entries: &[TimelineEntry], out: &mut String) {
    let paint = output::Paint::stdout();
    let _ = writeln!(out, "{}", paint.bold(&format!("timeline of {}", output::in_line(&checked.path))));
    for entry in entries {
        let line = checked.place(entry.span.start).line;
        let moment = match (&entry.instant, &entry.local) {
            (Some(instant), _) => instant.as_str(),
            (None, Some(local)) => local.as_str(),
            (None, None) => "?",
        };
        let about = if entry.approximate { "~" } else { " " };
        let kind = entry.kind.unwrap_or("");
        let text = cut(entry.text.lines().next().unwrap_or_default(), 80);
        let stamp = format!("{line:>5} {about}{moment:<20}");
        let _ = writeln!(out, "{} {kind:<13} {}", paint.cyan(&stamp), normalize_untrusted_str(&text));
    }
    out.push('\n');
}

/// At most `n_chars` characters, with dots where more were there.
fn cut(text: &str, n_chars: usize) -> String {
    let mut cut: String = text.chars().take(n_chars).collect();
    if cut.len() < text.len() {
        cut.pop();
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::checked;

    #[test]
    fn people_see_the_line_the_marks_the_question_and_the_rewritten_line() {
        let checked = checked("# A\n\n- ⟦why⟧ so\r\n", 0);
        let expected = "\
warning[phrasing/test]: It says: why
                        over two lines
 --> a,b.md:3:3
  |
3 | - why so
  |   ^^^
  |
  = see: line 1: after this
  = ask: How does it look, at 100 %?
  = fix: - how so";
        assert_eq!(render(&checked, &checked.findings[0], &Renderer::plain()), expected);
    }

    #[test]
    fn the_column_is_that_of_the_file_where_the_line_is_cut() {
        let checked = checked(&format!("{}⟦why⟧ so\n", "ab ".repeat(1000)), 0);
        let rendered = render(&checked, &checked.findings[0], &Renderer::plain());
        assert!(rendered.contains("--> a,b.md:1:3001\n"), "{rendered}");
    }

    /// Marks the excerpt's place with brackets.
    #[track_caller]
    fn check_excerpt(marked: &str, expected: &str) {
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let text = marked.replace(['⟦', '⟧'], "");
        let mut shown = Excerpt::new(&Text::new(&text), Span::new(start, end));
        shown.source.insert(shown.span.end, '⟧');
        shown.source.insert(shown.span.start, '⟦');
        assert_eq!(shown.source, expected);
    }

    #[test]
    fn the_line_of_a_finding_is_shown_without_its_line_end() {
        check_excerpt("a\n## ⟦Why⟧ so\r\nb", "## ⟦Why⟧ so");
        check_excerpt("⟦⟧", "⟦⟧");
        check_excerpt("a\n⟦b\nc⟧\n", "⟦b\nc⟧");
    }

    #[test]
    fn of_a_finding_over_many_lines_the_first_is_shown() {
        check_excerpt("x ⟦a\nb\nc\nd\ne⟧\n", "x ⟦a⟧");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let long = "ä".repeat(1000);
        let half = "ä".repeat(45);
        check_excerpt(&format!("{long}⟦why⟧{long}\n"), &format!("…{half}⟦why⟧{half}…"));
    }
}
