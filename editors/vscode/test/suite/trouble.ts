// What can go wrong with a server, and the one message that each gives.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { findServer } from "../../src/find";
import { tell, type Trouble } from "../../src/trouble";
import { extension, open, pause, running, type Tests, until } from "./harness";

/** The folder of this window, which goes when the window is closed. */
const folder = path.dirname(process.env["ASKHOW_TEST_RESULTS"] ?? "");

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

export const trouble: Tests = {
  "no server anywhere": async () => {
    await open("checkout.md");
    const api = await until("it is active", () => (extension().isActive ? extension().exports : undefined));
    await until("it is told", () => (api.troubles.length > 0 ? true : undefined));
    assert.deepEqual(api.troubles, [{ kind: "nowhere" }]);
  },
  "a relative folder on PATH, which may be anybody's": async () => {
    const server = program("askhow", "#!/bin/sh\n");
    const look = (path: string): unknown => findServer({ setting: "", extension: folder, path });
    assert.deepEqual(look(folder), { program: server, from: "PATH" });
    assert.deepEqual(look(path.relative(process.cwd(), folder)), { problem: "nowhere" });
    assert.deepEqual(look(`${path.delimiter}.`), { problem: "nowhere" });
    fs.rmSync(server);
  },
  "a path that is not whole": () => told("askhow", "relative"),
  "a file that is not there": () => told(path.join(folder, "absent"), "absent"),
  "a file that may not run": () => told(program("locked", "#!/bin/sh\n", 0o644), "broken"),
  "a file that is no program": () => told(program("broken", "\x7fELF, but no more of it"), "broken"),
  "another program": async () => {
    const message = await told("/bin/echo", "wrong");
    assert.match(message, /\/bin\/echo is another program/);
    return message;
  },
  "a server that ends at once, on a full disk say": async () => {
    const full = "if [ \"$1\" = --version ]; then echo askhow 0.1.0; else echo 'No space left on device' >&2; exit 1; fi";
    const message = await told(program("full", `#!/bin/sh\n${full}\n`), "crashes-at-start");
    assert.match(message, /it says: No space left on device/);
    return message;
  },
  "the right one, and all is well": async () => {
    await use(process.env["ASKHOW_TEST_SERVER"] ?? "");
    await running();
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
};
