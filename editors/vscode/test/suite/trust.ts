// A folder that is not trusted, and that names a server of its own.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as vscode from "vscode";

import { extension, file, findings, open, running, type Tests, until } from "./harness";

export const trust: Tests = {
  "the folder is not trusted": async () => {
    await open("checkout.md");
    assert.equal(vscode.workspace.isTrusted, false);
    const text = fs.readFileSync(file(".vscode/settings.json").fsPath, "utf8");
    assert.match(text, /askhow\.server\.path/);
  },
  "the server inside the extension runs": async () => {
    const { document } = await open("checkout.md");
    const { pid } = await running();
    const program = fs.readlinkSync(`/proc/${pid}/exe`);
    assert.ok(program.startsWith(extension().extensionPath), program);
    await until("a finding", () => findings(document.uri, "phrasing/why-question")[0]);
    assert.deepEqual(extension().exports.troubles, []);
  },
  "what the folder names was not started": async () => {
    assert.equal(fs.existsSync(file("started").fsPath), false);
    await vscode.commands.executeCommand("askhow.restartServer");
    await running();
    assert.equal(fs.existsSync(file("started").fsPath), false);
  },
};
