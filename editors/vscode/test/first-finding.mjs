// From a clone of the repository to the first finding in a workbench, by what the pages say: `README.md` and that of the
// extension. What is copied from their steps is what is run here:
//   ASKHOW_CODE_SERVER=…/bin/code-server ASKHOW_BIN=…/askhow node test/first-finding.mjs
// The program is taken as it is: whoever calls this builds it, and measures that. Prints one line,
//   {"editor":"VS Code","version":"1.96.0","steps":4,"copied":4,"seconds":31.4}
// with the seconds of all but the build. Ends with status 1 where a step can't be taken, and 2 where something is missing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { here } from "../scripts/build.mjs";
import { AT, hands } from "./hands.mjs";
import { until, withWorkbench } from "./workbench.mjs";

/** What somebody types who writes a review for the first time. */
const QUESTION = "Why did the deploy fail?";

const codeServer = needed("ASKHOW_CODE_SERVER");
const bin = path.dirname(path.resolve(needed("ASKHOW_BIN")));
const root = path.join(here, "../..");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "askhow-newcomer-"));
process.env.TMPDIR = path.join(work, "tmp");
const [home, tools, folder] = ["home", "tools", "work"].map((name) => path.join(work, name));
for (const made of [process.env.TMPDIR, home, tools, folder]) fs.mkdirSync(made);
// `code` is the workbench of the tests, with extensions of its own.
const code = path.join(tools, "code");
fs.writeFileSync(code, `#!/bin/sh\nexec '${codeServer}' --user-data-dir '${home}/user' --extensions-dir '${home}/extensions' "$@"\n`, { mode: 0o755 });
const searched = [tools, bin, process.env.PATH].join(path.delimiter);

let status = 0;
try {
  console.log(JSON.stringify(await measured()));
} catch (error) {
  console.error(error.stack);
  status = 1;
} finally {
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(status);

async function measured() {
  const steps = stepsOf(fs.readFileSync(path.join(here, "README.md"), "utf8"));
  assert.ok(steps.some((blocks) => blocks.some(isBuild)), "the page says how the program is built");
  const [clone, review] = around();
  const version = /with Code (\S+)/.exec(run(`'${codeServer}' --version`, work))?.[1] ?? "unknown";
  const begun = Date.now();
  run(clone.replace("REPOSITORY", `'${root}'`), work);
  for (const block of steps.flat()) if (!isBuild(block)) run(block, path.join(work, "askhow"));
  run(review, folder);
  const options = { codeServer, disk: home, folder, pathFirst: bin, shots: work, suite: "none", trust: true, vsix: [] };
  let seconds = 0;
  await withWorkbench(options, async (page) => {
    await write(page);
    seconds = Math.round((Date.now() - begun) / 100) / 10;
  });
  // With the clone before them and the review behind them.
  const copied = steps.filter((blocks) => blocks.length > 0).length;
  return { editor: "VS Code", version, steps: steps.length + 2, copied: copied + 2, seconds };
}

/** Writes a question below everything that the new review has, and waits for what is drawn about it. */
async function write(page) {
  const { file } = hands(page, work, "");
  // Keys that come before the window is there go to the browser.
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "incidents" }).waitFor();
  await file("first.md");
  await page.locator(".editor-instance .view-line").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(QUESTION);
  await page.locator(AT.line(QUESTION)).first().waitFor({ state: "visible" });
  await until("a line below the question", async () => (await page.locator(".squiggly-info, .squiggly-warning").count()) > 0);
  await until("one finding", async () => /askhow: 1 finding$/.test((await page.locator(AT.status).first().innerText()).trim()));
}

/** What is to be copied in each of the numbered steps under `Install`. */
function stepsOf(page) {
  const install = /^## Install\n([^]*?)^## /m.exec(page)?.[1] ?? "";
  const steps = install.split(/^\d+\. /m).slice(1);
  // What follows the last step stands at the margin.
  const own = steps.map((step) => step.split(/\n\n(?! )/, 1)[0]);
  return own.map((step) => [...step.matchAll(/^( +)```sh\n([^]*?)^\1```/gm)].map((block) => block[2]));
}

/** The commands that `README.md` shows before and behind those of an editor: the clone, and the review. */
function around() {
  const page = fs.readFileSync(path.join(root, "README.md"), "utf8");
  const section = page.split("## From the clone to the first finding\n")[1] ?? "";
  const blocks = [...section.matchAll(/^```sh\n([^]*?)^```/gm)].map((block) => block[1]);
  assert.ok(blocks.length >= 2, "README.md shows the clone and the review");
  return blocks;
}

function isBuild(block) {
  return block.includes("cargo install");
}

/** Runs commands of a page as a person does. */
function run(commands, cwd) {
  const env = { ...process.env, PATH: searched };
  return execFileSync("sh", ["-ec", commands], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function needed(name) {
  const value = process.env[name];
  if (value === undefined || value === "") {
    console.error(`${name} is to name a program`);
    process.exit(2);
  }
  return value;
}
