//! What the program asks of the system, seen with strace: no connection, no other program, and no file but those that it is
//! for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use askhow_tests::lsp::{Client, file_uri};
use askhow_tests::requests::{REVIEW, able, requests};
use askhow_tests::{askhow, say};
use serde_json::json;

use crate::write;

/// What speaks to a network, or to another process.
const CONNECTIONS: &[&str] = &[
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "recvfrom",
    "recvmsg",
    "recvmmsg",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
];

/// What is read of the machine, whoever reads: the loader's libraries, how many threads it runs, its zone.
const OF_THE_MACHINE: &[&str] = &[
    "/etc/ld.so.",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/usr/lib64/",
    "/proc/self/",
    "/proc/sys/vm/",
    "/sys/fs/cgroup/",
    "/sys/devices/system/cpu/",
    "/etc/localtime",
    "/etc/timezone",
    "/usr/share/zoneinfo",
    "/dev/null",
];

/// A workspace, somebody's home, and what lies beside them.
struct Ground {
    folder: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, "work/.git/HEAD", "ref: refs/heads/main\n");
        write(path, "work/askhow.toml", "timezone = \"UTC\"\n[template]\nfile = \"template.md\"\n");
        write(path, "work/template.md", "# Incident review\n\n## Timeline\n");
        write(path, "work/incidents/a.md", REVIEW);
        write(path, "work/incidents/b.md", crate::REVIEW);
        write(path, "outside/secret.md", crate::REVIEW);
        write(path, "outside/askhow.toml", "timezone = \"UTC\"\n");
        std::os::unix::fs::symlink("../../outside/secret.md", path.join("work/incidents/link.md")).unwrap();
        std::os::unix::fs::symlink("../outside", path.join("work/others")).unwrap();
        write(path, "home/notes.md", crate::REVIEW);
        // What the user has git ignore everywhere is ignored here.
        write(path, "home/.gitconfig", "[core]\n\texcludesFile = ~/ignored\n");
        write(path, "home/ignored", "*.bak\n");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command under strace, each thread of it with a file of its own.
    fn traced(&self) -> Command {
        let mut command = Command::new("strace");
        command.args(["-ff", "-y", "-qq", "-s", "4096", "-e", "signal=none", "-e"]);
        command.arg(format!("trace=%file,%process,{}", CONNECTIONS.join(",")));
        command.arg("-o").arg(self.path("calls")).arg(askhow()).current_dir(self.path("work"));
        command.env("HOME", self.path("home")).env("ASKHOW_CACHE", self.path("cache"));
        for variable in ["TZ", "XDG_CONFIG_HOME", "GIT_DIR", "LD_LIBRARY_PATH", "ASKHOW_LOG"] {
            command.env_remove(variable);
        }
        command
    }

    fn calls(&self) -> Vec<Call> {
        let files = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let traces = files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("calls."));
        let texts = traces.map(|file| std::fs::read_to_string(file).unwrap());
        let calls: Vec<Call> =
            texts.flat_map(|text| text.lines().filter_map(Call::read).collect::<Vec<_>>()).collect();
        assert!(calls.iter().any(|call| call.name == "execve"), "nothing was traced");
        calls
    }
}

/// A call that the system took.
struct Call {
    name: String,
    args: String,
}

impl Call {
    /// From a line of strace; nothing where the system refused it.
    fn read(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once('(')?;
        let (args, result) = rest.rsplit_once(" = ")?;
        (!result.starts_with('-')).then(|| Self { name: name.to_owned(), args: args.to_owned() })
    }

    /// The files that it names, each as seen from the folder that it names before.
    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let (mut base, mut rest) = (PathBuf::from("/"), self.args.as_str());
        while let Some(at) = rest.find(['"', '<']) {
            let end = if rest[at..].starts_with('"') { '"' } else { '>' };
            let Some((inside, behind)) = rest[at + 1..].split_once(end) else { break };
            match end {
                '>' => base = PathBuf::from(inside),
                _ if inside.is_empty() => {}
                _ => files.push(base.join(inside)),
            }
            rest = behind;
        }
        files
    }

    fn is_opening(&self) -> bool {
        ["open", "openat", "openat2", "creat"].contains(&self.name.as_str())
    }

    /// Whether it changes what is on the disk.
    fn writes(&self) -> bool {
        let opens = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| self.args.contains(flag));
        let changes = [
            "rename",
            "renameat",
            "renameat2",
            "unlink",
            "unlinkat",
            "mkdir",
            "mkdirat",
            "rmdir",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
            "chmod",
            "fchmodat",
            "chown",
            "fchownat",
            "truncate",
            "setxattr",
            "utimensat",
            "creat",
            "mknod",
        ];
        self.is_opening() && opens || changes.contains(&self.name.as_str())
    }

    fn starts_process(&self) -> bool {
        let forks = ["fork", "vfork", "clone", "clone3"].contains(&self.name.as_str());
        forks && !self.args.contains("CLONE_THREAD")
    }
}

/// What was called that may not be: connections, programs but `programs`, and files outside of `read` and `written`.
fn wrong(calls: &[Call], programs: &[&str], read: &[&Path], written: &[&Path]) -> BTreeSet<String> {
    let below = |file: &Path, folders: &[&Path]| folders.iter().any(|folder| file.starts_with(folder));
    let mut wrong = BTreeSet::new();
    for call in calls {
        let said = format!("{}({})", call.name, call.args);
        if CONNECTIONS.contains(&call.name.as_str()) || call.starts_process() && programs.is_empty() {
            wrong.insert(said.clone());
        }
        if call.name.starts_with("execve") {
            let program = call.files().into_iter().next().unwrap_or_default();
            let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if program != askhow() && !programs.contains(&name.as_str()) {
                wrong.insert(said.clone());
            }
        }
        if !call.is_opening() && !call.writes() {
            continue;
        }
        for file in call.files() {
            let of_machine = OF_THE_MACHINE.iter().any(|it| file.to_string_lossy().starts_with(it));
            let may = if call.writes() {
                below(&file, written)
            } else {
                below(&file, read) || below(&file, written) || of_machine
            };
            if !may {
                wrong.insert(said.clone());
            }
        }
    }
    wrong
}

/// Whether strace can be had; where it is required, it has to be.
fn can_trace() -> bool {
    let mut strace = Command::new("strace");
    let status =
        strace.args(["-o", "/dev/null", "true"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let can = status.is_ok_and(|status| status.success());
    let is_required = std::env::var_os("ASKHOW_STRACE").is_some_and(|wanted| wanted == "required");
    assert!(can || !is_required, "strace is required, and can't be had or may not look");
    if !can {
        say("SKIPPED what the system is asked for: strace can't be had here, or may not look");
    }
    can
}

#[test]
fn the_server_connects_to_nothing_starts_nothing_and_reads_its_workspace_alone() {
    if !can_trace() {
        return;
    }
    let ground = Ground::new();
    let log = ground.path("log");
    let mut client =
        Client::spawn_by(ground.traced().args(["lsp", "--log"]).arg(&log).env("ASKHOW_TEST_REQUESTS", "1"));
    let work = ground.path("work");
    let folder = file_uri(&work);
    client.initialize(json!({ "processId": std::process::id(), "rootUri": folder, "capabilities": able() }));
    let uri = file_uri(&work.join("incidents/a.md"));
    client.open_quietly(&uri, 1, REVIEW);
    // A review that lies in no folder of the workspace is open too.
    client.open_quietly("untitled:Untitled-1", 1, REVIEW);
    for (_, method, params) in requests(&uri) {
        let id = client.ask(method, params);
        client.answer(id);
        let id = client
            .ask("textDocument/documentLink", json!({ "textDocument": { "uri": "untitled:Untitled-1" } }));
        client.answer(id);
    }
    client.change_quietly(
        &uri,
        2,
        json!([{ "text": format!("{REVIEW}\nSee [it](link.md), ../../outside/secret.md.\n") }]),
    );
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.pull(&uri);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.request("shutdown", json!(null));
    client.notify("exit", json!(null));
    assert_eq!(client.status(), 0);
    let unread: Vec<_> = client.unread().cloned().collect();
    for message in unread {
        client.take("what else came", |it| *it == message);
    }
    let (process, home) = (format!("/proc/{}", std::process::id()), ground.path("home"));
    let (config, ignored) = (home.join(".gitconfig"), home.join("ignored"));
    let read = [work.as_path(), Path::new(&process), &config, &ignored];
    let cache = ground.path("cache");
    let calls = ground.calls();
    let opened = calls.iter().filter(|call| call.is_opening()).flat_map(Call::files).collect::<Vec<_>>();
    for seen in ["work/incidents/b.md", "work/askhow.toml", "work/template.md", "log"] {
        assert!(opened.contains(&ground.path(seen)), "{seen} was not opened: the session was none");
    }
    assert_eq!(wrong(&calls, &[], &read, &[&cache, &log]), BTreeSet::new());
}

#[test]
fn the_command_line_connects_to_nothing_and_starts_git_for_since_alone() {
    if !can_trace() {
        return;
    }
    for args in [
        &["check", "--timeline", "."][..],
        &["check", "--format", "json", "incidents/a.md"],
        &["check", "--baseline", "baseline.json", "."],
        &["fix", "."],
        &["format", "--sort", "."],
        &["new", "incidents/c.md"],
        &["rules"],
        &["config"],
        &["rephrase", "Why did it fail?"],
    ] {
        let ground = Ground::new();
        let status = ground
            .traced()
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.code().is_some_and(|code| code < 2), "{args:?}: {status}");
        let (work, home) = (ground.path("work"), ground.path("home"));
        let (config, ignored) = (home.join(".gitconfig"), home.join("ignored"));
        let written: &[&Path] = if ["fix", "format", "new"].contains(&args[0]) || args.contains(&"--baseline")
        {
            &[&work]
        } else {
            &[]
        };
        assert_eq!(
            wrong(&ground.calls(), &[], &[&work, &config, &ignored], written),
            BTreeSet::new(),
            "{args:?}"
        );
    }
    let ground = Ground::new();
    std::fs::remove_dir_all(ground.path("work/.git")).unwrap();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Ana", "-c", "user.email=ana@a.example"]).args(args);
        assert!(
            git.current_dir(ground.path("work")).env("HOME", ground.path("home")).status().unwrap().success()
        );
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "all"]);
    write(&ground.path("work"), "incidents/b.md", format!("{}\nWhy?\n", crate::REVIEW));
    let mut since = ground.traced();
    let output = since.args(["check", "--since", "HEAD", "--format", "github", "."]).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = ground.calls();
    assert!(calls.iter().filter(|call| call.name == "execve").count() > 1, "git was started");
    let of_programs: Vec<Call> =
        calls.into_iter().filter(|call| !call.is_opening() && !call.writes()).collect();
    assert_eq!(wrong(&of_programs, &["git"], &[], &[]), BTreeSet::new());
}

#[test]
fn what_may_not_be_called_is_seen() {
    let work = Path::new("/w");
    let seen = |line: &str, programs: &[&str]| {
        wrong(&Vec::from_iter(Call::read(line)), programs, &[work], &[]).len()
    };
    for line in [
        "socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<socket:[1]>",
        "execve(\"/bin/sh\", [\"sh\"], 0x7ff /* 39 vars */) = 0",
        "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 77",
        "vfork() = 77",
        "openat(AT_FDCWD</w>, \"/home/a/secret.md\", O_RDONLY|O_CLOEXEC) = 3</home/a/secret.md>",
        "openat(AT_FDCWD</home/a>, \"secret.md\", O_RDONLY|O_CLOEXEC) = 3</home/a/secret.md>",
        "openat(AT_FDCWD</w>, \"/w/new\", O_WRONLY|O_CREAT, 0666) = 3</w/new>",
        "rename(\"/w/a\", \"/w/b\") = 0",
        "unlink(\"/etc/hosts\") = 0",
    ] {
        assert_eq!(seen(line, &[]), 1, "{line}");
    }
    for line in [
        "clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD, stack=0x7f}, 88) = 77",
        "openat(AT_FDCWD</w>, \"./incidents/a.md\", O_RDONLY) = 3</w/incidents/a.md>",
        "openat(AT_FDCWD</w>, \"/home/a/askhow.toml\", O_RDONLY) = -1 ENOENT (No such file or directory)",
        "statx(AT_FDCWD</w>, \"/home\", AT_STATX_SYNC_AS_STAT, STATX_ALL, {stx_mask=STATX_ALL, ...}) = 0",
        "openat(AT_FDCWD</w>, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC) = 3</etc/ld.so.cache>",
    ] {
        assert_eq!(seen(line, &[]), 0, "{line}");
    }
    assert_eq!(seen("execve(\"/usr/bin/git\", [\"git\"], 0x7ff /* 39 vars */) = 0", &["git"]), 0);
}
