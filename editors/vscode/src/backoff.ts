// When a server that ended by itself is started again. Knows no clock: the moments are handed in.

/** After each crash within the window the wait is longer; after the last one it stays down. */
const WAITS = [500, 2_000, 8_000];

/** A server that never came up is not tried as often: it will hardly be better the next time. */
const WAITS_AT_THE_START = [500];

/** Crashes that are longer ago than this are forgotten. */
const WINDOW = 3 * 60 * 1000;

/** The crashes of a server. */
export class Backoff {
  private crashes: number[] = [];

  /** Another crash at `now` (milliseconds): how long to wait, or nothing where it is to stay down. */
  crashed(now: number, cameUp: boolean): number | undefined {
    this.crashes = this.crashes.filter((at) => now - at < WINDOW);
    const waits = cameUp ? WAITS : WAITS_AT_THE_START;
    const wait = waits[this.crashes.length];
    this.crashes.push(now);
    return wait;
  }

  /** How many there were lately. */
  get count(): number {
    return this.crashes.length;
  }

  /** Somebody has asked for a new start. */
  forget(): void {
    this.crashes = [];
  }
}
