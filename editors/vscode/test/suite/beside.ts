// Beside the editor's own Markdown extension, which has an outline, completes links, folds and renames headings.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { foundAt, open, placeOf, rewrite, type Tests, until } from "./harness";

const { executeCommand } = vscode.commands;

export const beside: Tests = {
  "the outline keeps the two apart, and a switch leaves one": async () => {
    const editor = await open("checkout.md");
    const { document } = editor;
    const before = document.getText();
    const names = async (): Promise<string[]> => {
      const roots = await executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
      const all = (symbols: vscode.DocumentSymbol[]): string[] =>
        symbols.flatMap(({ name, children }) => [name, ...all(children)]);
      return all(roots);
    };
    const both = await names();
    assert.deepEqual(doubled(both), []);
    assert.ok(both.includes("Risks") && both.includes("## Risks"), both.join(" | "));
    const settings = vscode.workspace.getConfiguration("askhow");
    await settings.update("features.symbols", false, vscode.ConfigurationTarget.Global);
    // The editor keeps an outline until the text changes.
    const change = (): Thenable<boolean> => editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "\n"));
    const theirs = await until("ours goes", async () => {
      await change();
      const left = await names();
      return left.includes("Severity") ? undefined : left;
    });
    assert.equal(theirs.filter((name) => name.endsWith("Risks")).length, 1);
    await settings.update("features.symbols", undefined, vscode.ConfigurationTarget.Global);
    await until("ours comes back", async () => {
      await change();
      return (await names()).includes("Severity") ? true : undefined;
    });
    await rewrite(editor, before);
  },

  "sections are completed by us, links by the editor, nothing by both": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const offered = async (written: string): Promise<string[]> => {
      const at = placeOf(editor.document, "## Risks");
      await editor.edit((edit) => edit.insert(at, `${written}\n\n`));
      const behind = at.translate(0, written.length);
      const list = await executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        editor.document.uri,
        behind,
      );
      await rewrite(editor, before);
      return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    const sections = await offered("## ");
    assert.ok(sections.includes("Mitigators"), sections.join(" | "));
    assert.deepEqual(doubled(sections), []);
    const links = await offered("See [the risks](#");
    assert.ok(links.includes("#risks"), links.join(" | "));
    assert.deepEqual(doubled(links), []);
  },

  "links, folds and actions are there once": async () => {
    const { document } = await open("checkout.md");
    const { range } = await foundAt(document, "phrasing/why-question", "Why did the deploy");
    const links = await until("links", async () => {
      const all = await executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri);
      return all.length > 0 ? all : undefined;
    });
    assert.deepEqual(doubled(links.map((link) => place(link.range))), []);
    const folds = await executeCommand<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
    assert.deepEqual(doubled(folds.map(({ start }) => `${start}`)), []);
    const actions = await executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range);
    const titles = actions.map(({ title }) => title);
    assert.deepEqual(doubled(titles), []);
    return `${links.length} links, ${folds.length} folds, ${titles.length} actions`;
  },

  "a heading is renamed by the editor, as before": async () => {
    const { document } = await open("checkout.md");
    const edit = await executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      placeOf(document, "Risks"),
      "Dangers",
    );
    assert.deepEqual(edit.get(document.uri).map(({ newText }) => newText), ["Dangers"]);
  },
};

/** What is in a list twice. */
function doubled(list: string[]): string[] {
  return list.filter((it, idx) => list.indexOf(it) !== idx);
}

function place({ start, end }: vscode.Range): string {
  return `${start.line}:${start.character} to ${end.line}:${end.character}`;
}
