// What a person sees and presses in the page.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { here } from "../scripts/build.mjs";
import { AT, command, hands, QUESTION } from "./hands.mjs";
import { until } from "./workbench.mjs";

/** The steps, by name, in order. */
export function steps(page, shots, text) {
  const { file, goTo, quickFix, seen, shot } = hands(page, shots, text);
  return {
    "the mouse over a finding asks": async () => {
      await file("checkout.md");
      await page.keyboard.press("Control+Home");
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
    "what is safe is applied, and how much it was is said": async () => {
      await command(page, "askhow: Apply All Safe Fixes");
      const said = await message(page, /^askhow: Applied the one safe fix of this review, in line \d+\.$/);
      await page.locator(AT.line(QUESTION)).first().waitFor({ state: "detached" });
      await shot("fixed");
      await page.keyboard.press("Control+z");
      await seen("the question again", page.locator(AT.line(QUESTION)));
      return said;
    },
    "a timeline that was sorted is told in the status bar": async () => {
      await command(page, "askhow: Sort Timeline");
      const said = await seen("it", page.locator(".statusbar-item", { hasText: "askhow: the timeline is sorted" }));
      assert.match(said, /the timeline is sorted, (in lines? \d+|between line \d+)/);
      await shot("sorted");
      await page.keyboard.press("Control+z");
      return said;
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
    "the outline and the path above the text name each heading once": async () => {
      await file("checkout.md");
      await command(page, "Explorer: Focus on Outline View");
      const rows = page.locator(".outline-pane .monaco-list-row");
      await seen("a heading", rows.filter({ hasText: "## Risks" }));
      await shot("outline");
      assert.equal(await rows.filter({ hasText: "Risks" }).count(), 1);
      assert.doesNotMatch(await page.locator(".breadcrumbs-below-tabs").first().innerText(), /askhow|Language Features/);
    },
    "hints and colours stand beside the entries": async () => {
      const entry = page.locator(AT.line("The alert on slow payments")).first();
      assert.match((await entry.innerText()).replaceAll("\u00a0", " "), /UTC\s*\+4m\s*The alert/);
    },
    "the walkthrough opens": async () => {
      await walkthrough(page);
      // In a narrow window the pages of the steps are hidden.
      await page.keyboard.press("Control+b");
      const { contributes } = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));
      const { steps } = contributes.walkthroughs[0];
      for (const { title, media } of steps) {
        const name = page.locator(".gettingStartedContainer .step-title", { hasText: title }).first();
        await name.click();
        assert.equal(await name.evaluate((it) => it.scrollWidth > it.clientWidth), false, `${title} is cut off`);
        const [heading] = fs.readFileSync(path.join(here, media.markdown), "utf8").split("\n");
        const frame = page.frameLocator("iframe.webview").frameLocator("#active-frame");
        const shown = frame.locator("h2");
        await shown.first().waitFor({ state: "visible" });
        const words = heading.replace("## ", "").replaceAll("`", "");
        await until(words, async () => (await shown.first().innerText()) === words);
        await until(`the picture of ${title}`, () => frame.locator("img").first().evaluate((it) => it.naturalWidth > 300));
        await shot(`walkthrough-${steps.findIndex((step) => step.title === title) + 1}`);
      }
      return `${steps.length} steps`;
    },
    "the steps of the walkthrough are ticked by what is done": async () => {
      const container = page.locator(".gettingStartedContainer");
      const isDone = (step) => container.locator(`[data-done-step-id$="#${step}"].complete`).count();
      const press = async (title, button) => {
        await walkthrough(page);
        await container.locator(".step-title", { hasText: title }).first().click();
        await container.locator(".monaco-button:visible", { hasText: button }).first().click();
      };
      await press("Open a sample review", "Open a Sample Review");
      const why = page.locator(AT.line("Why did the pool alert not page anybody"));
      await seen("the sample", why);
      await until("its findings", async () => /\d+ findings/.test(await page.locator(AT.status).first().innerText()));
      await press("Turn a why into a how", "Ask Better Questions Here");
      const rewrite = page.locator(".quick-input-list .monaco-list-row", { hasText: "How" }).first();
      await rewrite.waitFor({ state: "visible" });
      // To look is not yet to do.
      await page.keyboard.press("Escape");
      await walkthrough(page);
      await until("the sample is ticked", () => isDone("sample"));
      assert.equal(await isDone("how"), 0);
      await press("Turn a why into a how", "Ask Better Questions Here");
      await rewrite.click();
      await why.first().waitFor({ state: "detached" });
      await press("Keep the timeline", "Insert Timeline Entry for Now");
      await seen("an entry of today", page.locator(AT.line(`- ${new Date().toISOString().slice(0, 10)}`)));
      await page.waitForTimeout(500);
      await press("See it at a glance", "Show the Review");
      await seen("the view", page.locator(AT.rows, { hasText: "Timeline" }));
      await walkthrough(page);
      for (const step of ["sample", "how", "timeline", "panel"]) await until(`${step} is ticked`, () => isDone(step));
      assert.equal(await isDone("new"), 0);
      await shot("walkthrough-done");
    },
  };
}

/** The page of the walkthrough, in front of what was there. */
export async function walkthrough(page) {
  await command(page, "Welcome: Open Walkthrough...");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Incident Reviews" }).first().click();
  await page.locator(".gettingStartedContainer .step-title").first().waitFor({ state: "visible" });
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
