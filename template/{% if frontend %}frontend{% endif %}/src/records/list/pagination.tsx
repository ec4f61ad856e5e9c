"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

type PaginationProps = {
  page: number;
  pageSize: number;
  count: number;
  onPage: (page: number) => void;
};

export function Pagination({ page, pageSize, count, onPage }: PaginationProps) {
  const t = useTranslations("list");
  const last = Math.max(1, Math.ceil(count / pageSize));
  const first = (page - 1) * pageSize + 1;
  return (
    <nav aria-label={t("pages")} className="flex items-center justify-between gap-4">
      <p className="text-secondary text-sm" role="status">
        {t("range", { first, last: Math.min(page * pageSize, count), count })}
      </p>
      <div className="flex gap-2">
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
