// What the server writes into a review from anywhere: it makes the edit, here it is carried out.
import * as vscode from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";

import type { Server } from "./server";

/** What was written. */
export interface Written {
  /** In one line. */
  message: string;
  /** On which line it stands. */
  line: number;
}

/** As the server answers where the edit is left to us. */
interface Offered extends Written {
  edit: WorkspaceEdit;
}

/** So often is tried to write into a text that changes meanwhile. */
const TRIES = 3;

/** Has a command of the server write into a document; what keeps it from that, in words, where something does. */
export async function write(
  server: Server,
  document: vscode.TextDocument,
  command: string,
  argument: Record<string, unknown>,
): Promise<Written | string> {
  for (let nth = 0; nth < TRIES; nth += 1) {
    const { client } = server;
    if (client === undefined) return "The server does not run.";
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    let offered: Offered;
    try {
      const params = { command, arguments: [{ ...argument, uri, apply: false }] };
      offered = await client.sendRequest<Offered>("workspace/executeCommand", params);
    } catch (error) {
      return sentence(error instanceof Error ? error.message : String(error));
    }
    const [change] = offered.edit.documentChanges ?? [];
    const version = change !== undefined && "textDocument" in change ? change.textDocument.version : null;
    // Somebody has typed meanwhile: the edit is about another text.
    if (version !== null && version !== document.version) continue;
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(offered.edit);
    if (edit !== undefined && (await vscode.workspace.applyEdit(edit))) return offered;
  }
  return "Nothing was written: the review has changed meanwhile. Try it once more.";
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? "" : "."}`;
}
