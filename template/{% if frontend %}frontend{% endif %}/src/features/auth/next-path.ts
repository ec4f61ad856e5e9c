const HOME = "/dashboard";

/** Where to go after a sign-in: a path of this site, whatever the address asks for. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith("/")) return HOME;
  const url = new URL(next, "http://here");
  return url.origin === "http://here" ? url.pathname + url.search + url.hash : HOME;
}
