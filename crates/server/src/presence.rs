//! Whether the client is still there. Its end of the pipe may live on in another process when it has gone.

use std::time::Duration;

use process_alive::{Pid, State};

/// So often it is looked for.
const PAUSE: Duration = Duration::from_secs(2);

/// Calls `gone` from a thread once the process has ended. One that can't be seen when we begin is of another machine,
/// container or user, and tells nothing.
pub fn watch(process: u32, gone: impl FnOnce() + Send + 'static) {
    if !is_there(process) {
        tracing::debug!("the client's process {process} can't be seen from here");
        return;
    }
    let look = move || {
        while is_there(process) {
            std::thread::sleep(PAUSE);
        }
        tracing::warn!("the client's process {process} has ended");
        gone();
    };
    if std::thread::Builder::new().name("presence".to_owned()).spawn(look).is_err() {
        tracing::warn!("nobody looks whether the client is there");
    }
}

/// Whether it can be seen. Where it could be and then can't be told, its number has gone to somebody else.
fn is_there(process: u32) -> bool {
    process_alive::state(Pid::from(process)) == State::Alive && !has_only_not_been_buried(process)
}

/// A process of Linux that has ended, and whose parent has not asked for its status.
fn has_only_not_been_buried(process: u32) -> bool {
    // `4711 (a name) Z …`; the name may hold anything.
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::process::{Command, Stdio};
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn an_ended_process_is_gone_buried_or_not() {
        let (sender, receiver) = channel();
        let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
        let of_child = sender.clone();
        watch(child.id(), move || of_child.send("child").unwrap());
        watch(std::process::id(), move || sender.send("ourselves").unwrap());
        assert!(receiver.recv_timeout(PAUSE / 2).is_err());
        child.kill().unwrap();
        // It has ended and nobody has waited for it.
        if cfg!(target_os = "linux") {
            assert_eq!(receiver.recv_timeout(PAUSE * 10), Ok("child"));
        }
        child.wait().unwrap();
        assert!(!is_there(child.id()));
        watch(child.id(), || panic!("it was no process from the start"));
        assert!(receiver.recv_timeout(PAUSE).is_err());
    }
}
