// What can be called by name. The server knows what to do; here it is asked and its answer applied.
import * as vscode from "vscode";
import type { CodeAction } from "vscode-languageclient";

import { found, showFindings } from "./findings";
import type { Glance } from "./glance";
import { type Live, TELL } from "./live";
import { newReview } from "./new";
import { isOurs } from "./ours";
import { did } from "./progress";
import type { Questions } from "./questions";
import { openSample } from "./sample";
import { say } from "./say";
import { type Server, setServerPath } from "./server";
import { type Node, toRange } from "./tree";

/** Registers all of them. */
export function registerCommands(
  context: vscode.ExtensionContext,
  server: Server,
  glance: Glance,
  questions: Questions,
  live: Live,
): vscode.Disposable {
  const commands: Record<string, (node?: Node, how?: unknown) => unknown> = {
    "askhow.newReview": () => begin(server, glance),
    "askhow.openSample": () => openSample(context),
    "askhow.askBetterQuestions": () => askBetterQuestions(server),
    "askhow.fixAll": () => fixAll(server),
    "askhow.sortTimeline": () => sortTimeline(server),
    "askhow.insertEntryNow": (_, how) =>
      how !== TELL && isReviewInFront(glance) ? insertEntryNow(server, glance) : live.tell(),
    "askhow.answerNextQuestion": () => questions.answerNext(),
    "askhow.leaveQuestion": (node) => questions.leave(node?.kind === "asked" ? node.asked.id : undefined),
    "askhow.askAgain": () => questions.askAgain(),
    "askhow.showReview": () => showReview(),
    "askhow.showFindings": () => showFindings(),
    "askhow.restartServer": () => server.restart(),
    "askhow.setServerPath": () => setServerPath(),
    "askhow.showOutput": () => server.output.show(),
    "askhow.addSection": (node) => addSection(glance, node),
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined && isOurs(editor.document)) last = editor.document;
    }),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

/** The document of ours that was in front last. */
let last: vscode.TextDocument | undefined;

async function begin(server: Server, glance: Glance): Promise<void> {
  const seen = glance.seen;
  const isSaved = seen?.overview.review === true && seen.document.uri.scheme === "file";
  if (await newReview(server, isSaved ? seen.document.uri : undefined)) did("new");
}

/** Offers the rewrites at the cursor; where there are none, what else can be asked there. */
async function askBetterQuestions(server: Server): Promise<void> {
  const editor = await markdownEditor();
  if (editor === undefined) return;
  const fixes = await actionsAt(server, editor, editor.selection, "quickfix");
  const silencing = await actionsAt(server, editor, editor.selection, "quickfix.silence");
  const rewrites = fixes.filter(({ title }) => !silencing.some((action) => action.title === title));
  const items = rewrites.map((action) => ({ label: action.title, action }));
  if (items.length > 0) {
    const placeHolder = "Rewrites of what is under the cursor";
    const chosen = await vscode.window.showQuickPick(items, { title: "Ask better questions here", placeHolder });
    if (chosen !== undefined) await vscode.workspace.applyEdit(chosen.action.edit);
    return;
  }
  const { uri } = editor.document;
  const { active } = editor.selection;
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, active);
  if (hovers.length === 0) {
    return say("Nothing to ask here: put the cursor on a heading, an entry or something underlined.");
  }
  await vscode.commands.executeCommand("editor.action.showHover");
}

async function sortTimeline(server: Server): Promise<void> {
  const editor = await markdownEditor();
  if (editor === undefined) return;
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const sorts = await actionsAt(server, editor, whole, "source.sortTimeline");
  const [first] = sorts;
  if (first === undefined) {
    const { problems } = found(editor.document.uri);
    const isInOrder = !problems.some((it) => (typeof it.code === "object" ? it.code.value : it.code) === "timeline/order");
    if (isInOrder) return say("The timeline is in order.");
    return say("What is out of order stays: an entry beside it has no time. Give it one, and sort again.");
  }
  await vscode.workspace.applyEdit(first.edit);
}

/**
 * Whether the cursor can go behind the stamp of an entry that is begun: in the review in front, or in the last one where
 * a page is in front that is no text.
 */
function isReviewInFront(glance: Glance): boolean {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) return last?.isClosed === false;
  return glance.seen?.document === document && glance.seen.overview.review;
}

/** Shows the view, with the review that was in front last. */
async function showReview(): Promise<void> {
  const { activeTextEditor } = vscode.window;
  if (activeTextEditor === undefined && last?.isClosed === false) await vscode.window.showTextDocument(last);
  await vscode.commands.executeCommand("askhow.review.focus");
}

/** Applies what can't be wrong, in the whole document. */
async function fixAll(server: Server): Promise<void> {
  const editor = await markdownEditor();
  if (editor === undefined) return;
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const [all] = await actionsAt(server, editor, whole, "source.fixAll.askhow");
  if (all === undefined) return say("Nothing can be mended without being read: Ctrl+. on a finding shows what can be done.");
  await vscode.workspace.applyEdit(all.edit);
}

/** Adds an entry with the time it is, below the last one, and puts the cursor behind its stamp. */
async function insertEntryNow(server: Server, glance: Glance): Promise<void> {
  const editor = await markdownEditor();
  if (editor === undefined) return;
  const now = async (at: vscode.Position): Promise<Action | undefined> => {
    const [action] = await actionsAt(server, editor, new vscode.Range(at, at), "refactor.rewrite.entryNow");
    return action;
  };
  let action = await now(editor.selection.active);
  if (action === undefined) {
    const overview = await glance.ask(editor.document);
    const last = overview?.entries.at(-1);
    action = last && (await now(toRange(last.range).end));
  }
  const edit = action?.edit.get(editor.document.uri)[0];
  if (action === undefined || edit === undefined) {
    return say("There is no timeline yet to take the notation from: write its first entry.");
  }
  const behind = editor.document.offsetAt(edit.range.start) + edit.newText.trimEnd().length;
  await vscode.workspace.applyEdit(action.edit);
  const at = editor.document.positionAt(behind);
  const end = editor.document.lineAt(at.line).range.end;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(end, end));
}

/** Adds a missing section in its place and goes there. */
async function addSection(glance: Glance, node: Node | undefined): Promise<void> {
  const seen = glance.seen;
  if (node?.kind !== "section" || seen === undefined) return;
  const { document } = seen;
  // The list may be a moment older than the text, so it is asked for anew.
  const overview = await glance.ask(document);
  const section = overview?.sections.find(({ name, missing }) => missing && name === node.section.name);
  if (section === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of section.add) edit.replace(document.uri, toRange(range), newText);
  const added = section.add.map(({ newText }) => newText.trim()).find((text) => text.includes("#")) ?? "";
  await vscode.workspace.applyEdit(edit);
  const after = await glance.ask(document);
  const there = after?.sections.find(({ name, missing }) => !missing && name === section.name);
  if (there === undefined) return;
  // To its first item, the last line that was added, with nothing selected: what is typed next takes the place of nothing.
  const line = toRange(there.range).start.line + added.split("\n").length - 1;
  const { end } = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
  editor.revealRange(new vscode.Range(end, end));
}

/** The editor in front, if it holds Markdown; else, from a page or a panel in front of it, the one that was there last. */
async function markdownEditor(): Promise<vscode.TextEditor | undefined> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor !== undefined && isOurs(activeTextEditor.document)) return activeTextEditor;
  const visible = visibleTextEditors.find(({ document }) => isOurs(document));
  if (visible !== undefined) return vscode.window.showTextDocument(visible.document, visible.viewColumn);
  if (activeTextEditor === undefined && last?.isClosed === false) return vscode.window.showTextDocument(last);
  return say("Open a review first.");
}

/** Something that our server can do, and what it changes. */
interface Action {
  title: string;
  kind: string | undefined;
  edit: vscode.WorkspaceEdit;
}

/** What can be done at a place. Our server alone is asked: other extensions offer things for Markdown too. */
async function actionsAt(server: Server, editor: vscode.TextEditor, range: vscode.Range, kind: string): Promise<Action[]> {
  const client = server.client;
  if (client === undefined) return [];
  const answer = await client.sendRequest<CodeAction[] | null>("textDocument/codeAction", {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
    range: client.code2ProtocolConverter.asRange(range),
    context: { diagnostics: [], only: [kind] },
  });
  const made = (answer ?? []).map(async ({ title, kind, edit }) => ({
    title,
    kind,
    edit: await client.protocol2CodeConverter.asWorkspaceEdit(edit),
  }));
  const isWhole = (action: Omit<Action, "edit"> & { edit: vscode.WorkspaceEdit | undefined }): action is Action =>
    action.edit !== undefined;
  return (await Promise.all(made)).filter(isWhole);
}
