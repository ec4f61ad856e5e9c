import { renderHook } from "@testing-library/react";
import { IntlProvider } from "use-intl";
import { expect, test } from "vitest";

import messages from "@messages/en.json";

import type { FieldDefinition } from "./definition";
import { useValueText } from "./format";

function text(field: Partial<FieldDefinition>, value: unknown, timeZone = "Asia/Tokyo") {
  const { result } = renderHook(useValueText, {
    wrapper: ({ children }) => (
      <IntlProvider locale="en" messages={messages} timeZone={timeZone}>
        {children}
      </IntlProvider>
    ),
  });
  // Intl puts narrow spaces before AM and PM.
  return result
    .current({ label: "", ...field } as FieldDefinition, value)
    .replaceAll("\u202f", " ");
}

test("numbers are grouped and keep all their digits", () => {
  expect(text({ kind: "decimal" }, "12345678901234567890.10")).toBe(
    "12,345,678,901,234,567,890.10",
  );
  expect(text({ kind: "decimal" }, "-0.50")).toBe("-0.50");
  expect(text({ kind: "integer" }, 1234567)).toBe("1,234,567");
  expect(text({ kind: "big_integer" }, "9007199254740993")).toBe("9,007,199,254,740,993");
  expect(text({ kind: "float" }, 0.1 + 0.2)).toBe("0.30000000000000004");
});

test("nought is a value, and so is no", () => {
  expect(text({ kind: "integer" }, 0)).toBe("0");
  expect(text({ kind: "boolean" }, false)).toBe("No");
});

test("moments are told in the user's zone, days in none", () => {
  const moment = "2026-12-31T20:30:00Z";
  expect(text({ kind: "datetime" }, moment)).toBe("Jan 1, 2027, 5:30 AM");
  expect(text({ kind: "datetime" }, moment, "America/Lima")).toBe("Dec 31, 2026, 3:30 PM");
  expect(text({ kind: "date" }, "2026-12-31", "America/Lima")).toBe("Dec 31, 2026");
  expect(text({ kind: "date" }, "0099-02-28")).toBe("Feb 28, 99");
});

test("times of day have seconds only if there are any", () => {
  expect(text({ kind: "time" }, "14:30:00")).toBe("2:30 PM");
  expect(text({ kind: "time" }, "00:00:05.250000")).toBe("12:00:05 AM");
});

test.each([
  ["00:00:00", "0 sec"],
  ["1 02:30:00", "1 day 2 hr 30 min"],
  ["00:00:59.500000", "59 sec"],
  ["-1 23:00:00", "−1 hr"],
  ["P1D", "P1D"],
])("the duration %s is %s", (value, expected) => {
  expect(text({ kind: "duration" }, value)).toBe(expected);
});

test("lists of values are told one by one", () => {
  expect(text({ kind: "array", of: "integer" }, [1000, 2])).toBe("1,000, 2");
  expect(text({ kind: "array", of: "choice", choices: { A: "Ash" } }, ["A", "B"])).toBe("Ash, B");
});

test("a record that the role may not open has no name", () => {
  expect(text({ kind: "reference", to: "person" }, { id: "1", label: null })).toBe(
    "Not visible to you",
  );
});
