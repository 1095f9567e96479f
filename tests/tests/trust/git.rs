//! `check --since` in a repository that came from somewhere: nothing of it runs, and no finding is lost.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{REVIEW, run, write};

fn git(folder: &Path, args: &[&str]) {
    let who = ["-c", "user.name=Ana", "-c", "user.email=ana@a.example", "-c", "init.defaultBranch=main"];
    let mut git = Command::new("git");
    git.args(who).args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env_remove("GIT_DIR");
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository in which these files are committed.
fn repository(folder: &Path, files: &[(&OsStr, &str)]) {
    std::fs::create_dir_all(folder).unwrap();
    git(folder, &["init", "--quiet"]);
    for (name, text) in files {
        write(folder, name, text);
    }
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message", "all"]);
}

/// How many findings there are since the last commit.
fn since_head(folder: &Path, paths: &[&str]) -> (Option<i32>, usize) {
    let args = ["check", "--since", "HEAD", "--fail-on", "information", "--format", "github"];
    let run = run(folder, &[&args[..], paths].concat());
    (run.status, run.stdout.matches("title=phrasing/").count())
}

const FINE: &str = "# Incident review of the queue\n\nIt was slow.\n\n\
    ## Timeline\n\n- 2024-05-04 16:40 UTC Ana restarts the queue\n";

#[test]
fn nothing_of_the_repository_runs() {
    let folder = tempfile::tempdir().unwrap();
    let ran = folder.path().join("ran");
    let program = folder.path().join("program.sh");
    let script = format!("#!/bin/sh\necho \"$0 $*\" >> {}\nexit 1\n", ran.display());
    let executable = |path: &PathBuf| {
        std::fs::write(path, &script).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    executable(&program);
    let repo = folder.path().join("repo");
    repository(&repo, &[(OsStr::new("a.md"), FINE), (OsStr::new("b.md"), FINE)]);
    write(&repo, "a.md", REVIEW);
    write(&repo, "new.md", REVIEW);
    write(&repo, ".gitattributes", "*.md filter=x diff=x ident\n");
    let program = program.to_str().unwrap();
    for (key, value) in [
        ("core.fsmonitor", program),
        ("core.pager", program),
        ("core.editor", program),
        ("core.sshCommand", program),
        ("core.gitProxy", program),
        ("core.alternateRefsCommand", program),
        ("core.askPass", program),
        ("credential.helper", program),
        ("gpg.program", program),
        ("filter.x.clean", program),
        ("filter.x.smudge", program),
        ("filter.x.process", program),
        ("filter.x.required", "true"),
        ("diff.external", program),
        ("diff.x.textconv", program),
        ("diff.x.command", program),
        ("interactive.diffFilter", program),
        ("uploadpack.packObjectsHook", program),
        ("alias.rev-parse", &format!("!{program}")),
        ("alias.ls-tree", &format!("!{program}")),
        ("alias.cat-file", &format!("!{program}")),
    ] {
        git(&repo, &["config", key, value]);
    }
    let hooks = std::fs::read_dir(repo.join(".git/hooks")).unwrap().flatten().map(|it| it.path());
    let hooks: Vec<PathBuf> = hooks.map(|path| path.with_extension("")).collect();
    hooks.iter().for_each(&executable);
    executable(&repo.join(".git/hooks/post-index-change"));
    executable(&repo.join(".git/hooks/reference-transaction"));
    assert_eq!(since_head(&repo, &["."]), (Some(1), 2));
    assert!(!ran.exists(), "{}", std::fs::read_to_string(&ran).unwrap());

    // What git does not hold is fetched by nobody: from a remote that is a program least of all.
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialCloneFilter", "blob:none"),
        ("remote.origin.url", &format!("ext::{program} %S")),
        ("remote.origin.uploadpack", program),
        ("protocol.ext.allow", "always"),
    ] {
        git(&repo, &["config", key, value]);
    }
    for folder in std::fs::read_dir(repo.join(".git/objects")).unwrap().flatten() {
        for object in std::fs::read_dir(folder.path()).unwrap().flatten() {
            // Commit and tree stay.
            let name = format!("{}{}", folder.file_name().display(), object.file_name().display());
            let kind =
                Command::new("git").args(["cat-file", "-t", &name]).current_dir(&repo).output().unwrap();
            if kind.stdout == b"blob\n" {
                std::fs::remove_file(object.path()).unwrap();
            }
        }
    }
    let _ = std::fs::remove_file(&ran);
    let said = run(&repo, &["check", "--since", "HEAD", "."]);
    assert_eq!(said.status, Some(2), "{}", said.stdout);
    assert!(said.stderr.contains("git holds not all of `HEAD`"), "{}", said.stderr);
    assert!(!ran.exists(), "{}", std::fs::read_to_string(&ran).unwrap());
}

#[test]
fn a_file_is_compared_in_its_own_repository() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    repository(&one, &[]);
    repository(&other, &[(OsStr::new("r.md"), FINE)]);
    write(&other, "r.md", REVIEW);
    let path = other.to_str().unwrap();
    assert_eq!(since_head(&one, &[path]), (Some(1), 1));
    assert_eq!(since_head(&other, &["."]), (Some(1), 1));
    // One in another one, and a file that git ignores and somebody names.
    repository(&one.join("inner"), &[(OsStr::new("r.md"), FINE)]);
    write(&one, "inner/r.md", REVIEW);
    write(&one, ".gitignore", "ignored.md\n");
    write(&one, "ignored.md", REVIEW);
    assert_eq!(since_head(&one, &["inner/r.md", "ignored.md"]), (Some(1), 2));
    // A link is what it leads to.
    std::os::unix::fs::symlink("../other/r.md", one.join("link.md")).unwrap();
    assert_eq!(since_head(&one, &["link.md"]), (Some(1), 1));
    // What lies in no repository can't be said.
    write(folder.path(), "alone.md", REVIEW);
    let said = run(&one, &["check", "--since", "HEAD", "../alone.md"]);
    assert_eq!(said.status, Some(2));
    assert!(said.stderr.starts_with("../alone.md: `--since` goes by git"), "{}", said.stderr);
    let said = run(&one, &["check", "--since", "nothing", path]);
    assert_eq!(said.status, Some(2), "{}", said.stdout);
}

#[test]
fn no_name_is_too_odd() {
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 8] = [
        b"tab\tx.md",
        b"line\nx.md",
        b"esc\x1b[31mx.md",
        b"\xff\xfe.md",
        b"quote\"x.md",
        b"back\\slash.md",
        b"-dash.md",
        b" blank .md",
    ];
    let names = names.map(OsStr::from_bytes);
    repository(folder.path(), &names.map(|name| (name, FINE)));
    assert_eq!(since_head(folder.path(), &["."]), (Some(0), 0));
    for (count, name) in names.into_iter().enumerate() {
        write(folder.path(), name, REVIEW);
        assert_eq!(since_head(folder.path(), &["."]), (Some(1), count + 1), "{name:?}");
    }
}

#[test]
fn a_file_with_another_name_has_changed_where_its_lines_have() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{REVIEW}\nIt was slow for an hour, and nobody could say for how long it would be.\n");
    repository(folder.path(), &[(OsStr::new("a.md"), &long)]);
    std::fs::rename(folder.path().join("a.md"), folder.path().join("z\ty.md")).unwrap();
    assert_eq!(since_head(folder.path(), &["."]), (Some(0), 0));
    write(folder.path(), "z\ty.md", format!("{long}\nWhy did the index fail?\n"));
    assert_eq!(since_head(folder.path(), &["."]), (Some(1), 1));
    // Line ends that git would change are no change.
    repository(folder.path(), &[]);
    write(folder.path(), "z\ty.md", format!("{long}\nWhy did the index fail?\n").replace('\n', "\r\n"));
    assert_eq!(since_head(folder.path(), &["."]), (Some(0), 0));
}

#[test]
fn a_git_that_lies_in_the_repository_is_not_run_whatever_the_path_says() {
    let folder = tempfile::tempdir().unwrap();
    let repo = folder.path().join("repo");
    repository(&repo, &[(OsStr::new("a.md"), REVIEW)]);
    let program = repo.join("git");
    std::fs::write(&program, "#!/bin/sh\ntouch \"$0.was-run\"\nexit 1\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap();
    for (path, status) in [(format!(".:{path}"), 0), (".:".to_owned(), 2)] {
        let mut command = Command::new(askhow_tests::askhow());
        command.args(["check", "--since", "HEAD", "a.md"]).current_dir(&repo).env("PATH", &path);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{path}: {output:?}");
        assert!(!repo.join("git.was-run").exists(), "{path}");
    }
}

#[test]
fn a_configuration_that_includes_a_pipe_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let repo = folder.path().join("repo");
    repository(&repo, &[(OsStr::new("a.md"), REVIEW)]);
    let pipe = repo.join(".git/pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    git(&repo, &["config", "include.path", "pipe"]);
    let begun = std::time::Instant::now();
    let run = run(&repo, &["check", "--since", "HEAD", "."]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("has said nothing for 15 seconds"), "{}", run.stderr);
    assert!(begun.elapsed().as_secs() < 28, "it took {:?}", begun.elapsed());
}
