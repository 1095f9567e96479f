//! The floor: a language server on the same protocol crate, runtime and rope as ours that keeps the text in
//! step, has no findings, and answers hover with a constant. What ours takes beyond it is ours to answer for.
//!
//! With a file as its argument it sends the list of findings in that file, as it is: what sending alone costs.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};

use ropey::Rope;
use serde_json::json;
use tower_lsp::jsonrpc::{Request, Result};
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, Hover,
    HoverContents, HoverParams, InitializeParams, InitializeResult, MarkedString, Position,
    RelatedFullDocumentDiagnosticReport, ServerCapabilities, TextDocumentSyncKind, Uri,
};
use tower_lsp::{LanguageServer, LspService};
use tower_service::Service;

#[derive(Debug)]
struct Document {
    uri: Uri,
    version: i32,
    rope: Rope,
    /// Whether its list of findings is still to be sent.
    unsaid: bool,
}

#[derive(Debug)]
struct Floor {
    document: Mutex<Option<Document>>,
    /// The findings, as JSON.
    findings: String,
}

impl Floor {
    fn with<T>(&self, use_it: impl FnOnce(&mut Option<Document>) -> T) -> T {
        use_it(&mut self.document.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The list of the version that was reached, once.
    fn list(&self) -> Option<Vec<u8>> {
        self.with(|document| {
            let document = document.as_mut().filter(|document| document.unsaid)?;
            document.unsaid = false;
            let (uri, version) = (json!(document.uri), document.version);
            let list = format!(
                "{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{{\"uri\":{uri},\
                 \"version\":{version},\"diagnostics\":{}}}}}",
                self.findings
            );
            Some(list.into_bytes())
        })
    }
}

impl LanguageServer for Floor {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let capabilities = ServerCapabilities {
            text_document_sync: Some(TextDocumentSyncKind::INCREMENTAL.into()),
            hover_provider: Some(true.into()),
            ..ServerCapabilities::default()
        };
        Ok(InitializeResult { capabilities, ..InitializeResult::default() })
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let rope = Rope::from_str(&opened.text);
        self.with(|document| {
            *document = Some(Document { uri: opened.uri, version: opened.version, rope, unsaid: true });
        });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.with(|document| {
            let Some(document) = document else { return };
            document.version = params.text_document.version;
            document.unsaid = true;
            for change in params.content_changes {
                let Some(range) = change.range else {
                    document.rope = Rope::from_str(&change.text);
                    continue;
                };
                let (start, end) = (at(&document.rope, range.start), at(&document.rope, range.end));
                document.rope.remove(start..end.max(start));
                document.rope.insert(start, &change.text);
            }
        });
    }

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        let contents = HoverContents::Scalar(MarkedString::String("How so?".into()));
        Ok(Some(Hover { contents, range: None }))
    }

    async fn diagnostic(&self, _: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.with(|document| document.iter_mut().for_each(|document| document.unsaid = false));
        let report = FullDocumentDiagnosticReport::default();
        Ok(DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: report,
        })
        .into())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

/// The character at a position in UTF-16, cut to the text.
fn at(rope: &Rope, position: Position) -> usize {
    let Some(line) = rope.get_line(position.line as usize) else { return rope.len_chars() };
    let character = (position.character as usize).min(line.len_utf16_cu());
    rope.line_to_char(position.line as usize) + line.utf16_cu_to_char(character)
}

fn main() -> io::Result<()> {
    let (sender, messages) = channel();
    std::thread::spawn(move || read(&sender));
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let findings = match std::env::args_os().nth(1) {
        Some(file) => std::fs::read_to_string(file)?,
        None => "[]".to_owned(),
    };
    let (mut service, _socket) = LspService::new(|_| Floor { document: Mutex::default(), findings });
    for message in messages {
        let Ok(request) = serde_json::from_slice::<Request>(&message) else { continue };
        let exit = request.method() == "exit";
        if let Ok(Some(response)) = runtime.block_on(service.call(request)) {
            write(&serde_json::to_vec(&response)?)?;
        }
        if let Some(list) = service.inner().list() {
            write(&list)?;
        }
        if exit {
            break;
        }
    }
    Ok(())
}

/// One message after the other, until the input or the listener ends.
fn read(messages: &Sender<Vec<u8>>) -> Option<()> {
    let mut input = io::stdin().lock();
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            input.read_line(&mut line).ok().filter(|read| *read > 0)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(number) = line.strip_prefix("Content-Length:") {
                length = number.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        input.read_exact(&mut body).ok()?;
        messages.send(body).ok()?;
    }
}

fn write(body: &[u8]) -> io::Result<()> {
    let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    message.extend_from_slice(body);
    let mut output = io::stdout().lock();
    output.write_all(&message)?;
    output.flush()
}
