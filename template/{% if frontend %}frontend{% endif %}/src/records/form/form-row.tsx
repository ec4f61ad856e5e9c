"use client";

import { useController, type Control as FormControl } from "react-hook-form";
import { useTimeZone, useTranslations } from "use-intl";

import { Field } from "@/components/ui/field";
import { cn } from "@/lib/cn";

import type { FieldDefinition } from "../definition";
import { faultOf } from "./checks";
import { Control } from "./control";
import { useFaultText } from "./fault-text";
import type { FormValues } from "./values";

const WIDE = new Set<FieldDefinition["kind"]>([
  "long_text",
  "json",
  "array",
  "references",
  "file",
  "image",
]);

type FormRowProps = {
  form: FormControl<FormValues>;
  name: string;
  field: FieldDefinition;
  onChange?: (value: unknown) => void;
  progress?: number;
};

/** A field of a record's form. */
export function FormRow({ form, name, field, onChange, progress }: FormRowProps) {
  const t = useTranslations("form");
  const zone = useTimeZone();
  const textOf = useFaultText();
  const { field: input, fieldState } = useController({
    control: form,
    name,
    rules: {
      validate: (value) => {
        const fault = faultOf(field, value);
        return fault ? textOf(fault) : true;
      },
    },
  });
  const help = [field.help, field.kind === "datetime" && t("zone", { zone: zone ?? "UTC" })]
    .filter(Boolean)
    .join(" · ");
  return (
    <div className={cn(WIDE.has(field.kind) && "sm:col-span-2")} data-field={name}>
      <Field
        label={field.label}
        help={help || undefined}
        isRequired={field.isRequired}
        messages={fieldState.error?.message ? [fieldState.error.message] : []}
      >
        {(control) => (
          <Control
            field={field}
            value={input.value}
            onChange={(value) => {
              input.onChange(value);
              onChange?.(value);
            }}
            control={control}
            progress={progress}
          />
        )}
      </Field>
    </div>
  );
}
