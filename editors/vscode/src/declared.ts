// The settings of this extension, by their names behind `askhow.`, as the manifest has them.
import * as vscode from "vscode";

/** All of them, in both spellings where there are two: `quietGap` and `quiet-gap`. */
export function declaredKeys(): string[] {
  const ours = vscode.extensions.getExtension("askhow.askhow")?.packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> }[] };
  };
  const keys = ours.contributes.configuration.flatMap((group) => Object.keys(group.properties));
  return keys.map((key) => key.slice("askhow.".length));
}
