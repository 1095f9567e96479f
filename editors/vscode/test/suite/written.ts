// How edits of the server are carried out and taken back: into the text that they are about, and no other.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";
import type { LanguageClient } from "vscode-languageclient/node";

import { type Applied, carryOut, takeBack, where } from "../../src/write";
import type { Tests } from "./harness";

const TEXT = "# Mail was late\n\n- same\n- same\n- 16:36 Ben empties the disk 🚒\n";

/** Three places: a line more, a word that is another one, a line less. */
const EDITS = [
  vscode.TextEdit.insert(new vscode.Position(1, 0), "\nTwo lines\nmore\n"),
  vscode.TextEdit.replace(new vscode.Range(4, 8, 4, 11), "Benedikt"),
  vscode.TextEdit.delete(new vscode.Range(2, 0, 3, 0)),
];

export const written: Tests = {
  "what was written is taken back to the letter": async () => {
    for (const text of [TEXT, TEXT.replaceAll("\n", "\r\n")]) {
      const { document } = await shown(text);
      const applied = await carried(document);
      assert.equal(applied.version, document.version);
      const after = text.startsWith("# Mail was late\r") ? document.getText().replaceAll("\r\n", "\n") : document.getText();
      assert.equal(after, "# Mail was late\n\nTwo lines\nmore\n\n- same\n- 16:36 Benedikt empties the disk 🚒\n");
      assert.equal(where(applied), "in lines 2, 6 and 7");
      assert.equal(await takeBack(document, applied), true);
      assert.equal(document.getText(), text);
      assert.equal(await takeBack(document, applied), false, "once");
      assert.equal(document.getText(), text);
      await gone();
    }
  },

  "what was written stays where somebody has written since": async () => {
    const editor = await shown(TEXT);
    const { document } = editor;
    const applied = await carried(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(5, 0), "- same\n"));
    const text = document.getText();
    assert.equal(await takeBack(document, applied), false);
    assert.equal(document.getText(), text);
    await gone();
  },

  "an edit is not carried out where somebody writes while it is read": async () => {
    const editor = await shown(TEXT);
    const { document } = editor;
    const { version } = document;
    const type = (): Thenable<unknown> => editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "x"));
    const said = await carryOut(reading(document, type), {}, document, version);
    assert.match(String(said), /the text has changed meanwhile/);
    assert.equal(document.getText(), `x${TEXT}`);
    await gone();
  },

  "changes are told by their lines": async () => {
    const at = (...lines: number[]): Applied => ({
      version: 1,
      back: lines.map((line) => vscode.TextEdit.delete(new vscode.Range(line - 1, 0, line - 1, 1))),
    });
    assert.equal(where(at(28)), "in line 28");
    assert.equal(where(at(28, 28)), "in line 28");
    assert.equal(where(at(28, 40)), "in lines 28 and 40");
    assert.equal(where(at(1, 2, 3, 4, 5)), "in lines 1, 2, 3, 4 and 5");
    assert.equal(where(at(1, 2, 3, 4, 5, 90)), "between line 1 and line 90");
  },
};

/** A document of this text alone, which no server is told of. */
async function shown(content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "plaintext", content }));
}

/** The document in front, without a question. */
async function gone(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}

async function carried(document: vscode.TextDocument): Promise<Applied> {
  const applied = await carryOut(reading(document), {}, document, document.version);
  assert.ok(typeof applied !== "string", String(applied));
  return applied;
}

/** What reads an edit of the protocol, and takes its time for it. */
function reading(
  document: vscode.TextDocument,
  meanwhile?: () => Thenable<unknown>,
): Pick<LanguageClient, "protocol2CodeConverter"> {
  const asWorkspaceEdit = async (_: WorkspaceEdit): Promise<vscode.WorkspaceEdit> => {
    await meanwhile?.();
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, EDITS);
    return edit;
  };
  return { protocol2CodeConverter: { asWorkspaceEdit } as unknown as LanguageClient["protocol2CodeConverter"] };
}
