//! `textDocument/references`: where else it stands, of people, services and tickets in all reviews.

use askhow_ide::Thing;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Location, ReferenceParams, Uri};

use crate::convert::range;
use crate::server::Server;

/// So many places are given at most: those of the review itself, then those of the others.
const MOST: usize = 1_000;

/// The places.
pub async fn references(server: &Server, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let place = params.text_document_position;
    let uri = place.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.references).await? else { return Ok(None) };
    let Some(thing) = askhow_ide::thing_at(&view.snapshot, view.offset(place.position)) else {
        return Ok(None);
    };
    let wanted = params.context.include_declaration;
    let mentions = askhow_ide::mentions(&view.snapshot, &thing).into_iter();
    let here = mentions.filter(|mention| wanted || !mention.defines);
    let mut places: Vec<Location> =
        here.map(|mention| Location { uri: uri.clone(), range: view.range(mention.span) }).collect();
    if thing.is_shared() {
        server.first_reading().await;
        places.extend(elsewhere(server, &uri, thing).await);
    }
    places.truncate(MOST);
    Ok(Some(places))
}

/// Those in other reviews, read on a worker.
async fn elsewhere(server: &Server, uri: &Uri, thing: Thing) -> Vec<Location> {
    let encoding = server.hold().can.encoding;
    let (mut open, closed) = (server.open_reviews(), server.closed_reviews());
    open.retain(|(other, snapshot)| other != uri && snapshot.features().references);
    let search = move || {
        let mut places = Vec::new();
        for (uri, snapshot) in open {
            let mentions = askhow_ide::mentions(&snapshot, &thing).into_iter();
            let ranges = mentions.map(|mention| range(snapshot.text(), mention.span, encoding));
            places.extend(ranges.map(|range| Location { uri: uri.clone(), range }));
        }
        for neighbour in closed {
            if places.len() >= MOST {
                break;
            }
            let ranges = neighbour.mentions(&thing, encoding).into_iter();
            places.extend(ranges.map(|range| Location { uri: neighbour.uri.clone(), range }));
        }
        places
    };
    tokio::task::spawn_blocking(search).await.unwrap_or_default()
}
