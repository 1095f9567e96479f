// A new review: what it is about and where it is to lie are asked first, and the template is written there.
import * as path from "node:path";
import * as os from "node:os";
import * as vscode from "vscode";

import { day, fileName } from "./name";
import { say } from "./say";
import type { Server } from "./server";

/** Where reviews lie, if nothing says otherwise. */
const FOLDER = "incidents";

/** What `askhow/newReview` answers. */
interface Made {
  snippet: string;
}

/** Asks, and opens the review; gives whether it was begun. `near` is a review that is open, if there is one. */
export async function newReview(server: Server, near: vscode.Uri | undefined): Promise<boolean> {
  await server.isUp();
  if (server.client === undefined) {
    say("There is no template without the server.");
    return false;
  }
  const title = await vscode.window.showInputBox({
    title: "New Review (1/2)",
    prompt: "What happened? It becomes the title.",
    placeHolder: "Checkout returns 502s",
    ignoreFocusOut: true,
  });
  if (title === undefined) return false;
  const file = await place(title.trim(), near);
  if (file === undefined) return false;
  const snippet = await template(server, file, title.trim());
  if (snippet === undefined) return false;
  // Nothing is written to the disk before it is saved, and then nobody is asked for a name again.
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(document);
  return editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
}

/** The file to be. */
async function place(title: string, near: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const name = fileName(day(new Date()), title);
  const root = await rootFor(near);
  if (root === undefined) {
    const home = vscode.Uri.file(path.join(os.homedir(), name));
    return vscode.window.showSaveDialog({ title: "New Review", defaultUri: home, filters: { Markdown: ["md", "mdx"] } });
  }
  const value = `${folderIn(root, near)}${name}`;
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

/**
 * Beside the review that is open; else where the editor's settings say that reviews lie; else in a folder of their own.
 * What `askhow.toml` says of it is not known here.
 */
function folderIn(root: vscode.WorkspaceFolder, near: vscode.Uri | undefined): string {
  if (near !== undefined && vscode.workspace.getWorkspaceFolder(near) === root) {
    const beside = path.posix.relative(root.uri.path, path.posix.dirname(near.path));
    return beside === "" ? "" : `${beside}/`;
  }
  const globs = vscode.workspace.getConfiguration("askhow", root.uri).get<string[]>("reviews", []);
  const told = globs.map((glob) => /^\/?((?:[^*?[{!/]+\/)+)/.exec(glob)?.[1]).find((it) => it !== undefined);
  return told ?? (root.name === FOLDER ? "" : `${FOLDER}/`);
}

/** As the protocol calls what can't be done with what was given: here a title, and a template without a place for it. */
const INVALID_PARAMS = -32_602;

/** The template for that place. Where the team's own has no place for a title, it is the heading above it. */
async function template(server: Server, file: vscode.Uri, title: string): Promise<string | undefined> {
  const client = server.client;
  const uri = client?.code2ProtocolConverter.asUri(file);
  const ask = async (title: string | null): Promise<string | undefined> =>
    (await client?.sendRequest<Made>("askhow/newReview", { uri, title }))?.snippet;
  try {
    return await ask(title === "" ? null : title).catch(async (error: unknown) => {
      if (title === "" || (error as { code?: unknown }).code !== INVALID_PARAMS) throw error;
      const snippet = await ask(null);
      return snippet && withHeading(title, snippet);
    });
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    server.output.appendLine(`a new review: ${told}`);
    return say(`The server gives no template. It says: ${told}`);
  }
}

/** Puts a title above a snippet, behind front matter, which is to stay at the top. */
function withHeading(title: string, snippet: string): string {
  const front = /^(---|\+\+\+)\n[^]*?\n\1[ \t]*\n+/.exec(snippet)?.[0] ?? "";
  return `${front}# ${title.replace(/[\\$}]/g, "\\$&")}\n\n${snippet.slice(front.length)}`;
}
