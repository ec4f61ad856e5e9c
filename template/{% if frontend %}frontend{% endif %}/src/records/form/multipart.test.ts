import { expect, test, vi } from "vitest";

import type { FieldDefinition } from "../definition";
import { bodyOf, inParts } from "./multipart";

const fields = {
  photo: { kind: "image", label: "Photo" },
  tags: { kind: "array", of: "text", label: "Tags" },
  extra: { kind: "json", label: "Extra" },
  born: { kind: "date", label: "Born" },
  isOpen: { kind: "boolean", label: "Open" },
} satisfies Record<string, FieldDefinition>;
const photo = new File(["x"], "photo.png");

test("values without a file are sent as JSON", () => {
  const values = { photo: null, tags: [] };
  expect(bodyOf(fields, values, vi.fn())).toEqual({ body: values });
});

test("a file takes the other values along, in the words of a form", () => {
  const values = { photo, tags: ["a", "b"], extra: [1], born: null, isOpen: false };
  const data = bodyOf(fields, values, vi.fn()).bodySerializer?.(values) as FormData;
  expect([...data.entries()]).toEqual([
    ["photo", photo],
    ["tags", "a"],
    ["tags", "b"],
    ["extra", "[1]"],
    ["born", ""],
    ["isOpen", "false"],
  ]);
});

test("how far a file has come is told as a share", () => {
  const onProgress = vi.fn();
  const { onUploadProgress } = bodyOf(fields, { photo }, onProgress);
  onUploadProgress?.({ loaded: 1, total: 4 });
  expect(onProgress).toHaveBeenCalledWith(0.25);
});

test("an emptied list goes ahead of a file, which could not say so", () => {
  expect(inParts({ photo, tags: [], born: "2026-01-01" })).toEqual([
    { tags: [], born: "2026-01-01" },
    { photo },
  ]);
  expect(inParts({ photo, tags: ["a"] })).toEqual([{ photo, tags: ["a"] }]);
});
