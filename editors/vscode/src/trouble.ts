// What is said when there is no server, or an old one: one message each, with what can be done about it.
import type { From } from "./find";

/** Something that keeps the server from running. */
export type Trouble =
  | { kind: "nowhere"; searched: string[] }
  | { kind: "relative"; program: string }
  | { kind: "absent"; program: string }
  | { kind: "broken"; program: string; said: string }
  | { kind: "unfit"; program: string; reason: string }
  | { kind: "wrong"; program: string; said: string }
  | { kind: "full"; program: string; said: string }
  | { kind: "crashes-at-start"; program: string; said: string }
  | { kind: "crashes"; program: string; said: string; count: number }
  | { kind: "old"; program: string; from: From; version: string; wanted: string };

/** What a message offers. */
export type Way = "Set the Path" | "Restart" | "Show Output";

/** The words, and the buttons below them. */
export function tell(trouble: Trouble): { message: string; ways: Way[] } {
  switch (trouble.kind) {
    case "nowhere":
      return {
        message:
          "askhow: the server was found neither inside the extension nor on PATH. " +
          "Install it with `cargo install --locked --path crates/askhow`, or set `askhow.server.path`.",
        ways: ["Set the Path", "Restart", "Show Output"],
      };
    case "relative":
      return {
        message: `askhow: \`askhow.server.path\` is ${trouble.program}; write the whole path, from the root on.`,
        ways: ["Set the Path"],
      };
    case "absent":
      return {
        message: `askhow: there is no file ${trouble.program}; correct \`askhow.server.path\`, or leave it empty.`,
        ways: ["Set the Path", "Restart"],
      };
    case "broken":
      return {
        message: `askhow: ${trouble.program} can't be run${behind(trouble.said)}. Install it anew, or set \`askhow.server.path\`.`,
        ways: ["Set the Path", "Restart", "Show Output"],
      };
    case "unfit":
      return {
        message: `askhow: ${trouble.program} can't be run: ${trouble.reason}. Install it anew, or set \`askhow.server.path\`.`,
        ways: ["Set the Path", "Restart", "Show Output"],
      };
    case "wrong":
      return {
        message: `askhow: ${trouble.program} is another program${behind(trouble.said)}. Let \`askhow.server.path\` name askhow.`,
        ways: ["Set the Path"],
      };
    case "full":
      return {
        message: `askhow: ${trouble.program} finds no room on the disk${behind(trouble.said)}. Free some, then restart the server.`,
        ways: ["Restart", "Show Output"],
      };
    case "crashes-at-start":
      return {
        message: `askhow: ${trouble.program} ends as soon as it is started${behind(trouble.said)}. The output has more.`,
        ways: ["Show Output", "Restart", "Set the Path"],
      };
    case "crashes":
      return {
        message: `askhow: the server ended by itself ${trouble.count} times within minutes${behind(trouble.said)}. It stays off until it is restarted; the output has more.`,
        ways: ["Restart", "Show Output"],
      };
    case "old": {
      const { program, version, wanted, from } = trouble;
      const remedy = {
        setting: "Install the newer one there, or let `askhow.server.path` name it.",
        extension: "Install the extension anew.",
        PATH: "Install the newer one, with `cargo install --locked --path crates/askhow` for instance.",
      }[from];
      return {
        message: `askhow: ${program} is ${version}, and this extension was made for ${wanted}: some of it will not answer. ${remedy}`,
        ways: from === "extension" ? ["Restart"] : ["Set the Path", "Restart"],
      };
    }
  }
}

/** What is in the output besides, line by line: too long for a message. */
export function details(trouble: Trouble): string[] {
  if (trouble.kind !== "nowhere") return [];
  const { searched } = trouble;
  const folders = searched.length === 0 ? ["  (none)"] : searched.map((folder) => `  ${folder}`);
  return [
    "These folders of PATH were searched, in this order:",
    ...folders,
    "VS Code keeps the PATH with which it was started. After a change of PATH close all of its windows and start it anew, " +
      "or let `askhow.server.path` name the program; that counts at once.",
  ];
}

/** What keeps a program from running is the disk, whatever it came to by that. */
export function orFull(trouble: Trouble): Trouble {
  const isFull = "said" in trouble && /no (storage )?space( left)?|not enough space|ENOSPC/i.test(trouble.said);
  return isFull ? { kind: "full", program: trouble.program, said: trouble.said } : trouble;
}

/** What the program said last, in a few words. */
function behind(said: string): string {
  const line = said.trim().split("\n").at(-1)?.trim() ?? "";
  if (line === "") return "";
  // Who speaks stands at the front, and the reason at the end.
  return ` (it says: ${line.length > 120 ? `${line.slice(0, 30)}…${line.slice(-89)}` : line})`;
}
