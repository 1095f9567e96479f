// What is done about a timeline: hints beside its entries, formatting, a chat that was pasted into it.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { open, placeOf, rewrite, type Tests, until } from "./harness";

const ENTRY = "2024-03-05 16:58 UTC Payments";
const ODD = "2024-03-05 4:58 PM UTC Payments";
const LOOSE = "Two words,  and  two   more.\n";

/** The review with a stamp in another notation, and with prose that a formatter of Markdown would touch. */
function uneven(text: string): string {
  return text.replace(ENTRY, ODD).replace("## Risks\n\n", `## Risks\n\n${LOOSE}\n`);
}

export const timeline: Tests = {
  "hints count from the beginning": async () => {
    const { document } = await open("checkout.md");
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await until("hints", async () => {
      const all = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        whole,
      );
      return all.length > 0 ? all : undefined;
    });
    const second = hints.find(({ position }) => position.line === placeOf(document, "The alert on slow").line);
    assert.equal(second?.label, "T+4m, 4m later");
  },

  "the timeline is formatted, and nothing else": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    await rewrite(editor, uneven(before));
    await vscode.commands.executeCommand("editor.action.formatDocument");
    const formatted = uneven(before).replace(ODD, ENTRY);
    await until("the stamp of the others", () => (editor.document.getText() === formatted ? true : undefined));
    await rewrite(editor, before);
  },

  "a selection is formatted, and nothing else": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const odd = uneven(before).replace("2024-03-05 16:36 UTC The", "2024-03-05 4:36 PM UTC The");
    await rewrite(editor, odd);
    const at = placeOf(editor.document, ODD);
    editor.selection = new vscode.Selection(at, at.translate(0, 4));
    await vscode.commands.executeCommand("editor.action.formatSelection");
    const formatted = odd.replace(ODD, ENTRY);
    await until("one stamp of the two", () => (editor.document.getText() === formatted ? true : undefined));
    await rewrite(editor, before);
  },

  "a pasted chat becomes entries": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const chat = "Zoë  [5:43 PM]\nall is quiet\nJiří  [5:45 PM]\nhere too\n";
    const last = placeOf(editor.document, "tells the shops", true);
    const start = new vscode.Position(last.line + 1, 0);
    await editor.edit((edit) => edit.insert(start, chat));
    editor.selection = new vscode.Selection(start, new vscode.Position(start.line + 3, 8));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      editor.selection,
      "refactor.rewrite",
    );
    const turn = actions.find(({ title }) => title.startsWith("Turn pasted chat into 2 entries"));
    assert.ok(turn?.edit, actions.map(({ title }) => title).join(" | "));
    await vscode.workspace.applyEdit(turn.edit);
    const entries = "- 2024-03-05 17:43 UTC **Zoë**: all is quiet\n- 2024-03-05 17:45 UTC **Jiří**: here too\n";
    assert.ok(editor.document.getText().includes(`tells the shops\n${entries}`), editor.document.getText());
    await rewrite(editor, before);
    return turn.title;
  },
};
