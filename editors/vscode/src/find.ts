// Which program is started as the server. Knows no editor, so that it can be tried without one.
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Where to look. */
export interface Places {
  /** `askhow.server.path`, empty where it is not set. */
  setting: string;
  /** The folder of the extension, which may hold a server. */
  extension: string;
  /** The value of `PATH`. */
  path: string;
}

/** Where a program was found. */
export type From = "setting" | "extension" | "PATH";

/** A program, and where it was found; or what there is to be said. */
export type Found =
  | { program: string; from: From }
  | { problem: "relative" | "absent"; program: string }
  | { problem: "nowhere"; searched: string[] };

const NAME = process.platform === "win32" ? "askhow.exe" : "askhow";

/** The server that was set, or else the one inside the extension, or else the one on PATH. */
export function findServer(places: Places): Found {
  const setting = places.setting.trim();
  if (setting !== "") {
    const program = setting.replace(/^~(?=[/\\])/, os.homedir());
    // A relative path would mean another program in each folder that is opened.
    if (!path.isAbsolute(program)) return { problem: "relative", program };
    return isFile(program) ? { program, from: "setting" } : { problem: "absent", program };
  }
  const inside = path.join(places.extension, "server", NAME);
  if (isFile(inside)) return { program: inside, from: "extension" };
  // An empty or relative one means the folder that is open, which may be anybody's.
  const folders = places.path.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const program = path.join(folder, NAME);
    if (isFile(program)) return { program, from: "PATH" };
  }
  return { problem: "nowhere", searched: [...new Set(folders)] };
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
