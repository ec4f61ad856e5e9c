import { useMemo, useSyncExternalStore } from "react";
import { afterEach } from "vitest";

/* Next's navigation as tests have it: the address of jsdom, and no pages. */

const CHANGED = "popstate";

for (const name of ["pushState", "replaceState"] as const) {
  const change = history[name];
  history[name] = function (...state) {
    change.apply(history, state);
    dispatchEvent(new Event(CHANGED));
  };
}

afterEach(() => history.replaceState(null, "", "/"));

function subscribe(onChange: () => void) {
  addEventListener(CHANGED, onChange);
  return () => removeEventListener(CHANGED, onChange);
}

export function usePathname() {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function useSearchParams() {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

const router = {
  push: (address: string) => history.pushState(null, "", address),
  replace: (address: string) => history.replaceState(null, "", address),
  refresh() {},
};

export function useRouter() {
  return router;
}
