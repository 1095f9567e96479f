// What can go wrong with a server, and the one message that each gives.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { findServer } from "../../src/find";
import { details, tell, type Trouble } from "../../src/trouble";
import { noRoomFor } from "./full";
import { extension, open, pause, running, type Tests, until } from "./harness";

/** The folder of this window, which goes when the window is closed. */
const folder = path.dirname(process.env["ASKHOW_TEST_RESULTS"] ?? "");

/** A tiny disk; empty where there is none. */
const disk = process.env["ASKHOW_TEST_DISK"] ?? "";

/** A program of a few lines. */
function program(name: string, text: string, mode = 0o755): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text, { mode });
  return file;
}

async function use(server: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration("askhow");
  const value = server === "" ? undefined : server;
  await settings.update("server.path", value, vscode.ConfigurationTarget.Global);
}

/** Sets the path and waits for what is told; it is told once. */
async function told(server: string, kind: Trouble["kind"]): Promise<string> {
  const api = extension().exports;
  const before = api.troubles.length;
  await use(server);
  await until(`it is told: ${kind}`, () => (api.troubles.length > before ? true : undefined));
  await pause(1_000);
  assert.deepEqual(api.troubles.slice(before).map((trouble) => trouble.kind), [kind]);
  assert.equal(api.state, "failed");
  const trouble = api.troubles.at(-1);
  assert.ok(trouble);
  const { message, ways } = tell(trouble);
  assert.ok(ways.length > 0, "there is something to be done");
  return message;
}

/** What a server comes to on a disk without room, where the machine has a small one for us. */
function onAFullDisk(): Tests {
  const server = process.env["ASKHOW_TEST_SERVER"] ?? "";
  return {
    "a server that was copied to a full disk": async () => {
      const half = path.join(disk, "askhow");
      const out = fs.openSync(half, "w", 0o755);
      const text = fs.readFileSync(server);
      const copy = (): void => {
        for (let at = 0; at < text.length; ) at += fs.writeSync(out, text, at);
      };
      assert.equal(noRoomFor(copy), "ENOSPC");
      fs.closeSync(out);
      const message = await told(half, "unfit");
      assert.match(message, /Install it anew/);
      return message;
    },
    "a server that is to keep a log on a full disk": async () => {
      const log = path.join(disk, "askhow.log");
      // No name finds room there any more.
      const name = (): void => {
        for (let n = 0; n < 10; n++) fs.writeFileSync(path.join(disk, `${n}`), "");
      };
      assert.equal(noRoomFor(name), "ENOSPC");
      const message = await told(program("logged", `#!/bin/sh\nexec ${server} "$@" 2>>${log}\n`), "full");
      assert.match(message, /finds no room on the disk \(it says: .*No space left on device\)\. Free some/);
      return message;
    },
  };
}

export const trouble: Tests = {
  "no server anywhere": async () => {
    await open("checkout.md");
    const api = await until("it is active", () => (extension().isActive ? extension().exports : undefined));
    await until("it is told", () => (api.troubles.length > 0 ? true : undefined));
    const [trouble] = api.troubles;
    assert.ok(api.troubles.length === 1 && trouble?.kind === "nowhere");
    // Where it was looked for is in the output, one folder a line.
    const lines = details(trouble);
    const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((it) => path.isAbsolute(it));
    for (const folder of folders) assert.ok(lines.includes(`  ${folder}`), `${folder} in ${lines.join(" | ")}`);
    assert.match(lines.at(-1) ?? "", /keeps the PATH .* close all of its windows .* `askhow\.server\.path`/);
    return `${folders.length} folders`;
  },
  "a relative folder on PATH, which may be anybody's": async () => {
    const server = program("askhow", "#!/bin/sh\n");
    const look = (path: string): unknown => findServer({ setting: "", extension: folder, path });
    assert.deepEqual(look(folder), { program: server, from: "PATH" });
    const elsewhere = path.join(folder, "elsewhere");
    assert.deepEqual(look([elsewhere, ".", elsewhere].join(path.delimiter)), { problem: "nowhere", searched: [elsewhere] });
    assert.deepEqual(look(path.relative(process.cwd(), folder)), { problem: "nowhere", searched: [] });
    assert.deepEqual(look(`${path.delimiter}.`), { problem: "nowhere", searched: [] });
    fs.rmSync(server);
  },
  "a path that is not whole": () => told("askhow", "relative"),
  "a file that is not there": () => told(path.join(folder, "absent"), "absent"),
  "a file that may not run": () => told(program("locked", "#!/bin/sh\n", 0o644), "unfit"),
  "a file that is no program": () => told(program("broken", "\x7fELF, but no more of it"), "broken"),
  "a program that fails without a word": async () => {
    const message = await told(program("mute", "#!/bin/sh\nexit 1\n"), "unfit");
    assert.match(message, /can't be run: asked for its version it says nothing, and ends with status 1\. Install/);
    return message;
  },
  "a program that fails and says how": async () => {
    const message = await told(program("talks", "#!/bin/sh\necho 'no libc' >&2\nexit 1\n"), "broken");
    assert.match(message, /\(it says: no libc\)/);
    return message;
  },
  "another program": async () => {
    const message = await told("/bin/echo", "wrong");
    assert.match(message, /\/bin\/echo is another program/);
    return message;
  },
  "a server that ends at once": async () => {
    const ends = "if [ \"$1\" = --version ]; then echo askhow 0.1.0; else echo 'no such zone: Mars' >&2; exit 1; fi";
    const message = await told(program("ends", `#!/bin/sh\n${ends}\n`), "crashes-at-start");
    assert.match(message, /ends as soon as it is started \(it says: no such zone: Mars\)/);
    return message;
  },
  ...(disk === "" ? {} : onAFullDisk()),
  "the right one, and all is well": async () => {
    const page = vscode.Uri.from({ scheme: "askhow-docs", path: "/phrasing/luck.md" });
    const { document } = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(page));
    assert.match(document.getText(), /^The server does not run\. .*askhow: Restart Server.*\n\n.+`phrasing\/luck`/);
    await use(process.env["ASKHOW_TEST_SERVER"] ?? "");
    await running();
    // What was opened before it ran is shown without being opened anew.
    await until("the page", () => (/^#+ .*phrasing\/luck/.test(document.getText()) ? true : undefined));
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    return document.lineAt(0).text;
  },
  "an old server beside a new extension is told once, and works": async () => {
    const api = await running();
    const real = process.env["ASKHOW_TEST_SERVER"] ?? "";
    const version = 'if [ "$1" = --version ]; then echo askhow 0.0.3; exit; fi';
    const server = program("old", `#!/bin/sh\n${version}\nexec ${real} "$@"\n`);
    const before = api.troubles.length;
    await use(server);
    const told = await until("it is told", () => api.troubles.slice(before).at(0));
    assert.deepEqual(told.kind, "old");
    assert.equal(api.state, "running");
    for (let again = 0; again < 2; again++) {
      const { pid } = api;
      await vscode.commands.executeCommand("askhow.restartServer");
      await until("another one", async () => ((await running()).pid === pid ? undefined : true));
    }
    await pause(500);
    assert.equal(api.troubles.length, before + 1);
    const { message } = tell(told);
    assert.match(message, /is 0\.0\.3, and this extension was made for \d+\.\d+\.\d+: .+ Install the newer one there/);
    await use(real);
    await until("the right one", async () => ((await running()).pid === api.pid ? true : undefined));
    return message;
  },
  "a server that ends again and again": async () => {
    const api = await running();
    const before = api.troubles.length;
    const waits: number[] = [];
    for (let crash = 0; crash < 4; crash++) {
      const { pid } = await running();
      assert.ok(pid);
      const killed = Date.now();
      process.kill(pid, "SIGKILL");
      await until("the end is noticed", () => (api.state === "running" ? undefined : true));
      if (crash === 3) break;
      await running();
      waits.push(Date.now() - killed);
    }
    await until("it is told", () => (api.troubles.length > before ? true : undefined));
    assert.deepEqual(api.troubles.slice(before).map(({ kind }) => kind), ["crashes"]);
    const [first = 0, second = 0, third = 0] = waits;
    assert.ok(first >= 500 && second >= 2_000 && third >= 8_000, waits.join(", "));
    await vscode.commands.executeCommand("askhow.restartServer");
    await running();
    return `${waits.join(", ")} ms`;
  },
  "none at all again": () => told("", "nowhere"),
  "what was tried again says so, and the output where it was searched": async () => {
    const api = extension().exports;
    const before = api.troubles.length;
    await vscode.commands.executeCommand("askhow.restartServer");
    assert.equal(api.troubles.length, before + 1);
    await vscode.commands.executeCommand("askhow.showOutput");
    const tried = await until("it in the output", () =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === "output")
        .map((document) => /^askhow: tried again at \d\d:\d\d:\d\d: the server was found neither [^]+/m.exec(document.getText())?.[0])
        .find((it) => it !== undefined && it.includes("that counts at once.")),
    );
    const [first = ""] = (process.env["PATH"] ?? "").split(path.delimiter);
    assert.ok(tried.includes(`\n  ${first}\n`), tried);
    await vscode.commands.executeCommand("workbench.action.closePanel");
    return tried.split("\n", 1)[0];
  },
};
