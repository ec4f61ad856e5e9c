/** `Ünïque name, no. 1` as it can stand in an address: `unique-name-no-1`. */
export function slugOf(text: string, maxLength = 50): string {
  return text
    .normalize("NFKD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .toLowerCase()
    .replace(/[-\s_]+/g, "-")
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, "");
}
