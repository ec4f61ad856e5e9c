import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";

import { GENERAL, messagesIn, problemOf } from "@/api/errors";

import type { FieldDefinition } from "../definition";
import type { FormValues } from "./values";

/** What kept a form from being saved: said at its fields, and the rest above them. */
export function useSaveProblems(
  form: UseFormReturn<FormValues>,
  fields: Record<string, FieldDefinition>,
  label: string,
) {
  const t = useTranslations();
  const [general, setGeneral] = useState<string[]>([]);

  function messagesOf(part: unknown): string[] {
    if (!part || typeof part !== "object" || Array.isArray(part)) return messagesIn(part);
    // One of several values: they are counted from 0, people count from 1.
    return Object.entries(part).map(([place, inner]) => {
      const message = messagesIn(inner).join(" ");
      return /^\d+$/.test(place)
        ? t("form.entry", { number: Number(place) + 1, message })
        : message;
    });
  }

  function show(error: unknown) {
    const { status, code, errors } = problemOf(error);
    if (code === "offline" || code === "server_error") return setGeneral([t(`problems.${code}`)]);
    if (code.startsWith("idempotency_key")) return setGeneral([t("form.maybe_saved")]);
    if (status === 404) return setGeneral([t("form.gone", { label })]);
    const rest: string[] = [];
    for (const [name, part] of Object.entries(errors)) {
      const messages = messagesOf(part);
      if (name in fields) form.setError(name, { message: messages.join(" ") });
      else if (name === GENERAL) rest.push(...messages);
      else rest.push(`${name}: ${messages.join(" ")}`);
    }
    if (status === 413) {
      const tooLarge = Object.keys(fields).find((name) => form.getValues(name) instanceof File);
      if (tooLarge) form.setError(tooLarge, { message: t("form.too_large") });
      return setGeneral(tooLarge ? [] : rest);
    }
    setGeneral(rest);
  }

  return { general, show, clear: () => setGeneral([]) };
}
