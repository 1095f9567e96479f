// The queue of questions: the next one, its answer, and those that are left for later.
import * as vscode from "vscode";

import type { Glance, Seen } from "./glance";
import { nameOf } from "./ours";
import type { Asked } from "./overview";
import { say, sayOff } from "./say";
import type { Server } from "./server";
import { toRange } from "./tree";
import { WordsBox, type Drafts } from "./words";

const LATER: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("debug-step-over"),
  tooltip: "Leave This Question for Later",
};

/** What the review in sight asks. What is left for later is remembered for this workspace, and nowhere in the file. */
export class Questions implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly server: Server,
    private readonly glance: Glance,
    private readonly memory: vscode.Memento,
    private readonly drafts: Drafts,
  ) {
    this.listener = glance.onDidChange(() => this.changed.fire());
  }

  /** Those that wait, the next one first. */
  get waiting(): Asked[] {
    const { seen } = this.glance;
    return seen === undefined ? [] : this.waitingIn(seen);
  }

  /** How many of them are left for later. */
  get nLater(): number {
    const { seen } = this.glance;
    return seen === undefined ? 0 : this.nLaterIn(seen);
  }

  /** Asks one question after the other, and writes each answer where it belongs. */
  async answerNext(): Promise<void> {
    await this.server.isUp();
    if (this.server.client === undefined) return sayOff();
    await this.glance.refresh();
    const inFront = this.glance.seen;
    if (inFront?.overview.review !== true) return say("Open a review first.");
    if (this.waitingIn(inFront).length === 0) return say(this.nothingLeft(inFront));
    // The box stays with its review, also when another one is looked at meanwhile.
    const { document } = inFront;
    let seen: Seen = inFront;
    const look = async (): Promise<boolean> => {
      const again = await this.glance.seeAgain(document);
      seen = again ?? seen;
      return again !== undefined;
    };
    const words = new WordsBox(this.server, this.drafts, document);
    const { box } = words;
    box.placeholder = "In the words of somebody who was there";
    box.buttons = [LATER];
    let asked: Asked | undefined;
    const next = (): void => {
      const waiting = this.waitingIn(seen);
      asked = waiting[0];
      if (asked === undefined) return box.hide();
      const nMore = waiting.length - 1;
      const more = nMore === 0 ? [] : [`${nMore} more`];
      box.title = [asked.section, ...more, nameOf(document)].join(" · ");
      box.prompt = asked.text;
      words.ask(asked.id);
      reveal(document, toRange(asked.range).start.line);
    };
    const accept = async (): Promise<void> => {
      const answer = box.value.trim();
      if (asked === undefined || answer === "" || box.busy) return;
      const written = await words.write("askhow.answer", { id: asked.id, answer });
      if (written === undefined) return;
      if (typeof written === "string") return words.isOpen ? undefined : say(written);
      const isKnown = await look();
      if (!isKnown || !words.isOpen) {
        words.hide();
        return say(written.message);
      }
      next();
      if (asked === undefined) {
        reveal(document, written.line);
        say(`${written.message} ${this.nothingLeft(seen)}`);
      }
    };
    const later = async (): Promise<void> => {
      if (asked === undefined || box.busy) return;
      await look();
      await this.leave(asked.id, seen);
      next();
    };
    // They go with the box.
    box.onDidAccept(() => void accept());
    box.onDidTriggerButton(() => void later());
    box.show();
    next();
  }

  /** Leaves a question for later, the next one where none is named. */
  async leave(id = this.waiting[0]?.id, seen = this.glance.seen): Promise<void> {
    if (seen === undefined || id === undefined) return;
    // What is not asked any more is forgotten.
    const known = this.later(seen).filter((it) => seen.overview.queue.some((asked) => asked.id === it));
    await this.memory.update(keyOf(seen), [...known, id]);
    this.changed.fire();
  }

  /** Asks again what was left for later. */
  async askAgain(): Promise<void> {
    const { seen } = this.glance;
    if (seen === undefined) return;
    await this.memory.update(keyOf(seen), undefined);
    this.changed.fire();
  }

  dispose(): void {
    vscode.Disposable.from(this.listener, this.changed).dispose();
  }

  private later(seen: Seen): string[] {
    return this.memory.get<string[]>(keyOf(seen)) ?? [];
  }

  private waitingIn(seen: Seen): Asked[] {
    const later = this.later(seen);
    return (seen.overview.queue ?? []).filter(({ id }) => !later.includes(id));
  }

  private nLaterIn(seen: Seen): number {
    return (seen.overview.queue ?? []).length - this.waitingIn(seen).length;
  }

  private nothingLeft(seen: Seen): string {
    const { live } = seen.overview;
    if (live?.running === true) return "Questions wait until the incident is over.";
    if (this.nLaterIn(seen) > 0) return "What is left was left for later.";
    return "No question waits.";
  }
}

function keyOf({ document }: Seen): string {
  return `later ${document.uri.toString()}`;
}

/** Brings a line into view, and leaves the cursor where it is. */
function reveal(document: vscode.TextDocument, line: number): void {
  const editor = vscode.window.visibleTextEditors.find((it) => it.document === document);
  const at = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
  editor?.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
