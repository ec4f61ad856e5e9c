import type { AnyRecord, EntityDefinition, FieldDefinition } from "../definition";
import type { ListState } from "./query";

export type RowsProps = {
  definition: EntityDefinition;
  fields: Record<string, FieldDefinition>;
  columns: string[];
  items: AnyRecord[];
  state: ListState;
  /** Whether rows can be selected: there is something to be done to them. */
  isSelectable: boolean;
  selected: string[];
  onSelect: (ids: string[]) => void;
  onRemove: (item: AnyRecord) => void;
  onRestore: (item: AnyRecord) => void;
};

export function valueOf(item: AnyRecord, name: string): unknown {
  return (item as Record<string, unknown>)[name];
}

/** What a record is called, even if the role may not see what makes up its name. */
export function titleOf({ title, label }: EntityDefinition, item: AnyRecord): string {
  return title(item) || label;
}

const NUMERIC = ["integer", "big_integer", "float", "decimal"];

export function isNumeric(field: FieldDefinition | undefined): boolean {
  return NUMERIC.includes(field?.kind ?? "");
}
