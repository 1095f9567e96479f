// The queue of questions: the next one, its answer, and those that are left for later.
import * as vscode from "vscode";

import type { Glance, Seen } from "./glance";
import type { Asked } from "./overview";
import type { Server } from "./server";
import { toRange } from "./tree";
import { write } from "./write";

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
  ) {
    this.listener = glance.onDidChange(() => this.changed.fire());
  }

  /** Those that wait, the next one first. */
  get waiting(): Asked[] {
    const { seen } = this.glance;
    if (seen === undefined) return [];
    const later = this.later(seen);
    return (seen.overview.queue ?? []).filter(({ id }) => !later.includes(id));
  }

  /** How many of them are left for later. */
  get nLater(): number {
    return (this.glance.seen?.overview.queue ?? []).length - this.waiting.length;
  }

  /** Asks one question after the other, and writes each answer where it belongs. */
  async answerNext(): Promise<void> {
    await this.glance.refresh();
    const { seen } = this.glance;
    if (seen?.overview.review !== true) return say("Open a review first.");
    if (this.waiting.length === 0) return say(this.nothingLeft(seen));
    const box = vscode.window.createInputBox();
    // What has been typed is not lost when somebody looks something up.
    box.ignoreFocusOut = true;
    box.placeholder = "In the words of somebody who was there";
    box.buttons = [LATER];
    let asked: Asked | undefined;
    const next = (): void => {
      asked = this.glance.seen?.document === seen.document ? this.waiting[0] : undefined;
      if (asked === undefined) return box.hide();
      const nMore = this.waiting.length - 1;
      box.title = nMore === 0 ? asked.section : `${asked.section} · ${nMore} more`;
      box.prompt = asked.text;
      box.value = "";
      box.validationMessage = undefined;
      reveal(seen.document, toRange(asked.range).start.line);
    };
    const accept = async (): Promise<void> => {
      const answer = box.value.trim();
      if (asked === undefined || answer === "" || box.busy) return;
      box.busy = true;
      box.enabled = false;
      const { id } = asked;
      const written = await write(this.server, seen.document, "askhow.answer", { id, answer });
      box.busy = false;
      box.enabled = true;
      if (typeof written === "string") {
        box.validationMessage = written;
        return;
      }
      await this.glance.refresh();
      next();
      if (asked === undefined) {
        reveal(seen.document, written.line);
        say(`${written.message} ${this.nothingLeft(seen)}`);
      }
    };
    const later = async (): Promise<void> => {
      if (asked !== undefined) await this.leave(asked.id);
      next();
    };
    const parts = [
      box,
      box.onDidAccept(() => void accept()),
      box.onDidTriggerButton(() => void later()),
      box.onDidHide(() => vscode.Disposable.from(...parts).dispose()),
    ];
    box.show();
    next();
  }

  /** Leaves a question for later, the next one where none is named. */
  async leave(id = this.waiting[0]?.id): Promise<void> {
    const { seen } = this.glance;
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

  private nothingLeft(seen: Seen): string {
    const { live } = seen.overview;
    if (live?.running === true) return "Questions wait until the incident is over.";
    if (this.nLater > 0) return "What is left was left for later.";
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

function say(message: string): void {
  void vscode.window.showInformationMessage(message);
}
