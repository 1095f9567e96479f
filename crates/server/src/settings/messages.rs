//! What is wrong in settings and has to be shown as a message, since it stands in no text that is open: what an editor
//! sent, and a file that nobody looks at. Each text once.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use askhow_ide::config::{Problem, Resolved};

/// So many texts are shown in one session; the log has all.
const MOST: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Messages {
    known: HashSet<String>,
    /// What waits to be shown, and whether it is about a file.
    waiting: Vec<(String, bool)>,
}

impl Messages {
    /// Notes what is wrong; files that are open show it themselves, and while they are being written.
    pub(super) fn note(&mut self, resolved: &Resolved, buffers: &HashMap<PathBuf, String>) {
        for problem in &resolved.problems {
            let of_file = !problem.file.as_os_str().is_empty();
            let message = message(problem);
            if !of_file {
                tracing::warn!("{message}");
            }
            let is_open = resolved.file.as_ref().is_some_and(|file| buffers.contains_key(file));
            let is_shown = of_file && is_open;
            if !is_shown && self.known.len() < MOST && self.known.insert(message.clone()) {
                self.waiting.push((message, of_file));
            }
        }
    }

    /// What waits, but for files where they are shown otherwise.
    pub(super) fn take(&mut self, but_of_files: bool) -> Vec<String> {
        let waiting = std::mem::take(&mut self.waiting).into_iter();
        waiting.filter(|(_, of_file)| !(but_of_files && *of_file)).map(|(message, _)| message).collect()
    }
}

fn message(problem: &Problem) -> String {
    if problem.file.as_os_str().is_empty() {
        return format!("askhow, settings of the editor: {}", problem.message);
    }
    let (line, column) = problem.line_column;
    format!("askhow: {}:{line}:{column}: {}", problem.file.display(), problem.message)
}
