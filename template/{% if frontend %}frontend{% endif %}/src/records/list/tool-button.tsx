import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

type ToolButtonProps = ComponentProps<typeof Button> & { Icon: LucideIcon; label: string };

/** A button with a sign and a word; where there is little room, the sign has to do. */
export function ToolButton({ Icon, label, className, ...props }: ToolButtonProps) {
  return (
    <Button title={label} className={cn("max-lg:px-2.5", className)} {...props}>
      {!props.isBusy && <Icon aria-hidden />}
      <span className="max-lg:sr-only">{label}</span>
    </Button>
  );
}
