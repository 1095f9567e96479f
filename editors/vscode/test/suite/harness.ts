// What the tests share: names and results, waiting, places found by their text.
import * as assert from "node:assert/strict";
import * as path from "node:path";
import * as vscode from "vscode";

import type { Api } from "../../src/extension";
import { ruleOf } from "../../src/findings";

/** A test: what it is to show, and what it does; what it gives is printed beside its name. */
export type Tests = Record<string, () => Promise<unknown>>;

/** So long anything may take, on a machine that is busy with others. */
export const PATIENCE = 30_000;

/** Waits until there is a value. */
export async function until<T>(what: string, get: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE; ; ) {
    const value = await get();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`this did not come about: ${what}`);
    await pause(30);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** A file of the folder that is open. */
export function file(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "a folder is open");
  return vscode.Uri.joinPath(folder.uri, name);
}

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension<Api>("askhow.askhow");
  assert.ok(found, "the extension is installed");
  return found;
}

/** What the extension tells of itself, once its server runs. */
export async function running(): Promise<Api> {
  const api = await until("the extension is active", () => (extension().isActive ? extension().exports : undefined));
  await until("the server runs", () => (api.state === "running" ? true : undefined));
  return api;
}

export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(name)));
}

/** Writes another text into an editor, in one step. */
export async function rewrite(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  assert.ok(await editor.edit((edit) => edit.replace(whole, text)));
}

/** Where a text stands; `behind` gives its end. */
export function placeOf(document: vscode.TextDocument, text: string, behind = false): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `no “${text}” in ${path.basename(document.uri.path)}`);
  return document.positionAt(behind ? at + text.length : at);
}

/** Asks for our outline beside the editor's own, or no longer, and waits for the server that gives it. */
export async function outline(wanted: true | undefined): Promise<void> {
  const { pid } = await running();
  await vscode.workspace.getConfiguration("askhow").update("outline", wanted, vscode.ConfigurationTarget.Global);
  await until("another server", async () => ((await running()).pid === pid ? undefined : true));
}

/** The findings of a rule. */
export function findings(uri: vscode.Uri, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => ruleOf(diagnostic) === rule);
}

/** The one finding of a rule, once it stands where this text begins. */
export function foundAt(document: vscode.TextDocument, rule: string, text: string): Promise<vscode.Diagnostic> {
  return until(`${rule} at “${text}”`, () => {
    const [finding] = findings(document.uri, rule);
    return finding?.range.start.isEqual(placeOf(document, text)) === true ? finding : undefined;
  });
}

/** What can be done about a rule that speaks of a text. */
export async function quickFixesAt(
  document: vscode.TextDocument,
  rule: string,
  text: string,
): Promise<vscode.CodeAction[]> {
  const { range } = await foundAt(document, rule, text);
  const provider = "vscode.executeCodeActionProvider";
  return vscode.commands.executeCommand<vscode.CodeAction[]>(provider, document.uri, range, "quickfix");
}

/** Text that is no Markdown does not wake the extension. */
export async function staysAsleep(): Promise<void> {
  await open("notes.txt");
  await pause(500);
  assert.equal(extension().isActive, false);
}
