"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";

import { Skeleton } from "@/components/ui/skeleton";

import { Cell } from "../cell";
import type { AnyRecord, EntityDefinition } from "../definition";

const SKELETON_ROWS = 8;

type ListTableProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  columns: string[];
  items: Item[];
  ordering: string;
  onOrder: (ordering: string) => void;
};

export function ListTable<Item extends AnyRecord, Input>({
  definition,
  columns,
  items,
  ordering,
  onOrder,
}: ListTableProps<Item, Input>) {
  return (
    <table className="w-full text-left">
      <thead className="bg-surface border-b">
        <tr>
          {columns.map((name) => (
            <th
              key={name}
              scope="col"
              aria-sort={sortOf(name, ordering)}
              className="text-secondary h-10 px-3 text-sm font-medium whitespace-nowrap"
            >
              {definition.ordering.includes(name) ? (
                <SortButton name={name} ordering={ordering} onOrder={onOrder}>
                  {definition.fields[name]?.label}
                </SortButton>
              ) : (
                definition.fields[name]?.label
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} className="hover:bg-surface relative border-b last:border-b-0">
            {columns.map((name, place) => {
              const cell = (
                <Cell
                  field={definition.fields[name]!}
                  value={(item as Record<string, unknown>)[name]}
                />
              );
              return (
                <td key={name} className="h-11 max-w-80 truncate px-3">
                  {place === 0 ? (
                    // The link of the first cell covers the row.
                    <Link
                      href={`${definition.path}/${item.id}`}
                      className="font-medium after:absolute after:inset-0"
                    >
                      {cell}
                    </Link>
                  ) : (
                    cell
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sortOf(name: string, ordering: string): "ascending" | "descending" | undefined {
  if (ordering === name) return "ascending";
  return ordering === `-${name}` ? "descending" : undefined;
}

function SortButton({
  name,
  ordering,
  onOrder,
  children,
}: {
  name: string;
  ordering: string;
  onOrder: (ordering: string) => void;
  children: string | undefined;
}) {
  const sort = sortOf(name, ordering);
  const Icon = sort ? (sort === "ascending" ? ArrowUp : ArrowDown) : ChevronsUpDown;
  return (
    <button
      type="button"
      className="hover:text-foreground -mx-1 inline-flex items-center gap-1 rounded-sm px-1"
      onClick={() => onOrder(sort === "ascending" ? `-${name}` : name)}
    >
      {children}
      <Icon className="size-3.5" aria-hidden />
    </button>
  );
}

export function TableSkeleton({ columns }: { columns: number }) {
  return (
    <div className="grid gap-px">
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <div key={row} className="flex h-11 items-center gap-6 border-b px-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton key={column} className="h-4 flex-1" />
          ))}
        </div>
      ))}
    </div>
  );
}
