// Waiting for something to become true.
import type { Event } from "vscode";

/** So long nobody waits in vain. */
const PATIENCE = 10_000;

/** Waits for an event after which something is true, for a few seconds. */
export function until(event: Event<unknown>, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isSo()) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, PATIENCE);
    const listener = event(() => isSo() && done());
  });
}
