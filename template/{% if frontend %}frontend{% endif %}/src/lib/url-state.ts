"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Changes = Record<string, string | null>;

/** State that is kept in the address: it survives a reload, and a link shows others the same. */
export function useUrlState(): [URLSearchParams, (changes: Changes) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const current = useSearchParams();
  const change = useCallback(
    (changes: Changes) => {
      const next = new URLSearchParams(current);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
      }
      router.replace(next.size ? `${pathname}?${next}` : pathname, { scroll: false });
    },
    [current, pathname, router],
  );
  return [current, change];
}
