// How long the extension takes to wake, by the clock of the editor, which marks each step of each extension; and what
// it does where the editor's own Markdown extension is away.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { open, placeOf, rewrite, running, staysAsleep, type Tests, until } from "./harness";

/** Woken by the same event as ours; the editor loads it first, and counts that as our loading. */
const BUILT_IN = "vscode.markdown-language-features";

declare const MonacoPerformanceMarks: { getMarks(): { name: string; startTime: number }[] };

/** In milliseconds, by what is done: our code is read, the editor waits for its own storage, our code is called. */
interface Steps {
  load: number;
  wait: number;
  call: number;
}

/** What the editor has marked. */
export function activation(): Steps {
  const [load, loaded, call, called] = [
    "willLoadExtensionCode",
    "didLoadExtensionCode",
    "willActivateExtension",
    "didActivateExtension",
  ].map((step) => marked(step, "askhow.askhow"));
  assert.ok(load && loaded && call && called, "the editor marks how its extensions wake");
  return { load: loaded - load, wait: call - loaded, call: called - call };
}

/** Holds what is ours of it to the bound, and says the rest. */
export function wakesQuickly(): string {
  const { load, wait, call } = activation();
  const said = `${load} ms to load and ${call} ms to activate; between them the editor looks for its storage for ${wait} ms`;
  assert.ok(load + call < 100, said);
  const [from, to] = [marked("willLoadExtensionCode", BUILT_IN), marked("didLoadExtensionCode", BUILT_IN)];
  return from && to ? `${said}; its own Markdown extension takes ${to - from} ms to load` : said;
}

function marked(step: string, id: string): number | undefined {
  return MonacoPerformanceMarks.getMarks().find(({ name }) => name === `code/extHost/${step}/${id}`)?.startTime;
}

/** Where no other extension is woken by Markdown. */
export const alone: Tests = {
  "nothing wakes it but Markdown": staysAsleep,
  "alone with Markdown, it wakes in less than 100 ms": async () => {
    await open("checkout.md");
    await running();
    assert.equal(marked("didLoadExtensionCode", BUILT_IN), undefined, "nothing else is woken");
    return wakesQuickly();
  },
  "sections and items fold": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const item = "- The pool of `ledger` was sized for last year's traffic.\n";
    await rewrite(editor, before.replace(item, `${item}  - It was copied from the old service.\n  - Nobody asked.\n`));
    const { document } = editor;
    const folds = await until("folds", async () => {
      const all = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        "vscode.executeFoldingRangeProvider",
        document.uri,
      );
      return all.length > 0 ? all : undefined;
    });
    const folded = new Map(folds.map(({ start, end }) => [start, end]));
    const line = (text: string): number => placeOf(document, text).line;
    assert.equal(folded.get(line("The pool of `ledger`")), line("Nobody asked"));
    assert.equal(folded.get(line("## Risks")), line("The same pool serves"));
    assert.equal(folded.get(line("## Timeline")), line("tells the shops"));
    await rewrite(editor, before);
  },
};
