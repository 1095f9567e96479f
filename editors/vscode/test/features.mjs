// The table of all editors, `tests/editors/features.tsv`, names for each feature the test that has seen it here.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { here } from "../scripts/build.mjs";

/** Compares the names in the table with those of the tests that passed. */
export function compare(passed) {
  const [heads, ...rows] = fs
    .readFileSync(path.join(here, "../../tests/editors/features.tsv"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  const column = heads.indexOf("VS Code");
  const named = rows.map((row) => row[column]).filter((name) => name !== "no");
  assert.ok(named.length > 0, "features.tsv has a column for VS Code");
  assert.deepEqual(named.filter((name) => !passed.has(name)), [], "named in features.tsv, and not seen");
  return `${named.length} features`;
}
