//! `workspace/symbol`: titles, sections, people, services and tickets of all reviews.

use askhow_ide::{Landmark, LandmarkKind, fits};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use crate::convert::range;
use crate::server::Server;

/// So many are given at most, those that fit best.
const MOST: usize = 200;

/// What fits the words that were typed.
pub async fn workspace_symbol(
    server: &Server,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    server.all_read().await;
    let encoding = server.hold().can.encoding;
    let mut found = Vec::new();
    for (uri, snapshot) in server.open_reviews().iter().filter(|(_, it)| it.features().symbols) {
        let landmarks = askhow_ide::landmarks(snapshot).into_iter();
        let placed = landmarks.map(|it| {
            let range = range(snapshot.text(), it.span, encoding);
            (it, range)
        });
        gather(&params.query, uri, &placed.collect::<Vec<_>>(), &mut found);
    }
    for neighbour in server.closed_reviews().iter().filter(|it| it.offers_symbols()) {
        gather(&params.query, &neighbour.uri, &neighbour.landmarks, &mut found);
    }
    found.sort_by(|(a, a_kind, a_symbol), (b, b_kind, b_symbol)| {
        let name =
            |symbol: &SymbolInformation| (symbol.name.clone(), symbol.location.uri.as_str().to_owned());
        (a, a_kind).cmp(&(b, b_kind)).then_with(|| name(a_symbol).cmp(&name(b_symbol)))
    });
    found.truncate(MOST);
    Ok(Some(WorkspaceSymbolResponse::Flat(found.into_iter().map(|(_, _, symbol)| symbol).collect())))
}

/// Adds those of one review that fit, each with how well it does.
fn gather(
    query: &str,
    uri: &Uri,
    landmarks: &[(Landmark, Range)],
    found: &mut Vec<(u8, LandmarkKind, SymbolInformation)>,
) {
    let title =
        landmarks.iter().find(|(it, _)| it.kind == LandmarkKind::Title).map(|(it, _)| it.name.as_str());
    for (landmark, range) in landmarks {
        let Some(rank) = fits(&landmark.name, query) else { continue };
        #[expect(deprecated, reason = "the field has to be given")]
        let symbol = SymbolInformation {
            name: landmark.name.clone(),
            kind: kind(landmark.kind),
            tags: None,
            deprecated: None,
            location: Location { uri: uri.clone(), range: *range },
            container_name: title.filter(|_| landmark.kind != LandmarkKind::Title).map(str::to_owned),
        };
        found.push((rank, landmark.kind, symbol));
    }
}

fn kind(kind: LandmarkKind) -> SymbolKind {
    match kind {
        LandmarkKind::Title => SymbolKind::FILE,
        LandmarkKind::Section => SymbolKind::NAMESPACE,
        LandmarkKind::Person => SymbolKind::OBJECT,
        LandmarkKind::Service => SymbolKind::MODULE,
        LandmarkKind::Ticket => SymbolKind::KEY,
    }
}
