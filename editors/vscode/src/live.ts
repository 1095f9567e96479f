// Live mode: an incident that is going on, in the status bar, and entries for it from any file of the window.
import * as vscode from "vscode";

import type { Glance } from "./glance";
import { isOurs, nameOf } from "./ours";
import type { LiveSince } from "./overview";
import { say, sayOff } from "./say";
import type { Server } from "./server";
import { WordsBox, type Drafts } from "./words";
import { takeBack, type Written } from "./write";

/** So long nothing has to be typed before a review behind the one in front is asked about. */
const PAUSE = 500;

const MINUTE = 60_000;
/** So long after its last entry an incident counts as going on. */
const LASTS = 24 * 60 * MINUTE;

/** A review of an incident that is not called stable, and its moments. */
interface Told {
  document: vscode.TextDocument;
  start: number;
  last: number;
}

/** What the command for an entry is told where it is to ask for the words. */
export const TELL = "tell";

/** Knows which reviews of the window tell of an incident that is going on. The server gives moments; time passes here. */
export class Live implements vscode.Disposable {
  private readonly told = new Map<string, Told>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly item: vscode.StatusBarItem;
  private readonly listeners: vscode.Disposable[];
  private tick: NodeJS.Timeout | undefined;

  constructor(
    private readonly server: Server,
    private readonly glance: Glance,
    private readonly drafts: Drafts,
  ) {
    const { window, workspace } = vscode;
    this.item = window.createStatusBarItem("askhow.live", vscode.StatusBarAlignment.Left, 10);
    this.item.name = "askhow: incident that is going on";
    // From the bar it is asked what happened: a cursor that went into the text would not have the keys.
    this.item.command = { command: "askhow.insertEntryNow", title: "Insert Timeline Entry for Now", arguments: [undefined, TELL] };
    this.listeners = [
      this.item,
      glance.onDidChange(() => {
        const { seen } = glance;
        if (seen !== undefined) this.note(seen.document, seen.overview.live ?? null);
      }),
      workspace.onDidOpenTextDocument((document) => this.soon(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.soon(document)),
      workspace.onDidCloseTextDocument((document) => this.note(document, null)),
      server.onDidChange((state) => {
        if (state === "running") workspace.textDocuments.forEach((document) => this.soon(document));
      }),
    ];
  }

  /** Asks what happened, and writes it into the review of the incident. The cursor stays where it is. */
  async tell(): Promise<void> {
    // Before anybody types: what is going on may have been told by a server that is off by now.
    if (this.server.state === "failed") return sayOff();
    const running = this.runningAt(Date.now());
    if (running.length === 0) {
      return say("No review that is open here has a timeline that is going on: its last entry at most a day old, Stabilization still empty.");
    }
    const told = running.length === 1 ? running[0] : await choose(running);
    if (told === undefined) return;
    const { document } = told;
    const written = await this.entryInto(document);
    if (written === undefined) return;
    const { line } = written;
    const way = await vscode.window.showInformationMessage(written.message, "Undo", "Show");
    if (way === "Undo" && !(await takeBack(document, written))) {
      say("The entry stays, since its file has been written on or closed meanwhile.");
    }
    if (way === "Show") {
      const at = document.lineAt(Math.min(line, document.lineCount - 1)).range.end;
      await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
    }
  }

  /** Asks for the words of an entry until it is written, or the box is closed. */
  private entryInto(document: vscode.TextDocument): Promise<Written | undefined> {
    return new Promise((resolve) => {
      let done: Written | undefined;
      let isWriting = false;
      const words = new WordsBox(this.server, this.drafts, document, () => {
        if (!isWriting) resolve(done);
      });
      const { box } = words;
      box.title = `Entry for now · ${nameOf(document)}`;
      box.prompt = "What happened, or what does somebody see or think now?";
      box.placeholder = "Enter writes it, with the time it is then";
      box.onDidAccept(async () => {
        if (isWriting) return;
        const text = box.value;
        if (text.trim() === "") return words.hide();
        isWriting = true;
        const written = await words.write("askhow.entryNow", { text });
        isWriting = false;
        if (typeof written !== "string") done = written;
        else if (!words.isOpen) say(written);
        if (!words.isOpen) resolve(done);
        else if (done !== undefined) words.hide();
      });
      words.ask("entry");
      box.show();
    });
  }

  dispose(): void {
    clearTimeout(this.tick);
    for (const timer of this.waiting.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.listeners).dispose();
  }

  /** The reviews whose incidents are going on, the one with the latest entry first. */
  private runningAt(now: number): Told[] {
    const isRunning = ({ last }: Told): boolean => now - last >= -MINUTE && now - last < LASTS;
    return [...this.told.values()].filter(isRunning).sort((one, other) => other.last - one.last);
  }

  /** Asks about a document that is not in front: what is said of that one is heard anyway. */
  private soon(document: vscode.TextDocument): void {
    if (!isOurs(document) || document === vscode.window.activeTextEditor?.document) return;
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    const look = async (): Promise<void> => {
      this.waiting.delete(key);
      const overview = await this.glance.ask(document);
      if (overview !== undefined && !document.isClosed) this.note(document, overview.live ?? null);
    };
    this.waiting.set(key, setTimeout(() => void look(), PAUSE));
  }

  private note(document: vscode.TextDocument, live: LiveSince | null): void {
    const key = document.uri.toString();
    if (live === null) this.told.delete(key);
    else this.told.set(key, { document, start: Date.parse(live.start), last: Date.parse(live.last) });
    this.draw();
  }

  private draw(): void {
    clearTimeout(this.tick);
    const now = Date.now();
    const running = this.runningAt(now);
    const [first] = running;
    void vscode.commands.executeCommand("setContext", "askhow.live", first !== undefined);
    if (first === undefined) this.item.hide();
    else {
      this.item.text = describe(first, now);
      const each = running.map((told) => `${nameOf(told.document)}: ${describe(told, now)}`);
      this.item.tooltip = `${each.join("\n")}\nClick to write an entry for now.`;
      this.item.show();
    }
    // A minute of either number is over, or an entry that was yet to come is of now.
    const moments = [...this.told.values()].flatMap(({ start, last }) => [start, last]);
    if (moments.length === 0) return;
    const rest = moments.map((moment) => MINUTE - ((((now - moment) % MINUTE) + MINUTE) % MINUTE));
    this.tick = setTimeout(() => this.draw(), Math.min(...rest) + 50);
  }
}

/** `INC +00:37 · last entry 12 min ago`. */
function describe({ start, last }: Told, now: number): string {
  const since = Math.max(0, Math.floor((now - start) / MINUTE));
  const clock = [Math.floor(since / 60), since % 60].map((n) => String(n).padStart(2, "0")).join(":");
  const ago = Math.max(0, Math.floor((now - last) / MINUTE));
  const [hours, minutes] = [Math.floor(ago / 60), ago % 60];
  const words = ago === 0 ? "now" : hours === 0 ? `${ago} min ago` : `${hours} h ${minutes} min ago`;
  return `INC +${clock} · last entry ${words}`;
}

async function choose(running: Told[]): Promise<Told | undefined> {
  const now = Date.now();
  const items = running.map((told) => ({ label: nameOf(told.document), description: describe(told, now), told }));
  const chosen = await vscode.window.showQuickPick(items, { title: "Into which review?", ignoreFocusOut: true });
  return chosen?.told;
}
