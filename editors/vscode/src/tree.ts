// The *Review* view: the next question, then what stands where; a click goes there.
import * as vscode from "vscode";

import type { Glance, Seen } from "./glance";
import type { Asked, Entry, Overview, Question, Section } from "./overview";
import type { Questions } from "./questions";

type Range = Section["range"];

/** A line of the view. */
export type Node =
  | { kind: "asked"; asked: Asked; nMore: number }
  | { kind: "later"; n: number }
  | { kind: "section"; section: Section }
  | { kind: "entry"; entry: Entry }
  | { kind: "gap"; entry: Entry; gap: string }
  | { kind: "question"; question: Question };

/** The view, with what is said above its lines: the next question, since no line has room for it. */
export function showReview(glance: Glance, questions: Questions): vscode.Disposable {
  const view = vscode.window.createTreeView("askhow.review", { treeDataProvider: new ReviewTree(glance, questions) });
  const draw = (): void => {
    const overview = glance.seen?.overview;
    const [next] = questions.waiting;
    view.message = overview?.review === true ? (next?.text ?? "") : "";
  };
  return vscode.Disposable.from(view, questions.onDidChange(draw));
}

/** What stands in the view, from what was last seen. */
class ReviewTree implements vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(
    private readonly glance: Glance,
    private readonly questions: Questions,
  ) {
    this.onDidChangeTreeData = questions.onDidChange;
  }

  getChildren(node?: Node): Node[] {
    const overview = this.glance.seen?.overview;
    if (overview?.review !== true) return [];
    if (node === undefined) {
      const { waiting, nLater } = this.questions;
      const asked = waiting.slice(0, 1).map((it): Node => ({ kind: "asked", asked: it, nMore: waiting.length - 1 }));
      // Once no other waits, those that were left come back in sight.
      const later: Node[] = waiting.length === 0 && nLater > 0 ? [{ kind: "later", n: nLater }] : [];
      return [...asked, ...later, ...overview.sections.map((section): Node => ({ kind: "section", section }))];
    }
    return node.kind === "section" ? held(node.section, overview) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const seen = this.glance.seen;
    switch (node.kind) {
      case "asked":
        return askedItem(node.asked, node.nMore);
      case "later": {
        const item = new vscode.TreeItem(`${counted(node.n, "question was", "questions were")} left for later`);
        item.iconPath = new vscode.ThemeIcon("debug-step-over");
        item.command = { command: "askhow.askAgain", title: "Ask Again" };
        item.tooltip = "A click asks again";
        return item;
      }
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

/** What stands in a section and is worth a line of its own: entries with the gaps between them, open questions. */
function held({ section, missing }: Section, overview: Overview): Node[] {
  if (missing) return [];
  if (section === "Open Questions") return overview.questions.map((question) => ({ kind: "question", question }));
  if (section !== "Timeline") return [];
  return overview.entries.flatMap((entry): Node[] => {
    const gap: Node[] = entry.gap === null ? [] : [{ kind: "gap", entry, gap: entry.gap }];
    return [...gap, { kind: "entry", entry }];
  });
}

function askedItem(asked: Asked, nMore: number): vscode.TreeItem {
  const item = new vscode.TreeItem("Answer it");
  item.description = nMore === 0 ? asked.section : `${asked.section} · ${nMore} more`;
  item.iconPath = new vscode.ThemeIcon("reply");
  item.tooltip = new vscode.MarkdownString(`**${asked.section}**: ${asked.text}`);
  item.command = { command: "askhow.answerNextQuestion", title: "Answer the Next Question" };
  item.contextValue = "asked";
  item.accessibilityInformation = { label: `Answer the next question, for ${asked.section}: ${asked.text}` };
  return item;
}

function sectionItem(section: Section, seen: Seen | undefined): vscode.TreeItem {
  // A tick says that words stand there, not that a heading does.
  const item = leaf(section.name, section.written ? "pass" : "circle-outline", seen, section.range);
  const nodes = seen === undefined ? [] : held(section, seen.overview);
  if (nodes.length > 0) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  // The editor keeps what has been closed under a name; what was empty until now is to open when it is filled.
  item.id = `${seen?.document.uri.toString()} ${section.section}${nodes.length > 0 ? "" : ", empty"}`;
  item.description = section.missing ? "missing" : amount(section, seen?.overview);
  item.contextValue = section.missing ? "missing" : "present";
  const asks = section.questions.map((question) => `- ${question}`).join("\n");
  const quiet = section.section === "Timeline" ? seen?.overview.timeline?.quiet : undefined;
  const longest = quiet ? `\n\nLongest quiet stretch ${quiet.length}, from ${quiet.from}` : "";
  item.tooltip = new vscode.MarkdownString(`**${section.name}**: ${section.purpose}${longest}\n\n${asks}`);
  return item;
}

/** How much of the writer's own stands there: `3 items`, `12 entries · 1h 25m · 31m quiet`. */
function amount({ section, written, items, paragraphs }: Section, overview: Overview | undefined): string {
  const timeline = overview?.timeline;
  if (section === "Timeline" && timeline) {
    const quiet = timeline.quiet && `${timeline.quiet.length} quiet`;
    return [counted(timeline.entries, "entry", "entries"), timeline.length, quiet].filter(Boolean).join(" · ");
  }
  if (!written) return "";
  const nOpen = overview?.questions.length ?? 0;
  if (section === "Open Questions" && nOpen > 0) return `${nOpen} open`;
  if (items !== null) return counted(items, "item", "items");
  return paragraphs === null ? "" : counted(paragraphs, "paragraph", "paragraphs");
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
