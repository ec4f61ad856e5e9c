import Link from "next/link";
import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

/** A link in a sentence. */
export function AuthLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(
        "text-primary decoration-primary/40 underline underline-offset-4 hover:decoration-current",
        className,
      )}
      {...props}
    />
  );
}
