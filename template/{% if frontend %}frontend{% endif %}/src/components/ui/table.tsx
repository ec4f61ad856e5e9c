import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

/* Cells have grounds of their own, so that nothing shines through those that stay in place. */

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "bg-surface text-secondary sticky top-0 z-10 h-10 border-b px-3 text-sm font-medium whitespace-nowrap first:rounded-tl-lg last:rounded-tr-lg",
        className,
      )}
      {...props}
    />
  );
}

export function Tr({
  isSelected,
  className,
  ...props
}: ComponentProps<"tr"> & { isSelected: boolean }) {
  return <tr data-selected={isSelected} className={cn("group/row", className)} {...props} />;
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      className={cn(
        "bg-background group-hover/row:bg-surface group-data-[selected=true]/row:bg-accent h-11 max-w-80 border-b px-3 group-last/row:border-b-0 group-last/row:first:rounded-bl-lg group-last/row:last:rounded-br-lg",
        className,
      )}
      {...props}
    />
  );
}
