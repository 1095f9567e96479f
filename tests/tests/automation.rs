//! What runs without a person: the GitHub Action, the hooks of pre-commit, the installer and the workflows. The
//! tests run the commands that stand in those very files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use askhow_tests::{askhow, say, workspace};
use serde_json::Value;

const REVIEW: &str = "# Outage of the search page\n\n## Timeline\n\n- 2024-03-04 10:20 UTC alarm\n- 2024-03-04 10:00 UTC deploy\n\n## Contributors\n\n- Why did the rebuild start?\n";

fn read(name: &str) -> String {
    fs::read_to_string(workspace().join(name)).unwrap()
}

/// The scripts of a workflow or an action, by the name of their step; `run: |` blocks without their indent.
fn scripts(yaml: &str) -> Vec<(String, String)> {
    let mut scripts = Vec::new();
    let mut name = String::new();
    let mut lines = yaml.lines().peekable();
    while let Some(line) = lines.next() {
        let words = line.trim_start().trim_start_matches("- ");
        if let Some(words) = words.strip_prefix("name: ") {
            name = words.to_owned();
        } else if words == "run: |" {
            let indent = |line: &str| line.len() - line.trim_start().len();
            let outer = indent(line);
            let mut block = Vec::new();
            while let Some(inner) = lines.next_if(|next| next.trim().is_empty() || indent(next) > outer) {
                block.push(inner.get(outer + 2..).unwrap_or_default());
            }
            scripts.push((name.clone(), block.join("\n")));
        } else if let Some(command) = words.strip_prefix("run: ") {
            scripts.push((name.clone(), command.to_owned()));
        }
    }
    scripts
}

/// Runs a script of the action as GitHub does, in `folder`, with our binary on the PATH.
fn bash(script: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(folder);
    command.env("PATH", with_ours()).envs(variables.iter().copied()).stdin(Stdio::null());
    command.output().expect("bash runs")
}

fn with_ours() -> std::ffi::OsString {
    let ours = askhow().parent().unwrap().to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths([ours].into_iter().chain(std::env::split_paths(&path))).unwrap()
}

/// A repository with a review that is committed clean, and then goes out of order.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=Zoë", "-c", "user.email=zoe@example.org", "-c", "core.autocrlf=false"];
        let status = Command::new("git").args(who).args(arguments).current_dir(folder.path()).status();
        assert!(status.unwrap().success(), "git {arguments:?}");
    };
    fs::create_dir_all(folder.path().join("incidents")).unwrap();
    fs::write(folder.path().join("README.md"), "# Tool\n\nWhy is there no manual?\n").unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "Begin"]);
    fs::write(folder.path().join("incidents/search outage.md"), REVIEW).unwrap();
    git(&["add", "--all"]);
    folder
}

#[cfg(unix)]
#[test]
fn the_action_annotates_and_writes_sarif() {
    let scripts = scripts(&read("action.yml"));
    let script = |name: &str| scripts.iter().find(|(step, _)| step == name).expect(name).1.as_str();
    let repository = repository();
    let variables = [
        ("PATHS", "incidents README.md"),
        ("LEVEL", "information"),
        ("FAIL_ON", "warning"),
        ("SARIF", "askhow.sarif"),
    ];
    let checked = bash(script("Check"), repository.path(), &variables);
    let lines = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(checked.status.code(), Some(1), "{lines}");
    let order = "::warning file=incidents/search outage.md,line=6,endLine=6,";
    assert!(
        lines.lines().any(|line| line.starts_with(order) && line.contains("title=timeline/order")),
        "{lines}"
    );

    let never = [("PATHS", "incidents"), ("LEVEL", "error"), ("FAIL_ON", "error")];
    assert_eq!(bash(script("Check"), repository.path(), &never).status.code(), Some(0));

    let written = bash(script("Write SARIF"), repository.path(), &variables);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    let sarif = fs::read_to_string(repository.path().join("askhow.sarif")).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "timeline/order"), "{results:?}");

    // Where the program is there, nothing is installed; the step ends well without a release.
    let runner =
        [("GITHUB_ACTION_PATH", "/nowhere"), ("RUNNER_TEMP", "/nowhere"), ("GITHUB_PATH", "/nowhere")];
    assert_eq!(bash(script("Install"), repository.path(), &runner).status.code(), Some(0));
    assert!(read("action.yml").contains("sarif_file: ${{ inputs.sarif }}"));
}

/// Each hook as it is described, by the program itself where it is there, else as it would run it.
#[test]
fn the_hooks_of_pre_commit_run() {
    let hooks = read(".pre-commit-hooks.yaml");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.strip_prefix("  entry: ")).collect();
    assert_eq!(entries.len(), 2);
    for (entry, status, said) in
        [(entries[0], 1, "warning[timeline/order]"), (entries[1], 0, "incidents/search outage.md: 1 fix")]
    {
        let repository = repository();
        let mut words = entry.split(' ');
        assert_eq!(words.next(), Some("askhow"));
        let output = Command::new(askhow()).args(words).current_dir(repository.path()).output().unwrap();
        let heard = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{entry}: {heard}");
        assert!(heard.contains(said) && !heard.contains("README"), "{entry}: {heard}");
    }
    with_pre_commit(&hooks);
}

fn with_pre_commit(hooks: &str) {
    if Command::new("pre-commit").arg("--version").output().is_err() {
        return say("SKIPPED pre-commit itself: it is not installed");
    }
    let ours = tempfile::tempdir().unwrap();
    fs::write(ours.path().join(".pre-commit-hooks.yaml"), hooks).unwrap();
    let git = ["-c", "user.name=Zoë", "-c", "user.email=zoe@example.org"];
    for step in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "Hooks"]] {
        assert!(
            Command::new("git").args(git).args(step).current_dir(ours.path()).status().unwrap().success()
        );
    }
    let repository = repository();
    let mut command = Command::new("pre-commit");
    command.arg("try-repo").arg(ours.path()).arg("askhow").current_dir(repository.path());
    command.env("PATH", with_ours()).env("PRE_COMMIT_HOME", ours.path().join("home"));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && said.contains("warning[timeline/order]"), "{said}");
    say("pre-commit ran the hook");
}

/// A release of a program that says its version, in a folder.
#[cfg(unix)]
fn release(program: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "set -e\nmkdir pack\nprintf '%s' '{program}' > pack/askhow\nchmod +x pack/askhow\n\
         case $(uname -s) in Darwin) system=apple-darwin ;; *) system=unknown-linux-gnu ;; esac\n\
         case $(uname -m) in arm64 | aarch64) cpu=aarch64 ;; *) cpu=x86_64 ;; esac\n\
         tar -czf askhow-$cpu-$system.tar.gz -C pack .\n\
         if command -v sha256sum > /dev/null; then sum=sha256sum; else sum='shasum -a 256'; fi\n\
         $sum askhow-*.tar.gz > SHA256SUMS"
    );
    assert!(bash(&script, folder.path(), &[]).status.success());
    folder
}

/// Installs from a release, and gives the exit status and what was said.
#[cfg(unix)]
fn install(release: &str, to: &Path) -> (Option<i32>, String) {
    let output = Command::new("sh")
        .arg(workspace().join("install.sh"))
        .arg("--to")
        .arg(to)
        .env("ASKHOW_RELEASE", release)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[cfg(unix)]
#[test]
fn the_installer_takes_what_its_checksum_says_and_nothing_else() {
    let good = release("#!/bin/sh\necho askhow 0.1.0\n");
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("bin");
    let installed = || fs::read_to_string(to.join("askhow")).unwrap_or_default();

    let (status, said) = install(&good.path().display().to_string(), &to);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("askhow 0.1.0 is in ") && said.contains("Put it on your PATH"), "{said}");
    let first = installed();
    assert!(first.contains("echo askhow 0.1.0"), "{first}");

    if Command::new("curl").arg("--version").output().is_ok() {
        fs::remove_file(to.join("askhow")).unwrap();
        let (status, said) = install(&format!("file://{}", good.path().display()), &to);
        assert_eq!((status, installed()), (Some(0), first.clone()), "{said}");
    } else {
        say("SKIPPED a release at a URL: curl is not installed");
    }

    // An archive that is another, one that is not listed, a program that does not start, a place that is empty.
    let other = release("#!/bin/sh\necho askhow 0.2.0\n");
    fs::copy(good.path().join("SHA256SUMS"), other.path().join("SHA256SUMS")).unwrap();
    let unlisted = release("#!/bin/sh\necho askhow 0.2.0\n");
    fs::write(unlisted.path().join("SHA256SUMS"), "").unwrap();
    let broken = release("#!/bin/sh\nexit 3\n");
    let empty = tempfile::tempdir().unwrap();
    for (release, reason) in [
        (other.path(), "is not what SHA256SUMS says; nothing is installed"),
        (unlisted.path(), "SHA256SUMS has no line for"),
        (broken.path(), "does not start here; nothing is installed"),
        (empty.path(), "SHA256SUMS can't be had"),
    ] {
        let (status, said) = install(&release.display().to_string(), &to);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(reason), "{said}");
        assert_eq!(installed(), first, "{reason}");
    }
    let left: Vec<PathBuf> = fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [to.join("askhow")]);
}

/// The installer knows the archives that a release has, and the workflows name commands and files that are there.
#[test]
fn the_workflows_fit_what_is_here() {
    let release = read(".github/workflows/release.yml");
    let targets: Vec<&str> =
        release.lines().filter_map(|line| line.split_once("target: ")?.1.split(',').next()).collect();
    assert_eq!(targets.len(), 6, "{targets:?}");
    let installer = read("install.sh");
    for target in targets {
        let (processor, system) = target.split_once('-').unwrap();
        assert!(installer.contains(&format!("processor={processor} ")), "{target}");
        assert!(installer.contains(&format!("system={system}")), "{target}");
    }
    assert!(installer.contains("${ASKHOW_RELEASE:-@RELEASE@}") && release.contains("s|@RELEASE@|"));

    let ci = read(".github/workflows/ci.yml");
    let commands: Vec<String> = scripts(&ci).into_iter().map(|(_, command)| command).collect();
    assert!(commands.iter().any(|command| command == ".ci/run") && workspace().join(".ci/run").is_file());
    let oldest = read("Cargo.toml");
    let oldest = oldest.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.split('"').next());
    let oldest = oldest.expect("the manifest names the oldest Rust");
    assert!(
        commands.iter().any(|command| command.starts_with(&format!("cargo +{oldest} check"))),
        "{commands:?}"
    );
    let jobs: Vec<&str> = ci.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':')).collect();
    let jobs: Vec<&str> = jobs.into_iter().filter(|job| !job.starts_with(' ')).collect();
    let needed = format!("needs: [{}]", ["everything", "systems", "oldest-rust"].join(", "));
    assert!(
        ci.contains(&needed) && jobs.ends_with(&["everything", "systems", "oldest-rust", "all"]),
        "{jobs:?}"
    );
}
