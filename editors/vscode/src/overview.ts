// The review at a glance, as the server tells it: `askhow/overview`.
import type { Range, TextEdit } from "vscode-languageclient";

/** A section that is there, or one that could be. */
export interface Section {
  name: string;
  purpose: string;
  questions: string[];
  missing: boolean;
  /** Whether words of the writer's own stand in it. */
  written: boolean;
  /** How many items it holds, where it is a list. */
  items: number | null;
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
  /** An older server does not tell. */
  settings?: SettingsProblem | null;
}
