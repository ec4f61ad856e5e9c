import type { FieldDefinition } from "../definition";
import type { Offer } from "./query";

/** What a field is filtered by: the parameters of the API, one or a pair of bounds. */
export function filterParameters(name: string, field: FieldDefinition): string[] {
  switch (field.kind) {
    case "choice":
      return [`${name}__in`];
    case "integer":
    case "big_integer":
    case "float":
    case "decimal":
    case "date":
    case "datetime":
    case "time":
    case "duration":
      return [`${name}__gte`, `${name}__lte`];
    case "text":
    case "long_text":
    case "slug":
    case "email":
    case "phone":
    case "url":
      return [`${name}__icontains`];
    default:
      return [name];
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PATTERNS: Partial<Record<FieldDefinition["kind"], RegExp>> = {
  boolean: /^(true|false)$/,
  integer: /^-?\d{1,18}$/,
  big_integer: /^-?\d{1,18}$/,
  float: /^-?\d+(\.\d+)?$/,
  decimal: /^-?\d+(\.\d+)?$/,
  time: /^\d{2}:\d{2}(:\d{2})?$/,
  duration: /^(\d+ )?\d{1,3}:\d{2}:\d{2}$/,
  uuid: UUID,
  reference: UUID,
  references: UUID,
};

/** The part of a filter's value that makes sense, or nothing. Addresses are typed by people. */
export function validFilter(field: FieldDefinition, value: string): string {
  switch (field.kind) {
    case "choice":
      return value
        .split(",")
        .filter((choice) => Object.hasOwn(field.choices, choice))
        .join(",");
    case "date":
    case "datetime":
      return DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : "";
    default:
      return PATTERNS[field.kind]?.test(value) === false ? "" : value;
  }
}

/** What the API is asked: days of moments begin and end as they do where the user is. */
export function apiFilter(
  field: FieldDefinition,
  parameter: string,
  value: string,
): string | string[] {
  if (field.kind === "choice") return value.split(",");
  if (field.kind !== "datetime") return value;
  const isEnd = parameter.endsWith("__lte");
  return new Date(`${value}T${isEnd ? "23:59:59.999" : "00:00:00"}`).toISOString();
}

/** The changes to an address that show all records again. */
export function withoutFilters({ filters, fields }: Offer): Record<string, null> {
  const parameters = filters.flatMap((name) => filterParameters(name, fields[name]!));
  return Object.fromEntries([...parameters, "search", "page"].map((name) => [name, null]));
}
