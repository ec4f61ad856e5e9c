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
  /** There are more than `count`; it is known of this page only what it shows and what follows. */
  uncounted?: { shown: number; hasNext: boolean };
  /** More controls, before the buttons. */
  children?: ReactNode;
};

export function Pager({ page, pageSize, count, onPage, uncounted, children }: PagerProps) {
  const t = useTranslations("list");
  const first = (page - 1) * pageSize + 1;
  const last = uncounted ? first + uncounted.shown - 1 : Math.min(page * pageSize, count);
  const hasNext = uncounted ? uncounted.hasNext : last < count;
  return (
    <nav
      aria-label={t("pages")}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3"
    >
      <p className="text-secondary text-sm tabular-nums" role="status">
        {t(uncounted ? "range_uncounted" : "range", { first, last, count })}
      </p>
      <div className="flex items-center gap-2">
        {children}
        {(page > 1 || hasNext) && (
          <>
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
              disabled={!hasNext}
              onClick={() => onPage(page + 1)}
              aria-label={t("next")}
            >
              <ChevronRight aria-hidden />
            </Button>
          </>
        )}
      </div>
    </nav>
  );
}
