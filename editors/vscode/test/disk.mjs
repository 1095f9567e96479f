// A small disk of its own, which can be filled without harm to others.
import { execFileSync } from "node:child_process";
import fs from "node:fs";

/**
 * Makes one at `folder`, uses it and takes it away. Says what is skipped where this machine allows none:
 *   size    how much it holds
 *   files   how many files and folders it holds
 */
export async function withDisk(what, folder, { size, files }, use) {
  fs.mkdirSync(folder, { recursive: true });
  try {
    const options = `size=${size}${files === undefined ? "" : `,nr_inodes=${files}`}`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "askhow-tests", folder], { stdio: "pipe" });
  } catch (error) {
    console.log(`  SKIPPED ${what}: no small disk can be had: ${String(error.stderr ?? error).trim()}`);
    return use(undefined);
  }
  try {
    return await use(folder);
  } finally {
    execFileSync("umount", ["--lazy", folder]);
  }
}
