import type { ReactNode } from "react";

export function StepHeading({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="text-secondary text-sm">{children}</p>
    </div>
  );
}
