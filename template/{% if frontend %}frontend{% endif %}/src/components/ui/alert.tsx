import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

const LOOKS = {
  danger: { Icon: CircleAlert, classes: "bg-danger-soft text-danger", role: "alert" },
  success: { Icon: CircleCheck, classes: "bg-success-soft text-success", role: "status" },
  info: { Icon: Info, classes: "bg-muted", role: "status" },
} as const;

/** A message about the page or form as a whole. */
export function Alert({ look, children }: { look: keyof typeof LOOKS; children: ReactNode }) {
  const { Icon, classes, role } = LOOKS[look];
  return (
    <div role={role} className={cn("flex gap-2.5 rounded-md px-3 py-2.5", classes)}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div>{children}</div>
    </div>
  );
}
