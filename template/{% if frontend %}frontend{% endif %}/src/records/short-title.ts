const MOST = 60;

/** The title of a record where there is little room, such as in a toast. */
export function shortTitle(title: string): string {
  const letters = [...title];
  return letters.length > MOST
    ? `${letters
        .slice(0, MOST - 1)
        .join("")
        .trimEnd()}…`
    : title;
}
