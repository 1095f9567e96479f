// A box for words that go into a review. What was typed and is not written yet stands in it at the next try.
import * as vscode from "vscode";

import type { Server } from "./server";
import { write, type Written } from "./write";

/** What was typed, by what it answers. It lives as long as the window, and is on no disk before it is in the review. */
export class Drafts {
  private readonly words = new Map<string, string>();

  of(key: string): string {
    return this.words.get(key) ?? "";
  }

  keep(key: string, words: string): void {
    if (words.trim() === "") this.words.delete(key);
    else this.words.set(key, words);
  }

  drop(key: string): void {
    this.words.delete(key);
  }
}

/** A box that asks for words, and writes them by a command of the server. */
export class WordsBox implements vscode.Disposable {
  readonly box = vscode.window.createInputBox();
  private key: string | undefined;
  private open = true;
  private readonly parts: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly drafts: Drafts,
    private readonly document: vscode.TextDocument,
    /** What is done once it is closed. */
    closed: () => void = () => undefined,
  ) {
    // What has been typed stays in sight when somebody looks something up.
    this.box.ignoreFocusOut = true;
    const hidden = this.box.onDidHide(() => {
      this.keep();
      this.open = false;
      this.dispose();
      closed();
    });
    this.parts = vscode.Disposable.from(this.box, hidden);
  }

  /** Whether it is still in sight. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Asks for something, with what was typed for it before. What was asked until now keeps its words. */
  ask(id: string): void {
    this.keep();
    this.key = `${this.document.uri.toString()} ${id}`;
    const { box } = this;
    const words = this.drafts.of(this.key);
    box.value = words;
    // Behind it, where it is gone on with: a selection would go with the next letter.
    box.valueSelection = [words.length, words.length];
    box.validationMessage = undefined;
  }

  /** Writes what stands in it; where that can't be done it says so, and the words stay. */
  async write(command: string, argument: Record<string, unknown>): Promise<Written | string | undefined> {
    const { box, key } = this;
    if (key === undefined || box.busy) return undefined;
    // The box may be closed before the server has answered.
    this.keep();
    box.busy = true;
    box.enabled = false;
    const written = await write(this.server, this.document, command, argument);
    box.busy = false;
    box.enabled = true;
    if (typeof written === "string") {
      box.validationMessage = written;
      return written;
    }
    this.drafts.drop(key);
    this.key = undefined;
    return written;
  }

  hide(): void {
    this.box.hide();
  }

  dispose(): void {
    this.parts.dispose();
  }

  private keep(): void {
    if (this.key !== undefined) this.drafts.keep(this.key, this.box.value);
  }
}
