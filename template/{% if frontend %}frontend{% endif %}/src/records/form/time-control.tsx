"use client";

import type { FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

import { INCOMPLETE } from "./values";

const TYPES = { date: "date", datetime: "datetime-local", time: "time" };

type TimeControlProps = {
  kind: keyof typeof TYPES;
  value: string;
  onChange: (value: string) => void;
  control: FieldControl;
};

/** A date or a time, by the browser's own control. */
export function TimeControl({ kind, value, onChange, control }: TimeControlProps) {
  const shown = value === INCOMPLETE ? "" : value;
  const hasSeconds = kind !== "date" && shown.split(":").length > 2;
  return (
    <Input
      {...control}
      type={TYPES[kind]}
      step={hasSeconds ? 1 : undefined}
      max={kind === "time" ? undefined : kind === "date" ? "9999-12-31" : "9999-12-31T23:59"}
      className="tabular-nums"
      value={shown}
      onChange={(event) => onChange(event.target.value)}
      onBlur={(event) => {
        // Half a date is an empty text to scripts; only its validity tells it from no date.
        if (event.target.validity.badInput) onChange(INCOMPLETE);
        else if (value === INCOMPLETE) onChange(event.target.value);
      }}
    />
  );
}
