// What of the walkthrough somebody has done: a step is ticked by what comes of it, not by a key that was pressed.
import * as vscode from "vscode";

import { found, ruleOf } from "./findings";
import type { Glance } from "./glance";
import { NAME } from "./sample";

/** A step that is ticked by a context of this name: `askhow.did.ask`. */
type Step = "ask" | "entry" | "new";

/** Ticks it. */
export function did(step: Step): void {
  void vscode.commands.executeCommand("setContext", `askhow.did.${step}`, true);
}

/** Watches the sample: what is done elsewhere is no step of the walkthrough. */
export function watchProgress(glance: Glance): vscode.Disposable {
  const worded = new WeakMap<vscode.TextDocument, { version: number; count: number }>();
  const entries = new WeakMap<vscode.TextDocument, number>();
  return vscode.Disposable.from(
    // One that was open before may be known already, and then nothing is told anew.
    vscode.workspace.onDidOpenTextDocument((document) => {
      worded.set(document, { version: document.version, count: wordings(document.uri) });
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const document of vscode.workspace.textDocuments) {
        if (!isSample(document) || !uris.some((uri) => uri.toString() === document.uri.toString())) continue;
        const { version } = document;
        const count = wordings(document.uri);
        const before = worded.get(document);
        // Where findings go without a change, it is the server that went.
        if (before !== undefined && version > before.version && count < before.count) did("ask");
        // The same list may come again, for the new text, before the one that is shorter.
        if (count !== before?.count) worded.set(document, { version, count });
      }
    }),
    glance.onDidChange(() => {
      const seen = glance.seen;
      if (seen === undefined || !isSample(seen.document)) return;
      const count = seen.overview.entries.length;
      if (count > (entries.get(seen.document) ?? count)) did("entry");
      entries.set(seen.document, count);
    }),
  );
}

function isSample({ uri }: vscode.TextDocument): boolean {
  return uri.path.endsWith(`/sample/${NAME}`);
}

/** How many findings about wording there are. */
function wordings(uri: vscode.Uri): number {
  const { problems, hints } = found(uri);
  return [...problems, ...hints].filter((finding) => ruleOf(finding).startsWith("phrasing/")).length;
}
