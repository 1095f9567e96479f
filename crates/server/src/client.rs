//! What the client can do, as it said when it began.

use askhow_document::Encoding;
use tower_lsp::ls_types::{ClientCapabilities, InitializeParams, MarkupKind, PositionEncodingKind};

/// What of it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    /// How it counts characters.
    pub encoding: Encoding,
    /// Asks for diagnostics itself; then nothing is pushed.
    pub pulls: bool,
    /// Can be told to ask again.
    pub refreshes: bool,
    /// Links places to a diagnostic.
    pub related_information: bool,
    /// Knows tab stops.
    pub snippets: bool,
    /// Completes words of one line: a line break in one would be shown as a mark.
    pub words_of_one_line: bool,
    /// Asks for the documentation of a completion when it shows it.
    pub lazy_documentation: bool,
    /// Shows the detail of a completion in the list, and once more above its documentation.
    pub tells_detail_twice: bool,
    /// Knows code actions that are more than commands.
    pub code_actions: bool,
    /// Takes edits bound to a version.
    pub versioned_edits: bool,
    /// Can be asked to carry out edits.
    pub applies_edits: bool,
    /// Takes an outline as a tree.
    pub tree_of_symbols: bool,
    /// Asks what is to be renamed before it asks for the new name.
    pub prepares_renames: bool,
    /// Shows Markdown on hover.
    pub markdown_hover: bool,
    /// Can be asked for settings.
    pub configuration: bool,
    /// Can be asked to tell when settings change.
    pub registers_configuration: bool,
    /// Can be asked to watch files.
    pub watches_files: bool,
    /// How much of a message it shows.
    pub messages: Messages,
    /// Shows by itself what `askhow/overview` says of the settings.
    pub shows_settings: bool,
    /// Shows the messages of findings beside a hover.
    pub shows_messages: bool,
}

/// How a client shows a message of several lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Messages {
    /// As it is.
    #[default]
    Whole,
    /// As it is where there is something to choose; else on one line, without the breaks.
    WithChoice,
    /// On one line, without the breaks, as far as it fits.
    OneLine,
}

impl Abilities {
    /// Reads them out of what the client says about itself.
    pub fn new(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let completion = document.and_then(|it| it.completion.as_ref());
        let completion_item = completion.and_then(|it| it.completion_item.as_ref());
        let resolved = completion_item.and_then(|it| it.resolve_support.as_ref());
        let hover = document.and_then(|it| it.hover.as_ref()).and_then(|it| it.content_format.as_ref());
        let publish = document.and_then(|it| it.publish_diagnostics.as_ref());
        let watched = workspace.and_then(|it| it.did_change_watched_files.as_ref());
        let configured = workspace.and_then(|it| it.did_change_configuration.as_ref());
        Self {
            encoding: encoding(capabilities),
            pulls: document.is_some_and(|it| it.diagnostic.is_some()),
            refreshes: workspace
                .and_then(|it| it.diagnostics.as_ref())
                .is_some_and(|it| it.refresh_support == Some(true)),
            related_information: publish.is_some_and(|it| it.related_information == Some(true)),
            snippets: completion_item.is_some_and(|it| it.snippet_support == Some(true)),
            words_of_one_line: completion_item.is_none_or(|it| it.snippet_support != Some(true))
                && params.client_info.as_ref().is_some_and(|client| client.name == "Neovim"),
            lazy_documentation: resolved
                .is_some_and(|it| it.properties.iter().any(|property| property == "documentation")),
            tells_detail_twice: completion_item.is_some_and(|it| it.label_details_support == Some(true))
                && params.client_info.as_ref().is_some_and(|client| client.name == "Neovim"),
            code_actions: document
                .and_then(|it| it.code_action.as_ref())
                .is_some_and(|it| it.code_action_literal_support.is_some()),
            versioned_edits: workspace
                .and_then(|it| it.workspace_edit.as_ref())
                .is_some_and(|it| it.document_changes == Some(true)),
            applies_edits: workspace.is_some_and(|it| it.apply_edit == Some(true)),
            tree_of_symbols: document
                .and_then(|it| it.document_symbol.as_ref())
                .is_some_and(|it| it.hierarchical_document_symbol_support == Some(true)),
            prepares_renames: document
                .and_then(|it| it.rename.as_ref())
                .is_some_and(|it| it.prepare_support == Some(true)),
            markdown_hover: hover.is_none_or(|formats| formats.contains(&MarkupKind::Markdown)),
            configuration: workspace.is_some_and(|it| it.configuration == Some(true)),
            registers_configuration: configured.is_some_and(|it| it.dynamic_registration == Some(true)),
            watches_files: watched.is_some_and(|it| it.dynamic_registration == Some(true)),
            messages: messages(params),
            shows_settings: has_own(capabilities, "settingsState"),
            shows_messages: has_own(capabilities, "messagesBesideHover"),
        }
    }
}

/// An ability that an extension of ours tells of: `{"experimental": {"askhow": {"settingsState": true}}}`.
fn has_own(capabilities: &ClientCapabilities, ability: &str) -> bool {
    let experimental = capabilities.experimental.as_ref();
    experimental.and_then(|it| it.get("askhow")?.get(ability)).is_some_and(|it| it == true)
}

/// No capability tells that Helix has one line for a message; its name does.
fn messages(params: &InitializeParams) -> Messages {
    if params.client_info.as_ref().is_none_or(|client| client.name != "helix") {
        return Messages::Whole;
    }
    let window = params.capabilities.window.as_ref();
    match window.is_some_and(|window| window.show_message.is_some()) {
        true => Messages::WithChoice,
        false => Messages::OneLine,
    }
}

/// UTF-8 where it is offered, since texts are kept in it; UTF-16 where nothing is offered.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let offered = capabilities.general.as_ref().and_then(|it| it.position_encodings.as_deref());
    let offered = offered.unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        return Encoding::Utf8;
    }
    match offered.first() {
        Some(first) if *first == PositionEncodingKind::UTF32 => Encoding::Utf32,
        _ if offered.contains(&PositionEncodingKind::UTF16) || offered.is_empty() => Encoding::Utf16,
        _ if offered.contains(&PositionEncodingKind::UTF32) => Encoding::Utf32,
        _ => Encoding::Utf16,
    }
}

/// Its name in the protocol.
pub fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}
