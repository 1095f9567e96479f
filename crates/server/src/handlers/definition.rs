//! `textDocument/definition`.

use std::path::Path;

use askhow_ide::{Analysis, Definition};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, Range, Uri};

use crate::convert::range;
use crate::inside::Inside;
use crate::server::Server;
use crate::uri;

/// A larger file is opened at its start.
const LARGEST: u64 = 256 * 1024;

/// Where what stands here is defined.
pub async fn definition(
    server: &Server,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let place = params.text_document_position_params;
    let uri = place.text_document.uri;
    let Some(view) = server.view_if(&uri, |on| on.references).await? else { return Ok(None) };
    let location = match askhow_ide::definition(&view.snapshot, view.offset(place.position)) {
        None => None,
        Some(Definition::Here(span)) => Some(Location { uri, range: view.range(span) }),
        Some(Definition::File(path, anchor)) => match Inside::around(server, &uri).file(&uri, &path, None) {
            Some(file) => in_file(server, file, anchor).await,
            None => None,
        },
    };
    Ok(location.map(GotoDefinitionResponse::Scalar))
}

/// A file that is there, at the heading that an address names where it has it.
async fn in_file(server: &Server, uri: Uri, anchor: Option<String>) -> Option<Location> {
    if let Some(view) = server.view(&uri).await.ok().flatten() {
        let heading = anchor.and_then(|anchor| askhow_ide::heading_of(&view.snapshot, &anchor));
        return Some(Location { uri, range: heading.map(|span| view.range(span)).unwrap_or_default() });
    }
    let path = uri::to_path(&uri)?;
    let server = server.clone();
    let range = tokio::task::spawn_blocking(move || place_in(&server, &path, anchor)).await.ok().flatten()?;
    Some(Location { uri, range })
}

/// The place of a heading in a file; `None` where the file is not there.
fn place_in(server: &Server, path: &Path, anchor: Option<String>) -> Option<Range> {
    askhow_files::metadata(path).ok().filter(|it| it.is_file())?;
    let heading = anchor.and_then(|anchor| heading_in(server, path, &anchor));
    Some(heading.unwrap_or_default())
}

fn heading_in(server: &Server, path: &Path, anchor: &str) -> Option<Range> {
    let (text, _) = askhow_files::text(askhow_files::read_inside(path, LARGEST).ok()?).ok()?;
    let mut held = server.hold();
    let (encoding, surroundings) = (held.can.encoding, server.surroundings(&mut held, Some(path)));
    drop(held);
    let snapshot = Analysis::new(&text, surroundings).snapshot();
    let span = askhow_ide::heading_of(&snapshot, anchor)?;
    Some(range(snapshot.text(), span, encoding))
}
