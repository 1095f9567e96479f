//! A folder from anywhere: what stands in its texts, settings, names and repository runs nothing, reaches nothing outside
//! and keeps nobody waiting.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod git;
mod links;
mod logs;
#[cfg(unix)]
mod output;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use askhow_tests::askhow;

/// How the binary ended in a folder.
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Longer than any of these take on a busy machine; what hangs is ended then.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs the binary in a folder, with nothing on its standard input; `status` is `None` where it hangs.
fn run(folder: &Path, args: &[&str]) -> Run {
    let output = tempfile::tempdir().unwrap();
    let (out, err) = (output.path().join("out"), output.path().join("err"));
    let into = |path: &Path| Stdio::from(std::fs::File::create(path).unwrap());
    let mut command = Command::new(askhow());
    command.args(args).current_dir(folder).stdin(Stdio::null()).stdout(into(&out)).stderr(into(&err));
    command.env_remove("GIT_DIR").env_remove("CLICOLOR_FORCE");
    let mut child = command.spawn().unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if begun.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let read = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    Run { status, stdout: read(&out), stderr: read(&err) }
}

/// Writes a file, with the folders that it needs.
fn write(folder: &Path, name: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A review in which something is found.
const REVIEW: &str = "# Incident review of the queue\n\nWhy did the deploy fail?\n\n\
    ## Timeline\n\n- 2024-05-04 16:40 UTC Ana restarts the queue\n";
