//! `askhow/overview`: the review at a glance, for a panel beside the text.
//!
//! Takes `{"textDocument":{"uri"}}`. Editors have no request for it: symbols say what is there, not what is
//! missing.

use askhow_ide::{Live, OpenQuestion, OverviewEntry, OverviewSection, Queued, Spanned};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Range, TextDocumentIdentifier, TextEdit, Uri};

use crate::convert::View;
use crate::server::Server;
use crate::uri;

/// Which document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverviewParams {
    text_document: TextDocumentIdentifier,
}

/// The answer; `null` for a document that is not open.
#[derive(Debug, Serialize)]
pub struct Overview {
    version: i32,
    review: bool,
    reason: String,
    sections: Vec<Section>,
    entries: Vec<Entry>,
    questions: Vec<Question>,
    timeline: Option<TimelineSpan>,
    queue: Vec<WaitingQuestion>,
    live: Option<LiveSince>,
    settings: Option<SettingsProblem>,
}

/// What is wrong in the settings, the first of it.
#[derive(Debug, Serialize)]
struct SettingsProblem {
    /// The file; none of what the editor sent.
    uri: Option<Uri>,
    range: Range,
    message: String,
}

#[derive(Debug, Serialize)]
struct Section {
    section: &'static str,
    name: String,
    purpose: &'static str,
    questions: &'static [&'static str],
    missing: bool,
    written: bool,
    items: Option<usize>,
    paragraphs: Option<usize>,
    range: Range,
    add: Vec<TextEdit>,
}

#[derive(Debug, Serialize)]
struct Entry {
    stamp: String,
    text: String,
    kind: Option<&'static str>,
    range: Range,
    gap: Option<String>,
}

#[derive(Debug, Serialize)]
struct Question {
    text: String,
    range: Range,
}

/// What the timeline spans.
#[derive(Debug, Serialize)]
struct TimelineSpan {
    entries: usize,
    length: Option<String>,
    quiet: Option<QuietSpan>,
}

/// Its longest quiet stretch.
#[derive(Debug, Serialize)]
struct QuietSpan {
    length: String,
    from: String,
}

/// A question that waits for an answer: of the queue, and of `askhow.nextQuestion`.
#[derive(Debug, Serialize)]
pub struct WaitingQuestion {
    id: String,
    text: String,
    section: String,
    range: Range,
}

/// An incident that is not called stable. Whether it is running changes with the clock: the moments do not.
#[derive(Debug, Serialize)]
struct LiveSince {
    start: String,
    last: String,
    running: bool,
}

/// The review at a glance.
pub async fn overview(server: &Server, params: OverviewParams) -> Result<Option<Overview>> {
    // What is asked depends on whether the incident is going on.
    if let Some(document) = server.hold().documents.get_mut(&params.text_document.uri) {
        server.keep_up(document);
    }
    let Some(view) = server.view(&params.text_document.uri).await? else { return Ok(None) };
    let seen = askhow_ide::overview(&view.snapshot);
    Ok(Some(Overview {
        version: view.version,
        review: seen.is_review,
        reason: seen.reason,
        sections: seen.sections.into_iter().map(|it| section(&view, it)).collect(),
        entries: seen.entries.into_iter().map(|it| entry(&view, it)).collect(),
        questions: seen.questions.into_iter().map(|it| question(&view, it)).collect(),
        timeline: seen.timeline.map(timeline),
        queue: seen.queue.into_iter().map(|it| asked(&view, it)).collect(),
        live: seen.live.map(|it| live(it, server.now())),
        settings: settings(server, &params.text_document.uri),
    }))
}

fn settings(server: &Server, uri: &Uri) -> Option<SettingsProblem> {
    let mut held = server.hold();
    let encoding = held.can.encoding;
    let path = held.documents.get(uri)?.path.clone();
    let problem = held.sources.problem_of(path.as_deref())?;
    let range = held.sources.range_of(&problem, encoding);
    let uri = uri::from_path(&problem.file).filter(|_| !problem.file.as_os_str().is_empty());
    Some(SettingsProblem { uri, range, message: problem.message })
}

fn section(view: &View, seen: OverviewSection) -> Section {
    let OverviewSection { section, name, purpose, questions, missing, written, items, paragraphs, span, add } =
        seen;
    let add = add.into_iter().map(|edit| view.text_edit(edit)).collect();
    let range = view.range(span);
    Section { section, name, purpose, questions, missing, written, items, paragraphs, range, add }
}

fn entry(view: &View, seen: OverviewEntry) -> Entry {
    let OverviewEntry { stamp, text, kind, span, gap } = seen;
    Entry { stamp, text, kind, range: view.range(span), gap }
}

fn question(view: &View, seen: OpenQuestion) -> Question {
    Question { text: seen.text, range: view.range(seen.span) }
}

fn timeline(seen: Spanned) -> TimelineSpan {
    let quiet = seen.quiet.map(|(length, from)| QuietSpan { length, from });
    TimelineSpan { entries: seen.n_entries, length: seen.length, quiet }
}

/// A question of the queue.
pub fn asked(view: &View, queued: Queued) -> WaitingQuestion {
    let Queued { id, text, section, span } = queued;
    WaitingQuestion { id, text, section, range: view.range(span) }
}

fn live(seen: Live, now: Timestamp) -> LiveSince {
    LiveSince { start: seen.start.to_string(), last: seen.last.to_string(), running: seen.is_running(now) }
}
