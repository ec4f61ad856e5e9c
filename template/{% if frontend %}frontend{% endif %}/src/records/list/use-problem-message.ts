"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";

import { messagesIn, problemOf } from "@/api/errors";

/** What went wrong, in a sentence. */
export function useProblemMessage(): (error: unknown) => string {
  const t = useTranslations("problems");
  return useCallback(
    (error) => {
      const { code, errors } = problemOf(error);
      return messagesIn(errors)[0] ?? t(code === "offline" ? "offline" : "server_error");
    },
    [t],
  );
}
