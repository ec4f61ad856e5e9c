"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

import type { FieldDefinition, FieldKind } from "../definition";
import { validFilter } from "./filters";

const TYPES: Partial<Record<FieldKind, string>> = {
  date: "date",
  datetime: "date",
  time: "time",
  integer: "number",
  big_integer: "number",
  float: "number",
  decimal: "number",
};

type FilterFormProps = {
  field: FieldDefinition;
  values: string[];
  onApply: (values: string[]) => void;
};

/** A filter that is typed: a text, or two bounds. */
export function FilterForm({ field, values, onApply }: FilterFormProps) {
  const t = useTranslations("list.filter");
  const [typed, setTyped] = useState(values);
  const labels = values.length === 2 ? [t("from"), t("to")] : [t("text")];
  const isWrong = (value: string) => value !== "" && validFilter(field, value) === "";
  return (
    <form
      method="post"
      noValidate
      className="grid gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!typed.some(isWrong)) onApply(typed.map((value) => value.trim()));
      }}
    >
      <div className={values.length === 2 ? "grid grid-cols-2 gap-2" : "grid"}>
        {typed.map((value, place) => (
          <Field
            key={place}
            label={labels[place]}
            help={field.kind === "duration" ? t("duration_help") : undefined}
          >
            {(control) => (
              <Input
                {...control}
                aria-invalid={isWrong(value)}
                type={TYPES[field.kind] ?? "text"}
                step="any"
                className="min-w-0 px-2"
                value={value}
                onChange={({ target }) =>
                  setTyped(typed.map((other, at) => (at === place ? target.value : other)))
                }
              />
            )}
          </Field>
        ))}
      </div>
      <Button type="submit" size="small" look="primary">
        {t("apply")}
      </Button>
    </form>
  );
}
