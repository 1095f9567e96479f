// A review to try things on: the one of `askhow demo`, with a few slips in it.
import * as path from "node:path";
import * as vscode from "vscode";

import { ruleOf } from "./findings";
import { until } from "./until";

/** Its name; nobody else has a review of this day and incident. */
export const NAME = "2024-03-14-checkout-timeouts.md";

/** What is looked at first. */
const FIRST = "phrasing/why-question";

/** Opens it as it was made, with the cursor where there is something to ask. It lies among the extension's own files. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const file = vscode.Uri.joinPath(context.globalStorageUri, "sample", NAME);
  const isTouched = vscode.workspace.textDocuments.some((it) => it.isDirty && it.uri.toString() === file.toString());
  // What somebody tries out is not taken from under their hands.
  if (!isTouched) {
    const made = vscode.Uri.file(path.join(context.extensionPath, "dist", "sample.md"));
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, ".."));
    await vscode.workspace.fs.copy(made, file, { overwrite: true });
  }
  // A document that an extension opens by itself is kept for minutes after it is closed, and its findings with it.
  await vscode.commands.executeCommand("vscode.open", file, { preview: false });
  const editor = vscode.window.activeTextEditor;
  const slip = (): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(file).find((it) => ruleOf(it) === FIRST);
  await until(vscode.languages.onDidChangeDiagnostics, () => slip() !== undefined);
  const at = slip()?.range.start;
  if (at === undefined || editor?.document.uri.toString() !== file.toString()) return;
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
}
