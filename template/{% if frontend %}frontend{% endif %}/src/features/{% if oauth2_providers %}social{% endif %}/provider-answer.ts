"use client";

import { useSyncExternalStore } from "react";

export type ProviderAnswer = { code: string; state: string };

let kept: ProviderAnswer | null = null;

/**
 * What a provider has sent people back with. It is taken out of the address at once; null if there
 * is nothing, undefined before that is known.
 */
export function useProviderAnswer(): ProviderAnswer | null | undefined {
  return useSyncExternalStore(
    (changed) => {
      kept = inAddress() ?? kept;
      history.replaceState(null, "", location.pathname);
      changed();
      return () => {};
    },
    () => inAddress() ?? kept,
    () => undefined,
  );
}

function inAddress(): ProviderAnswer | null {
  const query = new URLSearchParams(location.search);
  const code = query.get("code");
  const state = query.get("state");
  if (!code || !state) return null;
  // The same object as long as it says the same: what is read here is compared by identity.
  if (kept?.code !== code || kept.state !== state) kept = { code, state };
  return kept;
}
