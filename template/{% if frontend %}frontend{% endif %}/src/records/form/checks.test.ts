import { expect, test } from "vitest";

import type { FieldDefinition } from "../definition";
import { faultOf } from "./checks";
import { durationForApi, parseDuration } from "./duration";

function fault(definition: Record<string, unknown>, value: unknown) {
  return faultOf({ label: "It", ...definition } as FieldDefinition, value)?.key;
}

test.each([
  [{ kind: "text", isRequired: true }, "  ", "required"],
  [{ kind: "reference", to: "x", isRequired: true }, null, "required"],
  [{ kind: "text" }, "", undefined],
  [{ kind: "text", maxLength: 2 }, "ééé", "max_length"],
  [{ kind: "text", maxLength: 2 }, "🦄🦄", undefined],
  [{ kind: "text", minLength: 3 }, "ab", "min_length"],
  [{ kind: "text", pattern: "^[A-Z]{2}$" }, "de", "pattern"],
  [{ kind: "text", pattern: "(?P<only_python>a)" }, "b", undefined],
  [{ kind: "email" }, "a@b", "email"],
  [{ kind: "url" }, "example.com", "url"],
  [{ kind: "slug" }, "a b", "slug"],
  [{ kind: "phone" }, "123", "phone"],
  [{ kind: "uuid" }, "5f7c", "uuid"],
  [{ kind: "integer" }, "1.5", "integer"],
  [{ kind: "big_integer", max: "9223372036854775807" }, "9223372036854775808", "max_value"],
  [{ kind: "decimal", places: 2 }, "1.234", "places"],
  [{ kind: "decimal", places: 2 }, "1e5", "number"],
  [{ kind: "decimal", places: 2, min: "0" }, "-0.01", "min_value"],
  [{ kind: "float" }, "one", "number"],
  [{ kind: "date", min: "2026-01-01" }, "2025-12-31", "min_value"],
  [{ kind: "date" }, "incomplete", "date"],
  [{ kind: "duration" }, "soon", "duration"],
  [{ kind: "json" }, "{", "json"],
])("%j with %j: %s", (definition, value, key) => {
  expect(fault(definition, value)).toBe(key);
});

test.each([
  ["1:30", "01:30:00"],
  ["1 h 30 min", "01:30:00"],
  ["90m", "01:30:00"],
  ["1.5 hours", "01:30:00"],
  ["2d 3h", "51:00:00"],
  ["45 s", "00:00:45"],
  ["0:00:01.25", "00:00:01.25"],
  ["-15 min", "-00:15:00"],
])("%s is a duration of %s", (text, ofApi) => {
  expect(durationForApi(parseDuration(text)!)).toBe(ofApi);
});

test.each(["", "h", "1", "1:75", "3 bananas"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
