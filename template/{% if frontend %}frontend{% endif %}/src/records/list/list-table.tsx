"use client";

import { useTranslations } from "use-intl";

import { Checkbox } from "@/components/ui/checkbox";
import { Td, Th, Tr } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import type { ChangeUrl } from "@/lib/url-state";

import { LineCell } from "../cell";
import type { AnyRecord } from "../definition";
import { ColumnHead } from "./column-head";
import { FirstCell } from "./first-cell";
import { RowMenu } from "./row-menu";
import { isNumeric, titleOf, valueOf, type RowsProps } from "./rows";
import { useRow } from "./use-row";

type ListTableProps = RowsProps & { ordering: string[]; change: ChangeUrl };

export function ListTable({ ordering, change, ...props }: ListTableProps) {
  const t = useTranslations("list");
  const { definition, fields, columns, items, state, isSelectable, selected, onSelect } = props;
  const isAll = items.length > 0 && selected.length === items.length;
  return (
    <table className="w-full border-separate border-spacing-0 text-left">
      <caption className="sr-only">{definition.pluralLabel}</caption>
      <thead>
        <tr>
          {isSelectable && (
            <Th className="left-0 z-20 w-10">
              <Checkbox
                aria-label={t("select_page")}
                checked={isAll || (selected.length > 0 && "indeterminate")}
                onCheckedChange={() => onSelect(isAll ? [] : items.map(({ id }) => id))}
              />
            </Th>
          )}
          {columns.map((name, place) => (
            <ColumnHead
              key={name}
              name={name}
              field={fields[name]!}
              ordering={ordering.includes(name) ? state.ordering : undefined}
              onOrder={(ordering) => change({ ordering, page: null })}
              className={cn(
                place === 0 && cn("z-20", FIRST[isSelectable ? "after" : "alone"]),
                place > 0 && isNumeric(fields[name]) && "text-right",
              )}
            />
          ))}
          <Th className="w-12">
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} {...props} />
        ))}
      </tbody>
    </table>
  );
}

/** The first column stays where the others pass beneath it. */
const EDGE = "left-0 group-data-scrolled/list:shadow-[1px_0_0_var(--border)]";
const FIRST = { alone: EDGE, after: cn(EDGE, "left-10 pl-1") };

function Row({ item, ...props }: RowsProps & { item: AnyRecord }) {
  const t = useTranslations("list");
  const { definition, fields, columns, state, isSelectable, selected, onSelect } = props;
  const row = useRow(definition, item, state.isBin);
  const isSelected = selected.includes(item.id);
  const title = titleOf(definition, item);
  const [first, ...others] = columns;
  return (
    <Tr isSelected={isSelected} onClick={row.onClick} className={row.href && "cursor-pointer"}>
      {isSelectable && (
        <Td className="sticky left-0 z-10 w-10">
          <Checkbox
            aria-label={t("select", { title })}
            checked={isSelected}
            onCheckedChange={() =>
              onSelect(
                isSelected ? selected.filter((id) => id !== item.id) : [...selected, item.id],
              )
            }
          />
        </Td>
      )}
      {first && (
        <Td className={cn("sticky z-10", FIRST[isSelectable ? "after" : "alone"])}>
          <FirstCell
            field={fields[first]!}
            value={valueOf(item, first)}
            title={title}
            href={row.href}
          />
        </Td>
      )}
      {others.map((name) => (
        <Td key={name} className={isNumeric(fields[name]) ? "text-right" : undefined}>
          <LineCell field={fields[name]!} value={valueOf(item, name)} />
        </Td>
      ))}
      <Td className="w-12 py-0 pr-2 text-right">
        <RowMenu
          title={title}
          row={row}
          onRemove={() => props.onRemove(item)}
          onRestore={() => props.onRestore(item)}
        />
      </Td>
    </Tr>
  );
}
