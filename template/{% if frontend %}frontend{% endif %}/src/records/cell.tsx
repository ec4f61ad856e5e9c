"use client";

import { useFormatter } from "use-intl";

import type { RecordReference } from "@/api/generated/types.gen";
import { Badge } from "@/components/ui/badge";

import type { FieldDefinition } from "./definition";

const EMPTY = "–";

/** The value of a field as people read it. */
export function Cell({ field, value }: { field: FieldDefinition; value: unknown }) {
  const format = useFormatter();
  if (value === null || value === undefined || value === "") return <Nothing />;
  switch (field.kind) {
    case "choice":
      return <Badge>{field.choices[String(value)] ?? String(value)}</Badge>;
    case "boolean":
      return value ? "Yes" : "No";
    case "integer":
      return <span className="tabular-nums">{format.number(Number(value))}</span>;
    case "decimal":
      // The digits are the API's: a number of JavaScript would not hold all of them.
      return <span className="tabular-nums">{String(value)}</span>;
    case "date":
      return format.dateTime(new Date(`${value}T00:00:00Z`), {
        dateStyle: "medium",
        timeZone: "UTC",
      });
    case "datetime":
      return format.dateTime(new Date(String(value)), { dateStyle: "medium", timeStyle: "short" });
    case "reference":
      return (value as RecordReference).label;
    case "references":
      return (value as RecordReference[]).map(({ label }) => label).join(", ") || <Nothing />;
    case "array":
      return (value as unknown[]).join(", ") || <Nothing />;
    default:
      return String(value);
  }
}

function Nothing() {
  return <span className="text-secondary">{EMPTY}</span>;
}
