// A new review: what it is about and where it is to lie are asked first, and the template is written there.
import * as path from "node:path";
import * as os from "node:os";
import * as vscode from "vscode";

import { folderFor } from "./folders";
import { day, fileName } from "./name";
import { say, sayOff, sentence } from "./say";
import type { Server } from "./server";

/** Where reviews lie, if nothing says otherwise. */
const FOLDER = "incidents";

/** The title of a review that came to nothing, which need not be typed again. */
let kept = "";

/** What `askhow/newReview` answers. */
interface Made {
  snippet: string;
}

/** Asks, and opens the review; gives whether it was begun. `near` is a review that is open, if there is one. */
export async function newReview(server: Server, near: vscode.Uri | undefined): Promise<boolean> {
  await server.isUp();
  if (server.client === undefined) {
    sayOff();
    return false;
  }
  const title = await vscode.window.showInputBox({
    title: "New Review (1/2)",
    prompt: "What happened? It becomes the title.",
    placeHolder: "Checkout returns 502s",
    value: kept,
    ignoreFocusOut: true,
  });
  if (title === undefined) return false;
  kept = title.trim();
  const file = await place(server, kept, near);
  if (file === undefined) return false;
  const snippet = await template(server, file, kept);
  if (snippet === undefined) return false;
  // Nothing is written to the disk before it is saved, and then nobody is asked for a name again.
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(document);
  const isBegun = await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
  if (isBegun) kept = "";
  return isBegun;
}

/** The file to be. */
async function place(server: Server, title: string, near: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const name = fileName(day(new Date()), title);
  const root = await rootFor(near);
  if (root === undefined) {
    const home = vscode.Uri.file(path.join(os.homedir(), name));
    return vscode.window.showSaveDialog({ title: "New Review", defaultUri: home, filters: { Markdown: ["md", "mdx"] } });
  }
  const value = path.posix.join(await folderIn(server, root, near), name);
  const at = (written: string): vscode.Uri => vscode.Uri.joinPath(root.uri, written.trim());
  const written = await vscode.window.showInputBox({
    title: "New Review (2/2)",
    prompt: `Where should it go in ${root.name}? It is written when you save it.`,
    value,
    valueSelection: [value.length - ".md".length, value.length - ".md".length],
    ignoreFocusOut: true,
    validateInput: async (text) => {
      if (!/[^/\\]\.mdx?$/i.test(text.trim())) return "A file of Markdown ends in .md";
      const isThere = await vscode.workspace.fs.stat(at(text)).then(() => true, () => false);
      return isThere ? "There is such a file already; it stays as it is" : undefined;
    },
  });
  return written === undefined ? undefined : at(written);
}

/** The folder of the window that it belongs to; none where no folder is open. */
async function rootFor(near: vscode.Uri | undefined): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = near && vscode.workspace.getWorkspaceFolder(near);
  if (own !== undefined || folders.length < 2) return own ?? folders[0];
  return vscode.window.showWorkspaceFolderPick({ placeHolder: "To which folder does the review belong?" });
}

/** Beside the review that is open; else where the settings say that reviews lie; else in a folder of their own. */
async function folderIn(server: Server, root: vscode.WorkspaceFolder, near: vscode.Uri | undefined): Promise<string> {
  if (near !== undefined && vscode.workspace.getWorkspaceFolder(near) === root) {
    return path.posix.relative(root.uri.path, path.posix.dirname(near.path));
  }
  return (await folderFor(server.program, root.uri)) ?? (root.name === FOLDER ? "" : FOLDER);
}

/** As the protocol calls what can't be done with what was given: here a title, and a template without a place for it. */
const INVALID_PARAMS = -32_602;

const KEPT = "Your title is kept for the next try.";

/** The template for that place. Where the team's own has no place for a title, it is the heading above it. */
async function template(server: Server, file: vscode.Uri, title: string): Promise<string | undefined> {
  await server.isUp();
  const { client } = server;
  if (client === undefined) return sayOff(KEPT);
  const uri = client.code2ProtocolConverter.asUri(file);
  const ask = async (title: string | null): Promise<string> =>
    (await client.sendRequest<Made>("askhow/newReview", { uri, title })).snippet;
  try {
    return await ask(title === "" ? null : title).catch(async (error: unknown) => {
      if (title === "" || (error as { code?: unknown }).code !== INVALID_PARAMS) throw error;
      const snippet = await ask(null);
      return withHeading(title, snippet);
    });
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    server.output.appendLine(`a new review: ${told}`);
    return say(`The server gives no template. It says: ${sentence(told)} ${KEPT}`);
  }
}

/** Puts a title above a snippet, behind front matter, which is to stay at the top. */
function withHeading(title: string, snippet: string): string {
  const front = /^(---|\+\+\+)\n[^]*?\n\1[ \t]*\n+/.exec(snippet)?.[0] ?? "";
  return `${front}# ${title.replace(/[\\$}]/g, "\\$&")}\n\n${snippet.slice(front.length)}`;
}
