"use client";

import { useTranslations } from "use-intl";

import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/lib/cn";

import { LineCell } from "../cell";
import type { AnyRecord } from "../definition";
import { FirstCell } from "./first-cell";
import { RowMenu } from "./row-menu";
import { titleOf, valueOf, type RowsProps } from "./rows";
import { useRow } from "./use-row";

/** The rows of a list, one below the other: for windows too narrow for a table. */
export function ListCards({ items, ...props }: RowsProps) {
  return (
    <ul aria-label={props.definition.pluralLabel} className="divide-y">
      {items.map((item) => (
        <Card key={item.id} item={item} {...props} />
      ))}
    </ul>
  );
}

function Card({ item, ...props }: Omit<RowsProps, "items"> & { item: AnyRecord }) {
  const t = useTranslations("list");
  const { definition, fields, columns, state, isSelectable, selected, onSelect } = props;
  const row = useRow(definition, item, state.isBin);
  const isSelected = selected.includes(item.id);
  const title = titleOf(definition, item);
  const [first, ...others] = columns;
  return (
    <li className={cn("flex items-start gap-3 py-2.5 pr-1.5 pl-3", isSelected && "bg-accent")}>
      {isSelectable && (
        <Checkbox
          className="mt-2"
          aria-label={t("select", { title })}
          checked={isSelected}
          onCheckedChange={() =>
            onSelect(isSelected ? selected.filter((id) => id !== item.id) : [...selected, item.id])
          }
        />
      )}
      <div className="min-w-0 flex-1" onClick={row.onClick}>
        <div className="flex min-h-8 items-center">
          {first && (
            <FirstCell
              field={fields[first]!}
              value={valueOf(item, first)}
              title={title}
              href={row.href}
            />
          )}
        </div>
        <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3 gap-y-1 text-sm">
          {others.map((name) => (
            <div key={name} className="contents">
              <dt className="text-secondary truncate">{fields[name]!.label}</dt>
              <dd className="min-w-0">
                <LineCell field={fields[name]!} value={valueOf(item, name)} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <RowMenu
        title={title}
        row={row}
        onRemove={() => props.onRemove(item)}
        onRestore={() => props.onRestore(item)}
      />
    </li>
  );
}
