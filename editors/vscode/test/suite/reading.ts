// What an editor draws and follows by itself: lenses, colours, links, names; and what is done at once.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { findings, foundAt, open, placeOf, quickFixesAt, rewrite, type Tests, until } from "./harness";

const WHY = "phrasing/why-question";
const QUESTION = "Why did the deploy fail at 16:40?";

export const reading: Tests = {
  "a line above the title says what the review holds": async () => {
    const { document } = await open("checkout.md");
    await foundAt(document, WHY, QUESTION);
    const lenses = await until("a lens", async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10);
      const ours = all.filter(({ range, command }) => range.start.line === 0 && command !== undefined);
      return ours.length > 0 ? ours : undefined;
    });
    const title = lenses.map(({ command }) => command?.title).join(" | ");
    assert.match(title, /\d/);
    return title;
  },

  "stamps have colours": async () => {
    const { document } = await open("checkout.md");
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    );
    assert.ok((tokens?.data.length ?? 0) >= 5 * 6, "a token for each stamp at least");
  },

  "a ticket is a link where the settings say so": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const links = { "OPS-#": "https://example.org/browse/OPS-#" };
    const settings = vscode.workspace.getConfiguration("askhow");
    await settings.update("links", links, vscode.ConfigurationTarget.Global);
    await editor.edit((edit) => edit.insert(placeOf(editor.document, "Why did"), "See OPS-1234 for it.\n\n"));
    const link = await until("a link", async () => {
      const all = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        "vscode.executeLinkProvider",
        editor.document.uri,
        20,
      );
      return all.find(({ target }) => target?.toString() === "https://example.org/browse/OPS-1234");
    });
    assert.equal(editor.document.getText(link.range), "OPS-1234");
    await settings.update("links", undefined, vscode.ConfigurationTarget.Global);
    await rewrite(editor, before);
  },

  "a service is renamed through the review": async () => {
    const { document } = await open("checkout.md");
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      placeOf(document, "ledger"),
      "books",
    );
    const edits = edit.get(document.uri);
    assert.equal(edits.length, document.getText().split("`ledger`").length - 1);
    for (const { range, newText } of edits) assert.deepEqual([document.getText(range), newText], ["ledger", "books"]);
    return `${edits.length} places`;
  },

  "everything that is safe is applied at once": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    await foundAt(editor.document, WHY, QUESTION);
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      whole,
      "source.fixAll.askhow",
    );
    const [all] = actions;
    assert.ok(all?.edit, "a fix of everything");
    await vscode.workspace.applyEdit(all.edit);
    await until("the finding goes", () => (findings(editor.document.uri, WHY).length === 0 ? true : undefined));
    await rewrite(editor, before);
    return all.title;
  },

  "a rule is turned off in the review": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const actions = await quickFixesAt(editor.document, WHY, QUESTION);
    const off = actions.find(({ title }) => title === `Turn ${WHY} off in this review`);
    assert.ok(off?.edit, actions.map(({ title }) => title).join(" | "));
    await vscode.workspace.applyEdit(off.edit);
    await until("the finding goes", () => (findings(editor.document.uri, WHY).length === 0 ? true : undefined));
    await rewrite(editor, before);
  },

  "the next stamp is offered": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const behind = placeOf(editor.document, "tells the shops", true);
    await editor.edit((edit) => edit.insert(behind, "\n- "));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      editor.document.uri,
      new vscode.Position(behind.line + 1, 2),
    );
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(labels.includes("2024-03-05 17:41 UTC"), labels.join(" | "));
    await rewrite(editor, before);
  },

  "the output says which server runs": async () => {
    await vscode.commands.executeCommand("askhow.showOutput");
    const output = await until("the output", () =>
      vscode.workspace.textDocuments.find(({ uri, languageId }) => uri.scheme === "output" && languageId === "Log" && uri.path.includes("askhow"))
      ?? vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "output"),
    );
    await until("its first line", () => (/^askhow \d/m.test(output.getText()) ? true : undefined));
    await vscode.commands.executeCommand("workbench.action.closePanel");
  },
};
