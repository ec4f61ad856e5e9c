"use client";

import { CircleCheck, Unlink } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, type ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

import { AuthHeading } from "./auth-heading";

const LOOKS = {
  success: { Icon: CircleCheck, classes: "bg-success-soft text-success" },
  danger: { Icon: Unlink, classes: "bg-danger-soft text-danger" },
};

type OutcomeProps = {
  look: keyof typeof LOOKS;
  title: ReactNode;
  href?: string;
  action?: ReactNode;
  children?: ReactNode;
};

/** What came of a link, and where to go from here. */
export function Outcome({ look, title, href, action, children }: OutcomeProps) {
  const { Icon, classes } = LOOKS[look];
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  return (
    <div ref={start} tabIndex={-1} role="status" className="grid gap-4 outline-none">
      <div className={cn("w-fit rounded-full p-2.5", classes)}>
        <Icon className="size-5" aria-hidden />
      </div>
      <AuthHeading title={title}>{children}</AuthHeading>
      {href && (
        <Button asChild look="primary">
          <Link href={href}>{action}</Link>
        </Button>
      )}
    </div>
  );
}
