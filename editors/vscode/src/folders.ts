// Where reviews lie, by what the settings say of it.
import { execFile } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";

/** So long it may take to be told; many times what it takes. */
const PATIENCE = 3_000;

/** What `askhow config --format json` says, as far as it matters here. */
interface Config {
  file?: string | null;
  settings?: { reviews?: string[] };
}

/** The folder for reviews below `root`, as a path with `/`: by `askhow.toml`, which wins, else by the editor's settings. */
export async function folderFor(program: string, root: vscode.Uri): Promise<string | undefined> {
  const { file, settings } = await config(program, root.fsPath);
  const globs = settings?.reviews ?? [];
  if (file && globs.length > 0) {
    const home = path.dirname(path.resolve(root.fsPath, file));
    const below = globs.map((glob) => {
      const folder = folderOf(glob);
      return folder === undefined ? undefined : path.relative(root.fsPath, path.join(home, folder));
    });
    // The file may lie above the folder that is open, and speak of others beside it.
    const ours = below.find((it) => it !== undefined && it.split(path.sep, 1)[0] !== ".." && !path.isAbsolute(it));
    return ours?.split(path.sep).join("/");
  }
  const set = vscode.workspace.getConfiguration("askhow", root).get<string[]>("reviews", []);
  return set.map(folderOf).find((it) => it !== undefined);
}

/** The folder of what a glob means, as the server reads globs; none where it names no certain one. */
export function folderOf(glob: string): string | undefined {
  const meant = glob.trim().replace(/^\.\//, "");
  // What is taken out is no place for one.
  if (meant === "" || meant.startsWith("!")) return undefined;
  const parts = meant.split("/").filter((part) => part !== "");
  const last = parts.at(-1) ?? "";
  const isFolder = meant.endsWith("/") || !/[.*?{[]/.test(last);
  const folders = isFolder ? parts : parts.slice(0, -1);
  const wild = folders.findIndex((part) => /[*?{[]/.test(part));
  const certain = wild < 0 ? folders : folders.slice(0, wild);
  return certain.length === 0 && folders.length > 0 ? undefined : certain.join("/");
}

/** What is in force in a folder, by the program itself: it knows which file counts, and what is wrong in it. */
function config(program: string, folder: string): Promise<Config> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: PATIENCE, windowsHide: true };
    execFile(program, ["config", "--format", "json", folder], options, (_error, stdout) => {
      try {
        resolve(JSON.parse(stdout) as Config);
      } catch {
        // An older one, or one that is busy, says nothing; then the editor's settings count.
        resolve({});
      }
    });
  });
}
