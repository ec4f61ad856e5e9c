import { Skeleton } from "@/components/ui/skeleton";
import { Td, Th } from "@/components/ui/table";

import type { FieldDefinition } from "../definition";

const ROWS = 10;
const WIDTHS = ["w-40", "w-28", "w-32", "w-24"];

type RowsSkeletonProps = {
  fields: Record<string, FieldDefinition>;
  columns: string[];
  isNarrow: boolean;
  isSelectable: boolean;
};

/** A list in its final shape, before the rows are there. */
export function RowsSkeleton({ fields, columns, isNarrow, isSelectable }: RowsSkeletonProps) {
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  if (isNarrow) {
    return (
      <div aria-hidden className="divide-y">
        {rows.map((row) => (
          <div key={row} className="grid gap-3 px-3 py-4">
            <Skeleton className="h-4 w-48" />
            <Skeleton className="h-4 w-full" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <table aria-hidden className="w-full border-separate border-spacing-0 text-left">
      <thead>
        <tr>
          {isSelectable && <Th className="w-10" />}
          {columns.map((name) => (
            <Th key={name}>{fields[name]?.label}</Th>
          ))}
          <Th className="w-12" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row} className="group/row">
            {isSelectable && (
              <Td className="w-10">
                <Skeleton className="size-4 rounded-sm" />
              </Td>
            )}
            {columns.map((name, column) => (
              <Td key={name}>
                <Skeleton className={`h-4 max-w-full ${WIDTHS[(row + column) % WIDTHS.length]}`} />
              </Td>
            ))}
            <Td className="w-12" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
