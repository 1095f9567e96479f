//! The corpus of real reviews: `ASKHOW_CORPUS`, else `../shared/corpus` beside the workspace.

use std::path::PathBuf;

/// Names and texts; nothing, which is said, where it is absent.
pub fn reviews() -> Vec<(String, String)> {
    let root = std::env::var_os("ASKHOW_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let Ok(folder) = std::fs::read_dir(root.join("reviews")) else {
        println!("corpus absent: skipped");
        return Vec::new();
    };
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path.file_name().unwrap().to_string_lossy().into_owned(), text))
    };
    folder.filter_map(read).collect()
}
