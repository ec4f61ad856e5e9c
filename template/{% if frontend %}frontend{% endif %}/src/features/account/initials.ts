const MOST = 2;

/** The first letters of a name's first and last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const telling = words.length > MOST ? [words[0], words.at(-1)] : words;
  return telling.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
