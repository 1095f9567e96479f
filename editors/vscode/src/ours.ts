// Which documents the server is told of.
import type { TextDocument } from "vscode";

/** Whether a document is Markdown that somebody writes, rather than a page or another version of it. */
export function isOurs({ languageId, uri }: TextDocument): boolean {
  return languageId === "markdown" && ["file", "untitled"].includes(uri.scheme);
}
