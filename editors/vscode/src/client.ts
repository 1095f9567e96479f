// The protocol: which documents the server is told of, and which settings it is given.
import type { ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";

/** A client that talks to a process which runs already. It never starts one by itself. */
export function connect(process: ChildProcess, output: vscode.OutputChannel): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: "markdown", scheme: "file" },
      { language: "markdown", scheme: "untitled" },
      // The server says what is wrong in a settings' file while it is being written.
      { pattern: "**/askhow.toml", scheme: "file" },
    ],
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Whoever started the process sees it end, waits and starts another one.
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
    middleware: {
      workspace: {
        configuration: (params) =>
          params.items.map((item) =>
            item.section === "askhow" ? setByPeople(item.scopeUri) : null,
          ),
        // The server asks for what it needs to know, each folder for itself.
        didChangeConfiguration: (_sections, next) => next(undefined),
      },
      provideOnTypeFormattingEdits: async (document, position, ch, formatting, token, next) => {
        const edits = await next(document, position, ch, formatting, token);
        keepPlace(document, position, edits ?? []);
        return edits;
      },
    },
  };
  return new LanguageClient("askhow", "askhow", () => Promise.resolve(process), options);
}

/**
 * Where a row is begun, its end comes in behind the cursor, and the editor takes the cursor along. Its place is the end of
 * the edit that ends at it.
 */
function keepPlace(document: vscode.TextDocument, position: vscode.Position, edits: vscode.TextEdit[]): void {
  const own = edits.find(({ range }) => range.end.isEqual(position));
  if (own === undefined || edits.length < 2) return;
  const lines = own.newText.split("\n");
  const last = lines.at(-1) ?? "";
  const { line, character } = own.range.start;
  const place = new vscode.Position(line + lines.length - 1, (lines.length === 1 ? character : 0) + last.length);
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document) return;
    listener.dispose();
    const editor = vscode.window.activeTextEditor;
    const isDone = document.lineAt(Math.min(place.line, document.lineCount - 1)).text.startsWith(last);
    if (editor?.document === document && isDone) editor.selection = new vscode.Selection(place, place);
  });
  // Where something else was typed meanwhile, the editor lets the edits be.
  setTimeout(() => listener.dispose(), 1_000);
}

/** What somebody has set: defaults are the server's own business, and stay out of the way of `askhow.toml`. */
function setByPeople(scope: string | undefined): Record<string, unknown> {
  const uri = scope === undefined ? null : vscode.Uri.parse(scope);
  const all = vscode.workspace.getConfiguration("askhow", uri);
  const set: Record<string, unknown> = {};
  for (const key of settingsKeys()) {
    const seen = all.inspect(key);
    const value =
      seen?.workspaceFolderValue ?? seen?.workspaceValue ?? seen?.globalValue ?? undefined;
    if (value === undefined) continue;
    // `features.hover` is a switch of its own to the editor, and a key in a table to the server.
    const [table, name] = key.split(".", 2);
    if (table === undefined) continue;
    if (name === undefined) set[table] = value;
    else set[table] = { ...(set[table] as object | undefined), [name]: value };
  }
  return set;
}

/** The keys of `askhow.toml` that are settings here too: all but those of the editor. */
function settingsKeys(): string[] {
  const ours = vscode.extensions.getExtension("askhow.askhow")?.packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> }[] };
  };
  const keys = ours.contributes.configuration.flatMap((group) => Object.keys(group.properties));
  return keys
    .map((key) => key.slice("askhow.".length))
    .filter((key) => !key.startsWith("server.") && !key.startsWith("trace."));
}
