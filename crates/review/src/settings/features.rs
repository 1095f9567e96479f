//! What can be switched off in an editor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What editors are offered; all of it unless switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Features {
    /// Findings while writing.
    pub diagnostics: bool,
    /// Findings of the workspace's other reviews, where the editor asks for them.
    pub workspace_diagnostics: bool,
    /// Completion of sections, entries, fields and names.
    pub completion: bool,
    /// Questions for what the mouse is over.
    pub hover: bool,
    /// Quick fixes, and what else is changed by a code action.
    pub code_actions: bool,
    /// Lines above the title and the timeline that say what they hold.
    pub code_lens: bool,
    /// The outline, and what is named in the workspace.
    pub symbols: bool,
    /// Where people, services, tickets and notes stand, and where they are defined.
    pub references: bool,
    /// Folding of sections.
    pub folding: bool,
    /// Selection that grows by item and section.
    pub selection: bool,
    /// Formatting of timelines.
    pub formatting: bool,
    /// `+12m` beside entries, and quiet stretches.
    pub inlay_hints: bool,
    /// Links of tickets and artifacts.
    pub links: bool,
    /// Renaming of services and people.
    pub rename: bool,
    /// Colours of stamps, actors and kinds of entries.
    pub semantic_tokens: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            diagnostics: true,
            workspace_diagnostics: true,
            completion: true,
            hover: true,
            code_actions: true,
            code_lens: true,
            symbols: true,
            references: true,
            folding: true,
            selection: true,
            formatting: true,
            inlay_hints: true,
            links: true,
            rename: true,
            semantic_tokens: true,
        }
    }
}
