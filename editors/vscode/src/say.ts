// Messages at the foot of the window.
import * as vscode from "vscode";

/** What is said where the server is wanted, and off. */
export const OFF = "The server does not run. The command *askhow: Restart Server* starts it.";

/** Says something that needs no answer. */
export function say(message: string): undefined {
  void vscode.window.showInformationMessage(`askhow: ${message}`);
}

/** Words as a sentence, with its end. */
export function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? "" : "."}`;
}
