import type { FieldDefinition } from "../definition";
import { durationForApi, durationText, parseDuration } from "./duration";
import { localTime, momentOf } from "./zoned-time";

/* A form holds texts for what is typed, also for numbers: none of their digits gets lost.
   References are `{id, label}`, files what the API says of them or a new `File`. */
export type FormValues = Record<string, unknown>;

type Fields = Record<string, FieldDefinition>;

/** A date that is only half typed: the browser's own control holds it back as an empty text. */
export const INCOMPLETE = "incomplete";

const EMPTY_BY_KIND: Partial<Record<FieldDefinition["kind"], () => unknown>> = {
  boolean: () => false,
  reference: () => null,
  references: () => [],
  array: () => [],
  file: () => null,
  image: () => null,
};

const NULL_WHEN_EMPTY = new Set<FieldDefinition["kind"]>([
  "integer",
  "big_integer",
  "decimal",
  "float",
  "date",
  "datetime",
  "time",
  "duration",
  "uuid",
]);

/** What a form shows of values of the API. */
export function formValues(
  fields: Fields,
  values: Partial<Record<string, unknown>>,
  zone: string,
): FormValues {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, formValue(field, values[name], zone)]),
  );
}

/** What a form for a new record begins with. */
export function newValues(fields: Fields, zone: string): FormValues {
  const defaults = Object.entries(fields).map(([name, field]) => [name, field.default]);
  return formValues(fields, Object.fromEntries(defaults), zone);
}

function formValue(field: FieldDefinition, value: unknown, zone: string): unknown {
  if (value === null || value === undefined) return emptyOf(field);
  switch (field.kind) {
    case "datetime":
      return localTime(String(value), zone);
    case "time":
      return String(value).replace(/:00(\.0+)?$/, "");
    case "duration":
      return durationText(String(value));
    case "json":
      return JSON.stringify(value, null, 2);
    case "array":
      return (value as unknown[]).map(String);
    case "integer":
    case "big_integer":
    case "decimal":
    case "float":
      return String(value);
    default:
      return value;
  }
}

/** What the API is sent of the fields that are named. */
export function apiValues(
  fields: Fields,
  values: FormValues,
  names: string[],
  zone: string,
): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => [name, apiValue(fields[name]!, values[name], zone)]),
  );
}

function apiValue(field: FieldDefinition, value: unknown, zone: string): unknown {
  if (isEmpty(value)) return emptyForApi(field);
  switch (field.kind) {
    case "integer":
    case "float":
      return Number(value);
    case "datetime":
      return momentOf(String(value), zone);
    case "duration":
      return durationForApi(parseDuration(String(value))!);
    case "json":
      return JSON.parse(String(value));
    case "reference":
      return (value as { id: string }).id;
    case "references":
      return (value as { id: string }[]).map(({ id }) => id);
    default:
      return typeof value === "string" ? value.trim() : value;
  }
}

function emptyForApi(field: FieldDefinition): unknown {
  if (NULL_WHEN_EMPTY.has(field.kind)) return null;
  if (field.kind === "json") return field.default ?? {};
  return emptyOf(field);
}

function emptyOf({ kind }: FieldDefinition): unknown {
  const empty = EMPTY_BY_KIND[kind];
  return empty ? empty() : "";
}

export function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The fields whose values are not what they were. */
export function changedNames(names: string[], before: FormValues, now: FormValues): string[] {
  return names.filter((name) => !isSame(before[name], now[name]));
}

export function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof File || other instanceof File) return one === other;
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));
}

/** A reference is its id: its label may be another one tomorrow. Their order says nothing. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value) && value.some(isIdentified)) {
    return value.map((item) => (item as { id: string }).id).sort();
  }
  return isIdentified(value) ? value.id : value;
}

function isIdentified(value: unknown): value is { id: string } {
  return typeof value === "object" && value !== null && "id" in value;
}
