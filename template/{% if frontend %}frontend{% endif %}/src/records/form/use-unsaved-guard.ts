import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

type Leaving = () => void;

/**
 * Asks before a page is left on which something was typed: by a link, by the back button, by
 * closing the tab.
 *
 * The browser tells of a step back when it is done. So a second entry of the same page is put on
 * top of the history as soon as something was typed: the step back ends on the page itself.
 */
export function useUnsavedGuard(isDirty: boolean) {
  const router = useRouter();
  const [pending, setPending] = useState<Leaving | null>(null);
  const hasSpareEntry = useRef(false);
  const isLeaving = useRef(false);

  /** Leave without asking. */
  const leave = useCallback((go: Leaving) => {
    setPending(null);
    isLeaving.current = true;
    if (!hasSpareEntry.current) return go();
    hasSpareEntry.current = false;
    window.addEventListener("popstate", () => setTimeout(go), { once: true });
    history.back();
  }, []);

  /** Leave, but not without asking where something would be lost. */
  const ask = useCallback(
    (go: Leaving) => (isDirty ? setPending(() => go) : leave(go)),
    [isDirty, leave],
  );

  useEffect(() => {
    if (!isDirty) return;
    if (!hasSpareEntry.current) {
      history.pushState(history.state, "");
      hasSpareEntry.current = true;
    }
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const href = linkOf(event);
      if (!href || isLeaving.current) return;
      event.preventDefault();
      event.stopPropagation();
      setPending(() => () => router.push(href));
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isDirty, router]);

  useEffect(() => {
    const onBack = (event: PopStateEvent) => {
      if (!hasSpareEntry.current || isLeaving.current) return;
      event.stopImmediatePropagation(); // this is no step of the router's
      hasSpareEntry.current = false;
      if (!isDirty) return history.back();
      history.pushState(history.state, "");
      hasSpareEntry.current = true;
      setPending(() => () => history.back());
    };
    window.addEventListener("popstate", onBack, { capture: true });
    return () => window.removeEventListener("popstate", onBack, { capture: true });
  }, [isDirty]);

  return { pending, leave, ask, stay: () => setPending(null) };
}

/** Where a click leads inside the product, if it leaves this page in this tab. */
function linkOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || (link.target && link.target !== "_self")) return undefined;
  if (link.hasAttribute("download") || link.origin !== location.origin) return undefined;
  const isHere = link.pathname === location.pathname && link.search === location.search;
  return isHere ? undefined : link.pathname + link.search + link.hash;
}
