import { Skeleton } from "@/components/ui/skeleton";

const ROWS = 6;

export function FormSkeleton() {
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6" aria-busy>
      <Skeleton className="h-7 w-56" />
      <div className="grid gap-5 rounded-lg border p-5 sm:grid-cols-2">
        {Array.from({ length: ROWS }, (_, row) => (
          <div key={row} className="grid gap-2">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-9" />
          </div>
        ))}
      </div>
    </div>
  );
}
