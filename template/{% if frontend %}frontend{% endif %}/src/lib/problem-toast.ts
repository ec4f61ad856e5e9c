import { toast } from "sonner";

import { problemOf } from "@/api/errors";

import { useProblemMessages } from "./problem-messages";

/** For what is done by one click: say what went wrong where no form can. */
export function useProblemToast(): (error: unknown) => void {
  const messagesOf = useProblemMessages();
  return (error) => {
    const problem = problemOf(error);
    // Who does not want to confirm who they are knows that nothing was done.
    if (problem.code !== "reauthentication_required") toast.error(messagesOf(problem).join(" "));
  };
}
