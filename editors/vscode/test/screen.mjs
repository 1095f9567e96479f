// What a person sees and presses in the page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { here } from "../scripts/build.mjs";
import { AT, command, hands, QUESTION } from "./hands.mjs";
import { until } from "./workbench.mjs";

/** The steps, by name, in order. */
export function steps(page, shots, text) {
  const { goTo, quickFix, seen, shot } = hands(page, shots, text);
  return {
    "the mouse over a finding asks": async () => {
      const line = page.locator(AT.line(QUESTION)).first();
      await line.hover({ position: { x: 20, y: 8 } });
      const hover = page.locator(".monaco-hover-content");
      const text = await seen("hover", hover.filter({ hasText: "How" }));
      await shot("hover");
      await page.keyboard.press("Escape");
      return text.split("\n")[0];
    },
    "better questions are offered by name": async () => {
      await goTo(QUESTION);
      const rewrites = page.locator(".quick-input-list .monaco-list-row", { hasText: "How did the deploy come to fail" });
      await until("rewrites", async () => {
        await page.keyboard.press("Control+k");
        await page.keyboard.press("q");
        return rewrites.first().waitFor({ state: "visible", timeout: 3_000 }).then(() => true, () => false);
      });
      await shot("questions");
      await page.keyboard.press("Escape");
    },
    "the quick fix is in the menu and applied": async () => {
      const action = await quickFix(QUESTION, "How did the deploy come to fail");
      await shot("quick-fix");
      // The picture of the page for readers, without the empty part.
      await page.screenshot({ path: path.join(shots, "readme.png"), clip: { x: 0, y: 0, width: 1200, height: 560 } });
      await action.click();
      await seen("the rewrite", page.locator(AT.line("How did the deploy come to fail at 16:40?")));
      await page.keyboard.press("Control+z");
      await seen("the question again", page.locator(AT.line(QUESTION)));
    },
    "a rule is explained": async () => {
      await (await quickFix(QUESTION, "Explain phrasing/why-question")).click();
      return (await message(page, "why")).split("\n")[0];
    },
    "a section is completed as it is typed": async () => {
      await goTo(QUESTION);
      await page.keyboard.press("End");
      await page.keyboard.type("\n\n## ");
      await page.keyboard.press("Control+Space");
      const widget = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "Mitigators" });
      await seen("Mitigators", widget);
      await shot("completion");
      await page.keyboard.press("Escape");
      for (let n = 0; n < 5; n++) await page.keyboard.press("Backspace");
      await seen("the question alone", page.locator(AT.line(QUESTION)));
    },
    "the editor's own figure for activation": async () => {
      // It counts the loading of the editor's own Markdown extension as ours: shown, and held in a window of its own.
      return `${await figure(page)} ms, another extension's loading included`;
    },
    "a section folds": async () => {
      await goTo("## Risks");
      await page.keyboard.press("Control+Shift+BracketLeft");
      await page.locator(AT.line("The same pool serves")).waitFor({ state: "detached" });
      await page.keyboard.press("Control+Shift+BracketRight");
      await seen("the item again", page.locator(AT.line("The same pool serves")));
    },
    "beside the editor's own, the outline has our group": async () => {
      await command(page, "Explorer: Focus on Outline View");
      const rows = page.locator(".outline-pane .monaco-list-row");
      await seen("our group", rows.filter({ hasText: "askhow" }));
      await seen("a field", rows.filter({ hasText: "Severity" }));
      await shot("outline");
    },
    "hints and colours stand beside the entries": async () => {
      const entry = page.locator(AT.line("The alert on slow payments")).first();
      assert.match((await entry.innerText()).replaceAll("\u00a0", " "), /UTC\s*\+4m\s*The alert/);
    },
    "the walkthrough opens": async () => {
      await command(page, "Welcome: Open Walkthrough...");
      const choice = page.locator(".quick-input-list .monaco-list-row", { hasText: "incident review" });
      await choice.first().click();
      // In a narrow window the pages of the steps are hidden.
      await page.keyboard.press("Control+b");
      const { contributes } = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));
      const { steps } = contributes.walkthroughs[0];
      for (const { title, media } of steps) {
        await page.locator(".gettingStartedContainer .step-title", { hasText: title }).first().click();
        const [heading] = fs.readFileSync(path.join(here, media.markdown), "utf8").split("\n");
        const shown = page.frameLocator("iframe.webview").frameLocator("#active-frame").locator("h2");
        await shown.first().waitFor({ state: "visible" });
        const words = heading.replace("## ", "").replaceAll("`", "");
        await until(words, async () => (await shown.first().innerText()) === words);
        await shot(`walkthrough-${steps.findIndex((step) => step.title === title) + 1}`);
      }
      await page.locator(".gettingStartedContainer .step-title", { hasText: steps[0].title }).first().click();
      await page.locator(".gettingStartedContainer .monaco-button", { hasText: "New Review" }).first().click();
      await seen("the template", page.locator(AT.line("# Incident review")));
      return `${steps.length} steps`;
    },
  };
}

/** What the editor itself says of our waking, in a window where no other extension wakes with it. */
export async function ownFigure(page) {
  const ms = await figure(page);
  assert.ok(ms < 100, `${ms} ms`);
  return `${ms} ms, by the editor's own list of running extensions`;
}

async function figure(page) {
  await command(page, "Developer: Show Running Extensions");
  const row = page.locator(".monaco-list-row", { hasText: /^\s*askhow\s*\d/ }).filter({ hasText: "Activation" });
  await page.locator(".monaco-list-row", { hasText: "Activation" }).first().hover();
  // The slowest come first, so that ours may be out of sight.
  await until("our row", async () => (await row.count()) > 0 || page.mouse.wheel(0, 70));
  const text = (await row.first().innerText()).replaceAll("\u00a0", " ");
  const ms = Number(/Activation: (\d+)ms/.exec(text)?.[1]);
  assert.ok(ms >= 0, text);
  return ms;
}

/** The message at the foot of the window. */
export async function message(page, text) {
  const toast = page.locator(".notification-list-item-message", { hasText: text });
  await toast.first().waitFor({ state: "visible" });
  return toast.first().innerText();
}

/** What stands across the head of the window. */
export async function banner(page, text) {
  const found = page.locator(".part.banner", { hasText: text });
  await found.waitFor({ state: "visible" });
  return text;
}
