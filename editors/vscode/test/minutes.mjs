// The first minutes on the page: what is counted, where a click leads, what is asked, what is explained.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { AT, command, hands, QUESTION } from "./hands.mjs";
import { until } from "./workbench.mjs";

const TOML = "[rules]\n\ntimezonee = 'UTC'\n";

/** The steps, by name, in order; `reviews` is the folder that is open. */
export function minutes(page, shots, text, reviews) {
  const { file, goTo, quickFix, seen, shot } = hands(page, shots, text);
  const status = page.locator(AT.status).first();
  const says = async () => (await status.innerText()).trim();
  const input = page.locator(".quick-input-widget input").first();
  const closeTab = () => command(page, "View: Close Editor");
  const closeSettings = async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator(".settings-editor").waitFor({ state: "hidden" });
  };
  return {
    "the status bar counts what the list of problems has, and leads there": async () => {
      await file("checkout.md");
      await until("a number", async () => /askhow: \d+ findings/.test(await says()));
      await status.click();
      await seen("the list of problems", page.locator(".markers-panel"));
      await shot("problems");
      const listed = page.locator(".markers-panel .monaco-list-row", { hasText: /^checkout\.md/ });
      const number = /\d+/.exec(await says())[0];
      assert.equal((await listed.locator(".monaco-count-badge").innerText()).trim(), number);
      // It is open already, and stays.
      await status.click();
      await page.waitForTimeout(500);
      assert.equal(await page.locator(".markers-panel").isVisible(), true);
      await page.keyboard.press("Control+j");
      return `${number} in both`;
    },
    "where there are only hints, a click lists them": async () => {
      const name = "hints.md";
      const fine = "# Slow search\n\n## Description\n\nThe search was slow for an hour.\n\n## Mitigators\n\n- The cache held.\n\n## Timeline\n\n- 2024-03-05 16:32 UTC It begins\n- 2024-03-05 16:32 UTC It begins\n";
      fs.writeFileSync(path.join(reviews, name), fine);
      fs.writeFileSync(path.join(reviews, "askhow.toml"), '[rules]\n"section/*" = "off"\n"form/*" = "off"\n');
      await file(name);
      await until("only hints", async () => (await says()) === "askhow: hints");
      await status.click();
      const row = page.locator(".quick-input-list .monaco-list-row");
      await seen("a hint", row);
      await shot("hints");
      await row.first().click();
      const place = page.locator(".statusbar-item", { hasText: /Ln \d+, Col/ }).first();
      await until("it leads there", async () => /Ln 1[34]/.test(await place.innerText()));
      fs.rmSync(path.join(reviews, "askhow.toml"));
      fs.rmSync(path.join(reviews, name));
      await closeTab();
      return (await row.count()) === 0 ? "and the list is gone" : undefined;
    },
    "a broken askhow.toml is in the status of the review, and a click opens it": async () => {
      await file("checkout.md");
      fs.writeFileSync(path.join(reviews, "askhow.toml"), TOML);
      await until("it says so", async () => (await says()) === "askhow: broken askhow.toml");
      await shot("broken-settings");
      await status.click();
      await page.locator(".tab.active", { hasText: "askhow.toml" }).waitFor();
      const place = page.locator(".statusbar-item", { hasText: /Ln \d+, Col/ }).first();
      await until("at the place", async () => (await place.innerText()).includes("Ln 3, Col 1"));
      await closeTab();
      await file("checkout.md");
      fs.rmSync(path.join(reviews, "askhow.toml"));
      await until("it counts again", async () => /askhow: \d+ findings/.test(await says()));
    },
    "a wrong setting of the editor is in the status, and a click leads to it": async () => {
      const own = path.join(reviews, ".vscode/settings.json");
      const set = (settings) => fs.writeFileSync(own, JSON.stringify(settings));
      const hover = page.locator(".monaco-hover").filter({ hasText: "Click for the settings" });
      const said = async (words) => {
        await until(words, async () => {
          await page.locator(AT.line(QUESTION)).first().click();
          await status.hover();
          await hover.first().waitFor({ state: "visible", timeout: 3_000 }).catch(() => undefined);
          return (await hover.allInnerTexts()).join("\n").includes(words);
        });
      };
      fs.mkdirSync(path.dirname(own), { recursive: true });
      set({ "askhow.quietGap": "soon" });
      await file("checkout.md");
      await until("it says so", async () => (await says()) === "askhow: settings");
      await said("“soon” is no length of time");
      await shot("wrong-setting");
      await status.click();
      const names = page.locator(".settings-editor .setting-item-contents .setting-item-title");
      await until("this setting alone", async () => {
        const shown = await names.allInnerTexts();
        return shown.length === 1 && shown[0].includes("Quiet Gap");
      });
      await page.waitForTimeout(500);
      await shot("wrong-setting-there");
      const value = await page.locator(".settings-editor .setting-item-contents input").first().inputValue();
      assert.equal(value, "soon", "where it is set");
      await closeSettings();
      set({ "askhow.timezonee": "UTC" });
      await file("checkout.md");
      await said("did you mean “timezone”?");
      await status.click();
      const slip = page.locator('.view-line:has-text("askhow.timezonee")');
      await seen("the slip in its file", slip);
      await shot("unknown-setting");
      await page.locator('.modal-editor-header .action-label[aria-label^="Close"]').click();
      await slip.waitFor({ state: "detached" });
      fs.rmSync(path.dirname(own), { recursive: true });
      await file("checkout.md");
      await until("it counts again", async () => /askhow: \d+ findings/.test(await says()));
    },
    "the hover begins with the questions": async () => {
      await page.locator(AT.line(QUESTION)).first().hover({ position: { x: 20, y: 8 } });
      const hover = page.locator(".monaco-hover-content").filter({ hasText: "How" });
      const shown = (await seen("hover", hover)).replaceAll("\u00a0", " ");
      await shot("hover-once");
      assert.equal(shown.split("asks for one cause").length - 1, 1, shown);
      assert.equal(shown.split("phrasing/why-question").length - 1, 1, shown);
      await page.keyboard.press("Escape");
    },
    "a rule is explained": async () => {
      await (await quickFix(QUESTION, "Explain")).click();
      await page.locator(".tab.active", { hasText: "why-question" }).waitFor();
      const frame = page.frameLocator("iframe.webview").frameLocator("#active-frame");
      const words = frame.locator("body", { hasText: "It is quiet at" });
      await words.waitFor({ state: "visible" });
      await shot("explain");
      assert.equal(await page.locator(".notification-toast").count(), 0);
      await closeTab();
      await page.locator(".tab", { hasText: "why-question" }).waitFor({ state: "detached" });
      await file("checkout.md");
      return (await says()) || undefined;
    },
    "a bulb is shown where something is found, and not on every entry": async () => {
      const bulb = page.locator('.lightBulbWidget, [class*="codicon-gutter-lightbulb"]').filter({ visible: true });
      await goTo(QUESTION);
      await until("a bulb", async () => (await bulb.count()) > 0);
      await goTo("Payments are slow for some");
      await until("no bulb", async () => (await bulb.count()) === 0);
      await page.waitForTimeout(1_000);
      assert.equal(await bulb.count(), 0);
    },
    "a new review asks for its title and its place": async () => {
      await file("README.md");
      await command(page, "askhow: New Review");
      await seen("the title is asked", page.locator(".quick-input-widget", { hasText: "What happened?" }));
      await input.fill("Zoë can't log in: 502s");
      await page.keyboard.press("Enter");
      await seen("the place is asked", page.locator(".quick-input-widget", { hasText: "Where should it go" }));
      await shot("new-review");
      const proposed = await input.inputValue();
      assert.match(proposed, /^\d{4}-\d\d-\d\d-zoe-cant-log-in-502s\.md$/);
      await input.fill("README.md");
      await seen("a name that is taken", page.locator(".quick-input-widget", { hasText: "There is such a file already" }));
      await input.fill(proposed);
      await page.keyboard.press("Enter");
      await seen("the title", page.locator(AT.line("# Zoë can't log in: 502s")));
      await until("no findings", async () => (await says()) === "askhow: no findings");
      await shot("new-review-begun");
      // What was not saved asks before it goes.
      await page.keyboard.press("Escape");
      await closeTab();
      await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" }).click();
      await page.locator(".tab", { hasText: "zoe-cant-log-in" }).waitFor({ state: "detached" });
      assert.equal(fs.existsSync(path.join(reviews, proposed)), false);
      await file("checkout.md");
      return proposed;
    },
    "a new review goes where askhow.toml says, and its title is there at the next try": async () => {
      const settings = path.join(reviews, "askhow.toml");
      fs.writeFileSync(settings, 'reviews = ["!old/", "docs/post-mortems/**/*.md"]\n');
      await file("README.md");
      const title = async () => {
        await command(page, "askhow: New Review");
        await seen("the title is asked", page.locator(".quick-input-widget", { hasText: "What happened?" }));
        return input.inputValue();
      };
      const place = async () => {
        await page.keyboard.press("Enter");
        await seen("the place is asked", page.locator(".quick-input-widget", { hasText: "Where should it go" }));
        return input.inputValue();
      };
      assert.equal(await title(), "");
      await input.fill("Mails wait");
      const proposed = await place();
      assert.match(proposed, /^docs\/post-mortems\/\d{4}-\d\d-\d\d-mails-wait\.md$/);
      await shot("new-review-by-settings");
      await page.keyboard.press("Escape");
      assert.equal(await title(), "Mails wait");
      assert.equal(await place(), proposed);
      await page.keyboard.press("Enter");
      await seen("the title", page.locator(AT.line("# Mails wait")));
      await page.keyboard.press("Escape");
      await closeTab();
      await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" }).click();
      await page.locator(".tab", { hasText: "mails-wait" }).waitFor({ state: "detached" });
      assert.equal(await title(), "", "what was begun is not proposed again");
      await page.keyboard.press("Escape");
      fs.rmSync(settings);
      await file("checkout.md");
      return proposed;
    },
    "a title stands above a template of the team's that has no place for one": async () => {
      fs.writeFileSync(path.join(reviews, "askhow.toml"), '[template]\nfile = "team.md"\n');
      fs.writeFileSync(path.join(reviews, "team.md"), "---\nteam: mail\n---\n\n## What we saw\n\nText.\n");
      await file("README.md");
      await command(page, "askhow: New Review");
      await seen("the title is asked", page.locator(".quick-input-widget", { hasText: "What happened?" }));
      await input.fill("Zoë pays $5 {twice}");
      await page.keyboard.press("Enter");
      await seen("the place is asked", page.locator(".quick-input-widget", { hasText: "Where should it go" }));
      await page.keyboard.press("Enter");
      await seen("the title", page.locator(AT.line("# Zoë pays $5 {twice}")));
      await seen("the template", page.locator(AT.line("## What we saw")));
      await shot("new-review-of-the-team");
      const shown = (await page.locator(".editor-instance .view-line").allInnerTexts()).map((it) => it.replaceAll("\u00a0", " ").trim());
      await page.keyboard.press("Escape");
      await closeTab();
      await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" }).click();
      await page.locator(".tab", { hasText: "zoe-pays" }).waitFor({ state: "detached" });
      for (const name of ["askhow.toml", "team.md"]) fs.rmSync(path.join(reviews, name));
      await file("checkout.md");
      assert.equal(shown.join("\n").replaceAll(/\n+/g, "\n").trim(), "---\nteam: mail\n---\n# Zoë pays $5 {twice}\n## What we saw\nText.");
    },
    "the settings stand in the order of their use, each with a control": async () => {
      await command(page, "Preferences: Open Settings (UI)");
      const search = page.locator(".settings-editor .suggest-input-container .view-line, .settings-editor .search-container").first();
      await search.click();
      await page.keyboard.type("@ext:askhow.askhow");
      const names = page.locator(".settings-editor .setting-item-contents .setting-item-title");
      await until("ours", async () => (await names.allInnerTexts()).some((name) => /Timezone/.test(name)));
      await page.waitForTimeout(500);
      await shot("settings");
      const shown = (await names.allInnerTexts()).map((name) => name.replaceAll(/\s+/g, " ").trim());
      assert.deepEqual(shown.slice(0, 3), ["Askhow: Timezone", "Askhow: Severities", "Askhow: People"]);
      const zone = page.locator(".settings-editor .setting-item-contents", { hasText: "Timezone" }).first();
      assert.equal(await zone.locator("input").count(), 1, "a line to write in, and no way to settings.json");
      await closeSettings();
      return shown.join(" | ");
    },
    "the page of the extension has no broken picture": async () => {
      await command(page, "Extensions: Show Installed Extensions");
      await page.locator(".extensions-list .monaco-list-row", { hasText: "askhow" }).first().click();
      const frame = page.frameLocator("iframe.webview").frameLocator("#active-frame");
      await frame.locator("h2", { hasText: "What it does" }).waitFor({ state: "attached" });
      await shot("extension-page");
      const widths = await frame.locator("img").evaluateAll((all) => all.map((it) => it.naturalWidth));
      assert.ok(widths.every((width) => width > 0), widths.join(", "));
      await closeTab();
    },
  };
}
