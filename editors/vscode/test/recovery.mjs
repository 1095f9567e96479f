// A window without a server: what it says, where the ways out of it lead, and what it says when the server is back.
import assert from "node:assert/strict";
import fs from "node:fs";

import { AT, command, hands } from "./hands.mjs";
import { message } from "./screen.mjs";
import { until } from "./workbench.mjs";

const LIVE = "#askhow\\.askhow\\.askhow\\.live";

/** The process that was started under this name. */
function processOf(program) {
  const numbers = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const found = numbers.find((name) => {
    try {
      return fs.readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").join(" ").startsWith(`${program} lsp`);
    } catch {
      return false;
    }
  });
  assert.ok(found, `${program} runs`);
  return Number(found);
}

/** The steps, by name, in order; `program` is the server, and `wanted` is where it is looked for. */
export function recovery(page, shots, program, wanted) {
  const { file, seen, shot } = hands(page, shots, "");
  const sideBar = page.locator(".part.sidebar");
  const box = page.locator(".quick-input-widget");
  const input = box.locator("input").first();
  const status = page.locator(AT.status).first();
  const toast = (text) => page.locator(".notification-list-item", { hasText: text });
  const install = () => fs.symlinkSync(program, wanted);
  const isOff = "The server does not run. “askhow: Restart Server” starts it.";
  const entryNow = async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.press("t");
  };
  const clear = () => command(page, "Notifications: Clear All Notifications");
  return {
    "the way to the path leads to where it can be set": async () => {
      await command(page, "askhow: Set the Path of the Server");
      const setting = page.locator(".settings-editor .setting-item-contents", { hasText: "Path" });
      await seen("the setting", setting);
      await shot("path-setting");
      const shown = (await setting.first().innerText()).replaceAll(/\s+/g, " ");
      assert.match(shown, /Server: Path/);
      await page.keyboard.press("Escape");
      await command(page, "View: Close All Editors");
      return shown.slice(0, 60);
    },
    "without a server the view says so, and offers to restart it": async () => {
      await file("checkout.md");
      await command(page, "askhow: Show the Review in the Side Bar");
      await seen("that it is off", sideBar.locator(":text('The server does not run')"));
      assert.doesNotMatch(await sideBar.innerText(), /Open an incident review/);
      await shot("view-without-server");
      await until("the status", async () => (await status.innerText()).includes("askhow: off"));
    },
    "a server that is still not there was looked for once more": async () => {
      await clear();
      await sideBar.locator(".monaco-button", { hasText: "Restart the Server" }).first().click();
      return message(page, /^askhow: tried again at \d\d:\d\d:\d\d: the server was found neither/);
    },
    "without a server that is said before anybody types": async () => {
      const named = ["Insert Timeline Entry for Now", "New Review"];
      for (const name of named) {
        await clear();
        await command(page, `askhow: ${name}`);
        const said = await seen(`that it is off, for ${name}`, toast(isOff));
        assert.doesNotMatch(said, /\*/);
        await seen("what starts it", toast(isOff).locator(".monaco-button", { hasText: "Restart Server" }));
        await box.first().waitFor({ state: "hidden" });
      }
      await shot("off-before-typing");
    },
    "when it is back, the view shows the review and a message says so": async () => {
      install();
      await sideBar.locator(".monaco-button", { hasText: "Restart the Server" }).first().click();
      const said = await message(page, "the server runs now");
      await seen("the review", page.locator(AT.rows, { hasText: "Timeline" }));
      await shot("view-with-server");
      return said;
    },
    "a server that was restarted says so in the status bar": async () => {
      await command(page, "askhow: Restart Server");
      await seen("that it runs again", page.locator(".statusbar-item", { hasText: "askhow: the server runs again" }));
      await shot("restarted");
    },
    "words that nobody could write stand in the box at the next try": async () => {
      await clear();
      await file("outage.md");
      await page.locator(LIVE).first().waitFor({ state: "visible" });
      await file("notes.txt");
      await page.locator(AT.line("Nothing to see here")).first().click();
      await entryNow();
      await until("what is asked", async () => (await input.getAttribute("placeholder"))?.startsWith("Enter writes it") === true);
      await input.fill("rolls back to 1.2");
      const pid = processOf(wanted);
      fs.unlinkSync(wanted);
      process.kill(pid, "SIGKILL");
      await until("it is off", async () => (await page.locator(AT.status).first().innerText()).includes("askhow: off"));
      await input.press("Enter");
      await seen("why it is not written", box.locator(":text('The server does not run')"));
      assert.equal(await input.inputValue(), "rolls back to 1.2");
      await shot("not-written");
      await input.press("Escape");
      await clear();
      await entryNow();
      await seen("that it is off", toast(isOff));
      await box.first().waitFor({ state: "hidden" });
      install();
      await toast(isOff).locator(".monaco-button", { hasText: "Restart Server" }).first().click();
      await message(page, "the server runs now");
      await entryNow();
      await until("the words", async () => (await input.inputValue()) === "rolls back to 1.2");
      await shot("words-again");
      // The cursor is behind them.
      await page.keyboard.type(", with Ben");
      await input.press("Enter");
      const written = await seen("what was written", toast("Written into outage.md: - "));
      assert.match(written, /rolls back to 1\.2, with Ben/);
      await clear();
      await entryNow();
      await until("a new box", async () => (await input.getAttribute("placeholder"))?.startsWith("Enter writes it") === true);
      assert.equal(await input.inputValue(), "", "what is written is not asked for again");
      return written.replaceAll("\n", " ");
    },
    "a server that ends before it has answered: the next one is asked": async () => {
      await input.fill("calls Ana");
      const pid = processOf(wanted);
      process.kill(pid, "SIGSTOP");
      await input.press("Enter");
      await page.waitForTimeout(500);
      process.kill(pid, "SIGKILL");
      const written = await seen("what was written", toast("Written into outage.md: - "));
      assert.match(written, /calls Ana/);
      return written.replaceAll("\n", " ");
    },
  };
}
