//! Programs of another Debian suite, with the libraries they need, in a folder of their own.
//!
//! A private apt with its own sources and an empty list of installed packages fetches a package with
//! everything below it, libc included; the program is then told to use those libraries. Neither root nor a
//! change of the system is needed. The folder keeps its place afterwards: its path stands in the program.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Command, Failure, is_installed};

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// What to unpack.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// `trixie`, `forky`, …
    pub suite: &'static str,
    /// The package that holds it, and others that belong beside it.
    pub packages: &'static [&'static str],
    /// Where it lies in the package, `usr/bin/nvim` say.
    pub path: &'static str,
}

/// What stands in the way of installing anything here, if something does.
pub fn obstacle() -> Option<String> {
    let tools = ["apt-get", "dpkg", "dpkg-deb", "patchelf"];
    if let Some(missing) = tools.iter().find(|tool| !is_installed(tool)) {
        return Some(format!("`{missing}` is not installed"));
    }
    (!Path::new(KEYRING).is_file()).then(|| format!("there is no {KEYRING}"))
}

/// Unpacks `program` into `root`, unless it is there, and gives its path.
pub fn install(program: Program, root: &Path) -> Result<PathBuf, Failure> {
    let installed = root.join(program.path);
    let stamp = root.join(".complete");
    let wanted = format!("{program:?} at {}\n", root.display());
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(installed);
    }
    let packages = PathBuf::from(format!("{}.apt", root.display()));
    for leftover in [root, &packages] {
        if leftover.exists() {
            fs::remove_dir_all(leftover).map_err(|error| at(leftover, &error))?;
        }
    }
    fetch(program, &packages)?;
    for package in files(&packages.join("cache/archives"))? {
        if package.extension().is_some_and(|extension| extension == "deb") {
            Command::new("dpkg-deb").args(["--extract".as_ref(), package.as_path(), root]).output()?;
        }
    }
    patch(&installed, root)?;
    fs::remove_dir_all(&packages).map_err(|error| at(&packages, &error))?;
    write(&stamp, &wanted)?;
    Ok(installed)
}

/// Downloads the package and all it depends on into `folder`.
fn fetch(program: Program, folder: &Path) -> Result<(), Failure> {
    for name in ["etc/apt.conf.d", "etc/preferences.d", "etc/sources.list.d", "etc/trusted.gpg.d"] {
        create(&folder.join(name))?;
    }
    create(&folder.join("state/lists/partial"))?;
    create(&folder.join("cache/archives/partial"))?;
    write(&folder.join("status"), "")?;
    let source = format!("deb [signed-by={KEYRING}] {} {} main\n", mirror()?, program.suite);
    write(&folder.join("etc/sources.list"), &source)?;

    let architecture = Command::new("dpkg").args(["--print-architecture"]).output()?;
    let settings = settings(&folder.display().to_string(), architecture.trim());
    let config = folder.join("apt.conf");
    write(&config, &settings)?;

    let apt = || Command::new("apt-get").env("APT_CONFIG", &config).args(["-qq"]);
    apt().args(["update"]).output()?;
    let download = ["--yes", "--download-only", "--no-install-recommends", "install"];
    apt().args(download).args(program.packages).output()?;
    Ok(())
}

/// The settings of a private apt that lives in `folder`.
fn settings(folder: &str, architecture: &str) -> String {
    format!(
        "Dir::Etc \"{folder}/etc\";\n\
         Dir::State \"{folder}/state\";\n\
         Dir::State::status \"{folder}/status\";\n\
         Dir::Cache \"{folder}/cache\";\n\
         APT::Architecture \"{architecture}\";\n\
         APT::Architectures {{ \"{architecture}\"; }};\n\
         APT::Sandbox::User \"\";\n\
         Acquire::Languages \"none\";\n\
         Acquire::Retries \"3\";\n\
         // The lists are signed all the same, but a mirror that lags behind serves those of a moving suite\n\
         // past their date, and they would be refused.\n\
         Acquire::Check-Valid-Until \"false\";\n"
    )
}

/// The mirror that this system takes its own packages from; `DEBIAN_MIRROR` names another.
fn mirror() -> Result<String, Failure> {
    if let Ok(mirror) = std::env::var("DEBIAN_MIRROR") {
        return Ok(mirror);
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let suite = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).unwrap_or_default();
    let known = Command::new("apt-get")
        .args(["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"])
        .args([format!("Release: {suite}")])
        .output()?;
    known.lines().next().map(str::to_owned).ok_or_else(|| {
        Failure::new(format!(
            "apt knows no mirror of Debian's `{suite}`: run `apt-get update`, or set DEBIAN_MIRROR"
        ))
    })
}

/// Tells the program to use the loader and the libraries below `root`.
fn patch(program: &Path, root: &Path) -> Result<(), Failure> {
    let mut folders = Vec::new();
    let mut loader = None;
    // Up to Debian 12 some libraries lie in folders of their own beside `usr`.
    for folder in ["usr/lib", "usr/lib64", "lib", "lib64"].map(|folder| root.join(folder)) {
        let inner = if folder.is_dir() { files(&folder)? } else { Vec::new() };
        for place in std::iter::once(folder).chain(inner).filter(|place| place.is_dir()) {
            let names: Vec<String> = files(&place)?
                .iter()
                .filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
                .collect();
            if names.iter().any(|name| name.starts_with("lib") && name.contains(".so")) {
                folders.push(place.display().to_string());
            }
            let found = names.iter().find(|name| name.starts_with("ld-linux-"));
            loader = loader.or_else(|| found.map(|name| place.join(name)));
        }
    }
    let loader =
        loader.ok_or_else(|| Failure::new(format!("no loader of programs lies in {}", root.display())))?;
    Command::new("patchelf")
        .args(["--set-interpreter".as_ref(), loader.as_path()])
        .args(["--force-rpath", "--set-rpath", &folders.join(":")])
        .args([program])
        .output()?;
    Ok(())
}

/// What lies in a folder, by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| at(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn create(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| at(folder, &error))
}

pub fn write(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| at(file, &error))
}

pub fn at(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
