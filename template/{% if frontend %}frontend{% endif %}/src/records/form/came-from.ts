/** Whether the step back leads to this page: then a step forward to it would be there twice. */
export function cameFrom(path: string): boolean {
  if (!("navigation" in window)) return false;
  const here = navigation.currentEntry?.index ?? 0;
  const before = navigation.entries()[here - 1]?.url;
  return before ? new URL(before).pathname === path : false;
}
