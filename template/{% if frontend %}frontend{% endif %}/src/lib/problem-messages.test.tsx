import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";

import { Messages } from "./messages";
import { useProblemMessages } from "./problem-messages";

const THROTTLED = { status: 429, code: "throttled", errors: { non_field_errors: ["Throttled."] } };

test.each([
  [undefined, "Too many attempts. Wait a few minutes, then try again."],
  [1, "Too many attempts. Try again in 1 second."],
  [42, "Too many attempts. Try again in 42 seconds."],
  [60, "Too many attempts. Try again in 1 minute."],
  [61, "Too many attempts. Try again in 2 minutes."],
])("how long to wait is said in words: %s", (retryAfter, words) => {
  const { result } = renderHook(useProblemMessages, { wrapper: Messages });
  expect(result.current({ ...THROTTLED, retryAfter })).toEqual([words]);
});

test("what the API says is passed on", () => {
  const { result } = renderHook(useProblemMessages, { wrapper: Messages });
  const errors = { non_field_errors: ["A workspace needs an owner."] };
  expect(result.current({ status: 409, code: "last_owner", errors })).toEqual(
    errors.non_field_errors,
  );
});
