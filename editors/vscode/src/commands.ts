// What can be called by name. The server knows what to do; here it is asked and its answer applied.
import * as vscode from "vscode";
import type { CodeAction, WorkspaceEdit } from "vscode-languageclient";
import type { LanguageClient } from "vscode-languageclient/node";

import { found, ruleOf, showFindings } from "./findings";
import type { Glance } from "./glance";
import { type Live, TELL } from "./live";
import { newReview } from "./new";
import { isOurs } from "./ours";
import { did } from "./progress";
import type { Questions } from "./questions";
import { openSample } from "./sample";
import { say, sayDone, sayOff } from "./say";
import { type Server, setServerPath } from "./server";
import { type Node, toRange } from "./tree";
import { type Applied, carryOut, versionIn, where } from "./write";

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
    "askhow.insertEntryNow": async (_, how) =>
      how !== TELL && (await isReviewInFront(glance)) ? insertEntryNow(server, glance) : live.tell(),
    "askhow.answerNextQuestion": () => questions.answerNext(),
    "askhow.leaveQuestion": (node) => questions.leave(node?.kind === "asked" ? node.asked.id : undefined),
    "askhow.askAgain": () => questions.askAgain(),
    "askhow.showReview": () => showReview(),
    "askhow.showFindings": () => showFindings(),
    "askhow.restartServer": () => server.restart(),
    "askhow.setServerPath": () => setServerPath(),
    "askhow.showOutput": () => server.output.show(),
    "askhow.addSection": (node) => addSection(server, glance, node),
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
  const at = await place(server);
  if (at === undefined) return;
  const { document, selection } = at.editor;
  const fixes = await actionsAt(at, selection, "quickfix");
  const silencing = await actionsAt(at, selection, "quickfix.silence");
  const rewrites = fixes.filter(({ title }) => !silencing.some((action) => action.title === title));
  const items = rewrites.map((action) => ({ label: action.title, action }));
  if (items.length > 0) {
    const placeHolder = "Rewrites of what is under the cursor";
    const chosen = await vscode.window.showQuickPick(items, { title: "Ask better questions here", placeHolder });
    if (chosen !== undefined) await perform(at, chosen.action);
    return;
  }
  const { active } = selection;
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, active);
  if (hovers.length === 0) {
    return say("Nothing to ask here: put the cursor on a heading, an entry or something underlined.");
  }
  await vscode.commands.executeCommand("editor.action.showHover");
}

async function sortTimeline(server: Server): Promise<void> {
  const at = await place(server);
  if (at === undefined) return;
  const { document } = at.editor;
  const [first] = await actionsAt(at, whole(document), "source.sortTimeline");
  if (first === undefined) {
    const isInOrder = !found(document.uri).problems.some((it) => ruleOf(it) === "timeline/order");
    if (isInOrder) return say("The timeline is in order.");
    return say("What is out of order stays: an entry beside it has no time. Give it one, and sort again.");
  }
  const applied = await perform(at, first);
  if (applied !== undefined) sayDone(`the timeline is sorted, ${where(applied)}`);
}

/**
 * Whether the cursor can go behind the stamp of an entry that is begun: in the review in front, or in the last one where
 * a page is in front that is no text. Any other Markdown has no timeline.
 */
async function isReviewInFront(glance: Glance): Promise<boolean> {
  const document = vscode.window.activeTextEditor?.document ?? documentInFront();
  if (document === undefined) return false;
  const { seen } = glance;
  const overview = seen?.document === document ? seen.overview : await glance.ask(document);
  return overview?.review === true;
}

/** Shows the view, with the review that was in front last. */
async function showReview(): Promise<void> {
  const { activeTextEditor } = vscode.window;
  if (activeTextEditor === undefined && last?.isClosed === false) await vscode.window.showTextDocument(last);
  await vscode.commands.executeCommand("askhow.review.focus");
}

/** Applies what can't be wrong, in the whole document, and says where. */
async function fixAll(server: Server): Promise<void> {
  const at = await place(server);
  if (at === undefined) return;
  const [all] = await actionsAt(at, whole(at.editor.document), "source.fixAll.askhow");
  if (all === undefined) return say("No safe fixes here: Ctrl+. on a finding shows what else can be done.");
  const applied = await perform(at, all);
  // Its title counts them: `Apply all 3 safe fixes of this review`.
  if (applied !== undefined) say(`${all.title.replace(/^Apply /, "Applied ")}, ${where(applied)}.`);
}

/** Adds an entry with the time it is, below the last one, and puts the cursor behind its stamp. */
async function insertEntryNow(server: Server, glance: Glance): Promise<void> {
  const at = await place(server);
  if (at === undefined) return;
  const { editor } = at;
  const { document } = editor;
  const now = async (position: vscode.Position): Promise<Action | undefined> => {
    const [action] = await actionsAt(at, new vscode.Range(position, position), "refactor.rewrite.entryNow");
    return action;
  };
  let action = await now(editor.selection.active);
  if (action === undefined) {
    const overview = await glance.ask(document);
    const last = overview?.entries.at(-1);
    action = last && (await now(toRange(last.range).end));
  }
  if (action === undefined) return say("There is no timeline yet to take the notation from: write its first entry.");
  const range = (await perform(at, action))?.back.at(0)?.range;
  if (range === undefined) return;
  const behind = document.offsetAt(range.start) + document.getText(range).trimEnd().length;
  const { end } = document.lineAt(document.positionAt(behind).line).range;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(end, end));
}

/** Adds a missing section in its place and goes there. */
async function addSection(server: Server, glance: Glance, node: Node | undefined): Promise<void> {
  const seen = glance.seen;
  const { client } = server;
  if (node?.kind !== "section" || seen === undefined || client === undefined) return;
  const { document } = seen;
  const wanted = node.section.section;
  // The list may be a moment older than the text, so it is asked for anew.
  const overview = await glance.ask(document);
  const section = overview?.sections.find(({ section, missing }) => missing && section === wanted);
  if (overview === undefined || section === undefined) return;
  const edit = { changes: { [client.code2ProtocolConverter.asUri(document.uri)]: section.add } };
  const applied = await carryOut(client, edit, document, overview.version);
  if (typeof applied === "string") return say(applied);
  const added = section.add.map(({ newText }) => newText.trim()).find((text) => text.includes("#")) ?? "";
  const after = await glance.ask(document);
  const there = after?.sections.find(({ section, missing }) => !missing && section === wanted);
  if (there === undefined) return;
  // To its first item, the last line that was added, with nothing selected: what is typed next takes the place of nothing.
  const line = toRange(there.range).start.line + added.split("\n").length - 1;
  const { end } = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
  editor.revealRange(new vscode.Range(end, end));
}

/** Where something is to be done, and who knows how. */
interface Place {
  editor: vscode.TextEditor;
  client: LanguageClient;
}

async function place(server: Server): Promise<Place | undefined> {
  const editor = await markdownEditor();
  if (editor === undefined) return undefined;
  await server.isUp();
  const { client } = server;
  return client === undefined ? sayOff() : { editor, client };
}

/** The editor in front, if it holds Markdown; else, from a page or a panel in front of it, the one that was there last. */
async function markdownEditor(): Promise<vscode.TextEditor | undefined> {
  const document = documentInFront();
  if (document === undefined) return say("Open a review first.");
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor?.document === document) return activeTextEditor;
  const visible = visibleTextEditors.find((editor) => editor.document === document);
  return vscode.window.showTextDocument(document, visible?.viewColumn);
}

function documentInFront(): vscode.TextDocument | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor !== undefined && isOurs(activeTextEditor.document)) return activeTextEditor.document;
  const visible = visibleTextEditors.find(({ document }) => isOurs(document));
  if (visible !== undefined) return visible.document;
  return activeTextEditor === undefined && last?.isClosed === false ? last : undefined;
}

function whole(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(0, 0, document.lineCount, 0);
}

/** Something that our server can do, and what it changes in which version of the text. */
interface Action {
  title: string;
  edit: WorkspaceEdit;
  version: number;
}

/** What can be done at a place. Our server alone is asked: other extensions offer things for Markdown too. */
async function actionsAt({ editor, client }: Place, range: vscode.Range, kind: string): Promise<Action[]> {
  const { document } = editor;
  const { version } = document;
  const answer = await client.sendRequest<CodeAction[] | null>("textDocument/codeAction", {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: client.code2ProtocolConverter.asRange(range),
    context: { diagnostics: [], only: [kind] },
  });
  return (answer ?? []).flatMap(({ title, edit }) =>
    edit === undefined ? [] : [{ title, edit, version: versionIn(edit) ?? version }],
  );
}

/** Does it; where the text is another one meanwhile, it says so. */
async function perform({ editor, client }: Place, { edit, version }: Action): Promise<Applied | undefined> {
  const applied = await carryOut(client, edit, editor.document, version);
  return typeof applied === "string" ? say(applied) : applied;
}
