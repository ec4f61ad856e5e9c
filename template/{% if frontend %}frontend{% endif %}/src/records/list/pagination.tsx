"use client";

import { useTranslations } from "use-intl";

import { NativeSelect } from "@/components/ui/native-select";
import { Pager } from "@/components/ui/pager";
import type { ChangeUrl } from "@/lib/url-state";

import type { AnyRecord, Page } from "../definition";
import { PAGE_SIZES, type ListState } from "./query";

type PaginationProps = { list: Page<AnyRecord>; state: ListState; change: ChangeUrl };

export function Pagination({ list, state: { page, pageSize }, change }: PaginationProps) {
  const t = useTranslations("list");
  const { count, count_is_exact: isExact = true, next, results } = list;
  const turnTo = (page: number) => {
    change({ page: page === 1 ? null : String(page) });
    document.getElementById("content")?.scrollIntoView({ block: "start" });
  };
  return (
    <Pager
      page={page}
      pageSize={pageSize}
      count={count}
      onPage={turnTo}
      uncounted={isExact ? undefined : { shown: results.length, hasNext: Boolean(next) }}
    >
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
    </Pager>
  );
}
