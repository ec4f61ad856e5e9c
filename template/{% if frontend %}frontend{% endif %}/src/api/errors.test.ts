import { AxiosError, AxiosHeaders } from "axios";
import { expect, test } from "vitest";

import { messagesIn, problemOf } from "./errors";

function failed(status: number, data: unknown, headers = {}): AxiosError {
  const config = { headers: new AxiosHeaders() };
  return new AxiosError("", "", config, null, {
    status,
    data,
    statusText: "",
    headers,
    config,
  });
}

test("an answer of the API keeps its code and its messages", () => {
  const errors = { name: ["Too long."] };
  expect(problemOf(failed(422, { code: "invalid", errors }))).toEqual({
    status: 422,
    code: "invalid",
    errors,
  });
});

test("how long to wait is known where the API says it", () => {
  const throttled = { code: "throttled", errors: {} };
  expect(problemOf(failed(429, throttled, { "retry-after": "42" })).retryAfter).toBe(42);
  expect(problemOf(failed(429, throttled))).not.toHaveProperty("retryAfter");
});

test("an answer of something else is an error of the server", () => {
  expect(problemOf(failed(502, "<html>"))).toMatchObject({ status: 502, code: "server_error" });
});

test("no answer is a lost connection", () => {
  expect(problemOf(new AxiosError("Network Error"))).toMatchObject({ status: 0, code: "offline" });
});

test("an error of our own code is not taken for an answer", () => {
  expect(() => problemOf(new TypeError("broken"))).toThrow(TypeError);
});

test("messages are found at any depth", () => {
  expect(messagesIn({ rows: [{ code: ["Taken."] }, {}, "Too many."] })).toEqual([
    "Taken.",
    "Too many.",
  ]);
});
