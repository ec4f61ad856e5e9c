"use client";

import { Cell } from "./cell";
import type { FieldDefinition } from "./definition";
import { isEmpty, useValueText } from "./format";

/** A value in words alone, as it stands beside another one: no links, no pictures. */
export function PlainValue({ field, value }: { field: FieldDefinition; value: unknown }) {
  const textOf = useValueText();
  if (isEmpty(value)) return <Cell field={field} value={null} />;
  return <span className="break-words whitespace-pre-wrap">{textOf(field, value)}</span>;
}
