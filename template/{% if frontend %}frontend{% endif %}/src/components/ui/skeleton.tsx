import { cn } from "@/lib/cn";

/** Stands where something is about to be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("bg-muted animate-pulse rounded-md", className)} />;
}
