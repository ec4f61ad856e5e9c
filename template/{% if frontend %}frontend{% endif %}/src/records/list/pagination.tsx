"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import type { ChangeUrl } from "@/lib/url-state";

import { PAGE_SIZES, type ListState } from "./query";

type PaginationProps = { state: ListState; count: number; change: ChangeUrl };

export function Pagination({ state: { page, pageSize }, count, change }: PaginationProps) {
  const t = useTranslations("list");
  const last = Math.max(1, Math.ceil(count / pageSize));
  const first = (page - 1) * pageSize + 1;
  const turnTo = (page: number) => {
    change({ page: page === 1 ? null : String(page) });
    document.getElementById("content")?.scrollIntoView({ block: "start" });
  };
  return (
    <nav
      aria-label={t("pages")}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3"
    >
      <p className="text-secondary text-sm tabular-nums" role="status">
        {t("range", { first, last: Math.min(page * pageSize, count), count })}
      </p>
      <div className="flex items-center gap-2">
        {count > PAGE_SIZES[0]! && (
          <label className="text-secondary flex items-center gap-2 text-sm">
            <span className="max-sm:sr-only">{t("page_size")}</span>
            <NativeSelect
              className="h-8 pr-8 text-sm"
              value={pageSize}
              onChange={(event) => change({ page_size: event.target.value, page: null })}
            >
              {PAGE_SIZES.map((size) => (
                <option key={size}>{size}</option>
              ))}
            </NativeSelect>
          </label>
        )}
        <Button
          size="small"
          disabled={page <= 1}
          onClick={() => turnTo(page - 1)}
          aria-label={t("previous")}
        >
          <ChevronLeft aria-hidden />
        </Button>
        <Button
          size="small"
          disabled={page >= last}
          onClick={() => turnTo(page + 1)}
          aria-label={t("next")}
        >
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
