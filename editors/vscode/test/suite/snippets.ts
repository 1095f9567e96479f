// The snippets: each is completed by its name, says what it is to say, and leaves a review as clean as it was.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { ruleOf } from "../../src/findings";
import { extension, foundAt, open, pause, rewrite, running, type Tests, until } from "./harness";

/** A place for each snippet: an empty line below one of these. */
const REVIEW = `# Checkout slow after a config push

- **Severity:** SEV-2

## Contributors & Enablers

- The pool of \`ledger\` was sized for last year's traffic.

Why did the deploy fail at 16:40?

## Timeline

## Follow-up Items

- [ ] Put the size of the pool on the dashboard of \`ledger\`.

## Open Questions

`;

/** What stands there when the stops are left as they are, and below which line. */
const SNIPPETS: Record<string, { below: string; text: RegExp }> = {
  "askhow-entry": { below: "## Timeline", text: /^- (\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d) Who sees $/ },
  "askhow-how": { below: "## Open Questions", text: /^How did the deploy come to fail\?$/ },
  "askhow-view": {
    below: "## Open Questions",
    text: /^What did the dashboard show Ada at 16:40, and what did it make likely\?$/,
  },
  "askhow-followup": { below: "on the dashboard of `ledger`.", text: /^- \[ \] What is to change \(who, ticket\)$/ },
  "askhow-ignore": { below: "last year's traffic.", text: /^<!-- askhow-ignore-next phrasing\/why-question -->$/ },
};

const WHY = "phrasing/why-question";

export const snippets: Tests = {
  "every snippet has a test": async () => {
    const file = path.join(extension().extensionPath, "snippets/review.json");
    const written = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, { prefix: string }>;
    assert.deepEqual(Object.values(written).map(({ prefix }) => prefix).sort(), Object.keys(SNIPPETS).sort());
  },
  ...Object.fromEntries(Object.keys(SNIPPETS).map((name) => [`the snippet ${name}`, () => expands(name)])),
};

async function expands(name: string): Promise<string> {
  const { below, text } = SNIPPETS[name] ?? assert.fail(name);
  await running();
  const editor = await open("checkout.md");
  const { document } = editor;
  const original = document.getText();
  await rewrite(editor, REVIEW);
  await foundAt(document, WHY, "Why did the deploy");
  const before = rules(document);
  const place = REVIEW.split("\n").findIndex((line) => line.endsWith(below)) + 1;
  // An item goes with the items, anything else behind an empty line.
  const line = text.source.startsWith("^- \\[") ? place : place + 1;
  await editor.edit((edit) => edit.insert(new vscode.Position(place, 0), line === place ? "\n" : "\n\n"));
  editor.selection = new vscode.Selection(line, 0, line, 0);
  await vscode.commands.executeCommand("type", { text: name });
  await until("the snippet is there", async () => {
    await vscode.commands.executeCommand("editor.action.triggerSuggest");
    await pause(300);
    await vscode.commands.executeCommand("acceptSelectedSuggestion");
    return document.lineAt(line).text === name ? undefined : true;
  });
  const written = document.lineAt(line).text;
  assert.match(written, text);
  await vscode.commands.executeCommand("hideSuggestWidget");
  await vscode.commands.executeCommand("leaveSnippet");
  const stamp = text.exec(written)?.[1];
  // The moment that is written is the one that it is, whatever the zone of the person.
  if (stamp !== undefined) assert.ok(Math.abs(Date.parse(stamp) - Date.now()) < 120_000, stamp);
  const silenced = name === "askhow-ignore";
  await until("nothing new is found, and what is silenced goes", () => {
    const after = rules(document);
    const news = after.filter((rule) => !before.includes(rule));
    return news.length === 0 && after.includes(WHY) !== silenced ? true : undefined;
  });
  await pause(300);
  assert.deepEqual(rules(document).filter((rule) => !before.includes(rule)), []);
  await rewrite(editor, original);
  return written;
}

/** The rules that speak in a document. */
function rules(document: vscode.TextDocument): string[] {
  return vscode.languages.getDiagnostics(document.uri).map(ruleOf).sort();
}
