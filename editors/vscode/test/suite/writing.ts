// What a writer of reviews does: finds, hovers, completes, fixes, sorts, begins anew.
import * as assert from "node:assert/strict";
import * as vscode from "vscode";

import { wakesQuickly } from "./activation";
import {
  file,
  findings,
  foundAt,
  open,
  pause,
  outline,
  placeOf,
  quickFixesAt,
  rewrite,
  running,
  staysAsleep,
  type Tests,
  until,
} from "./harness";

const WHY = "phrasing/why-question";
const QUESTION = "Why did the deploy fail at 16:40?";

export const writing: Tests = {
  "other files leave the extension asleep": staysAsleep,

  "it wakes for Markdown in less than 100 ms": async () => {
    await open("checkout.md");
    await running();
    return wakesQuickly();
  },

  "a why is found where it stands": async () => {
    const { document } = await open("checkout.md");
    const finding = await foundAt(document, WHY, QUESTION);
    assert.equal(finding.source, "askhow");
    await until("an entry out of order", () => findings(document.uri, "timeline/order")[0]);
    return finding.message;
  },

  "the mouse over a heading asks how": async () => {
    const { document } = await open("checkout.md");
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      placeOf(document, "Risks"),
    );
    const shown = hover?.contents.map((it) => (typeof it === "string" ? it : it.value)).join("\n") ?? "";
    assert.match(shown, /How .+\?/);
    assert.doesNotMatch(shown, /Why/);
  },

  "a missing section is completed with its questions": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const risks = placeOf(editor.document, "## Risks");
    await editor.edit((edit) => edit.insert(risks, "## \n\n"));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      editor.document.uri,
      risks.translate(0, 3),
      undefined,
      20,
    );
    const item = list.items.find(({ label }) => (typeof label === "string" ? label : label.label) === "Mitigators");
    assert.ok(item, "Mitigators are offered");
    const { insertText, range } = item;
    assert.ok(insertText instanceof vscode.SnippetString, "with tab stops");
    const place = range instanceof vscode.Range ? range : range?.inserting;
    await editor.insertSnippet(insertText, place);
    assert.match(editor.document.getText(), /\n## Mitigators\n\n<!--\n[^]+?\?\n-->\n\n- /);
    await rewrite(editor, before);
  },

  "the quick fix changes the question and nothing else": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    const actions = await quickFixesAt(editor.document, WHY, QUESTION);
    const action = actions.find(({ isPreferred }) => isPreferred === true);
    assert.ok(action?.edit, actions.map(({ title }) => title).join(" | "));
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(editor.document.getText(), before.replace("Why did the deploy fail", "How did the deploy come to fail"));
    await until("the finding goes", () => (findings(editor.document.uri, WHY).length === 0 ? true : undefined));
    await rewrite(editor, before);
    return action.title;
  },

  "the outline has sections, fields and entries": async () => {
    await outline(true);
    const { document } = await open("checkout.md");
    await running();
    const roots = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    // The editor's own outline of Markdown has `#` in its names, and no entries.
    const all = (symbols: vscode.DocumentSymbol[]): string[] =>
      symbols.flatMap(({ name, children }) => [name, ...all(children)]);
    const names = all(roots);
    for (const name of ["Timeline", "Severity"]) assert.ok(names.includes(name), `${name} in ${names.join(" | ")}`);
    assert.ok(names.some((name) => name.includes("Zoë rolls the limits back")));
    await outline(undefined);
  },

  "a timeline is sorted": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    await foundAt(editor.document, WHY, QUESTION);
    await vscode.commands.executeCommand("askhow.sortTimeline");
    const text = editor.document.getText();
    const at = (words: string): number => text.indexOf(words);
    assert.ok(at("Jiří stops") < at("Zoë rolls"), text);
    assert.equal(text.length, before.length);
    await rewrite(editor, before);
  },

  "an entry for now takes the notation of the others": async () => {
    const editor = await open("checkout.md");
    const before = editor.document.getText();
    // The cursor need not be in the timeline.
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand("askhow.insertEntryNow");
    const added = editor.document.lineAt(editor.selection.active.line).text;
    const today = new Date().toISOString().slice(0, 10);
    assert.match(added, new RegExp(`^- ${today} \\d\\d:\\d\\d UTC ?$`));
    assert.equal(editor.document.lineAt(editor.selection.active.line - 1).text.includes("tells the shops"), true);
    assert.ok(editor.selection.active.isEqual(editor.document.lineAt(editor.selection.active.line).range.end));
    await rewrite(editor, before);
    return added;
  },

  "a rule is switched off in the settings": async () => {
    const { document } = await open("checkout.md");
    await foundAt(document, WHY, QUESTION);
    const settings = vscode.workspace.getConfiguration("askhow");
    await settings.update("rules", { [WHY]: "off" }, vscode.ConfigurationTarget.Global);
    await until("the finding goes", () => (findings(document.uri, WHY).length === 0 ? true : undefined));
    await settings.update("rules", undefined, vscode.ConfigurationTarget.Global);
    await foundAt(document, WHY, QUESTION);
  },

  "a switch for hovers is a setting of its own": async () => {
    const { document } = await open("checkout.md");
    const settings = vscode.workspace.getConfiguration("askhow");
    const known = settings.inspect<boolean>("features.hover");
    assert.equal(known?.defaultValue, true);
    const hovers = (): Thenable<vscode.Hover[]> =>
      vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, placeOf(document, "Risks"));
    await settings.update("features.hover", false, vscode.ConfigurationTarget.Global);
    await until("no hover", async () => ((await hovers()).length === 0 ? true : undefined));
    await settings.update("features.hover", undefined, vscode.ConfigurationTarget.Global);
    await until("a hover", async () => ((await hovers()).length > 0 ? true : undefined));
  },

  "askhow.toml beats the settings, and its slips are shown": async () => {
    const { document } = await open("checkout.md");
    const toml = file("askhow.toml");
    const write = (text: string): Thenable<void> => vscode.workspace.fs.writeFile(toml, Buffer.from(text));
    await write(`[rules]\n"${WHY}" = "off"\n`);
    await until("the finding goes", () => (findings(document.uri, WHY).length === 0 ? true : undefined));
    await write("timezonee = 'UTC'\n");
    await foundAt(document, WHY, QUESTION);
    const [slip] = await until("a slip", () => {
      const slips = vscode.languages.getDiagnostics(toml);
      return slips.length > 0 ? slips : undefined;
    });
    assert.match(slip?.message ?? "", /timezone/);
    await vscode.workspace.fs.delete(toml);
    await until("the slip goes", () => (vscode.languages.getDiagnostics(toml).length === 0 ? true : undefined));
    return slip?.message;
  },

  "a file that is no review stays free of findings": async () => {
    const { document } = await open("README.md");
    await pause(300);
    const ours = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "askhow");
    assert.deepEqual(ours, []);
  },

  "a restarted server is another one and knows the text": async () => {
    const editor = await open("checkout.md");
    const api = await running();
    const before = api.pid;
    await vscode.commands.executeCommand("askhow.restartServer");
    await running();
    assert.notEqual(api.pid, before);
    await foundAt(editor.document, WHY, QUESTION);
  },

  "a server that is killed comes back, and what was typed meanwhile counts": async () => {
    const editor = await open("checkout.md");
    const text = editor.document.getText();
    const api = await running();
    const before = api.pid;
    assert.ok(before);
    process.kill(before, "SIGKILL");
    await until("the end is noticed", () => (api.state === "waiting" ? true : undefined));
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "\nTyped while nobody listened: 🚒 é.\n\n"));
    await running();
    assert.notEqual(api.pid, before);
    await foundAt(editor.document, WHY, QUESTION);
    assert.deepEqual(api.troubles, []);
    await rewrite(editor, text);
    await foundAt(editor.document, WHY, QUESTION);
  },
};
