import type { FieldDefinition } from "../definition";
import { durationForApi, parseDuration } from "./duration";
import { isEmpty } from "./values";
import { momentOf } from "./zoned-time";

/** A value of a form as a cell shows it. */
export function shownValue(field: FieldDefinition, value: unknown, zone: string): unknown {
  if (isEmpty(value)) return null;
  if (field.kind === "datetime") return momentOf(String(value), zone);
  if (field.kind === "duration") return durationForApi(parseDuration(String(value)) ?? 0n);
  if (value instanceof File) return { name: value.name, url: null };
  return value;
}
