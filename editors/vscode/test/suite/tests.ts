// Runs in the editor, beside the extension, and leaves what came out in a file.
import * as fs from "node:fs";
import * as vscode from "vscode";

import { alone } from "./activation";
import { beside } from "./beside";
import { declared } from "./declared";
import { first } from "./first";
import { full } from "./full";
import { glance } from "./glance";
import type { Tests } from "./harness";
import { reading } from "./reading";
import { snippets } from "./snippets";
import { timeline } from "./timeline";
import { trouble } from "./trouble";
import { trust } from "./trust";
import { written } from "./written";
import { writing } from "./writing";

const SUITES: Record<string, Tests> = { alone, full, glance, trouble, trust, writing: { ...writing, ...reading, ...timeline, ...beside, ...declared, ...first, ...snippets, ...written } };

export async function activate(): Promise<void> {
  const suite = SUITES[process.env["ASKHOW_TEST_SUITE"] ?? ""] ?? {};
  const file = process.env["ASKHOW_TEST_RESULTS"] ?? "";
  const results: { name: string; ok: boolean; said: unknown; ms: number }[] = [];
  const write = (done: boolean): void => {
    fs.writeFileSync(`${file}.part`, JSON.stringify({ version: vscode.version, done, results }));
    fs.renameSync(`${file}.part`, file);
  };
  for (const [name, test] of Object.entries(suite)) {
    const started = Date.now();
    const ms = (): number => Date.now() - started;
    try {
      results.push({ name, ok: true, said: await test(), ms: ms() });
    } catch (error) {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.push({ name, ok: false, said, ms: ms() });
    }
    write(false);
  }
  write(true);
}
