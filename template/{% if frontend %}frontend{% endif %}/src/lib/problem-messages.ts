import { useTranslations } from "use-intl";

import { generalMessages, type Problem } from "@/api/errors";

const MINUTE = 60;

/** What a problem means to people, apart from what belongs to the fields of a form. */
export function useProblemMessages(): (problem: Problem) => string[] {
  const t = useTranslations("problems");
  return (problem) => {
    const { code, retryAfter = 0 } = problem;
    if (code === "offline" || code === "server_error") return [t(code)];
    if (code !== "throttled") return generalMessages(problem);
    if (!retryAfter) return [t("throttled")];
    const isShort = retryAfter < MINUTE;
    return [
      isShort
        ? t("throttled_seconds", { count: retryAfter })
        : t("throttled_minutes", { count: Math.ceil(retryAfter / MINUTE) }),
    ];
  };
}
