import { useState } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

import { GENERAL, messagesIn, problemOf } from "@/api/errors";

import { useProblemMessages } from "./problem-messages";

type ServerErrors = {
  /** What is wrong with the form as a whole. */
  general: string[];
  /** Show an error of a request: messages at their fields, the rest as `general`. */
  show: (error: unknown) => void;
  /** Forget what was shown. */
  clear: () => void;
};

export function useServerErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
): ServerErrors {
  const messagesOf = useProblemMessages();
  const [general, setGeneral] = useState<string[]>([]);

  function show(error: unknown) {
    const problem = problemOf(error);
    const known = Object.keys(form.getValues());
    const rest = messagesOf(problem);
    let isFirst = true;
    for (const [name, part] of Object.entries(problem.errors)) {
      if (name === GENERAL) continue;
      const messages = messagesIn(part);
      if (known.includes(name)) {
        const message = messages.join(" ");
        form.setError(name as FieldPath<Values>, { message }, { shouldFocus: isFirst });
        isFirst = false;
      } else {
        rest.push(...messages);
      }
    }
    setGeneral(rest);
  }

  return { general, show, clear: () => setGeneral([]) };
}
