// Versions, as far as one has to come before another.

/** Whether a version comes before another; what is no version comes before none. */
export function isOlder(version: string, other: string): boolean {
  const [left, right] = [parts(version), parts(other)];
  if (left === undefined || right === undefined) return false;
  const at = left.findIndex((part, idx) => part !== right[idx]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}

function parts(version: string): number[] | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  return found?.slice(1).map(Number);
}
