import { filterParameters } from "@/records/list/filters";

import type { WidgetData } from "./widget-query";

type Group = WidgetData["groups"][number];

/** A group of records, as a chart shows it. */
export type Slice = {
  value: unknown;
  /** As the API calls it: nothing for records without a value. */
  label: string | null;
  count: number;
  color: string;
  /** The list of these records. */
  href: string | undefined;
};

const TONES = 6;
export const COLORLESS = "var(--input)";

/** Choices are in their own order, with the colours that they have in lists; the rest by size. */
export function slicesOf({ definition, groups }: WidgetData, by: string): Slice[] {
  const field = definition.fields[by]!;
  const choices = field.kind === "choice" ? Object.keys(field.choices) : [];
  const placeOf = ({ value }: Group) => choices.indexOf(String(value));
  const ordered = choices.length ? groups.toSorted((a, b) => placeOf(a) - placeOf(b)) : groups;
  const [parameter = by] = filterParameters(by, field);
  return ordered.map((group, place) => {
    const tone = choices.length ? placeOf(group) : place;
    const isEmpty = group.value === null || group.value === "";
    const canFilter = !isEmpty && definition.filters.includes(by);
    return {
      ...group,
      color: isEmpty || tone < 0 ? COLORLESS : colorOf(tone),
      href: canFilter
        ? `${definition.path}?${new URLSearchParams({ [parameter]: String(group.value) })}`
        : undefined,
    };
  });
}

/** When the tones are used up, they come again, paler. */
function colorOf(place: number): string {
  const tone = `var(--tone-${(place % TONES) + 1})`;
  return place < TONES ? tone : `color-mix(in oklch, ${tone} 50%, var(--background))`;
}
