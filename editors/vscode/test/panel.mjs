// The status bar, the view in the side bar, and the ways to the commands.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { here } from "../scripts/build.mjs";
import { AT, command, hands, QUESTION } from "./hands.mjs";
import { until } from "./workbench.mjs";

/** The steps, by name, in order. */
export function panel(page, shots, text) {
  const { clickLeadsTo, file, goTo, seen, shot } = hands(page, shots, text);
  return {
    "findings are underlined": async () => {
      await seen("a question", page.locator(AT.line(QUESTION)));
      await until("underlines", async () => (await page.locator(".squiggly-info, .squiggly-warning").count()) >= 2);
    },
    "the status bar counts them": async () => {
      const status = page.locator(AT.status);
      await until("a number of findings", async () => /askhow: \d+ findings/.test(await seen("status", status)));
      return (await status.first().innerText()).trim();
    },
    "the status bar says what is installed and running": async () => {
      await page.locator(AT.status).first().hover();
      const hover = page.locator(".monaco-hover", { hasText: "process" });
      const text = await seen("what runs", hover);
      const pid = Number(/askhow \d+\.\d+\.\d+: \/.+\/askhow \(from PATH\), process (\d+)/.exec(text)?.[1]);
      assert.equal(path.basename(fs.readlinkSync(`/proc/${pid}/exe`)), "askhow", text);
      await page.keyboard.press("Escape");
      return text.replaceAll("\n", " ");
    },
    "the view in the side bar shows the review": async () => {
      await command(page, "askhow: Show the Review in the Side Bar");
      const rows = page.locator(AT.rows);
      for (const text of ["Mitigators", "Timeline", "without an entry", "Open Questions"]) {
        await seen(text, rows.filter({ hasText: text }));
      }
      const missing = await rows.filter({ hasText: "missing" }).count();
      assert.ok(missing >= 3, `${missing} missing sections`);
      const icon = rows.filter({ hasText: /^Risks/ }).locator(".custom-view-tree-node-item-icon").first();
      assert.match(await icon.getAttribute("class"), /codicon-pass/, "what is written is ticked");
      await shot("review");
      return `${await rows.count()} lines, ${missing} missing`;
    },
    "a click in the view goes there": async () => {
      const entry = "Zoë rolls the limits back";
      return clickLeadsTo(entry, entry);
    },
    "a missing section is added from the view": async () => {
      const row = page.locator(AT.rows, { hasText: /^Mitigators/ }).first();
      await row.hover();
      await row.locator(".action-label.codicon-add").click();
      await seen("the heading", page.locator(AT.line("## Mitigators")));
      await until("it counts as there", async () => !/missing/.test(await row.innerText()));
      await shot("section-added");
      await page.locator(AT.line("## Mitigators")).first().click();
      await page.keyboard.press("Control+z");
      await page.locator(AT.line("## Mitigators")).first().waitFor({ state: "detached" });
    },
    "each line of the view goes to its place": async () => {
      for (const [row, words] of [
        ["Risks", "## Risks"],
        ["42m without an entry", "tells the shops"],
        ["How do the shops learn", "- How do the shops learn"],
        // Where it belongs: behind the follow-up items, since the timeline stands early.
        ["Artifacts", "## Open Questions"],
        ["Contributors & Enablers", "## Contributors & Enablers"],
      ]) {
        await clickLeadsTo(row, words);
      }
    },
    "the view has its commands": async () => {
      const pane = page.locator(".part.sidebar");
      await pane.hover();
      await pane.locator('.action-label[aria-label^="Insert Timeline Entry for Now"]').first().click();
      const today = new Date().toISOString().slice(0, 10);
      await seen("an entry of today", page.locator(AT.line(`- ${today}`)));
      await page.keyboard.press("Control+z");
      await page.locator(AT.line(`- ${today}`)).waitFor({ state: "detached" });
      await pane.hover();
      await pane.locator('.action-label[aria-label^="Views and More Actions"]').first().click();
      const menu = page.locator(".monaco-menu .action-item");
      await seen("the menu", menu);
      const names = (await menu.allInnerTexts()).map((name) => name.trim()).filter((name) => name !== "");
      await page.keyboard.press("Escape");
      for (const name of ["Open a Sample Review", "Apply All Safe Fixes", "Sort Timeline", "Restart Server", "Show Output"]) {
        assert.ok(names.includes(name), names.join(" | "));
      }
      return names.join(", ");
    },
    "a file that is no review is told from one": async () => {
      const status = page.locator(AT.status);
      await file("README.md");
      await until("it says so", async () => (await status.first().innerText()).trim() === "askhow: no review");
      await seen("what to do", page.locator(".part.sidebar", { hasText: "Open an incident review to see" }));
      await file("notes.txt");
      await status.first().waitFor({ state: "hidden" });
      await file("checkout.md");
      await until("it counts again", async () => /askhow: \d+ findings/.test(await status.first().innerText()));
    },
    "every command is in the palette": async () => {
      const { contributes } = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));
      const hidden = contributes.menus.commandPalette.filter(({ when }) => when === "false").map((it) => it.command);
      const wanted = contributes.commands.filter(({ command }) => !hidden.includes(command)).map((it) => it.title);
      await page.keyboard.press("F1");
      const rows = page.locator(".quick-input-list .monaco-list-row");
      for (const title of wanted) {
        // One by one: a long list is not all on the page.
        await page.locator(".quick-input-widget input").first().fill(`>askhow: ${title}`);
        await seen(title, rows.filter({ hasText: `askhow: ${title}` }));
      }
      await page.keyboard.press("Escape");
      return wanted.join(", ");
    },
    "a key adds an entry for now": async () => {
      await goTo("tells the shops");
      const today = new Date().toISOString().slice(0, 10);
      const entry = page.locator(AT.line(`- ${today}`));
      await page.keyboard.press("Control+k");
      await page.keyboard.press("t");
      await seen("an entry of today", entry);
      await page.keyboard.press("Control+z");
      await entry.waitFor({ state: "detached" });
    },
  };
}
