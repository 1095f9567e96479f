// A window without a server: what it says, where the ways out of it lead, and what it says when the server is back.
import assert from "node:assert/strict";

import { AT, command, hands } from "./hands.mjs";
import { message } from "./screen.mjs";
import { until } from "./workbench.mjs";

/** The steps, by name, in order; `install` puts the server where it is looked for. */
export function recovery(page, shots, install) {
  const { file, seen, shot } = hands(page, shots, "");
  const sideBar = page.locator(".part.sidebar");
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
      await until("the status", async () => (await page.locator(AT.status).first().innerText()).includes("askhow: off"));
    },
    "when it is back, the view shows the review and a message says so": async () => {
      install();
      await sideBar.locator(".monaco-button", { hasText: "Restart the Server" }).first().click();
      const said = await message(page, "the server runs now");
      await seen("the review", page.locator(AT.rows, { hasText: "Timeline" }));
      await shot("view-with-server");
      return said;
    },
  };
}
