import { Skeleton } from "@/components/ui/skeleton";

const ROWS = 8;

export function DetailSkeleton() {
  return (
    <div className="grid gap-6" aria-busy>
      <div className="grid gap-2">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-8 w-64" />
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-5 rounded-lg border p-5 sm:grid-cols-2">
          {Array.from({ length: ROWS }, (_, row) => (
            <div key={row} className="grid gap-2">
              <Skeleton className="h-4 w-24" />
              <Skeleton className="h-5 w-40" />
            </div>
          ))}
        </div>
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
