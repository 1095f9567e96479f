// Bundles the extension, or the tests that run beside it, into one file each.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The folder of the extension. */
export const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const common = {
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node18",
  minify: true,
  logLevel: "warning",
};

/** Bundles what the package holds into `dist/`. */
export async function buildExtension() {
  const dist = path.join(here, "dist");
  fs.rmSync(dist, { recursive: true, force: true });
  // The library of the protocol is nine tenths of it, and read when the server is started.
  await build({ ...common, entryPoints: [path.join(here, "src/client.ts")], outfile: path.join(dist, "client.js") });
  await build({
    ...common,
    entryPoints: [path.join(here, "src/extension.ts")],
    outfile: path.join(dist, "extension.js"),
    external: [...common.external, "./client"],
  });
  fs.copyFileSync(path.join(here, "../../docs/askhow.schema.json"), path.join(dist, "askhow.schema.json"));
  fs.copyFileSync(path.join(here, "../../crates/askhow/src/commands/demo/sample.md"), path.join(dist, "sample.md"));
}

/** Bundles the tests into `file`. */
export async function buildTests(entry, file) {
  await build({ ...common, minify: false, entryPoints: [path.join(here, entry)], outfile: file });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildExtension();
