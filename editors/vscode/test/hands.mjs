// Hands and eyes for the page: where things are, and what a person does with them.
import path from "node:path";

import { until } from "./workbench.mjs";

export const QUESTION = "Why did the deploy fail at 16:40?";

/** Where to look. Names of classes are those of the workbench; its version is pinned. */
export const AT = {
  line: (text) => `.editor-instance .view-line:has-text("${text}")`,
  rows: ".pane-body .monaco-list-row",
  status: "#askhow\\.askhow\\.askhow\\.status",
};

/** What is done again and again in a page. */
export function hands(page, shots, text) {
  const lineOf = (words) => 1 + text.split("\n").findIndex((line) => line.includes(words));
  const shot = (name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
  const seen = async (what, locator) => {
    await locator.first().waitFor({ state: "visible" });
    return locator.first().innerText();
  };
  const goTo = async (text) => {
    await page.locator(AT.line(text)).first().click();
  };
  // A key is lost where the window is still busy with what was before it, as a person would notice.
  const quickFix = async (at, title) => {
    await goTo(at);
    const action = page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    await until(title, async () => {
      await page.keyboard.press("Control+.");
      return action.waitFor({ state: "visible", timeout: 3_000 }).then(() => true, () => false);
    });
    return action;
  };
  // A click that comes while a list is drawn anew is lost, as a key is.
  const clickLeadsTo = async (row, words) => {
    const place = page.locator(".statusbar-item", { hasText: /Ln \d+, Col/ }).first();
    const wanted = `Ln ${lineOf(words)}, Col `;
    await until(`${row} leads to ${wanted}`, async () => {
      await page.locator(AT.rows, { hasText: row }).first().click();
      await page.waitForTimeout(500);
      return (await place.innerText()).includes(wanted);
    });
    return (await place.innerText()).trim();
  };
  const file = async (name) => {
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first();
    // A file that has just been written may not be known yet.
    await until(name, async () => {
      await page.keyboard.press("Control+p");
      await page.locator(".quick-input-widget input").first().fill(name);
      return row.waitFor({ state: "visible", timeout: 3_000 }).then(() => true, () => page.keyboard.press("Escape"));
    });
    await row.click();
    await page.locator(".tab.active", { hasText: name }).waitFor();
  };
  return { clickLeadsTo, file, goTo, lineOf, quickFix, seen, shot };
}

/** Runs a command of the palette. */
export async function command(page, name) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${name}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
}
