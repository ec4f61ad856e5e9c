import { cn } from "@/lib/cn";

import type { AnyRecord, EntityDefinition, FieldDefinition } from "../definition";
import { FieldValue, type OwnCells } from "./field-value";

const WIDE = new Set<FieldDefinition["kind"]>([
  "long_text",
  "json",
  "references",
  "array",
  "file",
  "image",
]);

type SectionsProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  item: Item;
  readable: string[];
  cells?: OwnCells;
};

/** The fields that the role may read, in the groups that the definition makes of them. */
export function Sections<Item extends AnyRecord, Input>({
  definition: { fields, sections },
  item,
  readable,
  cells,
}: SectionsProps<Item, Input>) {
  const shown = sections
    .map((names) => names.filter((name) => readable.includes(name) && fields[name]))
    .filter((names) => names.length > 0);
  return (
    <div className="divide-y rounded-lg border">
      {shown.map((names) => (
        <dl key={names[0]} className="grid grid-cols-1 gap-x-6 gap-y-5 p-4 sm:grid-cols-2 sm:p-5">
          {names.map((name) => (
            <div
              key={name}
              className={cn(
                "grid grid-cols-1 content-start gap-1",
                WIDE.has(fields[name]!.kind) && "sm:col-span-2",
              )}
            >
              <dt className="text-secondary text-sm">{fields[name]!.label}</dt>
              <dd className="wrap-anywhere">
                <FieldValue
                  name={name}
                  field={fields[name]!}
                  value={(item as Record<string, unknown>)[name]}
                  changedAt={item.updated_at}
                  cells={cells}
                />
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </div>
  );
}
