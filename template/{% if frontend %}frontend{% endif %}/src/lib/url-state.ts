"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Changes = Record<string, string | null>;

/** A step that `back` undoes, or a correction of the last one. */
type Entry = "push" | "replace";

export type ChangeUrl = (changes: Changes, entry?: Entry) => void;

/** State that is kept in the address: it survives a reload, and a link shows others the same. */
export function useUrlState(): [URLSearchParams, ChangeUrl] {
  const params = useSearchParams();
  // The address itself is asked, since two changes may come before the next rendering.
  const change = useCallback<ChangeUrl>((changes, entry = "push") => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const address = next.size ? `${location.pathname}?${next}` : location.pathname;
    if (address === location.pathname + location.search) return;
    // Next follows the browser's history, and asks the server for nothing: the page is the same.
    if (entry === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }, []);
  return [params, change];
}
