"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button";

type PagerProps = {
  page: number;
  pageSize: number;
  count: number;
  onPage: (page: number) => void;
  /** More controls, before the buttons. */
  children?: ReactNode;
};

export function Pager({ page, pageSize, count, onPage, children }: PagerProps) {
  const t = useTranslations("list");
  const last = Math.max(1, Math.ceil(count / pageSize));
  const first = (page - 1) * pageSize + 1;
  return (
    <nav
      aria-label={t("pages")}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3"
    >
      <p className="text-secondary text-sm tabular-nums" role="status">
        {t("range", { first, last: Math.min(page * pageSize, count), count })}
      </p>
      <div className="flex items-center gap-2">
        {children}
        <Button
          size="small"
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
          aria-label={t("previous")}
        >
          <ChevronLeft aria-hidden />
        </Button>
        <Button
          size="small"
          disabled={page >= last}
          onClick={() => onPage(page + 1)}
          aria-label={t("next")}
        >
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
