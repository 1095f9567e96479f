// Messages at the foot of the window.
import * as vscode from "vscode";

/** Says something that needs no answer. */
export function say(message: string): undefined {
  void vscode.window.showInformationMessage(`askhow: ${message}`);
}
