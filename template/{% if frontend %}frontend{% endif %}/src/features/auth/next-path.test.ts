import { expect, test } from "vitest";

import { safeNext } from "./next-path";

test.each(["/patients", "/patients?search=ada&page=2", "/patients/1#history"])(
  "%s is a place of this site",
  (path) => expect(safeNext(path)).toBe(path),
);

test.each([
  null,
  "",
  "patients",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
])("%j leads home", (path) => expect(safeNext(path)).toBe("/dashboard"));
