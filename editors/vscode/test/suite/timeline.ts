// What is done about a timeline: hints beside its entries, formatting, a chat that was pasted into it.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { open, pause, placeOf, rewrite, running, type Tests, until } from "./harness";

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
    assert.equal(second?.label, "+4m");
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

  "what is typed behind an accepted stamp stands behind it": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const last = placeOf(editor.document, "tells the shops", true);
    const end = editor.document.lineAt(last.line).range.end;
    const accepted = async (line: string): Promise<string> => {
      await editor.edit((edit) => edit.insert(end, `\n${line}`));
      const at = new vscode.Position(end.line + 1, line.length);
      editor.selection = new vscode.Selection(at, at);
      await until("the stamp is there", async () => {
        await vscode.commands.executeCommand("editor.action.triggerSuggest");
        await pause(500);
        await vscode.commands.executeCommand("acceptSelectedSuggestion");
        return editor.document.lineAt(at.line).text === line ? undefined : true;
      });
      await type("Ben writes UTC");
      const written = editor.document.lineAt(at.line).text;
      await rewrite(editor, before);
      return written;
    };
    assert.equal(await accepted("- "), "- 2024-03-05 17:41 UTC Ben writes UTC");
    assert.equal(await accepted(""), "- 2024-03-05 17:41 UTC Ben writes UTC");
    const table = "\n\n## Timeline of the mails\n\n| Time (UTC) | What |\n| --- | --- |\n| 2024-03-05 17:20:05 | all sent |";
    await editor.edit((edit) => edit.insert(end, table));
    const row = placeOf(editor.document, "| all sent |", true);
    await editor.edit((edit) => edit.insert(row, "\n| "));
    const at = new vscode.Position(row.line + 1, 2);
    editor.selection = new vscode.Selection(at, at);
    await until("the stamp is there", async () => {
      await vscode.commands.executeCommand("editor.action.triggerSuggest");
      await pause(500);
      await vscode.commands.executeCommand("acceptSelectedSuggestion");
      return editor.document.lineAt(at.line).text === "| " ? undefined : true;
    });
    await type("Ben writes |");
    assert.equal(editor.document.lineAt(at.line).text, "| 2024-03-05 17:21:05 | Ben writes |");
    await rewrite(editor, before);
  },

  "Enter behind an entry goes on with the next one, and ends it": async () => {
    await running();
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const last = placeOf(editor.document, "tells the shops", true);
    const end = editor.document.lineAt(last.line).range.end;
    editor.selection = new vscode.Selection(end, end);
    const line = (below: number): string => editor.document.lineAt(end.line + below).text;
    const enter = async (wanted: () => boolean): Promise<void> => {
      await type("\n");
      await until(`the line after Enter (${editor.document.getText()})`, () => (wanted() ? true : undefined));
    };
    await enter(() => line(1) === "- 2024-03-05 17:41 UTC ");
    await type("Ben writes");
    assert.equal(line(1), "- 2024-03-05 17:41 UTC Ben writes");
    await enter(() => line(2) === "- 2024-03-05 17:42 UTC ");
    await enter(() => line(2) === "" && line(3) === "");
    await type("All of it is over.");
    assert.equal(line(3), "All of it is over.");
    await rewrite(editor, before.replace("## Timeline\n\n", "## Timeline\n\n| Time (UTC) | What |\n| --- | --- |\n| 2024-03-05 16:30 | a deploy |\n\n"));
    const row = placeOf(editor.document, "| a deploy |", true);
    editor.selection = new vscode.Selection(row, row);
    await type("\n");
    const written = (): string => editor.document.lineAt(row.line + 1).text;
    const isBehind = (below: number): boolean => editor.selection.active.isEqual(new vscode.Position(row.line + below, 21));
    await until("the next row", () => (written().includes("16:31") && isBehind(1) ? true : undefined));
    await type("Ben writes");
    assert.equal(written(), "| 2024-03-05 16:31 | Ben writes |");
    await type("\n");
    const next = (): string => editor.document.lineAt(row.line + 2).text;
    await until("the row after it", () => (next().includes("16:32") && isBehind(2) ? true : undefined));
    assert.equal(written(), "| 2024-03-05 16:31 | Ben writes |");
    assert.equal(next(), "| 2024-03-05 16:32 |  |");
    await rewrite(editor, before);
  },
};

/** Types as a person does. */
function type(text: string): Thenable<void> {
  return vscode.commands.executeCommand("type", { text });
}
