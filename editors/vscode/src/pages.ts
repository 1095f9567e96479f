// Rules as pages: what the server says of one, shown as Markdown is shown, without a network.
import * as vscode from "vscode";

import { OFF } from "./say";
import type { Server } from "./server";

/** Where they lie: nowhere but in the server. */
const SCHEME = "askhow-docs";

/** What the editor's own Markdown extension shows a page with. */
const PREVIEW = "vscode.markdown.preview.editor";

/** What `askhow/explain` answers. */
interface Explained {
  markdown: string;
}

/** Gives the pages to the editor, also to one that was reopened with a page in it. */
export function providePages(server: Server): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async ({ path }) => {
      await server.isUp();
      const rule = path.slice(1).replace(/\.md$/, "");
      const answer = server.client?.sendRequest<Explained | null>("askhow/explain", { rule });
      const page = await answer?.catch(() => null);
      if (page) return page.markdown;
      if (server.client === undefined) return `${OFF}\n\nThen what it says of \`${rule}\` stands here.\n`;
      return `There is no page about \`${rule}\`.\n`;
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
    // Another server may say more than the one before it, or than none.
    server.onDidChange((state) => {
      const pages = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEME);
      if (state === "running") pages.forEach(({ uri }) => changed.fire(uri));
    }),
  );
}

/** Shows what is to be read about a rule, beside the review; the next page takes its place. */
export async function showRule(rule: string): Promise<void> {
  const page = vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
  const place = { viewColumn: vscode.ViewColumn.Beside, preview: true };
  const shown = vscode.commands.executeCommand("vscode.openWith", page, PREVIEW, place);
  // Without the editor's own Markdown extension it can be read as it is written.
  await shown.then(undefined, () => vscode.window.showTextDocument(page, place));
}
