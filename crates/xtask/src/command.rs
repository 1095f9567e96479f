//! Programs that are started, and what is said when they fail.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// What went wrong, in words for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A program with its arguments; it reads nothing, so a check behaves alike at a desk and without one.
#[derive(Debug)]
pub struct Command(std::process::Command);

impl Command {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = std::process::Command::new(program);
        command.stdin(Stdio::null()).current_dir(workspace());
        Self(command)
    }

    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.0.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// Runs it, its output shown.
    pub fn run(mut self) -> Result<(), Failure> {
        match self.0.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("`{self}` ended with {status}"))),
            Err(error) => Err(self.not_started(&error)),
        }
    }

    /// Runs it quietly and gives what it printed.
    pub fn output(mut self) -> Result<String, Failure> {
        match self.0.output() {
            Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(Failure::new(format!("`{self}` ended with {}: {}", output.status, said.trim())))
            }
            Err(error) => Err(self.not_started(&error)),
        }
    }

    /// Runs it, all that it prints put into a file; whether it ended well.
    pub fn logged(mut self, log: &Path) -> Result<bool, Failure> {
        let unwritten = |error| Failure::new(format!("{} can't be written: {error}", log.display()));
        let file = std::fs::File::create(log).map_err(unwritten)?;
        self.0.stdout(file.try_clone().map_err(unwritten)?).stderr(file);
        self.0.status().map(|status| status.success()).map_err(|error| self.not_started(&error))
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        let program = self.0.get_program().to_string_lossy();
        Failure::new(format!("`{program}` can't be started: {error}"))
    }
}

/// As one would type it, without the environment.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let program = Path::new(self.0.get_program());
        write!(f, "{}", program.file_name().unwrap_or(program.as_os_str()).to_string_lossy())?;
        for argument in self.0.get_args() {
            write!(f, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The folder of the whole repository.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Whether a program of that name can be started.
pub fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_its_end() {
        let failure = cargo().args(["no-such-command-of-cargo"]).output().unwrap_err().to_string();
        assert!(failure.contains("no-such-command-of-cargo` ended with exit status: 101"), "{failure}");
    }

    #[test]
    fn a_missing_program_is_named() {
        assert!(!is_installed("no-such-program"));
        let failure = Command::new("no-such-program").run().unwrap_err().to_string();
        assert!(failure.starts_with("`no-such-program` can't be started"), "{failure}");
    }
}
