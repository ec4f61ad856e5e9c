import { problemOf } from "@/api/errors";

/** Whether a sign-in does not wait for its second step any more: it has to begin anew. */
export function hasEnded(error: unknown): boolean {
  const { status, code } = problemOf(error);
  return status === 409 || code === "not_authenticated";
}
