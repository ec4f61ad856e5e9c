import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

const TONES = [
  "bg-tone-1-soft text-tone-1 ring-tone-1/15",
  "bg-tone-2-soft text-tone-2 ring-tone-2/15",
  "bg-tone-3-soft text-tone-3 ring-tone-3/15",
  "bg-tone-4-soft text-tone-4 ring-tone-4/15",
  "bg-tone-5-soft text-tone-5 ring-tone-5/15",
  "bg-tone-6-soft text-tone-6 ring-tone-6/15",
] as const;

type BadgeProps = {
  /** A place among the values that it could have been; without one it is neutral. */
  place?: number;
  className?: string;
  children: ReactNode;
};

/** A short value that is one of a few, such as a status. */
export function Badge({ place = -1, className, children }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-block max-w-56 truncate rounded-full px-2 py-0.5 align-middle text-sm font-medium ring-1 ring-inset",
        place < 0 ? "bg-muted ring-border" : TONES[place % TONES.length],
        className,
      )}
    >
      {children}
    </span>
  );
}
