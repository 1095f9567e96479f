// The queue of questions in the side bar, and an incident that is going on.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { AT, command, hands } from "./hands.mjs";
import { walkthrough } from "./screen.mjs";
import { until } from "./workbench.mjs";

const LIVE = "#askhow\\.askhow\\.askhow\\.live";
const INPUT = ".quick-input-widget input";
const REVIEW = `# Mail was late on 2024-03-05

## Description

Mails took an hour.

## Contributors & Enablers

- The disk of the relay was full.

## Mitigators

-

## Timeline (UTC)

- 2024-03-05 16:32 Ana sees the queue
- 2024-03-05 16:36 Ben empties the disk

## Follow-up Items

1. Show the disk on the dashboard.

## Open Questions

- [ ] How long had it been full?
`;

/** A stamp so many seconds ago. */
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString().replace("T", " ").slice(0, 19);
const running = (title, seconds) =>
  `# ${title}\n\n## Description\n\n## Timeline (UTC)\n\n${seconds.map((it) => `- ${ago(it)} Ana looks at it\n`).join("")}`;

/** Writes reviews into a folder: one that is over, two that are going on. */
export function reviewsOf(folder) {
  fs.writeFileSync(path.join(folder, "mail.md"), REVIEW);
  fs.writeFileSync(path.join(folder, "outage.md"), running("Search is down", [37 * 60 + 20, 12 * 60 + 40]));
  fs.writeFileSync(path.join(folder, "disk.md"), running("The disk is full", [26 * 3600, 90 * 60]));
  return folder;
}

/** The steps, by name, in order. */
export function glance(page, shots, folder) {
  const { file, seen, shot } = hands(page, shots, REVIEW);
  const rows = page.locator(AT.rows);
  const input = page.locator(INPUT).first();
  const title = page.locator(".quick-input-titlebar");
  const lines = async () => (await page.locator(".editor-instance .view-line").allInnerTexts()).map((it) => it.replaceAll("\u00a0", " "));
  // As the status bar has it at this moment, of the stamps in the file.
  const clock = () => {
    const stamps = fs.readFileSync(path.join(folder, "outage.md"), "utf8").match(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g);
    const [since, last] = [stamps.at(0), stamps.at(-1)].map((it) => Math.floor((Date.now() - Date.parse(`${it}Z`)) / 60_000));
    return `INC +00:${since} · last entry ${last} min ago`;
  };
  const asked = page.locator(".quick-input-widget");
  const rowTexts = async () => (await rows.allInnerTexts()).map((it) => it.replaceAll(/\s+/g, ""));
  return {
    "the side bar counts what was written, and tells nothing twice": async () => {
      await file("mail.md");
      await command(page, "askhow: Show the Review in the Side Bar");
      await seen("the next question", rows.filter({ hasText: "Answer it" }));
      await until("the rows of this review", async () => (await rowTexts()).includes("Description1paragraph"));
      const names = await rowTexts();
      for (const row of ["Answer it Mitigators · 5 more", "Contributors & Enablers 1 item", "Mitigators", "Timeline (UTC) 2 entries · 4m", "Open Questions 1 open", "Artifacts missing"]) {
        assert.ok(names.includes(row.replaceAll(" ", "")), `${row} in ${names.join(" | ")}`);
      }
      assert.equal(new Set(names).size, names.length, names.join(" | "));
      await seen("the question as a whole", page.locator(".part.sidebar .message", { hasText: "How did things go right, and who or what made that happen?" }));
      await shot("glance");
      return names.join(" | ");
    },
    "the next question is answered there, lands in its section, and the next one comes": async () => {
      await rows.filter({ hasText: "Answer it" }).first().click();
      await until("the first question", async () => (await title.innerText()).includes("Mitigators"));
      await shot("asked");
      await input.fill("Ana knew the relay");
      await page.keyboard.press("Enter");
      await until("the next question", async () => (await input.inputValue()) === "" && !(await title.innerText()).includes("Mitigators"));
      await seen("the answer", page.locator(AT.line("- Ana knew the relay")));
      await until("its count beside the box", async () => (await rowTexts()).includes("Mitigators1item"));
      const next = await title.innerText();
      // It is left for later, and the one behind it answered.
      await page.locator('.quick-input-titlebar .action-label[aria-label^="Leave This Question"]').click();
      await until("the one behind it", async () => (await title.innerText()) !== next);
      await until("the writers' own question", async () => {
        if ((await title.innerText()).includes("Open Questions")) return true;
        await page.locator('.quick-input-titlebar .action-label[aria-label^="Leave This Question"]').click();
        return page.waitForTimeout(300).then(() => false);
      });
      await input.fill("For two days");
      await page.keyboard.press("Enter");
      await seen("the answer below its question", page.locator(AT.line("  - For two days")));
      await seen("the box", page.locator(AT.line("- [x] How long had it been full?")));
      await page.keyboard.press("Escape");
      await seen("the next one above the rows", page.locator(".part.sidebar .message", { hasText: "What of this is still there" }));
      await shot("answered");
      const open = (await rowTexts()).find((row) => row.startsWith("OpenQuestions"));
      return `after Mitigators: ${next.replaceAll(/\s+/g, " ")}; ${open}`;
    },
    "an answer that is half written stands in the box at the next try": async () => {
      const section = async () => (await title.innerText()).split(" · ", 1)[0].trim();
      const answer = async () => {
        await rows.filter({ hasText: "Answer it" }).first().click();
        await until("a question", async () => (await asked.first().isVisible()) && (await title.innerText()).includes("mail.md"));
      };
      const close = async () => {
        await input.press("Escape");
        await asked.first().waitFor({ state: "hidden" });
      };
      const leave = () => page.locator('.quick-input-titlebar .action-label[aria-label^="Leave This Question"]').click();
      await answer();
      const first = await section();
      await input.fill("Ana had seen it in");
      await close();
      await answer();
      await until("the words", async () => (await input.inputValue()) === "Ana had seen it in");
      // The cursor is behind them.
      await page.keyboard.type(" May");
      await shot("half-written");
      // They belong to their question: the one behind it is asked without them.
      await leave();
      await until("the one behind it", async () => (await section()) !== first);
      assert.equal(await input.inputValue(), "");
      await close();
      await command(page, "askhow: Ask Again What Was Left for Later");
      await asked.first().waitFor({ state: "hidden" });
      await answer();
      await until("the first one again", async () => {
        if ((await section()) === first) return true;
        await leave();
        return page.waitForTimeout(300).then(() => false);
      });
      await until("its words", async () => (await input.inputValue()) === "Ana had seen it in May");
      await input.fill("");
      await close();
      return first;
    },
    "an answer goes to the review that was asked about, also with another file in front": async () => {
      const tab = (name) => page.locator(".tab", { hasText: name }).first();
      // Wide enough for the tabs to be beside the box.
      const size = page.viewportSize();
      await page.setViewportSize({ ...size, width: 1800 });
      await rows.filter({ hasText: "Answer it" }).first().click();
      await until("a question", async () => (await input.getAttribute("placeholder"))?.startsWith("In the words") === true);
      const first = await title.innerText();
      await tab("outage.md").click();
      await seen("the other review", page.locator(AT.line("# Search is down")));
      // Long enough for the side bar to know of it.
      await rows.filter({ hasText: "Answer it" }).first().waitFor({ state: "detached" });
      await input.fill("The relay was Ana's first");
      await page.keyboard.press("Enter");
      await until("the next question", async () => (await input.inputValue()) === "" && (await title.innerText()) !== first);
      await shot("asked-elsewhere");
      assert.match(await title.innerText(), /mail\.md$/, "it says whose question it is");
      const second = await title.innerText();
      await page.locator('.quick-input-titlebar .action-label[aria-label^="Leave This Question"]').click();
      await until("the one behind it", async () => (await title.innerText()) !== second);
      await input.press("Escape");
      await tab("mail.md").click();
      await seen("the answer", page.locator(AT.line("The relay was Ana's first")));
      await page.setViewportSize(size);
      return `${first}, then ${second}`.replaceAll(/\s+/g, " ");
    },
    "what is left for later comes back when it is asked for": async () => {
      const skip = page.locator(AT.rows, { hasText: "Answer it" }).first();
      await until("nothing but what is left", async () => {
        if ((await rows.filter({ hasText: "left for later" }).count()) > 0) return true;
        await skip.hover({ timeout: 2_000 }).catch(() => undefined);
        await skip.locator('.action-label[aria-label^="Leave This Question"]').click({ timeout: 2_000 }).catch(() => undefined);
        return page.waitForTimeout(200).then(() => false);
      });
      await shot("left-for-later");
      await rows.filter({ hasText: "left for later" }).first().click();
      await seen("it is asked again", rows.filter({ hasText: "Answer it" }));
    },
    "an incident that is going on counts its minutes in the status bar": async () => {
      await file("outage.md");
      const live = page.locator(LIVE);
      const shown = async () => (await live.first().innerText()).trim();
      await live.first().waitFor({ state: "visible" });
      await until("the clock", async () => (await shown()) === clock());
      const first = clock();
      await file("notes.txt");
      await until("the next minute", async () => clock() !== first && (await shown()) === clock());
      await shot("live");
      assert.ok(!(await rows.filter({ hasText: "Answer it" }).count()), "nobody is asked meanwhile");
      return `${first}, then ${clock()}`;
    },
    "an entry for now is written from another file, and taken back": async () => {
      await page.locator(AT.line("Nothing to see here")).first().click();
      await page.keyboard.press("Control+k");
      await page.keyboard.press("t");
      await seen("both", asked.locator(".monaco-list-row", { hasText: "disk.md" }));
      await shot("entry-where");
      await asked.locator(".monaco-list-row", { hasText: "outage.md" }).first().click();
      await until("what is asked", async () => (await title.innerText()).includes("outage.md"));
      await shot("entry-asked");
      await input.fill("rolls back to 1.2");
      await page.keyboard.press("Enter");
      const toast = page.locator(".notification-list-item", { hasText: "Written into outage.md: - " });
      const told = await seen("what was written", toast);
      assert.match(told.replaceAll("\n", " "), /- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d rolls back to 1\.2/);
      await shot("entry-written");
      await seen("the file that was in front", page.locator(".tab.active", { hasText: "notes.txt" }));
      await until("the clock begins anew", async () => /last entry now/.test(await page.locator(LIVE).first().innerText()));
      await page.keyboard.type("x");
      await seen("the cursor stays", page.locator(AT.line("x")));
      await page.keyboard.press("Control+z");
      await toast.locator(".monaco-button", { hasText: "Undo" }).first().click();
      await file("outage.md");
      await until("it is gone", async () => !(await lines()).some((line) => line.includes("rolls back")));
      return told.replaceAll("\n", " ");
    },
    "an entry stays where somebody has written into the review since": async () => {
      await file("notes.txt");
      await page.keyboard.press("Control+k");
      await page.keyboard.press("t");
      await asked.locator(".monaco-list-row", { hasText: "outage.md" }).first().click();
      await until("what is asked", async () => (await title.innerText()).includes("outage.md"));
      await input.fill("calls Ben");
      await page.keyboard.press("Enter");
      const toast = page.locator(".notification-list-item", { hasText: "calls Ben" });
      await toast.first().waitFor({ state: "visible" });
      await file("outage.md");
      await page.locator(AT.line("## Description")).first().click();
      await page.keyboard.press("End");
      await page.keyboard.type("!");
      await toast.locator(".monaco-button", { hasText: "Undo" }).first().click();
      const said = await seen("that it stays", page.locator(".notification-list-item-message", { hasText: "The entry stays" }));
      assert.ok((await lines()).some((line) => line.includes("calls Ben")));
      await shot("entry-stays");
      // The text of before, for the steps behind this one.
      await page.keyboard.press("Escape");
      await page.locator(AT.line("## Description")).first().click();
      await until("the text of before", async () => {
        await page.keyboard.press("Control+z");
        return !(await lines()).some((line) => line.includes("calls Ben") || line.includes("Description!"));
      });
      return said;
    },
    "with a page in front of another file, it is the incident that is asked about": async () => {
      await file("README.md");
      await walkthrough(page);
      // The page takes the keys once more when it is drawn.
      await page.waitForTimeout(1_500);
      await command(page, "askhow: Insert Timeline Entry for Now");
      await seen("into which review", asked.locator(".monaco-list-row", { hasText: "outage.md" }));
      await input.press("Escape");
      await asked.first().waitFor({ state: "hidden" });
      const welcome = page.locator(".tab", { hasText: "Welcome" });
      await welcome.click();
      await welcome.locator('.action-label[class*="codicon-close"]').first().click();
      await welcome.waitFor({ state: "detached" });
    },
    "a click on the clock asks what happened, with the review in front as well": async () => {
      await file("outage.md");
      await page.locator(LIVE).first().click();
      await seen("both", asked.locator(".monaco-list-row", { hasText: "disk.md" }));
      await asked.locator(".monaco-list-row", { hasText: "outage.md" }).first().click();
      await until("what is asked", async () => (await title.innerText()).includes("outage.md"));
      await input.fill("looks at the queue");
      await page.keyboard.press("Enter");
      const isThere = async () => (await lines()).some((line) => line.includes("looks at the queue"));
      await until("the entry", isThere);
      const toast = page.locator(".notification-list-item", { hasText: "looks at the queue" });
      await toast.locator(".monaco-button", { hasText: "Undo" }).first().click();
      await until("it is gone", async () => !(await isThere()));
      await toast.first().waitFor({ state: "detached" });
    },
    "it ends when it is stable": async () => {
      await command(page, "askhow: Insert Timeline Entry for Now");
      // With the hint of how much later it is, or still without.
      const begun = /^- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d ?(\+\d+m)? ?$/;
      await until("an entry is begun", async () => (await lines()).some((line) => begun.test(line)));
      // The entry is seen a moment before the cursor stands in it.
      const place = page.locator(".statusbar-item", { hasText: /Ln \d+, Col/ }).first();
      await until("the cursor behind its stamp", async () => /Col 23\b/.test(await place.innerText()));
      await page.keyboard.type("Search is back to normal");
      // The other one has been going on for a day and longer; it goes on.
      await until("the other one", async () => /INC \+26:\d\d · last entry 1 h 3\d min ago/.test(await page.locator(LIVE).first().innerText()));
      await shot("stable");
    },
  };
}
