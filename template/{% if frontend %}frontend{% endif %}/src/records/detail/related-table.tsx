import Link from "next/link";

import { useAbilities } from "@/lib/session";

import { Cell } from "../cell";
import type { AnyRecord, EntityDefinition } from "../definition";

const MOST_COLUMNS = 4;

type RelatedTableProps = {
  definition: EntityDefinition;
  /** The column that would say the same in every row. */
  without: string;
  items: AnyRecord[];
};

export function RelatedTable({ definition, without, items }: RelatedTableProps) {
  const { readable } = useAbilities(definition.entity);
  const columns = definition.columns
    .filter((name) => name !== without && readable.includes(name))
    .slice(0, MOST_COLUMNS);
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left">
        <thead className="bg-surface border-b">
          <tr>
            {columns.map((name) => (
              <th
                key={name}
                scope="col"
                className="text-secondary h-9 px-4 text-sm font-medium whitespace-nowrap"
              >
                {definition.fields[name]?.label}
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
                    value={(item as unknown as Record<string, unknown>)[name]}
                  />
                );
                return (
                  <td key={name} className="h-10 max-w-72 truncate px-4">
                    {place === 0 ? (
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
    </div>
  );
}
