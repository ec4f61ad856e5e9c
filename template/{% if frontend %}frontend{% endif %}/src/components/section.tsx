import { useId, type ReactNode } from "react";

import { cn } from "@/lib/cn";

type SectionProps = {
  title: ReactNode;
  description?: ReactNode;
  /** What can be done with the section as a whole, beside its title. */
  action?: ReactNode;
  /** It is about something that cannot be taken back. */
  isDangerous?: boolean;
  /** The content brings its own edges, such as a table. */
  isFlush?: boolean;
  children: ReactNode;
};

/** A part of a page of settings: what it is about, and a card with what can be done. */
export function Section({
  title,
  description,
  action,
  isDangerous,
  isFlush,
  children,
}: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="grid gap-0.5">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {description && <p className="text-secondary max-w-prose text-sm">{description}</p>}
        </div>
        {action}
      </div>
      <div
        className={cn(
          "bg-background overflow-hidden rounded-lg border",
          !isFlush && "p-4 sm:p-5",
          isDangerous && "border-danger/40",
        )}
      >
        {children}
      </div>
    </section>
  );
}
