import type { ReactNode } from "react";

/** What a button does, in words, and the button. */
export function ActionRow({ help, children }: { help: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="text-secondary max-w-prose min-w-56 flex-1 text-sm text-pretty">{help}</p>
      {children}
    </div>
  );
}
