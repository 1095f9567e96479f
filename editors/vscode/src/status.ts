// The status bar: whether the file is read as a review, and how many findings it has.
import * as vscode from "vscode";

import type { Glance } from "./glance";
import type { Server } from "./server";

/** Draws the item whenever something changes. */
export function showStatus(server: Server, glance: Glance): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("askhow.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "askhow";
  const draw = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = document?.languageId === "markdown";
    if (!isOurs && server.state !== "failed") return item.hide();
    const { text, tooltip, command, loud } = describe(server, glance, document);
    item.text = text;
    const { description, pid } = server;
    const runs = server.state === "running" && description !== undefined;
    item.tooltip = runs ? `${tooltip}\n${description}, process ${pid}` : tooltip;
    item.command = command;
    item.backgroundColor = loud ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  };
  const parts = [
    item,
    server.onDidChange(draw),
    glance.onDidChange(draw),
    vscode.window.onDidChangeActiveTextEditor(draw),
    vscode.languages.onDidChangeDiagnostics(draw),
  ];
  draw();
  return vscode.Disposable.from(...parts);
}

interface Drawn {
  text: string;
  tooltip: string;
  command: string;
  loud: boolean;
}

function describe(server: Server, glance: Glance, document: vscode.TextDocument | undefined): Drawn {
  const quiet = { command: "askhow.showOutput", loud: false };
  switch (server.state) {
    case "stopped":
    case "starting":
      return { ...quiet, text: "$(sync~spin) askhow", tooltip: "askhow is starting" };
    case "waiting":
      return { ...quiet, text: "$(sync~spin) askhow", tooltip: "The server ended by itself; it is started again" };
    case "failed":
      return {
        text: "$(warning) askhow: off",
        tooltip: "The server does not run. Click to start it again; the output says more",
        command: "askhow.restartServer",
        loud: true,
      };
    case "running":
      break;
  }
  const seen = glance.seen;
  if (document === undefined || seen?.document !== document) {
    return { ...quiet, text: "askhow", tooltip: "askhow is looking at this file" };
  }
  const { review, reason } = seen.overview;
  if (!review) return { ...quiet, text: "askhow: no review", tooltip: reason };
  const nFindings = findings(document.uri).length;
  const what = nFindings === 1 ? "1 finding" : `${nFindings} findings`;
  return {
    text: `$(comment-discussion) askhow: ${nFindings === 0 ? "nothing to ask" : what}`,
    tooltip: `${reason} Click for the whole review at a glance.`,
    command: "askhow.review.focus",
    loud: false,
  };
}

/** What we found in a document. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "askhow");
}
