"use client";

import { useSyncExternalStore } from "react";

/**
 * Keys of links in e-mails come in the fragment of the address, which no server is told. A page
 * takes its key out of the address at once and keeps it in memory, until the page is left for good.
 */
const kept = new Map<string, string>();

/** The key that this page was opened with; null if there is none, undefined before that is known. */
export function useLinkKey(name: string): string | null | undefined {
  return useSyncExternalStore(
    (changed) => {
      const take = () => {
        keep(name);
        changed();
      };
      take();
      window.addEventListener("hashchange", take);
      return () => window.removeEventListener("hashchange", take);
    },
    () => inAddress(name) ?? kept.get(name) ?? null,
    () => undefined,
  );
}

/** Forget a key that was used. */
export function forgetLinkKey(name: string): void {
  kept.delete(name);
}

function keep(name: string): void {
  const key = inAddress(name);
  if (key === null) return;
  kept.set(name, key);
  history.replaceState(null, "", location.pathname + location.search);
}

function inAddress(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}
