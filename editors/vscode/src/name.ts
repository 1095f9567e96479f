// Names of files of reviews. Knows no editor, so that it can be tried without one.

/** Longer ones are hard to read in a list, and some disks refuse them. */
const MOST_LETTERS = 60;

/** A day as it stands at the head of a name, by the clock on the wall. */
export function day(date: Date): string {
  const two = (n: number): string => `${n}`.padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `2026-11-30-checkout-returns-502s.md`: letters and digits of any script, without accents and marks. */
export function fileName(day: string, title: string): string {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").normalize("NFC").toLowerCase();
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > MOST_LETTERS) break;
    slug = longer;
  }
  // One word may be too long by itself.
  if (slug === "") slug = [...(words[0] ?? "")].slice(0, MOST_LETTERS).join("");
  return slug === "" ? `${day}.md` : `${day}-${slug}.md`;
}
