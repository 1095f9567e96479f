// The *Review* view: sections, timeline, open questions; a click goes there.
import * as vscode from "vscode";

import type { Glance, Seen } from "./glance";
import type { Entry, Question, Section } from "./overview";

type Range = Section["range"];

/** A line of the view. */
export type Node =
  | { kind: "sections" | "timeline" | "questions" }
  | { kind: "section"; section: Section }
  | { kind: "entry"; entry: Entry }
  | { kind: "gap"; entry: Entry; gap: string }
  | { kind: "question"; question: Question };

/** What stands in the view, from what was last seen. */
export class ReviewTree implements vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(private readonly glance: Glance) {
    this.onDidChangeTreeData = glance.onDidChange;
  }

  getChildren(node?: Node): Node[] {
    const overview = this.glance.seen?.overview;
    if (overview?.review !== true) return [];
    switch (node?.kind) {
      case undefined:
        return [{ kind: "sections" }, { kind: "timeline" }, { kind: "questions" }];
      case "sections":
        return overview.sections.map((section) => ({ kind: "section", section }));
      case "timeline":
        return overview.entries.flatMap((entry): Node[] => {
          const gap: Node[] = entry.gap === null ? [] : [{ kind: "gap", entry, gap: entry.gap }];
          return [...gap, { kind: "entry", entry }];
        });
      case "questions":
        return overview.questions.map((question) => ({ kind: "question", question }));
      default:
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const seen = this.glance.seen;
    switch (node.kind) {
      case "sections":
      case "timeline":
      case "questions":
        return heading(node.kind, seen);
      case "section":
        return sectionItem(node.section, seen);
      case "entry": {
        const { stamp, text, range } = node.entry;
        const item = leaf(`${shortened(stamp, seen)} ${text}`, kindIcon(node.entry.kind), seen, range);
        const { kind } = node.entry;
        item.tooltip = `${stamp} ${text}${kind === null ? "" : ` (${kind})`}`;
        return item;
      }
      case "gap": {
        const item = leaf(`${node.gap} without an entry`, "ellipsis", seen, node.entry.range);
        item.tooltip = "What was going on, when it seems that nothing was happening?";
        return item;
      }
      case "question":
        return leaf(node.question.text, "question", seen, node.question.range);
    }
  }
}

function heading(kind: "sections" | "timeline" | "questions", seen: Seen | undefined): vscode.TreeItem {
  const { sections = [], entries = [], questions = [] } = seen?.overview ?? {};
  const nGaps = entries.filter(({ gap }) => gap !== null).length;
  const [label, description, n] = {
    sections: ["Sections", progress(sections), sections.length] as const,
    timeline: [
      "Timeline",
      `${counted(entries.length, "entry", "entries")}${nGaps === 0 ? "" : `, ${counted(nGaps, "gap", "gaps")}`}`,
      entries.length,
    ] as const,
    questions: ["Open Questions", `${questions.length}`, questions.length] as const,
  }[kind];
  const state = n === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded;
  const item = new vscode.TreeItem(label, state);
  // The editor keeps what has been closed under a name; what was empty until now is to open when it is filled.
  item.id = n === 0 ? `${kind}, empty` : kind;
  item.description = description;
  return item;
}

/** How many sections are written, and how many have no place yet; nothing where nobody has begun. */
function progress(sections: Section[]): string {
  const nWritten = sections.filter(({ written }) => written).length;
  const nMissing = sections.filter(({ missing }) => missing).length;
  if (nWritten === 0) return "";
  const written = nWritten === sections.length ? "all written" : `${nWritten} of ${sections.length} written`;
  return nMissing === 0 ? written : `${written}, ${nMissing} missing`;
}

function sectionItem(section: Section, seen: Seen | undefined): vscode.TreeItem {
  // A tick says that words stand there, not that a heading does.
  const item = leaf(section.name, section.written ? "pass" : "circle-outline", seen, section.range);
  const held = section.written && section.items !== null ? counted(section.items, "item", "items") : section.purpose;
  item.description = section.missing ? `missing: ${section.purpose}` : held;
  item.contextValue = section.missing ? "missing" : "present";
  const asks = section.questions.map((question) => `- ${question}`).join("\n");
  item.tooltip = new vscode.MarkdownString(`**${section.name}**: ${section.purpose}\n\n${asks}`);
  return item;
}

function leaf(label: string, icon: string, seen: Seen | undefined, range: Range): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = label;
  if (seen !== undefined) {
    const { start } = toRange(range);
    item.command = {
      command: "vscode.open",
      title: "Go There",
      arguments: [seen.document.uri, { selection: new vscode.Range(start, start) }],
    };
  }
  return item;
}

/** A stamp without the words that all of them begin or end with: the date, the zone. */
function shortened(stamp: string, seen: Seen | undefined): string {
  const stamps = (seen?.overview.entries ?? []).map((entry) => entry.stamp.split(" "));
  let words = stamp.split(" ");
  const allAgree = (at: number): boolean => stamps.every((it) => it.length > 1 && it.at(at) === words.at(at));
  if (stamps.length < 2) return stamp;
  if (words.length > 1 && allAgree(-1)) words = words.slice(0, -1);
  if (words.length > 1 && allAgree(0)) words = words.slice(1);
  return words.join(" ");
}

/** An icon for each kind of entry. */
function kindIcon(kind: string | null): string {
  switch (kind) {
    case "observation":
      return "eye";
    case "hypothesis":
      return "lightbulb";
    case "action":
      return "tools";
    case "communication":
      return "comment";
    case "recovery":
      return "heart";
    default:
      return "circle-small-filled";
  }
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A range of the protocol; the server counts in UTF-16 here, as the editor does. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
