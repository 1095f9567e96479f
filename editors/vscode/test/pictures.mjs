// Takes the pictures of the walkthrough and of the README anew, in a real workbench:
//   ASKHOW_CODE_SERVER=…/bin/code-server ASKHOW_BIN=…/askhow node test/pictures.mjs
// They show the sample review; look at them before they are committed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { here } from "../scripts/build.mjs";
import { pack } from "../scripts/package.mjs";
import { AT, command, hands } from "./hands.mjs";
import { until, withWorkbench } from "./workbench.mjs";

const WHY = "Why did the pool alert not page anybody";

const work = fs.mkdtempSync(path.join(os.tmpdir(), "askhow-pictures-"));
process.env.TMPDIR = path.join(work, "tmp");
const folder = path.join(work, "shop");
fs.mkdirSync(process.env.TMPDIR);
fs.mkdirSync(folder);
fs.writeFileSync(path.join(folder, "README.md"), "# The shop\n\nHow to run the shop on your machine.\n");
try {
  const options = {
    codeServer: process.env.ASKHOW_CODE_SERVER,
    folder,
    pathFirst: path.dirname(path.resolve(process.env.ASKHOW_BIN)),
    shots: work,
    suite: "none",
    // Where the sample lies on this machine is nobody's business.
    settings: { "breadcrumbs.enabled": false },
    trust: true,
    vsix: [await pack()],
  };
  await withWorkbench(options, take);
} finally {
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function take(page) {
  const text = fs.readFileSync(path.join(here, "dist/sample.md"), "utf8");
  const { file, goTo, quickFix } = hands(page, work, text);
  const status = page.locator(AT.status).first();
  const picture = async (name, clip) => {
    // The mouse is no part of it, and what comes and goes has come.
    await page.waitForTimeout(700);
    await page.screenshot({ path: path.join(here, name), ...(clip === undefined ? {} : { clip }) });
  };
  const rows = (words) => page.locator(".quick-input-list .monaco-list-row", { hasText: words }).first();

  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "README" }).waitFor();
  await file("README.md");
  await command(page, "askhow: Open a Sample Review");
  await until("findings", async () => /\d+ findings/.test(await status.innerText()));
  await command(page, "askhow: Show the Review in the Side Bar");
  await page.locator(AT.rows, { hasText: "Timeline" }).first().waitFor();
  await picture("walkthrough/panel.png", { x: 0, y: 30, width: 720, height: 540 });
  await quickFix(WHY, "Ask “How");
  await picture("images/review.png", { x: 0, y: 0, width: 1200, height: 560 });
  await page.keyboard.press("Escape");

  await command(page, "View: Toggle Primary Side Bar Visibility");
  await page.setViewportSize({ width: 800, height: 440 });
  await goTo(WHY);
  await picture("walkthrough/sample.png");
  await until("rewrites", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.press("q");
    return rows("How").waitFor({ state: "visible", timeout: 3_000 }).then(() => true, () => false);
  });
  await picture("walkthrough/how.png", { x: 0, y: 0, width: 800, height: 300 });
  await page.keyboard.press("Escape");

  const last = page.locator(AT.line("The rate of timeouts is back")).first();
  await until("the end of the timeline", async () => (await last.count()) > 0 || page.mouse.wheel(0, 120));
  await last.click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.locator(AT.line("10:41")).first().waitFor();
  await page.keyboard.type("Mira tells the shops.");
  await picture("walkthrough/timeline.png", { x: 0, y: 30, width: 800, height: 380 });
  await command(page, "File: Revert File");

  await file("README.md");
  await until("it is no review", async () => (await status.innerText()).includes("no review"));
  await picture("walkthrough/server.png", { x: 400, y: 408, width: 400, height: 32 });
  await command(page, "askhow: New Review");
  const input = page.locator(".quick-input-widget input").first();
  await page.locator(".quick-input-widget", { hasText: "What happened?" }).waitFor();
  await input.fill("Checkout returns 502s");
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget", { hasText: "Where should it go" }).waitFor();
  await picture("walkthrough/new.png", { x: 0, y: 0, width: 800, height: 240 });
}
