//! What runs without a person: the GitHub Action, the hooks of pre-commit, and the workflows. The
//! tests run the commands that stand in those very files.

use std::fs;
use std::path::Path;
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

    // Each line of the paths counts.
    let on_lines = [("PATHS", "README.md\nincidents\n"), ("LEVEL", "information"), ("FAIL_ON", "warning")];
    let checked = bash(script("Check"), repository.path(), &on_lines);
    assert_eq!(checked.status.code(), Some(1), "{checked:?}");

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

/// An action that is named by a tag is whatever the tag says tomorrow.
#[test]
fn actions_of_others_are_named_by_their_commits() {
    let mut n_actions = 0;
    for file in ["action.yml", ".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        let text = read(file);
        for action in text.lines().filter_map(|line| line.split_once("uses: ").map(|(_, action)| action)) {
            n_actions += 1;
            let (commit, version) = action.split_once('@').unwrap().1.split_once(" # v").expect(action);
            assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{file}: {action}");
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{file}: {action}");
        }
    }
    assert!(n_actions > 5, "only {n_actions} were found");
}

/// Named by a commit, the action takes the release of the version that stands there.
#[cfg(unix)]
#[test]
fn the_action_named_by_a_commit_finds_its_release() {
    let scripts = scripts(&read("action.yml"));
    let install = &scripts.iter().find(|(step, _)| step == "Install").unwrap().1;
    let folder = tempfile::tempdir().unwrap();
    fs::copy(workspace().join("Cargo.toml"), folder.path().join("Cargo.toml")).unwrap();
    let installer = folder.path().join("install.sh");
    fs::write(&installer, "#!/bin/sh\necho \"$ASKHOW_RELEASE\"\n").unwrap();
    fs::set_permissions(&installer, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let at = folder.path().to_str().unwrap();
    for (reference, version) in [("v9.9.9", "v9.9.9"), ("11bd71901bbe5b1630ceea73d27597364c9af683", "v0.1.0")]
    {
        let install = install.replace("command -v askhow", "false");
        let variables = [
            ("GITHUB_ACTION_PATH", at),
            ("RUNNER_TEMP", at),
            ("GITHUB_PATH", "/dev/null"),
            ("OWN_RELEASES", "https://a.example/releases"),
            ("REF", reference),
            ("RELEASE", ""),
        ];
        let output = bash(&install, folder.path(), &variables);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said.trim(), format!("https://a.example/releases/{version}"), "{output:?}");
    }
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

/// The scripts of the release workflow, over our own program: packed, summed up, and installed by the installer that
/// the release carries.
#[cfg(unix)]
#[test]
fn a_release_is_packed_and_installed_as_the_workflow_says() {
    let scripts = scripts(&read(".github/workflows/release.yml"));
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-gnu" };
    let target = format!("{}-{system}", std::env::consts::ARCH);
    let runner = tempfile::tempdir().unwrap();
    let place = runner.path();
    let built = place.join("target").join(&target).join("release");
    fs::create_dir_all(&built).unwrap();
    fs::copy(askhow(), built.join("askhow")).unwrap();
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "install.sh"] {
        fs::copy(workspace().join(file), place.join(file)).unwrap();
    }
    let temp = place.join("temp").display().to_string();
    let variables = [
        ("GITHUB_SERVER_URL", "https://forge.example.org"),
        ("GITHUB_REPOSITORY", "reviews/askhow"),
        ("GITHUB_REF_NAME", "v0.1.0"),
        ("RUNNER_TEMP", temp.as_str()),
    ];
    let run = |name: &str| {
        let script = &scripts.iter().find(|(step, _)| step == name).expect(name).1;
        let output = bash(&script.replace("${{ matrix.target }}", &target), place, &variables);
        assert!(output.status.success(), "{name}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run("The server answers");
    // What symbols a test has are not what is packed.
    let _ = Command::new("strip").arg(built.join("askhow")).status();
    run("Pack");
    let archive = format!("askhow-{target}.tar.gz");
    let listed = Command::new("tar").args(["-tzf", &archive]).current_dir(place).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for file in ["askhow", "askhow.1", "askhow.bash", "askhow.fish", "askhow.zsh", "LICENSE-MIT", "README.md"]
    {
        assert!(listed.lines().any(|line| line == format!("./{file}")), "{file} is not in\n{listed}");
    }
    // As the artifacts come down for the step that publishes.
    fs::create_dir(place.join("release")).unwrap();
    fs::rename(place.join(&archive), place.join("release").join(&archive)).unwrap();
    run("Checksums and the installer of this release");
    let installer = fs::read_to_string(place.join("release/install.sh")).unwrap();
    assert!(installer.contains(":-https://forge.example.org/reviews/askhow/releases/download/v0.1.0}"));
    run("The installer installs what was built");
    assert!(Path::new(&temp).join("bin/askhow").is_file());
}

/// The completions of bash, sourced as a person does it, complete.
#[cfg(unix)]
#[test]
fn bash_completes_commands_and_options() {
    let complete = |words: &str| {
        let script = format!(
            "eval \"$(askhow completions bash)\"\nCOMP_WORDS=({words}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _askhow askhow \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\n\
             echo \"${{COMPREPLY[@]}}\""
        );
        let output = bash(&script, workspace(), &[]);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete("askhow reph"), "rephrase");
    assert_eq!(complete("askhow check --fail"), "--fail-on");
    assert_eq!(complete("askhow rules --format m"), "markdown");
}

/// The manual page is one that the usual program can set.
#[cfg(unix)]
#[test]
fn the_manual_page_is_set_without_a_complaint() {
    let page = bash("askhow man | groff -man -Tutf8 -ww -", workspace(), &[]);
    if page.status.code() == Some(127) {
        return say("SKIPPED the manual page: groff is not installed");
    }
    let (shown, complaints) = (String::from_utf8_lossy(&page.stdout), String::from_utf8_lossy(&page.stderr));
    assert!(page.status.success() && complaints.is_empty(), "{complaints}");
    assert!(shown.contains("rephrase") && shown.contains("--fail"), "{shown}");
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
