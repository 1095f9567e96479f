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
    },
  };
  return new LanguageClient("askhow", "askhow", () => Promise.resolve(process), options);
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
