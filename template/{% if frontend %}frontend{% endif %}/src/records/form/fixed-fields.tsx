import { Cell } from "../cell";
import type { AnyRecord, EntityDefinition } from "../definition";

type FixedFieldsProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  names: string[];
  item: Item;
};

/** What was said when the record was made and cannot be changed any more. */
export function FixedFields<Item extends AnyRecord, Input>({
  definition: { fields },
  names,
  item,
}: FixedFieldsProps<Item, Input>) {
  return (
    <dl className="bg-surface grid grid-cols-1 gap-5 rounded-lg border p-4 sm:grid-cols-2 sm:p-5">
      {names.map((name) => (
        <div key={name} className="grid grid-cols-1 content-start gap-1">
          <dt className="text-secondary text-sm font-medium">{fields[name]!.label}</dt>
          <dd className="wrap-anywhere">
            <Cell field={fields[name]!} value={(item as Record<string, unknown>)[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
