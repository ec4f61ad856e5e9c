import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

import { FRAME } from "./input";

/** One of a few: the browser's own list, which phones and screen readers know best. */
export function NativeSelect({ className, ...props }: ComponentProps<"select">) {
  return (
    <div className="relative">
      <select className={cn(FRAME, "h-9 appearance-none pr-9", className)} {...props} />
      <ChevronDown
        className="text-secondary pointer-events-none absolute top-2.5 right-3 size-4"
        aria-hidden
      />
    </div>
  );
}
