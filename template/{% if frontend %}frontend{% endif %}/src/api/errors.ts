import { isAxiosError } from "axios";

/** What the API says when it refuses: messages by field, nested like the input, and a stable code. */
export type Problem = {
  status: number;
  code: string;
  errors: Record<string, unknown>;
  /** Seconds to wait, if there were too many requests. */
  retryAfter?: number;
};

export const GENERAL = "non_field_errors";

/** Read an error of a request; what never reached the API has the status 0. */
export function problemOf(error: unknown): Problem {
  if (!isAxiosError(error)) throw error;
  const { data, status } = error.response ?? { data: {}, status: 0 };
  const isOurs = typeof data === "object" && data !== null && "errors" in data;
  if (!isOurs) return { status, code: status ? "server_error" : "offline", errors: {} };
  const retryAfter = Number(error.response?.headers["retry-after"]);
  return { status, code: data.code, errors: data.errors, ...(retryAfter > 0 && { retryAfter }) };
}

/** Messages that belong to no field. */
export function generalMessages({ errors }: Problem): string[] {
  return messagesIn(errors[GENERAL]);
}

/** All messages in a part of `errors`, whatever its nesting. */
export function messagesIn(part: unknown): string[] {
  if (typeof part === "string") return [part];
  if (Array.isArray(part)) return part.flatMap(messagesIn);
  if (part && typeof part === "object") return Object.values(part).flatMap(messagesIn);
  return [];
}
