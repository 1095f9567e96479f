// Tries the packed extension in a real workbench:
//   ASKHOW_CODE_SERVER=…/bin/code-server ASKHOW_BIN=…/askhow node test/run.mjs [SUITE…]
// Ends with status 1 when something fails. Pictures of the page lie in `dist/shots` afterwards.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createVSIX } from "@vscode/vsce";

import { buildTests, here } from "../scripts/build.mjs";
import { pack } from "../scripts/package.mjs";
import { withDisk } from "./disk.mjs";
import { compare } from "./features.mjs";
import { glance, reviewsOf } from "./glance.mjs";
import { minutes } from "./minutes.mjs";
import { panel } from "./panel.mjs";
import { recovery } from "./recovery.mjs";
import { banner, message, ownFigure, steps } from "./screen.mjs";
import { withWorkbench } from "./workbench.mjs";

const codeServer = needed("ASKHOW_CODE_SERVER");
const askhow = path.resolve(needed("ASKHOW_BIN"));
const work = fs.mkdtempSync(path.join(os.tmpdir(), "askhow-reviews-"));
// What the editor and the browser write aside goes with it.
process.env.TMPDIR = path.join(work, "tmp");
fs.mkdirSync(process.env.TMPDIR);
const review = path.join(here, "../../tests/editors/review.md");
const target = `linux-${process.arch}`;
const passed = new Set();
/** What failed, and what did so once and not again. */
let failed = [];
const flaky = [];

/** Where each suite runs, and what is looked at behind it. */
const SUITES = {
  alone: async ({ universal, tests, shots }) => {
    const options = { codeServer, shots, suite: "alone", trust: true, vsix: [universal, tests] };
    const env = { VSCODE_SKIP_BUILTIN_EXTENSIONS: "vscode.markdown-language-features" };
    await withWorkbench({ ...options, folder: folder(), env, pathFirst: path.dirname(askhow) }, async (page, results) => {
      await results(report);
      await check("alone, the editor's own figure for activation", () => ownFigure(page));
      await page.screenshot({ path: path.join(shots, "alone.png") });
    });
  },
  writing: async ({ universal, tests, shots }) => {
    const options = { codeServer, shots, suite: "writing", trust: true, vsix: [universal, tests] };
    const reviews = folder();
    const text = fs.readFileSync(path.join(reviews, "checkout.md"), "utf8");
    await withWorkbench({ ...options, folder: reviews, pathFirst: path.dirname(askhow) }, async (page, results) => {
      await results(report);
      const seen = { ...panel(page, shots, text), ...minutes(page, shots, text, reviews), ...steps(page, shots, text) };
      for (const [name, step] of Object.entries(seen)) {
        const ok = await check(name, step);
        if (!ok) await page.screenshot({ path: path.join(shots, `failed-${name.replaceAll(/\W+/g, "-")}.png`) });
        await page.keyboard.press("Escape");
      }
    });
  },
  glance: async ({ universal, tests, shots }) => {
    const options = { codeServer, shots, suite: "glance", trust: true, vsix: [universal, tests] };
    const reviews = reviewsOf(folder());
    await withWorkbench({ ...options, folder: reviews, pathFirst: path.dirname(askhow) }, async (page, results) => {
      await results(report);
      for (const [name, step] of Object.entries(glance(page, shots, reviews))) {
        const ok = await check(name, step);
        if (!ok) await page.screenshot({ path: path.join(shots, `failed-${name.replaceAll(/\W+/g, "-")}.png`) });
      }
    });
  },
  trouble: async ({ universal, tests, shots }) => {
    const options = { codeServer, shots, suite: "trouble", trust: true, vsix: [universal, tests] };
    const small = { size: "1m", files: 4 };
    await withDisk("servers on a full disk", fs.mkdtempSync(path.join(work, "tiny-")), small, async (disk) => {
      const env = { ASKHOW_TEST_SERVER: askhow, ASKHOW_TEST_DISK: disk ?? "" };
      const bin = fs.mkdtempSync(path.join(work, "bin-"));
      const reviews = reviewsOf(folder());
      await withWorkbench({ ...options, folder: reviews, env, pathFirst: bin }, async (page, results) => {
        await check("the message can be read", () => message(page, "found neither inside the extension nor on PATH"));
        await results(report);
        await page.screenshot({ path: path.join(shots, "no-server.png") });
        for (const [name, step] of Object.entries(recovery(page, shots, askhow, path.join(bin, "askhow")))) {
          const ok = await check(name, step);
          if (!ok) await page.screenshot({ path: path.join(shots, `failed-${name.replaceAll(/\W+/g, "-")}.png`) });
        }
      });
    });
  },
  full: async ({ universal, tests, shots }) => {
    const options = { codeServer, shots, suite: "full", trust: true, vsix: [universal, tests] };
    await withDisk("an editor on a full disk", fs.mkdtempSync(path.join(work, "small-")), { size: "64m" }, async (disk) => {
      if (disk === undefined) return;
      const env = { ASKHOW_TEST_DISK: disk, TMPDIR: disk };
      const opened = { ...options, disk, env, folder: folder(disk), pathFirst: path.dirname(askhow) };
      await withWorkbench(opened, async (page, results) => {
        await results(report);
        await page.screenshot({ path: path.join(shots, "full.png") });
      });
    });
  },
  trust: async ({ platform, tests, shots }) => {
    const options = { codeServer, shots, suite: "trust", trust: false, vsix: [platform, tests] };
    const untrusted = folder();
    const evil = path.join(untrusted, "askhow");
    fs.writeFileSync(evil, `#!/bin/sh\ntouch ${path.join(untrusted, "started")}\necho askhow 9.9.9\n`, { mode: 0o755 });
    fs.mkdirSync(path.join(untrusted, ".vscode"));
    const settings = JSON.stringify({ "askhow.server.path": evil });
    fs.writeFileSync(path.join(untrusted, ".vscode/settings.json"), settings);
    // A folder on PATH that is the one that is open would be as bad.
    await withWorkbench({ ...options, folder: untrusted, pathFirst: "." }, async (page, results) => {
      await check("the window says that it is restricted", () => banner(page, "Restricted Mode"));
      await results(report);
      await page.screenshot({ path: path.join(shots, "untrusted.png") });
    });
  },
};

try {
  const shots = path.join(here, "dist", "shots");
  const universal = await pack();
  const platform = await pack(target, askhow);
  fs.mkdirSync(shots, { recursive: true });
  const packages = { universal, platform, tests: await packTests(), shots };
  const wanted = process.argv.slice(2);
  for (const [name, run] of Object.entries(SUITES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${name}:`);
    const before = failed;
    await check(`${name}, as a whole`, () => run(packages));
    if (failed.length === before.length) continue;
    // A window of its own that is busy elsewhere may lose a key. What fails again is no such thing.
    console.log(`${name}, once more:`);
    const first = failed.slice(before.length);
    failed = before.slice();
    await check(`${name}, as a whole`, () => run(packages));
    if (failed.length === before.length) flaky.push(...first);
  }
  await check("nothing of ours is left behind", () => {
    assert.deepEqual(fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith("askhow-")), []);
  });
  if (wanted.length === 0) await check("the table of features says what was seen", () => compare(passed));
} finally {
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
for (const name of flaky) console.log(`failed once, and not again: ${name}`);
for (const name of failed) console.log(`failed: ${name}`);
console.log(`\nVS Code: ${passed.size} passed, ${failed.length} failed, ${flaky.length} flaky`);
process.exit(failed.length === 0 && passed.size > 0 ? 0 : 1);

/** A folder of reviews that nobody else has. */
function folder(disk = work) {
  const made = path.join(fs.mkdtempSync(path.join(disk, "folder-")), "incidents");
  fs.mkdirSync(path.join(made, ".git"), { recursive: true });
  fs.writeFileSync(path.join(made, "checkout.md"), withMore(fs.readFileSync(review, "utf8")));
  fs.writeFileSync(path.join(made, "README.md"), "# Tool\n\nWhy did nobody write a manual?\n");
  fs.writeFileSync(path.join(made, "notes.txt"), "Nothing to see here.\n");
  return made;
}

/** The review of all editors, with a quiet stretch and an open question; no font here has the rocket. */
function withMore(text) {
  const last = "Payments are back at their usual pace\n";
  const end = "**Stabilization Time:** 2024-03-05 16:58";
  if (!text.includes(last) || !text.includes(end)) throw new Error("the review of the tests is another now");
  const later = text
    .replace(" 🚀", "")
    .replace(last, "Payments are slow for some still\n- 2024-03-05 17:40 UTC Zoë tells the shops\n")
    .replace(end, end.replace("16:58", "17:40"));
  return `${later}\n## Open Questions\n\n- How do the shops learn of it sooner?\n`;
}

async function packTests() {
  const stage = path.join(work, "suite");
  fs.mkdirSync(stage);
  await buildTests("test/suite/tests.ts", path.join(stage, "tests.js"));
  fs.copyFileSync(path.join(here, "test/suite/package.json"), path.join(stage, "package.json"));
  const packagePath = path.join(work, "tests.vsix");
  await createVSIX({ cwd: stage, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}

function report({ name, ok, said, ms }) {
  told(name, ok, said, ms);
}

async function check(name, step) {
  const started = Date.now();
  try {
    told(name, true, await step(), Date.now() - started);
    return true;
  } catch (error) {
    told(name, false, error.stack, Date.now() - started);
    return false;
  }
}

function told(name, ok, said, ms) {
  if (ok) passed.add(name);
  else failed = [...failed, `${name}: ${String(said).split("\n", 1)[0]}`];
  console.log(`  ${ok ? "ok  " : "FAIL"} ${name}${said === undefined ? "" : `: ${said}`} (${ms} ms)`);
}

function needed(name) {
  const value = process.env[name];
  if (value === undefined || value === "") {
    console.error(`${name} is to name a program`);
    process.exit(2);
  }
  return value;
}
