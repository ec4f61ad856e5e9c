/** The e-mail addresses in a text, however they are set apart, each once. */
export function addressesIn(text: string): string[] {
  const words = text.split(/[\s,;<>]+/).filter((word) => word.includes("@"));
  return [...new Set(words.map((word) => word.toLowerCase()))];
}
