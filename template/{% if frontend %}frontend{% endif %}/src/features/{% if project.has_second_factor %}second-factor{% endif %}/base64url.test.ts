import { expect, test } from "vitest";

import { fromBase64Url, toBase64Url } from "./base64url";

const bytes = (...values: number[]) => new Uint8Array(values).buffer;

test.each([
  [[], ""],
  [[0], "AA"],
  [[251, 255, 190], "-_--"],
  [[104, 105], "aGk"],
])("bytes %o are written as %j, and read again", (values, text) => {
  expect(toBase64Url(bytes(...values))).toBe(text);
  expect([...new Uint8Array(fromBase64Url(text))]).toEqual(values);
});

test("what has padding is read as well", () => {
  expect([...new Uint8Array(fromBase64Url("aGk="))]).toEqual([104, 105]);
});
