import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

export const FRAME =
  "border-input bg-background placeholder:text-secondary aria-invalid:border-danger w-full rounded-md border px-3 disabled:opacity-50";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(FRAME, "h-9", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(FRAME, "min-h-24 py-2", className)} {...props} />;
}
