//! Installing: `install.sh`, over HTTP, on machines of every kind and from releases of every kind.
#![cfg(unix)]

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use askhow_tests::{say, workspace};

/// What `uname -s` and `uname -m` say, and the archive that is for it.
const PLATFORMS: &[(&str, &str, &str)] = &[
    ("Linux", "x86_64", "x86_64-unknown-linux-gnu"),
    ("Linux", "amd64", "x86_64-unknown-linux-gnu"),
    ("Linux", "aarch64", "aarch64-unknown-linux-gnu"),
    ("Darwin", "x86_64", "x86_64-apple-darwin"),
    ("Darwin", "arm64", "aarch64-apple-darwin"),
    ("MINGW64_NT-10.0-22631", "x86_64", "x86_64-pc-windows-msvc"),
    ("MSYS_NT-10.0-22631", "aarch64", "aarch64-pc-windows-msvc"),
    ("CYGWIN_NT-10.0-22631", "x86_64", "x86_64-pc-windows-msvc"),
];

/// Platforms that no archive is for, and what is said to be missing.
const NONE: &[(&str, &str, &str)] =
    &[("FreeBSD", "amd64", "FreeBSD"), ("Linux", "armv7l", "armv7l"), ("Linux", "riscv64", "riscv64")];

/// What the installer calls; everything else is left off its PATH.
const TOOLS: &[&str] =
    &["sh", "cat", "chmod", "cp", "grep", "gzip", "mkdir", "mktemp", "mv", "rm", "sed", "tar"];

/// One test at a time: a program that was just written can't be started while another test starts one, which for a moment
/// holds it open for writing.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A machine: a folder with the tools that it has, and what it says it is.
struct Machine(tempfile::TempDir);

impl Machine {
    fn new(system: &str, processor: &str, tools: &[&str]) -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        let bin = machine.0.path().join("bin");
        fs::create_dir(&bin).unwrap();
        for tool in TOOLS.iter().chain(tools) {
            symlink(found(tool).unwrap_or_else(|| panic!("{tool} is needed")), bin.join(tool)).unwrap();
        }
        let uname = format!("#!/bin/sh\ncase $1 in -s) echo '{system}' ;; -m) echo '{processor}' ;; esac\n");
        write_program(&bin.join("uname"), &uname);
        machine
    }

    /// Where it installs to.
    fn to(&self) -> PathBuf {
        self.0.path().join(".local/bin")
    }

    /// Runs the installer as it is told to on the page: `sh install.sh`.
    fn install(&self, release: &str) -> (Option<i32>, String) {
        let mut command = Command::new(self.0.path().join("bin/sh"));
        command.arg(workspace().join("install.sh")).env_clear();
        command.env("PATH", self.0.path().join("bin")).env("HOME", self.0.path());
        said(command.env("ASKHOW_RELEASE", release).output().unwrap())
    }

    #[track_caller]
    fn refuses(&self, release: &str, reason: &str) {
        let (status, said) = self.install(release);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(reason), "{reason} is not in: {said}");
        assert!(!self.to().exists(), "{reason}: something is installed");
    }
}

fn found(tool: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(tool)).find(|file| file.is_file())
}

fn said(output: Output) -> (Option<i32>, String) {
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

fn write_program(path: &Path, script: &str) {
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A script in `folder`, which ends well.
#[track_caller]
fn shell(script: &str, folder: &Path) {
    let output = Command::new("sh").args(["-ec", script]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", said(output).1);
}

/// A release with an archive for each platform, whose program says which it is; `program` is what else it does.
fn release(program: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (_, _, target) in PLATFORMS {
        let name = if target.contains("windows") { "askhow.exe" } else { "askhow" };
        let pack = folder.path().join(target);
        fs::create_dir_all(&pack).unwrap();
        write_program(&pack.join(name), &format!("#!/bin/sh\n{program}\necho askhow 0.1.0 for {target}\n"));
        shell(&format!("tar -czf askhow-{target}.tar.gz -C {target} . && rm -r {target}"), folder.path());
    }
    shell(
        "if command -v sha256sum > /dev/null; then sum=sha256sum; else sum='shasum -a 256'; fi\n\
         $sum askhow-*.tar.gz > SHA256SUMS",
        folder.path(),
    );
    folder
}

/// Serves what lies in a folder now, over HTTP on this machine, until the test ends; the address.
fn serve(folder: &Path) -> String {
    let files: HashMap<String, Vec<u8>> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (format!("/{}", path.file_name().unwrap().to_string_lossy()), fs::read(&path).unwrap()))
        .collect();
    let files = Arc::new(files);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut lines = BufReader::new(&stream).lines();
            let first = lines.next().and_then(Result::ok).unwrap_or_default();
            for _ in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {}
            let name = first.split(' ').nth(1).unwrap_or_default();
            // A name with `cut` before it breaks off in the middle.
            let answer = match (files.get(name), files.get(&name.replace("/cut", ""))) {
                (Some(body), _) => [head("200 OK", body.len()).as_bytes(), body].concat(),
                (None, Some(body)) if name.starts_with("/cut") && name.ends_with("gz") => {
                    [head("200 OK", body.len()).as_bytes(), &body[..body.len() / 2]].concat()
                }
                (None, Some(body)) => [head("200 OK", body.len()).as_bytes(), body].concat(),
                (None, None) => head("404 Not Found", 0).into_bytes(),
            };
            let _ = stream.write_all(&answer);
        }
    });
    address
}

fn head(status: &str, length: usize) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")
}

/// One tool for checksums and one for fetching, as a machine has them; those that are not here are left out.
fn fetching() -> Vec<Vec<&'static str>> {
    let sets = [["curl", "sha256sum"], ["curl", "shasum"]];
    let (here, not): (Vec<_>, Vec<_>) =
        sets.iter().map(|set| set.to_vec()).partition(|set| set.iter().all(|tool| found(tool).is_some()));
    for set in not {
        say(&format!("SKIPPED installing with {}: not installed", set.join(" and ")));
    }
    here
}

#[test]
fn every_platform_gets_its_archive_over_http() {
    let _alone = alone();
    let release = release("");
    let address = serve(release.path());
    for (n_tested, tools) in fetching().into_iter().enumerate() {
        // All platforms with the first set of tools, one with each of the others.
        for (system, processor, target) in &PLATFORMS[..if n_tested == 0 { PLATFORMS.len() } else { 1 }] {
            let machine = Machine::new(system, processor, &with_perl(&tools));
            let (status, said) = machine.install(&address);
            assert_eq!(status, Some(0), "{system} {processor}, {tools:?}: {said}");
            assert!(said.contains(&format!("askhow 0.1.0 for {target} is in ")), "{said}");
            assert!(said.contains("Put it on your PATH: export PATH="), "{said}");
            let name = if target.contains("windows") { "askhow.exe" } else { "askhow" };
            let left: Vec<_> =
                fs::read_dir(machine.to()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(left, [name], "nothing else is left behind");
        }
    }
    for (system, processor, missing) in NONE {
        let machine = Machine::new(system, processor, &[]);
        machine.refuses(&address, &format!("there is no archive for {missing}; `cargo install --locked"));
    }
}

/// `shasum` is a script of Perl.
fn with_perl<'a>(tools: &[&'a str]) -> Vec<&'a str> {
    let perl = if tools.contains(&"shasum") { &["perl"][..] } else { &[] };
    tools.iter().chain(perl).copied().collect()
}

#[test]
fn what_the_checksums_do_not_say_is_not_installed() {
    let _alone = alone();
    let Some(tools) = fetching().into_iter().next() else { return };
    let machine = Machine::new("Linux", "x86_64", &tools);
    let good = release("");
    let other = release("# Another program.");
    let archive = "askhow-x86_64-unknown-linux-gnu.tar.gz";
    let sums = fs::read_to_string(good.path().join("SHA256SUMS")).unwrap();
    let changed = |sums: Option<&str>, archive_from: Option<&Path>| {
        let folder = tempfile::tempdir().unwrap();
        if let Some(sums) = sums {
            fs::write(folder.path().join("SHA256SUMS"), sums).unwrap();
        }
        if let Some(from) = archive_from {
            fs::copy(from.join(archive), folder.path().join(archive)).unwrap();
        }
        serve(folder.path())
    };
    let without: String =
        sums.lines().filter(|line| !line.ends_with(archive)).map(|it| format!("{it}\n")).collect();
    let short: String = sums.lines().map(|line| format!("{}\n", &line[1..])).collect();
    let missing = format!("SHA256SUMS has no line for {archive}");
    machine.refuses(
        &changed(Some(&sums), Some(other.path())),
        "is not what SHA256SUMS says; nothing is installed",
    );
    machine.refuses(&changed(Some(&without), Some(good.path())), &missing);
    machine.refuses(&changed(Some(""), Some(good.path())), &missing);
    machine.refuses(&changed(Some(&short), Some(good.path())), &missing);
    machine.refuses(&changed(None, Some(good.path())), "/SHA256SUMS can't be had");
    machine.refuses(&changed(Some(&sums), None), &format!("/{archive} can't be had"));
    machine.refuses(&format!("{}/cut", serve(good.path())), "can't be had");
    machine.refuses("http://127.0.0.1:9", "http://127.0.0.1:9/SHA256SUMS can't be had");
    machine.refuses("http://a.example/releases", "http://a.example/releases is no https address");
    machine.refuses("ftp://a.example", "is no https address");
    machine.refuses("@RELEASE@", "this copy names no release");
    let broken = release("exit 3");
    machine.refuses(&serve(broken.path()), "the program does not start here; nothing is installed");
    let offline = Machine::new("Linux", "x86_64", &["sha256sum"]);
    offline.refuses("http://127.0.0.1:9", "curl is needed");

    // What was installed before stays when the next one is refused, and goes when it is right.
    assert_eq!(machine.install(&serve(good.path())).0, Some(0));
    let first = fs::read_to_string(machine.to().join("askhow")).unwrap();
    assert_eq!(machine.install(&changed(Some(&sums), Some(other.path()))).0, Some(1));
    assert_eq!(fs::read_to_string(machine.to().join("askhow")).unwrap(), first);
    assert_eq!(machine.install(&other.path().display().to_string()).0, Some(0), "a folder is a release too");
    assert_ne!(fs::read_to_string(machine.to().join("askhow")).unwrap(), first);
}

/// A copy that broke off on its way, read by a shell as it came.
#[test]
fn a_copy_that_broke_off_does_nothing() {
    let _alone = alone();
    let Some(tools) = fetching().into_iter().next() else { return };
    let machine = Machine::new("Linux", "x86_64", &tools);
    let folder = release("");
    let whole = fs::read(workspace().join("install.sh")).unwrap();
    let temporary = machine.0.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let last = whole.len() - "main \"$@\"\n".len();
    let mut quiet = Vec::new();
    for cut in (0..last + "main".len()).step_by(3).chain(last - 3..last + "main".len()) {
        let copy = machine.0.path().join("cut.sh");
        fs::write(&copy, &whole[..cut]).unwrap();
        let mut command = Command::new(machine.0.path().join("bin/sh"));
        command
            .arg(&copy)
            .env_clear()
            .env("PATH", machine.0.path().join("bin"))
            .env("HOME", machine.0.path());
        let output = command.env("TMPDIR", &temporary).env("ASKHOW_RELEASE", folder.path()).output().unwrap();
        assert!(!machine.to().exists(), "{cut}: something is installed");
        assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0, "{cut}: something is left behind");
        quiet.extend((output.status.success() && cut > "#!/bin/sh\n".len()).then_some(cut));
    }
    // Between two functions the shell can't tell that more was to come.
    assert!(quiet.len() < 20, "{} copies end well: {quiet:?}", quiet.len());
}
