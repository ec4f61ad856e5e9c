"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";

import { Th } from "@/components/ui/table";
import { cn } from "@/lib/cn";

import type { FieldDefinition } from "../definition";

type ColumnHeadProps = {
  name: string;
  field: FieldDefinition;
  /** What the list is ordered by; nothing if this column does not order it. */
  ordering: string | undefined;
  onOrder: (ordering: string) => void;
  className?: string;
};

export function ColumnHead({ name, field, ordering, onOrder, className }: ColumnHeadProps) {
  const sort = sortOf(name, ordering);
  const Icon = sort ? (sort === "ascending" ? ArrowUp : ArrowDown) : ChevronsUpDown;
  return (
    <Th aria-sort={sort} className={className}>
      {ordering === undefined ? (
        field.label
      ) : (
        <button
          type="button"
          className={cn(
            "hover:text-foreground -mx-1 inline-flex items-center gap-1 rounded-sm px-1",
            sort && "text-foreground",
          )}
          onClick={() => onOrder(sort === "ascending" ? `-${name}` : name)}
        >
          {field.label}
          <Icon className="size-3.5" aria-hidden />
        </button>
      )}
    </Th>
  );
}

function sortOf(name: string, ordering: string | undefined) {
  if (ordering === name) return "ascending";
  return ordering === `-${name}` ? "descending" : undefined;
}
