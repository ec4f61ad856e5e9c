"use client";

import { Label } from "radix-ui";
import { useId, type ReactNode } from "react";

export type FieldControl = {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  "aria-required": boolean | undefined;
};

type FieldProps = {
  label: ReactNode;
  help?: ReactNode;
  messages?: string[];
  isRequired?: boolean;
  children: (control: FieldControl) => ReactNode;
};

/** A label, a control, what helps to fill it in and what is wrong with it, tied together. */
export function Field({ label, help, messages = [], isRequired, children }: FieldProps) {
  const id = useId();
  const described = [help && `${id}-help`, messages.length > 0 && `${id}-messages`];
  return (
    <div className="grid grid-cols-1 content-start gap-1.5">
      <Label.Root htmlFor={id} className="text-sm font-medium">
        {label}
        {isRequired && (
          <span className="text-danger" aria-hidden>
            {" *"}
          </span>
        )}
      </Label.Root>
      {children({
        id,
        "aria-invalid": messages.length > 0,
        "aria-describedby": described.filter(Boolean).join(" ") || undefined,
        "aria-required": isRequired,
      })}
      {help && (
        <p id={`${id}-help`} className="text-secondary text-sm">
          {help}
        </p>
      )}
      {messages.length > 0 && (
        <p id={`${id}-messages`} role="alert" className="text-danger text-sm">
          {messages.join(" ")}
        </p>
      )}
    </div>
  );
}
