import { describe, expect, test } from "vitest";

import type { FieldDefinition } from "../definition";
import { apiValues, changedNames, formValues, newValues } from "./values";

const ZONE = "Europe/Berlin";

function field(rest: Record<string, unknown>): FieldDefinition {
  return { label: "It", ...rest } as FieldDefinition;
}

function toForm(definition: FieldDefinition, value: unknown) {
  return formValues({ it: definition }, { it: value }, ZONE).it;
}

function toApi(definition: FieldDefinition, value: unknown, zone = ZONE) {
  return apiValues({ it: definition }, { it: value }, ["it"], zone).it;
}

const REFERENCE = { id: "a", label: "A" };

describe.each<[string, FieldDefinition, unknown, unknown, unknown?]>([
  ["text", field({ kind: "text" }), "Ünï", "Ünï"],
  ["long text", field({ kind: "long_text" }), "a\nb", "a\nb"],
  ["integer", field({ kind: "integer" }), -7, "-7"],
  ["big integer", field({ kind: "big_integer" }), "9007199254740993", "9007199254740993"],
  [
    "decimal",
    field({ kind: "decimal", places: 2 }),
    "12345678901234567.10",
    "12345678901234567.10",
  ],
  ["float", field({ kind: "float" }), 0.1, "0.1"],
  ["boolean", field({ kind: "boolean" }), false, false],
  ["date", field({ kind: "date" }), "2026-02-28", "2026-02-28"],
  ["datetime", field({ kind: "datetime" }), "2026-07-01T10:00:00.000Z", "2026-07-01T12:00"],
  ["time", field({ kind: "time" }), "09:30:00", "09:30", "09:30"],
  ["time with seconds", field({ kind: "time" }), "09:30:15", "09:30:15"],
  ["duration", field({ kind: "duration" }), "1 02:30:00", "1 d 2 h 30 min", "26:30:00"],
  ["negative duration", field({ kind: "duration" }), "-1 23:30:00", "-30 min", "-00:30:00"],
  [
    "uuid",
    field({ kind: "uuid" }),
    "5f7c1d5e-6f0e-4a53-9c3e-0a4d3f2b1c00",
    "5f7c1d5e-6f0e-4a53-9c3e-0a4d3f2b1c00",
  ],
  ["json", field({ kind: "json" }), { a: [1] }, '{\n  "a": [\n    1\n  ]\n}'],
  ["choice", field({ kind: "choice", choices: { A: "a" } }), "A", "A"],
  ["array", field({ kind: "array", of: "text" }), ["a", "a"], ["a", "a"]],
  ["reference", field({ kind: "reference", to: "x" }), REFERENCE, REFERENCE, "a"],
  ["references", field({ kind: "references", to: "x" }), [REFERENCE], [REFERENCE], ["a"]],
])("%s", (_, definition, ofApi, inForm, sent = ofApi) => {
  test("comes back as it went", () => {
    expect(toForm(definition, ofApi)).toEqual(inForm);
    expect(toApi(definition, inForm)).toEqual(sent);
  });

  test("is unchanged until somebody changes it", () => {
    const before = { it: toForm(definition, ofApi) };
    expect(changedNames(["it"], before, { it: toForm(definition, ofApi) })).toEqual([]);
  });
});

test.each([
  ["integer", null],
  ["big_integer", null],
  ["decimal", null],
  ["float", null],
  ["date", null],
  ["datetime", null],
  ["time", null],
  ["duration", null],
  ["uuid", null],
  ["text", ""],
  ["long_text", ""],
  ["email", ""],
  ["choice", ""],
  ["json", {}],
  ["reference", null],
  ["references", []],
  ["array", []],
  ["image", null],
])("an empty %s is sent as %j", (kind, sent) => {
  const definition = field({ kind, places: 2 });
  const { it } = newValues({ it: definition }, ZONE);
  expect(toApi(definition, it)).toEqual(sent);
});

describe("moments", () => {
  const moment = field({ kind: "datetime" });

  test("keep their seconds", () => {
    expect(toForm(moment, "2026-01-01T10:00:07Z")).toBe("2026-01-01T11:00:07");
  });

  test("in an hour that clocks leap over count on from before the leap", () => {
    expect(toApi(moment, "2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
  });

  test("in an hour that clocks have twice are in the first", () => {
    expect(toApi(moment, "2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
  });

  test("around midnight are of the day of the zone", () => {
    expect(toApi(moment, "2026-01-01T00:15", "Asia/Kathmandu")).toBe("2025-12-31T18:30:00.000Z");
  });
});

test("another label is no change, and another order is none", () => {
  const before = {
    it: [
      { id: "a", label: "A" },
      { id: "b", label: "B" },
    ],
  };
  const now = {
    it: [
      { id: "b", label: "B" },
      { id: "a", label: "Another" },
    ],
  };
  expect(changedNames(["it"], before, now)).toEqual([]);
});

test("another file of the same name is a change", () => {
  const before = { it: { name: "a.png", url: "/a" } };
  expect(changedNames(["it"], before, { it: new File([], "a.png") })).toEqual(["it"]);
});
