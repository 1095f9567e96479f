// The queue of questions in the side bar, and an incident that is going on.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { AT, command, hands } from "./hands.mjs";
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

/** The steps, by name, in order. They make files of their own in the folder that is open. */
export function glance(page, shots, folder) {
  const { file, seen, shot } = hands(page, shots, REVIEW);
  const rows = page.locator(AT.rows);
  const input = page.locator(INPUT).first();
  const title = page.locator(".quick-input-titlebar");
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  const lines = async () => (await page.locator(".editor-instance .view-line").allInnerTexts()).map((it) => it.replaceAll("\u00a0", " "));
  return {
    "the side bar counts what was written, and tells nothing twice": async () => {
      write("mail.md", REVIEW);
      await file("mail.md");
      await page.locator(AT.status).first().click();
      await seen("the next question", rows.filter({ hasText: "Answer it" }));
      const all = async () => (await rows.allInnerTexts()).map((it) => it.replaceAll(/\s+/g, " ").trim());
      await until("the rows of this review", async () => (await all()).includes("Description 1 paragraph"));
      const names = await all();
      for (const row of ["Answer it Mitigators · 3 more", "Contributors & Enablers 1 item", "Mitigators", "Timeline (UTC) 2 entries · 4m", "Open Questions 1 open", "Artifacts missing"]) {
        assert.ok(names.includes(row), `${row} in ${names.join(" | ")}`);
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
      await shot("answered");
      return `after Mitigators: ${next.replaceAll(/\s+/g, " ")}`;
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
      await page.keyboard.press("Control+z");
    },
    "an incident that is going on counts its minutes in the status bar": async () => {
      // The next minute since the last entry is over in some seconds.
      const stamp = (seconds) => new Date(Date.now() - seconds * 1000).toISOString().replace("T", " ").slice(0, 19);
      write("outage.md", `# Search is down\n\n## Description\n\n## Timeline (UTC)\n\n- ${stamp(37 * 60 + 20)} Ana sees it\n- ${stamp(12 * 60 + 40)} Ben restarts it\n`);
      await file("outage.md");
      const live = page.locator(LIVE);
      const first = (await until("the clock", async () => /INC \+00:3[78] · last entry 1[23] min ago/.exec(await seen("it", live))))[0];
      await file("notes.txt");
      const next = (await until("the next minute", async () => /INC \+00:3[89] · last entry 1[34] min ago/.exec(await live.first().innerText())))[0];
      await shot("live");
      assert.ok(!(await rows.filter({ hasText: "Answer it" }).count()), "nobody is asked meanwhile");
      return `${first}, then ${next}`;
    },
    "an entry for now is written from another file, and taken back": async () => {
      await page.locator(AT.line("Nothing to see here")).first().click();
      await page.keyboard.press("Control+k");
      await page.keyboard.press("t");
      await until("what is asked", async () => (await title.innerText()).includes("outage.md"));
      await shot("entry-asked");
      await input.fill("rolls back to 1.2");
      await page.keyboard.press("Enter");
      const toast = page.locator(".notification-list-item", { hasText: "Written into outage.md: - " });
      const told = await seen("what was written", toast);
      assert.match(told, /- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d rolls back to 1\.2/);
      await shot("entry-written");
      await seen("the file that was in front", page.locator(".tab.active", { hasText: "notes.txt" }));
      await until("the clock begins anew", async () => /last entry now/.test(await page.locator(LIVE).first().innerText()));
      await page.keyboard.type("x");
      await seen("the cursor stays", page.locator(AT.line("x")));
      await page.keyboard.press("Control+z");
      await toast.locator(".monaco-button", { hasText: "Undo" }).first().click();
      await file("outage.md");
      await until("it is gone", async () => !(await lines()).some((line) => line.includes("rolls back")));
      return told.split("\n")[0];
    },
    "it ends when it is stable": async () => {
      await command(page, "askhow: Insert Timeline Entry for Now");
      await until("an entry is begun", async () => (await lines()).some((line) => /^- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d ?$/.test(line)));
      await page.keyboard.type("Search is back to normal");
      await page.locator(LIVE).first().waitFor({ state: "hidden" });
      await shot("stable");
    },
  };
}
