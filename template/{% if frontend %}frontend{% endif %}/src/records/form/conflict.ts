import type { FieldDefinition } from "../definition";
import { isSame, type FormValues } from "./values";

export type Difference = {
  name: string;
  before: unknown;
  mine: unknown;
  theirs: unknown;
  /** Both have changed it, to different values. */
  isDisputed: boolean;
};

/** What somebody else has changed since a form was opened. */
export function differences(
  fields: Record<string, FieldDefinition>,
  before: FormValues,
  mine: FormValues,
  theirs: FormValues,
): Difference[] {
  return Object.keys(fields)
    .filter((name) => !isSame(before[name], theirs[name]))
    .map((name) => ({
      name,
      before: before[name],
      mine: mine[name],
      theirs: theirs[name],
      isDisputed: !isSame(before[name], mine[name]) && !isSame(mine[name], theirs[name]),
    }));
}

/** My values, with theirs where I have changed nothing, and where both have if theirs win. */
export function merged(
  mine: FormValues,
  found: Difference[],
  winner: "mine" | "theirs",
): FormValues {
  const taken = found.filter(({ isDisputed }) => winner === "theirs" || !isDisputed);
  return { ...mine, ...Object.fromEntries(taken.map(({ name, theirs }) => [name, theirs])) };
}
