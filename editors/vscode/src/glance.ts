// The overview of the review in front, kept up to date while it is written.
import * as vscode from "vscode";

import { isOurs } from "./ours";
import type { Overview } from "./overview";
import type { Server } from "./server";

/** So long nothing has to be typed before the panel is drawn anew. */
const PAUSE = 200;

/** A review and what was said of it. */
export interface Seen {
  document: vscode.TextDocument;
  overview: Overview;
}

/** Looks at the document of the editor in front. */
export class Glance implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private last: Seen | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {
    const { window, workspace } = vscode;
    this.listeners = [
      window.onDidChangeActiveTextEditor(() => this.soon(0)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === window.activeTextEditor?.document) this.soon(PAUSE);
      }),
      // Another name, other settings: whether it is a review may be answered anew.
      workspace.onDidSaveTextDocument(() => this.soon(PAUSE)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const front = window.activeTextEditor?.document.uri.toString();
        // Also when `askhow.toml` was broken or mended.
        const matters = (uri: vscode.Uri): boolean => uri.toString() === front || uri.path.endsWith("/askhow.toml");
        if (uris.some(matters)) this.soon(PAUSE);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("askhow")) this.soon(PAUSE);
      }),
      server.onDidChange(() => this.soon(0)),
    ];
  }

  /** What was seen last; nothing where no Markdown is in front. */
  get seen(): Seen | undefined {
    return this.last;
  }

  /** What the server says of a document now. */
  async ask(document: vscode.TextDocument): Promise<Overview | undefined> {
    const client = this.server.client;
    if (client === undefined || !isOurs(document)) return undefined;
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const answer = client.sendRequest<Overview | null>("askhow/overview", { textDocument: { uri } });
    // A server that ends meanwhile, or an older one, has nothing to show.
    return (await answer.catch(() => null)) ?? undefined;
  }

  /** Asks anew about a document; where it is the one in sight, everybody sees the answer at once. */
  async seeAgain(document: vscode.TextDocument): Promise<Seen | undefined> {
    const overview = await this.ask(document);
    if (overview === undefined) return undefined;
    const seen = { document, overview };
    if (this.last?.document === document) {
      this.last = seen;
      this.changed.fire();
    }
    return seen;
  }

  /** Looks again at once. */
  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    await this.look();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners, this.changed).dispose();
  }

  private soon(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), pause);
  }

  private async look(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    // A panel or a terminal in front leaves the review in sight.
    if (document === undefined && vscode.window.visibleTextEditors.length > 0) return;
    const overview = document && (await this.ask(document));
    if (document !== vscode.window.activeTextEditor?.document) return;
    this.last = document && overview ? { document, overview } : undefined;
    await vscode.commands.executeCommand("setContext", "askhow.review", overview?.review === true);
    this.changed.fire();
  }
}
