// Messages at the foot of the window.
import * as vscode from "vscode";

/** What is said where the server is wanted, and off. */
export const OFF = "The server does not run. “askhow: Restart Server” starts it.";

/** What a message that it is off offers. */
const RESTART = "Restart Server";

/** So long what was done stands in the status bar. */
const IN_PASSING = 6_000;

/** Says something that needs no answer. */
export function say(message: string): undefined {
  void vscode.window.showInformationMessage(`askhow: ${message}`);
}

/** Says that the server is off, with the way to start it. */
export function sayOff(besides = ""): undefined {
  const message = `askhow: ${OFF}${besides === "" ? "" : ` ${besides}`}`;
  void vscode.window.showInformationMessage(message, RESTART).then((way) => {
    if (way === RESTART) void vscode.commands.executeCommand("askhow.restartServer");
  });
}

/** Says in passing, in the status bar, that something was done: nobody has to close that. Gives what takes it back. */
export function sayDone(message: string): vscode.Disposable {
  return vscode.window.setStatusBarMessage(`askhow: ${message}`, IN_PASSING);
}

/** Words as a sentence, with its end. */
export function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? "" : "."}`;
}
