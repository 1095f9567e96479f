// What we found in a document: the same number everywhere, and a way to each of them.
import * as vscode from "vscode";

/** Findings as the list of problems has them, and hints, which it leaves out. */
export interface Found {
  problems: vscode.Diagnostic[];
  hints: vscode.Diagnostic[];
}

/** What we found in a document. */
export function found(uri: vscode.Uri): Found {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "askhow");
  const isHint = ({ severity }: vscode.Diagnostic): boolean => severity === vscode.DiagnosticSeverity.Hint;
  return { problems: ours.filter((it) => !isHint(it)), hints: ours.filter(isHint) };
}

/** The rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Leads to the findings of the document in front: to the list of problems, or where there are only hints, to those. */
export async function showFindings(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const { problems, hints } = document === undefined ? { problems: [], hints: [] } : found(document.uri);
  if (document !== undefined && problems.length === 0 && hints.length > 0) return pickOne(document, hints);
  await vscode.commands.executeCommand("workbench.panel.markers.view.focus");
}

async function pickOne(document: vscode.TextDocument, hints: vscode.Diagnostic[]): Promise<void> {
  const inOrder = [...hints].sort((a, b) => a.range.start.compareTo(b.range.start));
  const items = inOrder.map(({ message, range }) => ({
    label: message,
    description: `line ${range.start.line + 1}`,
    range,
  }));
  const title = hints.length === 1 ? "1 hint" : `${hints.length} hints`;
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: "Go to one of them" });
  if (chosen === undefined) return;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(chosen.range.start, chosen.range.start) });
}
