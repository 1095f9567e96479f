// The status bar: whether the file is read as a review, and how many findings it has.
import * as vscode from "vscode";

import { declaredKeys } from "./declared";
import { found } from "./findings";
import type { Glance } from "./glance";
import { isOurs } from "./ours";
import type { SettingsProblem } from "./overview";
import { sentence } from "./say";
import type { Server } from "./server";
import { toRange } from "./tree";

/** Draws the item whenever something changes. */
export function showStatus(server: Server, glance: Glance): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("askhow.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "askhow";
  const draw = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if ((document === undefined || !isOurs(document)) && server.state !== "failed") return item.hide();
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
  command: string | vscode.Command;
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
  const { review, reason, settings } = seen.overview;
  if (settings) return aboutSettings(settings);
  if (!review) return { ...quiet, text: "askhow: no review", tooltip: reason };
  const { problems, hints } = found(document.uri);
  const icon = "$(comment-discussion)";
  const count = (n: number, what: string): string => (n === 1 ? `1 ${what}` : `${n} ${what}s`);
  if (problems.length + hints.length === 0) {
    const tooltip = `${reason} Click for the whole review at a glance.`;
    return { text: `${icon} askhow: no findings`, tooltip, command: "askhow.review.focus", loud: false };
  }
  const command = "askhow.showFindings";
  const besides = hints.length === 0 ? "" : `, and ${count(hints.length, "hint")} in the text`;
  if (problems.length > 0) {
    const text = `${icon} askhow: ${count(problems.length, "finding")}`;
    return { text, tooltip: `${reason} Click for the list${besides}.`, command, loud: false };
  }
  const tooltip = `${reason} Click for the ${count(hints.length, "hint")} in the text.`;
  return { text: `${icon} askhow: hints`, tooltip, command, loud: false };
}

/** A click leads to where it is. */
function aboutSettings({ uri, range, message }: SettingsProblem): Drawn {
  if (uri === null) {
    const tooltip = `${plain(message)} Click for the settings`;
    return { text: "$(warning) askhow: settings", tooltip, command: wayToSetting(message), loud: true };
  }
  const { start } = toRange(range);
  const place = [vscode.Uri.parse(uri), { selection: new vscode.Range(start, start) }];
  return {
    text: "$(warning) askhow: broken askhow.toml",
    tooltip: `${plain(message)} Until it is mended what was last right in it is in force. Click to go there`,
    command: { command: "vscode.open", title: "Go There", arguments: place },
    loud: true,
  };
}

/** As a sentence of plain text. */
function plain(message: string): string {
  return sentence(message.replaceAll(/`([^`]*)`/g, "“$1”"));
}

/** To the setting that a message begins with, where it is set; one that is called like none is on no page, but in a file. */
function wayToSetting(message: string): vscode.Command {
  const all = vscode.workspace.getConfiguration("askhow");
  const named = /`([^`]+)`/.exec(message)?.[1] ?? "";
  const inEditor = named.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const way = (command: string, ...args: unknown[]): vscode.Command => ({ command, title: "Settings", arguments: args });
  // Either spelling may have been used.
  for (const key of [inEditor, named]) {
    const { globalValue, workspaceValue, workspaceFolderValue } = all.inspect(key) ?? {};
    const isOfFolder = workspaceValue !== undefined || workspaceFolderValue !== undefined;
    if (!isOfFolder && globalValue === undefined) continue;
    if (!declaredKeys().includes(key)) {
      return way(isOfFolder ? "workbench.action.openWorkspaceSettingsFile" : "workbench.action.openSettingsJson");
    }
    const query = `@id:askhow.${key}`;
    return isOfFolder ? way("workbench.action.openWorkspaceSettings", { query }) : way("workbench.action.openSettings", query);
  }
  return way("workbench.action.openSettings", "@ext:askhow.askhow");
}
