// Which documents the server is told of, and how they are called.
import * as path from "node:path";
import type { TextDocument } from "vscode";

/** Whether a document is Markdown that somebody writes, rather than a page or another version of it. */
export function isOurs({ languageId, uri }: TextDocument): boolean {
  return languageId === "markdown" && ["file", "untitled"].includes(uri.scheme);
}

/** The name of a document, where it is one among others. */
export function nameOf({ uri }: TextDocument): string {
  return path.basename(uri.path);
}
