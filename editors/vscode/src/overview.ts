// The review at a glance, as the server tells it: `askhow/overview`.
import type { Range, TextEdit } from "vscode-languageclient";

/** A section that is there, or one that could be. */
export interface Section {
  /** Which of them, by its canonical name. */
  section: string;
  name: string;
  purpose: string;
  questions: string[];
  missing: boolean;
  /** Whether words of the writer's own stand in it. */
  written: boolean;
  /** How many items it holds, where it is a list. */
  items: number | null;
  /** How many paragraphs, where it is none. */
  paragraphs: number | null;
  /** Its heading; where it is missing, the place where it belongs. */
  range: Range;
  /** What adds it. */
  add: TextEdit[];
}

/** An entry of the timeline. */
export interface Entry {
  stamp: string;
  text: string;
  kind: string | null;
  range: Range;
  /** How long before it nothing was written, where that is long. */
  gap: string | null;
}

/** An open question. */
export interface Question {
  text: string;
  range: Range;
}

/** A question that waits for an answer. */
export interface Asked {
  /** By which it is answered or skipped. */
  id: string;
  text: string;
  /** Where the answer lands. */
  section: string;
  /** Where it is asked. */
  range: Range;
}

/** What the timeline spans. */
export interface Timeline {
  entries: number;
  length: string | null;
  quiet: { length: string; from: string } | null;
}

/** An incident that is not called stable; both are moments in ISO 8601. */
export interface LiveSince {
  start: string;
  last: string;
  running: boolean;
}

/** What is wrong in the settings, the first of it. */
export interface SettingsProblem {
  /** The file; none where the editor's own settings are meant. */
  uri: string | null;
  range: Range;
  message: string;
}

/** All of it, of one version of the text. */
export interface Overview {
  version: number;
  review: boolean;
  /** How it came to be read as a review, or not to be. */
  reason: string;
  sections: Section[];
  entries: Entry[];
  questions: Question[];
  timeline: Timeline | null;
  /** The questions that wait, the next one first. */
  queue: Asked[];
  live: LiveSince | null;
  /** An older server does not tell. */
  settings?: SettingsProblem | null;
}
