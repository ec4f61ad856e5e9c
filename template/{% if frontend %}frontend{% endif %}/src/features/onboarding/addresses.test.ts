import { expect, test } from "vitest";

import { addressesIn } from "./addresses";

test.each([
  ["", []],
  ["ada@example.com", ["ada@example.com"]],
  ["ada@example.com, bob@example.com;cy@example.com", 3],
  ["Ada Diaz <Ada@example.com>\nada@example.com", ["ada@example.com"]],
])("addresses in %j", (text, expected) => {
  const found = addressesIn(text);
  expect(typeof expected === "number" ? found.length : found).toEqual(expected);
});
