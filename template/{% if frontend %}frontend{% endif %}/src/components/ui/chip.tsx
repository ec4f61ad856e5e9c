"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";

type ChipProps = {
  children: ReactNode;
  /** What the button says that takes it away; without it, the chip stays. */
  removeLabel?: string;
  onRemove?: () => void;
};

/** One of several values, which can be taken away. */
export function Chip({ children, removeLabel, onRemove }: ChipProps) {
  return (
    <span className="bg-accent inline-flex max-w-full min-w-0 items-center gap-0.5 rounded-md py-0.5 pr-0.5 pl-2 text-sm">
      <span className="py-0.5 pr-1.5 wrap-anywhere">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="text-secondary hover:bg-background hover:text-foreground grid size-6 shrink-0 place-items-center rounded-sm"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </span>
  );
}
