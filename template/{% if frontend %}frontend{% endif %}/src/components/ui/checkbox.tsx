"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "border-input bg-background data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary text-on-primary aria-invalid:border-danger peer grid size-4 shrink-0 place-items-center rounded-sm border disabled:opacity-50 data-[state=checked]:border-transparent data-[state=indeterminate]:border-transparent",
        className,
      )}
      {...props}
    >
      <Primitive.Indicator className="group">
        <Check
          className="size-3 group-data-[state=indeterminate]:hidden"
          strokeWidth={3}
          aria-hidden
        />
        <Minus className="size-3 group-data-[state=checked]:hidden" strokeWidth={3} aria-hidden />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
