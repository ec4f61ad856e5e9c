import type { ReactNode } from "react";

/** What a page of the signed-out is about. */
export function AuthHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid gap-1">
      <h1 className="text-lg font-semibold tracking-tight text-balance">{title}</h1>
      {children && <p className="text-secondary text-sm text-pretty wrap-anywhere">{children}</p>}
    </div>
  );
}
