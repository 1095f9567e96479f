// What the server writes into a review: it makes the edit, here it is carried out, and taken back.
import * as vscode from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";
import type { LanguageClient } from "vscode-languageclient/node";

import { OFF, sentence } from "./say";
import type { Server } from "./server";
import { until } from "./until";

/** What has become of an edit. */
export interface Applied {
  /** The version of the text that it led to. */
  version: number;
  /** What leads back from there, from the first place to the last; each range is of what was put in. */
  back: vscode.TextEdit[];
}

/** What was written. */
export interface Written extends Applied {
  /** In one line. */
  message: string;
  /** On which line it stands. */
  line: number;
}

/** As the server answers where the edit is left to us. */
interface Offered {
  message: string;
  line: number;
  edit: WorkspaceEdit;
}

/** So often is tried to write into a text that changes meanwhile. */
const TRIES = 3;

const CHANGED = "Nothing was written: the text has changed meanwhile. Try it once more.";

/** Has a command of the server write into a document; what keeps it from that, in words, where something does. */
export async function write(
  server: Server,
  document: vscode.TextDocument,
  command: string,
  argument: Record<string, unknown>,
): Promise<Written | string> {
  for (let nth = 0; nth < TRIES; nth += 1) {
    // One that ended by itself is back in a moment.
    await server.isUp();
    const { client } = server;
    if (client === undefined) return OFF;
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const { version } = document;
    let offered: Offered;
    try {
      const params = { command, arguments: [{ ...argument, uri, apply: false }] };
      offered = await client.sendRequest<Offered>("workspace/executeCommand", params);
    } catch (error) {
      if (!client.isRunning()) {
        // It ended before it had answered. The next one is asked; nothing is there twice, since only here it is written.
        await until(server.onDidChange, () => server.client !== client);
        continue;
      }
      return sentence(error instanceof Error ? error.message : String(error));
    }
    const { message, line, edit } = offered;
    const applied = await carryOut(client, edit, document, versionIn(edit) ?? version);
    if (typeof applied !== "string") return { message, line, ...applied };
  }
  return CHANGED;
}

/** Which version of a text an edit of the server is about, where it says so. */
export function versionIn({ documentChanges }: WorkspaceEdit): number | undefined {
  const [change] = documentChanges ?? [];
  return change !== undefined && "textDocument" in change ? (change.textDocument.version ?? undefined) : undefined;
}

/** Carries out an edit that is about one version of a document; where that is not the text any more, says so in words. */
export async function carryOut(
  client: Pick<LanguageClient, "protocol2CodeConverter">,
  edit: WorkspaceEdit,
  document: vscode.TextDocument,
  version: number,
): Promise<Applied | string> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  return (await apply(converted, document, version)) ?? CHANGED;
}

/** Takes back what was written, unless the text is another one now; gives whether it did. */
export async function takeBack(document: vscode.TextDocument, { version, back }: Applied): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, back);
  return (await apply(edit, document, version)) !== undefined;
}

/** So many lines are named. */
const MOST_LINES = 5;

/** Where something was changed: `in lines 28 and 40`. */
export function where({ back }: Applied): string {
  const lines = [...new Set(back.map(({ range }) => range.start.line + 1))];
  const last = lines.at(-1);
  if (last === undefined) return "which left the text as it was";
  if (lines.length === 1) return `in line ${last}`;
  if (lines.length > MOST_LINES) return `between line ${lines[0]} and line ${last}`;
  return `in lines ${lines.slice(0, -1).join(", ")} and ${last}`;
}

/** Applies an edit without a wait behind the look at the version: from here on the editor itself compares it. */
async function apply(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  version: number,
): Promise<Applied | undefined> {
  if (document.isClosed || document.version !== version) return undefined;
  const before = document.getText();
  let applied: Applied | undefined;
  // The first change from this version on is ours: behind another one the edit is refused.
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document || event.contentChanges.length === 0) return;
    applied ??= { version: document.version, back: inverse(document, before, event.contentChanges) };
  });
  try {
    return (await vscode.workspace.applyEdit(edit)) ? (applied ?? { version, back: [] }) : undefined;
  } finally {
    listener.dispose();
  }
}

/** What leads back from changes that have been made to a text. */
function inverse(
  document: vscode.TextDocument,
  before: string,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): vscode.TextEdit[] {
  let moved = 0;
  return [...changes]
    .sort((one, other) => one.rangeOffset - other.rangeOffset)
    .map(({ rangeOffset, rangeLength, text }) => {
      const start = rangeOffset + moved;
      moved += text.length - rangeLength;
      const range = new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
      return vscode.TextEdit.replace(range, before.slice(rangeOffset, rangeOffset + rangeLength));
    });
}
