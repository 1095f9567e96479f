// A disk that fills up under the editor: the text lives on, and so does what is found in it.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { findings, foundAt, open, running, type Tests, until } from "./harness";

const WHY = "phrasing/why-question";
const QUESTION = "Why did the deploy fail at 16:40?";

/** A small disk; the folder, the editor's own files and the extension lie on it. */
const disk = process.env["ASKHOW_TEST_DISK"] ?? "";

export const full: Tests = {
  "a disk fills up": async () => {
    const { document } = await open("checkout.md");
    await running();
    await foundAt(document, WHY, QUESTION);
    assert.equal(fillUp(path.join(disk, "filler")), "ENOSPC");
  },

  "a full disk stops nothing: findings, fixes, a new start": async () => {
    const editor = await open("checkout.md");
    const { document } = editor;
    const api = await running();
    const before = api.pid;
    await vscode.commands.executeCommand("askhow.restartServer");
    await running();
    assert.notEqual(api.pid, before);
    const { range } = await foundAt(document, WHY, QUESTION);
    // What was found before the start stands there still while the new server says what it can do.
    const edit = await until("a rewrite is offered", async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        range,
        "quickfix",
      );
      return actions.find(({ isPreferred }) => isPreferred === true)?.edit;
    });
    await vscode.workspace.applyEdit(edit);
    await until("the finding goes", () => (findings(document.uri, WHY).length === 0 ? true : undefined));
    assert.ok(api.pid);
    process.kill(api.pid, "SIGKILL");
    await until("the end is noticed", () => (api.state === "waiting" ? true : undefined));
    await running();
    assert.deepEqual(api.troubles, []);
  },

  // A file is not saved here while there is no room: this editor calls it saved, and keeps the first block.
  "when there is room again, the review is saved whole": async () => {
    const { document } = await open("checkout.md");
    fs.rmSync(path.join(disk, "filler"));
    assert.ok(await document.save());
    assert.equal(fs.readFileSync(document.uri.fsPath, "utf8"), document.getText());
    assert.deepEqual((await running()).troubles, []);
  },
};

/** Writes until there is no room, to the last byte; gives the error that says so. */
function fillUp(file: string): string | undefined {
  let last: string | undefined;
  for (let step = 65_536; step >= 1; step /= 4) {
    last = noRoomFor(() => {
      for (;;) fs.appendFileSync(file, Buffer.alloc(step));
    });
  }
  return last;
}

/** What kind of error comes of it. */
export function noRoomFor(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}
