// The protocol: which documents the server is told of, and which settings it is given.
import type { ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type StaticFeature,
  RevealOutputChannelOn,
  vsdiag,
} from "vscode-languageclient/node";

import { declaredKeys } from "./declared";
import { showRule } from "./pages";

/** The editor's own Markdown extension, whose outline has the headings. */
const BUILT_IN = "vscode.markdown-language-features";

/** What this editor does with the answers that no capability of the protocol tells. */
const ABILITIES: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    // A broken `askhow.toml` is in the status bar; a finding stands above the hover.
    capabilities.experimental = { askhow: { settingsState: true, messagesBesideHover: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

/** A client that talks to a process which runs already. It never starts one by itself. */
export function connect(process: ChildProcess, output: vscode.OutputChannel): LanguageClient {
  // Of a file that is closed the library lets the list of the workspace say what is found. One that lies elsewhere, as the
  // sample does, is on no such list, and would keep its findings.
  const elsewhere = new Map<string, vscode.Uri>();
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
      executeCommand: async (command, args, next) => {
        const [rule] = args as unknown[];
        return command === "askhow.explain" && typeof rule === "string" ? showRule(rule) : next(command, args);
      },
      provideDocumentSymbols: (document, token, next) => (hasOutline() ? next(document, token) : []),
      provideCodeActions: async (document, range, context, token, next) => {
        const actions = (await next(document, range, context, token)) ?? [];
        // A bulb that comes by itself is about something found; what can be done on any line waits for the key.
        const isBulb = context.triggerKind === vscode.CodeActionTriggerKind.Automatic && context.only === undefined;
        const isFix = ({ kind }: vscode.CodeAction | vscode.Command & { kind?: undefined }): boolean =>
          kind !== undefined && vscode.CodeActionKind.QuickFix.contains(kind);
        return isBulb && !actions.some(isFix) ? [] : actions;
      },
      provideDiagnostics: (document, previous, token, next) => {
        const uri = "uri" in document ? document.uri : document;
        if (vscode.workspace.getWorkspaceFolder(uri) === undefined) elsewhere.set(uri.toString(), uri);
        return next(document, previous, token);
      },
      provideWorkspaceDiagnostics: (results, token, report, next) => {
        const { full } = vsdiag.DocumentDiagnosticReportKind;
        const closed = [...elsewhere.values()].filter((uri) => !isShown(uri));
        closed.forEach((uri) => elsewhere.delete(uri.toString()));
        report({ items: closed.map((uri) => ({ kind: full, uri, version: null, items: [] })) });
        return next(results, token, report);
      },
      provideOnTypeFormattingEdits: async (document, position, ch, formatting, token, next) => {
        const edits = await next(document, position, ch, formatting, token);
        keepPlace(document, position, edits ?? []);
        return edits;
      },
    },
  };
  const client = new LanguageClient("askhow", "askhow", () => Promise.resolve(process), options);
  client.registerFeature(ABILITIES);
  return client;
}

/** Whether a file is in a tab, or in sight without one. */
function isShown(uri: vscode.Uri): boolean {
  const inTabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => {
    if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
    return input instanceof vscode.TabInputText ? [input.uri] : [];
  }));
  const inSight = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
  return [...inTabs, ...inSight].some((other) => other.toString() === uri.toString());
}

/** Whether our outline is wanted: beside the editor's own it would say every heading twice. */
function hasOutline(): boolean {
  const isWanted = vscode.workspace.getConfiguration("askhow").get<boolean>("outline") === true;
  return isWanted || vscode.extensions.getExtension(BUILT_IN) === undefined;
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
  const value = (name: string): unknown => {
    const seen = all.inspect(name);
    const set = seen?.workspaceFolderValue ?? seen?.workspaceValue ?? seen?.globalValue ?? undefined;
    // An emptied line or list is what the editor keeps of a setting that was taken back.
    return set === "" || (Array.isArray(set) && set.length === 0) ? undefined : set;
  };
  for (const key of [...settingsKeys(), ...undeclared(all)]) {
    const inFile = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const given = value(key) ?? value(inFile);
    if (given === undefined) continue;
    // `features.hover` is a switch of its own to the editor, and a key in a table to the server.
    const [table, name] = inFile.split(".", 2);
    if (table === undefined) continue;
    if (name === undefined) set[table] = given;
    else set[table] = { ...(set[table] as object | undefined), [name]: given };
  }
  return set;
}

/** What somebody has set under names that no setting has: slips, of which the server says what may be meant. */
function undeclared(all: vscode.WorkspaceConfiguration): string[] {
  const declared = declaredKeys();
  const tables = new Set(declared.flatMap((key) => (key.includes(".") ? key.split(".", 1) : [])));
  const inTables = [...tables].flatMap((table) => {
    const given: unknown = all.get(table);
    return typeof given === "object" && given !== null ? Object.keys(given).map((name) => `${table}.${name}`) : [];
  });
  const onTop = Object.keys(all).filter((name) => typeof all[name] !== "function" && !tables.has(name));
  return [...onTop, ...inTables].filter((key) => !declared.includes(key) && !isOwn(key));
}

/** Settings that are the editor's own. */
const OWN = ["server.", "trace.", "outline"];

function isOwn(key: string): boolean {
  return OWN.some((own) => key.startsWith(own));
}

/** The keys of `askhow.toml` that are settings here too, by their names here. */
function settingsKeys(): string[] {
  return declaredKeys().filter((key) => !key.includes("-") && !isOwn(key));
}
