import type { ComponentType } from "react";

import type { StoredFile } from "@/api/generated/types.gen";

import { Cell } from "../cell";
import type { FieldDefinition } from "../definition";
import { FileValue } from "./file-value";

/** Components of a product's own, by the field that they show. */
export type OwnCells = Partial<
  Record<string, ComponentType<{ field: FieldDefinition; value: unknown }>>
>;

type FieldValueProps = {
  name: string;
  field: FieldDefinition;
  value: unknown;
  /** When the record was changed last. */
  changedAt: string;
  cells?: OwnCells;
};

export function FieldValue({ name, field, value, changedAt, cells }: FieldValueProps) {
  const Own = cells?.[name];
  if (Own) return <Own field={field} value={value} />;
  const isFile = field.kind === "file" || field.kind === "image";
  if (!isFile || !value) return <Cell field={field} value={value} />;
  return (
    <FileValue file={value as StoredFile} isImage={field.kind === "image"} version={changedAt} />
  );
}
