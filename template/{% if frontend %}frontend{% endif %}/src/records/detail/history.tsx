"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { cn } from "@/lib/cn";

import type { AnyRecord, EntityDefinition } from "../definition";
import { HistoryEntry } from "./history-entry";

const PAGE_SIZE = 10;

type HistoryProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  item: Item;
};

/** What happened to a record, asked for only when somebody wants to know. */
export function History<Item extends AnyRecord, Input>(props: HistoryProps<Item, Input>) {
  const t = useTranslations("history");
  const [isOpen, setOpen] = useState(false);
  const content = useId();
  return (
    <section className="rounded-lg border">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={content}
          onClick={() => setOpen(!isOpen)}
          className="hover:bg-surface flex w-full items-center justify-between rounded-lg px-4 py-3 font-semibold"
        >
          {t("title")}
          <ChevronDown
            className={cn("text-secondary size-4 transition-transform", isOpen && "rotate-180")}
            aria-hidden
          />
        </button>
      </h2>
      <div id={content} hidden={!isOpen}>
        {isOpen && <Entries {...props} />}
      </div>
    </section>
  );
}

function Entries<Item extends AnyRecord, Input>({ definition, item }: HistoryProps<Item, Input>) {
  const t = useTranslations("history");
  const history = useInfiniteQuery({
    queryKey: [definition.entity, "history", item.id],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const query = { page: pageParam, page_size: PAGE_SIZE };
      const options = { path: { id: item.id }, query, signal, throwOnError: true } as const;
      return (await definition.api.history!(options)).data;
    },
    getNextPageParam: (_, pages) => {
      const seen = pages.reduce((sum, { results }) => sum + results.length, 0);
      return seen < (pages[0]?.count ?? 0) ? pages.length + 1 : undefined;
    },
  });
  if (history.isPending) return <Skeleton className="mx-4 mb-4 h-24" />;
  if (history.isError) return <ErrorState error={history.error} retry={history.refetch} />;
  const changes = history.data.pages.flatMap(({ results }) => results);
  if (changes.length === 0) return <p className="text-secondary px-4 pb-4">{t("empty")}</p>;
  return (
    <>
      <ol className="grid grid-cols-1 gap-4 px-4 pt-2 pb-4">
        {changes.map((change) => (
          <HistoryEntry
            key={change.id}
            change={change}
            fields={definition.fields}
            item={item as Record<string, unknown>}
          />
        ))}
      </ol>
      {history.hasNextPage && (
        <div className="border-t p-2">
          <Button
            look="ghost"
            size="small"
            className="w-full"
            isBusy={history.isFetchingNextPage}
            onClick={() => history.fetchNextPage()}
          >
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
