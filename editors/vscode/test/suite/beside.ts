// Beside the editor's own Markdown extension, which has an outline, completes links, folds and renames headings.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { foundAt, open, outline, placeOf, rewrite, running, type Tests, until } from "./harness";

const { executeCommand } = vscode.commands;

export const beside: Tests = {
  "the outline says each heading once, and ours beside it for who wants it": async () => {
    const { document } = await open("checkout.md");
    await running();
    const names = async (): Promise<string[]> => {
      const roots = await executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
      const all = (symbols: vscode.DocumentSymbol[]): string[] =>
        symbols.flatMap(({ name, children }) => [name, ...all(children)]);
      return all(roots);
    };
    const isOurs = (name: string): boolean => name === "Risks" || name === "Severity";
    const alone = await until("theirs", async () => {
      const seen = await names();
      return seen.includes("## Risks") && !seen.some(isOurs) ? seen : undefined;
    });
    assert.equal(alone.filter((name) => name.endsWith("Risks")).length, 1);
    await outline(true);
    const both = await until("both", async () => {
      const seen = await names();
      return seen.includes("Severity") ? seen : undefined;
    });
    assert.deepEqual(doubled(both), []);
    assert.ok(both.includes("Risks") && both.includes("## Risks"), both.join(" | "));
    await outline(undefined);
    await until("theirs alone again", async () => ((await names()).some(isOurs) ? undefined : true));
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
