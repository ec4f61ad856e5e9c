import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type FactorRowProps = {
  Icon: LucideIcon;
  title: ReactNode;
  state?: ReactNode;
  description: ReactNode;
  action: ReactNode;
  children?: ReactNode;
};

/** One kind of second factor, whether it is there, and what can be done about it. */
export function FactorRow({ Icon, title, state, description, action, children }: FactorRowProps) {
  return (
    <li className="grid gap-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <Icon className="text-secondary mt-0.5 size-5 shrink-0" aria-hidden />
        <div className="grid min-w-48 flex-1 gap-0.5">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {title}
            {state}
          </h3>
          <p className="text-secondary text-sm">{description}</p>
        </div>
        <div className="flex w-full flex-wrap gap-2 pl-9 sm:w-auto sm:pl-0">{action}</div>
      </div>
      {children}
    </li>
  );
}
