// A real workbench with an empty profile, served to a browser of its own.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

/** So long anything may take, on a machine that is busy with others. */
export const PATIENCE = process.env.CI ? 60_000 : 40_000;

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Waits until `get` gives something. */
export async function until(what, get) {
  for (const end = Date.now() + PATIENCE; ; ) {
    const value = await get();
    if (value) return value;
    if (Date.now() > end) throw new Error(`this did not come about: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/**
 * Installs the packages, opens the folder, and hands over what came out and the page:
 *   codeServer  the program
 *   vsix        packages to install; none where that was done before
 *   folder      what to open
 *   suite       which tests run beside the extension
 *   pathFirst   a folder to look for programs in before all others
 *   trust       whether the folder is trusted
 *   env         more of the environment
 *   settings    more of the settings
 *   disk        where the editor keeps its files, if not among the others
 */
export async function withWorkbench(options, look) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "askhow-vscode-"));
  const results = path.join(work, "results.json");
  const home = options.disk ?? work;
  const user = path.join(home, "user/User");
  fs.mkdirSync(user, { recursive: true });
  fs.writeFileSync(path.join(work, "config.yaml"), "auth: none\n");
  fs.writeFileSync(path.join(user, "settings.json"), JSON.stringify({ ...SETTINGS, ...options.settings }));
  const common = [
    ["--config", path.join(work, "config.yaml")],
    ["--user-data-dir", path.join(home, "user")],
    ["--extensions-dir", path.join(home, "extensions")],
  ].flat();
  const install = options.vsix.flatMap((file) => ["--install-extension", file]);
  if (install.length > 0) execFileSync(options.codeServer, [...common, ...install], { stdio: ["ignore", "ignore", "pipe"] });

  const port = await freePort();
  const log = path.join(work, "server.log");
  const out = fs.openSync(log, "w");
  const searched = options.pathFirst === undefined ? [] : [options.pathFirst];
  const server = spawn(
    options.codeServer,
    [
      ...common,
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
      ...["--disable-telemetry", "--disable-update-check"],
      ...(options.trust ? ["--disable-workspace-trust"] : []),
    ],
    {
      env: {
        ...process.env,
        ...options.env,
        PATH: [...searched, process.env.PATH].join(path.delimiter),
        // Without it what runs extensions has the PATH of a login shell.
        VSCODE_CLI: "1",
        ASKHOW_TEST_SUITE: options.suite,
        ASKHOW_TEST_RESULTS: results,
      },
      stdio: ["ignore", out, out],
      detached: true,
    },
  );
  let browser;
  try {
    const base = `http://127.0.0.1:${port}`;
    await until("the workbench is served", () => fetch(`${base}/healthz`).then((it) => it.ok, () => false));
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    // Far from the zone of the machine, so that a time in the wrong one is noticed.
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, timezoneId: "Asia/Kolkata" });
    page.setDefaultTimeout(PATIENCE);
    // The browser starts what runs extensions: without a page nothing happens.
    await page.goto(`${base}/?folder=${encodeURIComponent(options.folder)}`);
    await look(page, (report) => follow(results, report));
  } catch (error) {
    const shots = options.shots;
    const [page] = browser?.contexts()[0]?.pages() ?? [];
    await page?.screenshot({ path: path.join(shots, `${options.suite}-failed.png`) }).catch(() => undefined);
    console.error(fs.readFileSync(log, "utf8").slice(-3000));
    throw error;
  } finally {
    await browser?.close();
    const ended = new Promise((done) => server.once("exit", done));
    process.kill(-server.pid, "SIGTERM");
    await ended;
    fs.closeSync(out);
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Hands over each result as it comes in; each has its time. */
async function follow(file, report) {
  let told = 0;
  for (let done = false; !done; ) {
    const news = await until("the next result of the tests", () => {
      if (!fs.existsSync(file)) return undefined;
      const seen = JSON.parse(fs.readFileSync(file, "utf8"));
      return seen.done || seen.results.length > told ? seen : undefined;
    });
    for (const result of news.results.slice(told)) report(result);
    told = news.results.length;
    done = news.done;
  }
  if (told === 0) throw new Error("no test ran beside the extension");
}

function freePort() {
  return new Promise((done) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
