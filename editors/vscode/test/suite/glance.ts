// Reviews that the steps on the page find open.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { open, running, type Tests } from "./harness";

export const glance: Tests = {
  "several reviews are open beside other files": async () => {
    for (const name of ["disk.md", "outage.md", "notes.txt", "mail.md"]) {
      await vscode.window.showTextDocument((await open(name)).document, { preview: false });
    }
    await running();
    assert.ok(vscode.workspace.textDocuments.length >= 4);
  },
};
