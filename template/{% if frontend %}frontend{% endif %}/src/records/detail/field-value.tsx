"use client";

import type { ComponentType } from "react";

import type { StoredFile } from "@/api/generated/types.gen";
import { Chip } from "@/components/ui/chip";

import { Cell } from "../cell";
import type { FieldDefinition } from "../definition";
import { isEmpty, itemField, useValueText } from "../format";
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
  if (isEmpty(value)) return <Cell field={field} value={null} />;
  switch (field.kind) {
    case "file":
    case "image": {
      const isImage = field.kind === "image";
      return <FileValue file={value as StoredFile} isImage={isImage} version={changedAt} />;
    }
    case "array":
      return <Entries field={field} values={value as unknown[]} />;
    default:
      return <Cell field={field} value={value} />;
  }
}

type EntriesProps = { field: FieldDefinition & { kind: "array" }; values: unknown[] };

/** Several values, each of them to its end. */
function Entries({ field, values }: EntriesProps) {
  const textOf = useValueText();
  return (
    <ul className="flex flex-wrap gap-1.5">
      {values.map((value, place) => (
        <li key={place} className="max-w-full">
          <Chip>{textOf(itemField(field), value)}</Chip>
        </li>
      ))}
    </ul>
  );
}
