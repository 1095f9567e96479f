//! A review of the workspace that is not open, as it lay on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use askhow_document::{Encoding, Text};
use askhow_ide::{Analysis, Landmark, OtherReview, Snapshot, Surroundings, Thing};
use tower_lsp::ls_types::{Diagnostic, Range, Uri};

use crate::client::Abilities;
use crate::convert::{View, range};
use crate::diagnostics::{Converter, Pages, result_id};
use crate::uri;

/// It, and what was asked about it so far.
#[derive(Debug)]
pub struct Neighbour {
    /// Its file.
    pub uri: Uri,
    /// What others can use of it.
    pub review: OtherReview,
    /// What is looked for in a workspace, and where it stands.
    pub landmarks: Vec<(Landmark, Range)>,
    text: String,
    surroundings: Arc<Surroundings>,
    report: OnceLock<Report>,
}

/// What is found in a review.
#[derive(Clone, Debug)]
pub struct Report {
    /// Tells it from others.
    pub id: String,
    /// The findings.
    pub items: Vec<Diagnostic>,
}

impl Report {
    /// Of these findings.
    pub fn new(items: Vec<Diagnostic>) -> Self {
        Self { id: result_id(&serde_json::to_vec(&items).unwrap_or_default()), items }
    }
}

impl Neighbour {
    /// Reads it; `None` where the file is no review or its reading fails.
    pub fn read(
        file: &Path,
        text: String,
        surroundings: Arc<Surroundings>,
        encoding: Encoding,
    ) -> Option<Self> {
        let read = catch_unwind(AssertUnwindSafe(|| {
            let snapshot = Analysis::new(&text, Arc::clone(&surroundings)).snapshot();
            let review = OtherReview::read(&snapshot)?;
            let place = |landmark: Landmark| {
                let range = range(snapshot.text(), landmark.span, encoding);
                (landmark, range)
            };
            Some((review, askhow_ide::landmarks(&snapshot).into_iter().map(place).collect()))
        }));
        let (review, landmarks) = read.ok()??;
        let uri = uri::from_path(file)?;
        Some(Self { uri, review, landmarks, text, surroundings, report: OnceLock::new() })
    }

    /// What was found in it, where somebody has looked.
    pub fn known_report(&self) -> Option<&Report> {
        self.report.get()
    }

    /// Looks what is found in it, which takes as long as reading it.
    pub fn look(&self, can: Abilities, pages: &Pages) {
        self.report.get_or_init(|| {
            let view = View { snapshot: self.snapshot(), version: 0, encoding: can.encoding };
            if !view.offers(|on| on.diagnostics && on.workspace_diagnostics) {
                return Report::new(Vec::new());
            }
            let converter =
                Converter { uri: &self.uri, view: &view, related: can.related_information, pages };
            Report::new(converter.list(0))
        });
    }

    /// Whether the settings let it be looked for.
    pub fn offers_symbols(&self) -> bool {
        self.surroundings.rules.settings.features.symbols
    }

    /// Where something stands in it.
    pub fn mentions(&self, thing: &Thing, encoding: Encoding) -> Vec<Range> {
        let Thing::Name(name) = thing else { return Vec::new() };
        if !self.text.contains(name) || !self.surroundings.rules.settings.features.references {
            return Vec::new();
        }
        let text = Text::new(&self.text);
        let mentions = askhow_ide::mentions(&self.snapshot(), thing).into_iter();
        mentions.map(|mention| range(&text, mention.span, encoding)).collect()
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Analysis::new(&self.text, Arc::clone(&self.surroundings)).snapshot()
    }
}
