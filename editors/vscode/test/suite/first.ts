// The first minutes: what is said once, counted once and asked once, and where a click leads.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { found } from "../../src/findings";
import { folderOf } from "../../src/folders";
import { day, fileName } from "../../src/name";
import { isOlder } from "../../src/version";
import { file, findings, foundAt, open, pause, placeOf, rewrite, running, type Tests, until } from "./harness";

const { executeCommand } = vscode.commands;

const WHY = "phrasing/why-question";
const QUESTION = "Why did the deploy fail at 16:40?";

export const first: Tests = {
  "the hover does not say again what the problem above it says": async () => {
    const { document } = await open("checkout.md");
    const { message } = await foundAt(document, WHY, QUESTION);
    const at = placeOf(document, QUESTION);
    const hovers = await executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
    const text = hovers.flatMap((it) => it.contents.map((part) => (typeof part === "string" ? part : part.value))).join("\n");
    assert.match(text, /^- How .+\?/);
    assert.ok(!text.toLowerCase().includes(message.toLowerCase().replace(/\.$/, "")), text);
    assert.ok(!text.includes(WHY), text);
    return text;
  },

  "a setting has a name of words, and the spelling of askhow.toml counts as well": async () => {
    const { document } = await open("checkout.md");
    await running();
    const settings = vscode.workspace.getConfiguration("askhow");
    const quiet = (): boolean => findings(document.uri, "timeline/quiet").length > 0;
    await until("a quiet stretch", () => (quiet() ? true : undefined));
    for (const name of ["quietGap", "quiet-gap"]) {
      await settings.update(name, "3h", vscode.ConfigurationTarget.Global);
      await until(`${name} counts`, () => (quiet() ? undefined : true));
      // What is taken back on the page of settings stays as an empty line.
      await settings.update(name, name === "quietGap" ? "" : undefined, vscode.ConfigurationTarget.Global);
      await until(`${name} is gone`, () => (quiet() ? true : undefined));
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  },

  "what can be done on any line is there for the key": async () => {
    const { document } = await open("checkout.md");
    await foundAt(document, WHY, QUESTION);
    const entry = placeOf(document, "Zoë rolls the limits back");
    const asked = await executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, new vscode.Range(entry, entry));
    assert.ok(asked.some(({ title }) => title.startsWith("Insert an entry")), asked.map(({ title }) => title).join(" | "));
  },

  "everything that is safe is applied by a command": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    await foundAt(editor.document, WHY, QUESTION);
    await executeCommand("askhow.fixAll");
    await until("the finding goes", () => (findings(editor.document.uri, WHY).length === 0 ? true : undefined));
    assert.notEqual(editor.document.getText(), before);
    await rewrite(editor, before);
  },

  "a rewrite that is chosen late is not written into another text": async () => {
    const editor = await open("checkout.md");
    const { document } = editor;
    const before = document.getText();
    const choose = async (meanwhile: () => Promise<unknown>): Promise<void> => {
      await foundAt(document, WHY, QUESTION);
      const at = placeOf(document, QUESTION);
      editor.selection = new vscode.Selection(at, at);
      const chosen = executeCommand("askhow.askBetterQuestions");
      await pause(1_500);
      await meanwhile();
      await executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      await chosen;
    };
    await choose(() => pause(0));
    assert.ok(!document.getText().includes(QUESTION), "it is written where nothing came between");
    await rewrite(editor, before);
    const more = "Somebody else wrote this.\n\n";
    const above = placeOf(document, "## Risks");
    await choose(() => Promise.resolve(editor.edit((edit) => edit.insert(above, more))));
    assert.equal(document.getText(), before.replace("## Risks", `${more}## Risks`));
    await rewrite(editor, before);
  },

  "the plus leaves the cursor at the empty item": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    await running();
    const missing = { kind: "section", section: { section: "Mitigators", name: "What went well" } };
    await until("the section is there", async () => {
      await executeCommand("askhow.addSection", missing);
      return editor.document.getText().includes("## Mitigators") ? true : undefined;
    });
    await executeCommand("type", { text: "Zoë knew the limits by heart." });
    assert.match(editor.document.getText(), /\n## Mitigators\n[^#]*\n- Zoë knew the limits by heart\.\n/);
    await rewrite(editor, before);
  },

  "a new review is saved at its place, beside the one in front": async () => {
    const { document: near } = await open("checkout.md");
    await running();
    void executeCommand("askhow.newReview");
    await accept();
    await accept();
    const name = `${day(new Date())}.md`;
    const { document } = await until("the review", () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.path.endsWith(name) ? editor : undefined;
    });
    await until("the template", () => (document.getText().includes("## Open Questions") ? true : undefined));
    assert.equal(document.isUntitled, true);
    assert.match(document.getText(), /^# Incident review\n/);
    const wanted = path.join(path.dirname(near.uri.fsPath), name);
    assert.equal(document.uri.fsPath, wanted);
    assert.equal(fs.existsSync(wanted), false, "nothing is written before it is saved");
    await until("it is read as a review without a finding", async () => {
      await pause(300);
      return found(document.uri).problems.length === 0 ? true : undefined;
    });
    assert.ok(await document.save(), "it is saved without another question");
    await until("the file", () => (fs.existsSync(wanted) ? true : undefined));
    await executeCommand("workbench.action.closeActiveEditor");
    fs.rmSync(wanted);
    return name;
  },

  "a new review is begun though the server ends while it is asked for": async () => {
    await open("checkout.md");
    const { pid } = await running();
    assert.ok(pid);
    void executeCommand("askhow.newReview");
    await accept();
    await pause(700);
    process.kill(pid, "SIGKILL");
    await executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    const { document } = await until("the template", () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.isUntitled && editor.document.getText().includes("## Open Questions") ? editor : undefined;
    });
    await executeCommand("workbench.action.revertAndCloseActiveEditor");
    return document.uri.path.split("/").at(-1);
  },

  "a new review that nobody wants after all leaves nothing behind": async () => {
    await open("checkout.md");
    const n = vscode.workspace.textDocuments.length;
    const asked = executeCommand("askhow.newReview");
    await pause(500);
    await executeCommand("workbench.action.closeQuickOpen");
    await asked;
    assert.equal(vscode.workspace.textDocuments.length, n);
  },

  "names of files are words of any script": async () => {
    for (const [title, name] of [
      ["# Checkout returns 502s", "d-checkout-returns-502s.md"],
      ["Zoë’s “limits” / 100 %", "d-zoes-limits-100.md"],
      ["決済が遅い", "d-決済が遅い.md"],
      ["../../etc/passwd", "d-etc-passwd.md"],
      ["", "d.md"],
      ["###", "d.md"],
      [`${"very ".repeat(30)}long`, `d-${"very-".repeat(12).slice(0, -1)}.md`],
      ["x".repeat(300), `d-${"x".repeat(60)}.md`],
    ] as const) {
      assert.equal(fileName("d", title), name);
    }
    assert.equal(day(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
    const versions = [isOlder("0.0.3", "0.1.0"), isOlder("0.1.0", "0.1.0"), isOlder("0.10.0", "0.9.9"), isOlder("x", "0.1.0")];
    assert.deepEqual(versions, [true, false, false, false]);
  },

  "a glob names the folder of a new review, where it names one": () => {
    for (const [glob, folder] of [
      ["incidents/**/*.md", "incidents"],
      ["./docs/incidents/*.md", "docs/incidents"],
      ["/reviews/", "reviews"],
      ["reviews", "reviews"],
      ["docs/post-mortems/2026-*.md", "docs/post-mortems"],
      ["docs/*/review.md", "docs"],
      ["*.md", ""],
      ["**/*.md", undefined],
      ["{a,b}/*.md", undefined],
      ["!drafts/", undefined],
      ["", undefined],
    ] as const) {
      assert.equal(folderOf(glob), folder, glob);
    }
    return Promise.resolve();
  },

  "the sample opens with its slips, and the cursor on one": async () => {
    await executeCommand("askhow.openSample");
    const editor = await until("the sample", () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith("checkout-timeouts.md") ? active : undefined;
    });
    const { document } = editor;
    const [why] = findings(document.uri, WHY);
    assert.ok(why, "a why");
    assert.ok(editor.selection.active.isEqual(why.range.start));
    assert.equal(findings(document.uri, "timeline/order").length, 1);
    assert.equal(document.isDirty, false);
    // A second time it is as new.
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 2), "Mine: "));
    await document.save();
    await executeCommand("workbench.action.closeActiveEditor");
    await executeCommand("askhow.openSample");
    await until("it is as it was made", () => (vscode.window.activeTextEditor?.document.getText().startsWith("# Checkout timeouts") ? true : undefined));
    await until("its findings are there", () => (found(document.uri).problems.length > 0 ? true : undefined));
    await executeCommand("workbench.action.closeActiveEditor");
    await until("its findings go with it", () => (found(document.uri).problems.length === 0 ? true : undefined));
    assert.equal(fs.existsSync(file("2024-03-14-checkout-timeouts.md").fsPath), false, "the folder is left alone");
  },
};

/** Takes what is proposed at the head of the window. */
async function accept(): Promise<void> {
  await pause(700);
  await executeCommand("workbench.action.acceptSelectedQuickOpenItem");
}
