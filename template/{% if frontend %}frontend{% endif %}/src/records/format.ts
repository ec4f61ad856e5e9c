"use client";

import { useCallback } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";

import type { RecordReference, StoredFile } from "@/api/generated/types.gen";
import { formatDuration, formatNumber } from "@/lib/format";

import type { FieldDefinition } from "./definition";

export type ValueText = (field: FieldDefinition, value: unknown) => string;

export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === "";
}

/** Turn values of fields into plain text, as people here write them. */
export function useValueText(): ValueText {
  const format = useFormatter();
  const locale = useLocale();
  const t = useTranslations("values");
  return useCallback(
    function text(field: FieldDefinition, value: unknown): string {
      if (isEmpty(value)) return "";
      switch (field.kind) {
        case "choice":
          return field.choices[String(value)] ?? String(value);
        case "boolean":
          return value ? t("yes") : t("no");
        case "integer":
        case "big_integer":
        case "float":
        case "decimal":
          return formatNumber(String(value), locale);
        case "date":
          // A day of the calendar is the same day in every zone.
          return format.dateTime(new Date(`${value}T00:00:00Z`), {
            dateStyle: "medium",
            timeZone: "UTC",
          });
        case "datetime":
          return format.dateTime(new Date(String(value)), {
            dateStyle: "medium",
            timeStyle: "short",
          });
        case "time":
          return format.dateTime(new Date(`1970-01-01T${value}Z`), {
            timeStyle: hasSeconds(String(value)) ? "medium" : "short",
            timeZone: "UTC",
          });
        case "duration":
          return formatDuration(String(value), locale);
        case "reference":
          // Without a label if the role may not open the record.
          return (value as RecordReference).label ?? t("hidden");
        case "references":
          return (value as RecordReference[]).map(({ label }) => label ?? t("hidden")).join(", ");
        case "array":
          return (value as unknown[]).map((one) => text(itemField(field), one)).join(", ");
        case "file":
        case "image":
          return (value as StoredFile).name;
        case "json":
          return JSON.stringify(value);
        default:
          return String(value);
      }
    },
    [format, locale, t],
  );
}

/** The field that one entry of a list of values would be. */
export function itemField(field: FieldDefinition & { kind: "array" }): FieldDefinition {
  return { label: field.label, kind: field.of, choices: field.choices ?? {} } as FieldDefinition;
}

function hasSeconds(time: string): boolean {
  return !/^\d+:\d+(:00(\.0+)?)?$/.test(time);
}
