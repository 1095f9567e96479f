// The server as a process: found, tried, started, watched, and started again with growing waits.
import { type ChildProcess, spawn } from "node:child_process";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";

import { Backoff } from "./backoff";
import { findServer, type From } from "./find";
import { probe } from "./probe";
import { say, sayDone } from "./say";
import { details, orFull, tell, type Trouble, type Way } from "./trouble";
import { until } from "./until";
import { isOlder } from "./version";
import type { LanguageClient } from "vscode-languageclient/node";

/** What the status bar says of it. */
export type State = "stopped" | "starting" | "running" | "waiting" | "failed";

/** How much of what it writes to standard error is kept for a message. */
const TAIL = 2_000;

/** The one server of a window. */
export class Server implements vscode.Disposable {
  private readonly backoff = new Backoff();
  private readonly changed = new vscode.EventEmitter<State>();
  private current: State = "stopped";
  private running: { client: LanguageClient; process: ChildProcess } | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Counts starts: what belongs to an earlier one has nothing to say any more. */
  private turn = 0;
  private found = "";
  private about: string | undefined;
  /** Whether the last message about it is that it does not run. */
  private isSaidToBeOff = false;
  /** Whether it ran, or was on its way, when somebody wanted another one. */
  private isAgain = false;
  /** That it runs again, as long as that is said and true. */
  private passing: vscode.Disposable | undefined;

  /** What was told to the person, the last one last. */
  readonly troubles: Trouble[] = [];

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly output: vscode.OutputChannel,
  ) {}

  get state(): State {
    return this.current;
  }

  /** The client, where there is one that can be asked. */
  get client(): LanguageClient | undefined {
    return this.current === "running" ? this.running?.client : undefined;
  }

  /** Which server runs, and where it was found. */
  get description(): string | undefined {
    return this.about;
  }

  /** Waits until it has come up, or is known not to. */
  isUp(): Promise<void> {
    return until(this.onDidChange, () => this.state === "running" || this.state === "failed");
  }

  /** The program that was started last, as a whole path. */
  get program(): string {
    return this.found;
  }

  get pid(): number | undefined {
    return this.running?.process.pid;
  }

  /** Starts it because somebody wants it: old crashes are forgotten. */
  async restart(): Promise<void> {
    this.backoff.forget();
    this.isAgain = this.current !== "stopped";
    await this.stop();
    await this.start();
  }

  /** Ends it, and waits for its end. */
  async stop(): Promise<void> {
    this.turn += 1;
    clearTimeout(this.timer);
    const running = this.running;
    this.running = undefined;
    this.become("stopped");
    if (running === undefined) return;
    const { client, process } = running;
    await client.dispose(2_000).catch(() => undefined);
    if (process.exitCode === null && process.signalCode === null) process.kill();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changed.dispose();
  }

  private async start(): Promise<void> {
    const turn = ++this.turn;
    this.become("starting");
    const found = findServer({
      setting: pathSetting(),
      extension: this.context.extensionPath,
      path: process.env["PATH"] ?? "",
    });
    if ("problem" in found) {
      const trouble: Trouble =
        found.problem === "nowhere"
          ? { kind: "nowhere", searched: found.searched }
          : { kind: found.problem, program: found.program };
      return this.fail(trouble);
    }
    this.found = found.program;
    const answer = await probe(found.program);
    if (turn !== this.turn) return;
    if ("kind" in answer) return this.fail(answer);
    this.about = `askhow ${answer.version}: ${found.program} (from ${found.from})`;
    this.output.appendLine(this.about);
    const { version, from } = { version: answer.version, from: found.from };
    await this.connect(turn);
    if (turn === this.turn) this.compare(version, from);
  }

  private async connect(turn: number): Promise<void> {
    // The library is most of our code; a window that shows no review yet does without it.
    const { connect } = require("./client") as typeof import("./client");
    const process = spawn(this.found, ["lsp", "--stdio"], { windowsHide: true });
    let said = "";
    process.stderr.on("data", (data: Buffer) => (said = (said + data.toString()).slice(-TAIL)));
    // A pipe that breaks while something is written is told by the end of the process.
    process.stdin.on("error", () => undefined);
    let cameUp = false;
    const client = connect(process, this.output);
    this.running = { client, process };
    process.once("error", (error) => this.ended(turn, cameUp, `${said}\n${error.message}`));
    process.once("close", () => this.ended(turn, cameUp, said));
    try {
      await client.start();
      cameUp = true;
      if (turn === this.turn) this.cameUp();
    } catch (error) {
      this.output.appendLine(`the server did not come up: ${String(error)}`);
      if (process.exitCode === null && process.signalCode === null) process.kill();
    }
  }

  /** The process has ended, and nobody asked for it. */
  private ended(turn: number, cameUp: boolean, said: string): void {
    if (turn !== this.turn) return;
    this.turn += 1;
    const client = this.running?.client;
    this.running = undefined;
    void client?.dispose().catch(() => undefined);
    const wait = this.backoff.crashed(Date.now(), cameUp);
    if (wait === undefined) {
      const { program, backoff } = this;
      const crash = cameUp
        ? ({ kind: "crashes", program, said, count: backoff.count } as const)
        : ({ kind: "crashes-at-start", program, said } as const);
      return this.fail(crash);
    }
    this.output.appendLine(`the server ended by itself; it is started again in ${wait / 1000} s`);
    this.become("waiting");
    this.timer = setTimeout(() => void this.start().catch((error) => this.output.appendLine(String(error))), wait);
  }

  /** A message that it is off stays where it is until somebody closes it, so that the next one is to be the truth. */
  private cameUp(): void {
    this.become("running");
    const { isAgain } = this;
    this.isAgain = false;
    if (!this.isSaidToBeOff) {
      if (isAgain) this.passing = sayDone("the server runs again");
      return;
    }
    this.isSaidToBeOff = false;
    say(`the server runs now (${this.about}).`);
  }

  /** Says once of each server that it is older than the extension: what is missing would look like a slip. */
  private compare(version: string, from: From): void {
    const wanted = (this.context.extension.packageJSON as { version: string }).version;
    if (this.state !== "running" || !isOlder(version, wanted)) return;
    this.about = `${this.about}, older than the extension, which is ${wanted}`;
    const key = `told of ${this.program} ${version} beside ${wanted}`;
    if (this.context.globalState.get(key) === true) return;
    void this.context.globalState.update(key, true);
    const { message, ways } = this.note({ kind: "old", program: this.program, from, version, wanted });
    void vscode.window.showWarningMessage(message, ...ways).then((way) => this.go(way));
  }

  /** Says once what keeps it from running, and what can be done. */
  private fail(told: Trouble): void {
    const trouble = orFull(told);
    // The same words once more would look as if nothing had been tried.
    const isSame = this.isSaidToBeOff && isDeepStrictEqual(trouble, this.troubles.at(-1));
    this.isSaidToBeOff = true;
    this.become("failed");
    const { message, ways } = this.note(trouble, isSame);
    void vscode.window.showErrorMessage(message, ...ways).then((way) => this.go(way));
  }

  private note(trouble: Trouble, isSame = false): ReturnType<typeof tell> {
    this.troubles.push(trouble);
    const { message: plain, ways } = tell(trouble);
    const tried = `askhow: tried again at ${new Date().toTimeString().slice(0, 8)}: `;
    const message = isSame ? plain.replace(/^askhow: /, tried) : plain;
    [message, ...details(trouble)].forEach((line) => this.output.appendLine(line));
    return { message, ways };
  }

  private async go(way: Way | undefined): Promise<void> {
    switch (way) {
      case "Set the Path":
        await setServerPath();
        break;
      case "Restart":
        await this.restart();
        break;
      case "Show Output":
        this.output.show();
        break;
      case undefined:
        break;
    }
  }

  private become(state: State): void {
    this.current = state;
    this.passing?.dispose();
    // What stands in the view where there is no review.
    void vscode.commands.executeCommand("setContext", "askhow.server", state);
    this.changed.fire(state);
  }
}

/** Opens the settings where the path is: with a window on another machine they have a tab for that machine. */
export async function setServerPath(): Promise<void> {
  const isElsewhere = vscode.env.remoteName !== undefined;
  const command = isElsewhere ? "workbench.action.openRemoteSettings" : "workbench.action.openSettings";
  const query = "askhow.server.path";
  await vscode.commands.executeCommand(command, isElsewhere ? { query } : query);
}

/** As the person set it, for this machine. What a folder says about it is not even looked at. */
function pathSetting(): string {
  const set = vscode.workspace.getConfiguration("askhow").inspect<string>("server.path");
  return set?.globalValue ?? "";
}
