import type { FieldDefinition } from "../definition";
import { compareDecimals, isDecimal } from "./decimals";
import { parseDuration } from "./duration";
import { INCOMPLETE, isEmpty } from "./values";

/* What can be said without asking the server, in its words. It checks all of it again, and more. */

export type Fault =
  | { key: "required" | "email" | "url" | "phone" | "slug" | "uuid" | "json" | "pattern" }
  | { key: "date" | "integer" | "number" | "duration" }
  | { key: "min_length" | "max_length" | "places"; limit: number }
  | { key: "min_value" | "max_value"; limit: string };

const SHAPES: Partial<Record<FieldDefinition["kind"], [RegExp, Fault]>> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { key: "email" }],
  phone: [/^\+?[0-9](?:[ ().-]{0,2}[0-9]){5,14}$/, { key: "phone" }],
  slug: [/^[-a-zA-Z0-9_]+$/, { key: "slug" }],
  uuid: [/^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i, { key: "uuid" }],
  integer: [/^[-+]?\d+$/, { key: "integer" }],
  big_integer: [/^[-+]?\d+$/, { key: "integer" }],
};

/** What is wrong with a value, or undefined. */
export function faultOf(field: FieldDefinition, value: unknown): Fault | undefined {
  if (isEmpty(value)) return field.isRequired ? { key: "required" } : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  const [shape, fault] = SHAPES[field.kind] ?? [];
  if (shape && !shape.test(text)) return fault;
  switch (field.kind) {
    case "date":
    case "datetime":
      return text === INCOMPLETE ? { key: "date" } : outOfRange(field, text, byTime);
    case "time":
      return text === INCOMPLETE ? { key: "date" } : undefined;
    case "integer":
    case "big_integer":
      return outOfRange(field, text, compareDecimals);
    case "decimal":
      if (!isDecimal(text)) return { key: "number" };
      if ((text.split(".")[1]?.length ?? 0) > field.places) {
        return { key: "places", limit: field.places };
      }
      return outOfRange(field, text, compareDecimals);
    case "float":
      if (!Number.isFinite(Number(text))) return { key: "number" };
      return outOfRange(field, text, (one, other) => Number(one) - Number(other));
    case "duration":
      return parseDuration(text) === undefined ? { key: "duration" } : undefined;
    case "json":
      return isJson(text) ? undefined : { key: "json" };
    case "url":
      if (!URL.canParse(text)) return { key: "url" };
      return outOfShape(field, text);
    case "text":
    case "long_text":
    case "email":
    case "phone":
    case "slug":
      return outOfShape(field, text);
    default:
      return undefined;
  }
}

function outOfShape(
  { minLength, maxLength, pattern }: { minLength?: number; maxLength?: number; pattern?: string },
  text: string,
): Fault | undefined {
  const length = [...text].length; // as the server counts: an emoji is one character
  if (maxLength !== undefined && length > maxLength) return { key: "max_length", limit: maxLength };
  if (minLength !== undefined && length < minLength) return { key: "min_length", limit: minLength };
  return pattern && !matches(pattern, text) ? { key: "pattern" } : undefined;
}

/** Whether a text has what Python's regular expression looks for; yes if only Python knows. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

function outOfRange(
  { min, max }: { min?: string; max?: string },
  text: string,
  compare: (one: string, other: string) => number,
): Fault | undefined {
  if (min !== undefined && compare(text, min) < 0) return { key: "min_value", limit: min };
  if (max !== undefined && compare(text, max) > 0) return { key: "max_value", limit: max };
  return undefined;
}

function byTime(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
