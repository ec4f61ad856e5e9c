import { Alert } from "@/components/ui/alert";

/** What is wrong with a form as a whole, if anything is. */
export function GeneralProblems({ messages }: { messages: string[] }) {
  if (messages.length === 0) return null;
  return <Alert look="danger">{messages.join(" ")}</Alert>;
}
