// Where the editor comes in. Everything is put together here, and nothing is waited for: the text can be
// written while the server starts.
import * as vscode from "vscode";

import { registerCommands } from "./commands";
import { Glance } from "./glance";
import { Live } from "./live";
import { Questions } from "./questions";
import { providePages } from "./pages";
import { watchProgress } from "./progress";
import { Server, type State } from "./server";
import { showStatus } from "./status";
import { showReview } from "./tree";
import type { Trouble } from "./trouble";
import { Drafts } from "./words";

/** What other extensions, and our tests, can see. */
export interface Api {
  readonly state: State;
  readonly pid: number | undefined;
  readonly troubles: readonly Trouble[];
}

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel("askhow");
  const ours = new Server(context, output);
  server = ours;
  const glance = new Glance(ours);
  const drafts = new Drafts();
  const questions = new Questions(ours, glance, context.workspaceState, drafts);
  const live = new Live(ours, glance, drafts);
  context.subscriptions.push(
    output,
    ours,
    glance,
    questions,
    live,
    showStatus(ours, glance),
    showReview(glance, questions),
    registerCommands(context, ours, glance, questions, live),
    providePages(ours),
    watchProgress(glance),
    vscode.workspace.onDidChangeConfiguration((event) => {
      // The editor asks for an outline once; a server that is new to it is asked again.
      const matters = ["askhow.server.path", "askhow.outline"].some((name) => event.affectsConfiguration(name));
      if (matters) void ours.restart();
    }),
  );
  void vscode.commands.executeCommand("setContext", "askhow.active", true);
  // Even to start a process takes a while in one as large as the editor's.
  setImmediate(() => void ours.restart());
  return {
    get state() {
      return ours.state;
    },
    get pid() {
      return ours.pid;
    },
    troubles: ours.troubles,
  };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
