//! Fixtures of the tests in this crate: a text with `$0` for the cursor, read as a review.

use std::sync::{Arc, LazyLock};

use askhow_document::Span;
use askhow_review::{Rules, Settings, Surroundings};

use crate::{Analysis, Snapshot};

/// Compiled once: it takes longer than all the rest of a test.
static DEFAULT: LazyLock<Arc<Surroundings>> = LazyLock::new(|| surroundings(Settings::default()));

/// A file that somebody named, under these settings.
pub(crate) fn surroundings(settings: Settings) -> Arc<Surroundings> {
    let rules = Arc::new(Rules::new(Arc::new(settings)));
    let now = Some("2026-01-15T12:00:00Z".parse().unwrap());
    let path = Some("incidents/review.md".to_owned());
    Arc::new(Surroundings { rules, path, named: true, now, ..Surroundings::default() })
}

pub(crate) fn snapshot(text: &str) -> Arc<Snapshot> {
    Analysis::new(text, Arc::clone(&DEFAULT)).snapshot()
}

/// The same text where nobody takes it for a review.
pub(crate) fn no_review() -> Arc<Snapshot> {
    let text = "# A tool\n\n- See [the manual](manual.md)\n  - and `checkout-api`\n\n<!--\n16:40 a\n-->\n";
    let surroundings = Surroundings { named: false, ..Surroundings::clone(&DEFAULT) };
    Analysis::new(text, Arc::new(Surroundings { path: None, ..surroundings })).snapshot()
}

/// The text without its `$0`, and where that stood.
pub(crate) fn cursor(fixture: &str) -> (String, usize) {
    let at = fixture.find("$0").expect("the fixture has a $0");
    (fixture.replacen("$0", "", 1), at)
}

/// The text with line breaks as they are written on Windows.
pub(crate) fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// What a span covers, shown in one line.
pub(crate) fn shown(text: &str, span: Span) -> String {
    span.of(text).replace("\r\n", "\n").replace('\n', "⏎")
}
