//! Zed's extension: a crate of its own that Zed builds by itself. Here it is built as Zed builds it where the target is
//! there, and else checked; with its own lock file.

use std::fs;
use std::path::Path;

use crate::command::{Command, Failure, cargo, workspace};
use crate::editors::Wanted;

const MANIFEST: &str = "editors/zed/Cargo.toml";

/// As which Zed builds it.
const TARGET: &str = "wasm32-wasip2";

/// Builds it, or checks that it compiles; where its packages can't be had it is skipped by name, unless editors are required.
pub fn check(wanted: Wanted) -> Result<(), Failure> {
    let target = workspace().join("target/zed");
    let fetched = cargo().args(["fetch", "--quiet", "--locked", "--manifest-path", MANIFEST]).output();
    match fetched {
        Ok(_) => {
            let how = ["--quiet", "--locked", "--offline", "--manifest-path", MANIFEST];
            let command = cargo().env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", "-D warnings");
            if !is_there(TARGET) {
                println!(
                    "    checked, not built: `rustup target add {TARGET}` brings what Zed builds it with"
                );
                return command.args(["check"]).args(how).run();
            }
            command.args(["build"]).args(how).args(["--target", TARGET]).run()?;
            looked_at(&target.join(TARGET).join("debug/askhow_zed.wasm"))
        }
        Err(reason) if wanted == Wanted::Required => {
            Err(Failure::new(format!("the packages of Zed's extension can't be had: {reason}")))
        }
        Err(reason) => {
            println!("    SKIPPED Zed's extension: {reason}");
            Ok(())
        }
    }
}

fn is_there(target: &str) -> bool {
    let targets = Command::new("rustup").args(["target", "list", "--installed"]).output();
    targets.is_ok_and(|targets| targets.lines().any(|line| line == target))
}

/// What Zed loads is a component, which has the function that names the server.
fn looked_at(file: &Path) -> Result<(), Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let is_component = bytes.starts_with(b"\0asm\x0d\0\x01\0");
    let name = b"language-server-command";
    if is_component && bytes.windows(name.len()).any(|it| it == name) {
        return Ok(());
    }
    Err(Failure::new(format!("{} is no extension that starts a server", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_program_is_no_extension() {
        let folder = std::env::temp_dir().join(format!("askhow-zed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("it.wasm");
        for (bytes, is_right) in [
            (&b"\0asm\x0d\0\x01\0 language-server-command"[..], true),
            (b"\0asm\x01\0\0\0 language-server-command", false),
            (b"\0asm\x0d\0\x01\0 run-slash-command", false),
        ] {
            fs::write(&file, bytes).unwrap();
            assert_eq!(looked_at(&file).is_ok(), is_right);
        }
        fs::remove_dir_all(&folder).unwrap();
        assert!(looked_at(&file).is_err());
    }
}
