import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-primary text-on-primary hover:bg-primary/90",
        plain: "bg-background hover:bg-muted border",
        ghost: "hover:bg-muted",
        danger: "bg-danger text-on-danger hover:bg-danger/90",
        link: "text-primary underline-offset-4 hover:underline",
      },
      size: { normal: "h-9 px-4", small: "h-8 px-3 text-sm", icon: "size-9", line: "h-auto p-0" },
    },
    defaultVariants: { look: "plain", size: "normal" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof button> & {
    /** Give the look to the only child, such as a link. */
    asChild?: boolean;
    /** Something is under way: the button shows it and takes no further click. */
    isBusy?: boolean;
  };

export function Button({
  className,
  look,
  size,
  asChild,
  isBusy = false,
  disabled,
  children,
  ...props
}: ButtonProps) {
  const classes = cn(button({ look, size }), className);
  if (asChild) return <Slot.Root className={classes}>{children}</Slot.Root>;
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || isBusy}
      aria-busy={isBusy}
      {...props}
    >
      {isBusy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
