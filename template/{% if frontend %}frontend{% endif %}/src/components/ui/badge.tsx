import type { ReactNode } from "react";

/** A short value that is one of a few, such as a status. */
export function Badge({ children }: { children: ReactNode }) {
  return (
    <span className="bg-accent inline-flex items-center rounded-full px-2 py-0.5 text-sm font-medium whitespace-nowrap">
      {children}
    </span>
  );
}
