// Asks a program whether it is our server, before anything is entrusted to it.
import { execFile } from "node:child_process";

import type { Trouble } from "./trouble";

/** So long a program may take to say its version; many times what ours takes. */
const PATIENCE = 10_000;

/** What is wrong with the program; nothing where it is askhow. */
export function probe(program: string): Promise<Trouble | { version: string }> {
  return new Promise((resolve) => {
    const done = (error: Error | null, stdout: string, stderr: string): void => {
      const version = /^askhow (\S+)\s*$/.exec(stdout)?.[1];
      if (error === null) {
        const said = stdout.trim() === "" ? "nothing" : stdout;
        resolve(version === undefined ? { kind: "wrong", program, said } : { version });
      } else {
        const isSaid = stderr.trim() !== "";
        resolve(isSaid ? { kind: "broken", program, said: stderr } : { kind: "unfit", program, reason: reason(error) });
      }
    };
    try {
      execFile(program, ["--version"], { timeout: PATIENCE, windowsHide: true }, done);
    } catch (error) {
      // Some programs can't even be tried, a folder for instance.
      resolve({ kind: "unfit", program, reason: String(error) });
    }
  });
}

function reason(error: Omit<NodeJS.ErrnoException, "code"> & { code?: string | number; killed?: boolean; signal?: NodeJS.Signals }): string {
  if (error.code === "EACCES") return "it is not allowed to run";
  if (error.code === "ENOENT") return "it is there, but what runs it is not";
  if (error.killed === true) return "it does not answer";
  if (typeof error.signal === "string") return `it ended by ${error.signal}`;
  if (typeof error.code === "number") return `asked for its version it says nothing, and ends with status ${error.code}`;
  return error.message;
}
