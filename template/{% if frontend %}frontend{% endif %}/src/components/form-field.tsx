"use client";

import type { ReactNode } from "react";
import { useFormState, type Control, type FieldPath, type FieldValues } from "react-hook-form";

import { Field, type FieldControl } from "@/components/ui/field";

type FormFieldProps<Values extends FieldValues> = {
  control: Control<Values>;
  name: FieldPath<Values>;
  label: ReactNode;
  help?: ReactNode;
  isRequired?: boolean;
  children: (control: FieldControl) => ReactNode;
};

/** A field of a form, with what the form or the server says is wrong with it. */
export function FormField<Values extends FieldValues>({
  control,
  name,
  ...props
}: FormFieldProps<Values>) {
  const state = useFormState({ control, name });
  const message = control.getFieldState(name, state).error?.message;
  return <Field messages={message ? [message] : []} {...props} />;
}
