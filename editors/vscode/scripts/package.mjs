// Packs the extension:
//   node scripts/package.mjs                                    askhow.vsix, which finds its server
//   node scripts/package.mjs linux-x64 ../../target/release/askhow
//                                                               askhow-linux-x64.vsix, with the server inside
// Targets are named as the editor names them: linux-x64, linux-arm64, darwin-arm64, win32-x64 …
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";

import { buildExtension, here } from "./build.mjs";

/** Without a server the package stays below this. */
const MOST_BYTES = 1_000_000;

/** What the package holds, besides the manifest. */
const FILES = ["README.md", "dist", "images", "snippets", "walkthrough"];

/** Packs it, with a server for one target or without; gives the path of the package. */
export async function pack(target, server) {
  await buildExtension();
  const stage = fs.mkdtempSync(path.join(os.tmpdir(), "askhow-vsix-"));
  try {
    fill(stage, target, server);
    return await packStage(stage, target, server);
  } finally {
    fs.rmSync(stage, { recursive: true, force: true });
  }
}

function fill(stage, target, server) {
  for (const name of FILES) {
    fs.cpSync(path.join(here, name), path.join(stage, name), { recursive: true });
  }
  fs.rmSync(path.join(stage, "images/review.png"));
  const readme = path.join(stage, "README.md");
  fs.writeFileSync(readme, withoutPictures(fs.readFileSync(readme, "utf8")));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    fs.copyFileSync(path.join(here, "../..", name), path.join(stage, `${name}.txt`));
  }
  fs.copyFileSync(path.join(stage, "LICENSE-MIT.txt"), path.join(stage, "LICENSE.txt"));
  const manifest = JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8"));
  for (const ours of ["scripts", "devDependencies", "private"]) delete manifest[ours];
  fs.writeFileSync(path.join(stage, "package.json"), JSON.stringify(manifest, null, 2));
  if (server !== undefined) {
    const name = target.startsWith("win32") ? "askhow.exe" : "askhow";
    fs.mkdirSync(path.join(stage, "server"));
    fs.copyFileSync(server, path.join(stage, "server", name));
    fs.chmodSync(path.join(stage, "server", name), 0o755);
  }
}

/** The editor shows the page from nowhere, so that a path would lead to nothing, and takes no picture inside a page. */
function withoutPictures(page) {
  return page.replaceAll(/!\[[^\]]*\]\(images\/[^)]+\)\n\n/g, "");
}

async function packStage(stage, target, server) {
  const file = path.join(here, target === undefined ? "askhow.vsix" : `askhow-${target}.vsix`);
  await createVSIX({
    cwd: stage,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    ...(target === undefined ? {} : { target }),
  });
  const bytes = fs.statSync(file).size;
  console.log(`${path.basename(file)}: ${bytes} bytes`);
  if (server === undefined && bytes >= MOST_BYTES) {
    throw new Error(`the package without a server has ${bytes} bytes, and is to stay below ${MOST_BYTES}`);
  }
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [target, server] = process.argv.slice(2);
  if ((target === undefined) !== (server === undefined)) {
    console.error("usage: node scripts/package.mjs [TARGET SERVER]");
    process.exit(2);
  }
  await pack(target, server);
}
