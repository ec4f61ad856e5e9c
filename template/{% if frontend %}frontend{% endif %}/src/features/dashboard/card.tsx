"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";

type CardProps = {
  title: ReactNode;
  /** The list that it is about. */
  href: string | undefined;
  children: ReactNode;
};

export function Card({ title, href, children }: CardProps) {
  const t = useTranslations("dashboard");
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col rounded-lg border">
      <div className="flex items-center justify-between gap-3 px-5 pt-4">
        <h2 id={id} className="truncate font-semibold first-letter:uppercase">
          {title}
        </h2>
        {href && (
          <Link
            href={href}
            aria-describedby={id}
            className="text-secondary hover:text-foreground inline-flex shrink-0 items-center gap-1 text-sm font-medium"
          >
            {t("all")}
            <ArrowRight className="size-3.5" aria-hidden />
          </Link>
        )}
      </div>
      <div className="grow px-5 pt-3 pb-5">{children}</div>
    </section>
  );
}
