import { useState } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import { messagesIn, problemOf } from "@/api/errors";

type ServerErrors = {
  /** What is wrong with the form as a whole. */
  general: string[];
  /** Show an error of a request: messages at their fields, the rest as `general`. */
  show: (error: unknown) => void;
};

export function useServerErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
): ServerErrors {
  const t = useTranslations("problems");
  const [general, setGeneral] = useState<string[]>([]);

  function show(error: unknown) {
    const { code, errors } = problemOf(error);
    if (code === "offline" || code === "server_error") return setGeneral([t(code)]);
    const known = Object.keys(form.getValues());
    const rest: string[] = [];
    for (const [name, part] of Object.entries(errors)) {
      const messages = messagesIn(part);
      if (known.includes(name)) {
        form.setError(name as FieldPath<Values>, { message: messages.join(" ") });
      } else {
        rest.push(...messages);
      }
    }
    setGeneral(rest);
  }

  return { general, show };
}
