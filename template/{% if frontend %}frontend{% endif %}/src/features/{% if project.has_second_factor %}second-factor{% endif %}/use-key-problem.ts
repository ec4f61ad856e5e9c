import { useTranslations } from "use-intl";

import { messagesIn, problemOf } from "@/api/errors";
import { useProblemMessages } from "@/lib/problem-messages";

import { isTurnedDown } from "./credentials";

/** What went wrong with a security key, in words: in the browser, or at the API. */
export function useKeyProblem(): (error: unknown) => string[] {
  const t = useTranslations("second_factor");
  const messagesOf = useProblemMessages();
  return (error) => {
    if (isTurnedDown(error)) {
      const isKnown = error instanceof DOMException && error.name === "InvalidStateError";
      return [t(isKnown ? "key_known" : "key_turned_down")];
    }
    const problem = problemOf(error);
    const messages = messagesOf(problem);
    return messages.length > 0 ? messages : messagesIn(problem.errors);
  };
}
