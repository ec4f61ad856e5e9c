"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Inbox, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { EmptyState, ErrorState } from "@/components/ui/states";
import { useAbilities } from "@/lib/session";
import { useUrlState } from "@/lib/url-state";

import type { AnyRecord, EntityDefinition } from "../definition";
import { apiQuery, listState, PAGE_SIZE } from "./query";
import { ListTable, TableSkeleton } from "./list-table";
import { Pagination } from "./pagination";
import { Search } from "./search";

/** The records of an entity: found, filtered and ordered by the server, as the address says. */
export function RecordList<Item extends AnyRecord, Input>({
  definition,
}: {
  definition: EntityDefinition<Item, Input>;
}) {
  const t = useTranslations("list");
  const { operations, readable } = useAbilities(definition.entity);
  const [params, change] = useUrlState();
  const state = listState(definition, params);
  const query = apiQuery(state);
  const list = useQuery({
    queryKey: [definition.entity, "list", query],
    queryFn: async ({ signal }) =>
      (await definition.api.list!({ query, signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
  });
  const columns = definition.columns.filter((name) => readable.includes(name));
  const isNarrowed = Boolean(state.search || Object.keys(state.filters).length);
  const create = operations.includes("create") && (
    <Button look="primary" asChild>
      <Link href={`${definition.path}/new`}>
        <Plus aria-hidden />
        {t("new", { label: definition.label })}
      </Link>
    </Button>
  );

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold tracking-tight first-letter:uppercase">
          {definition.pluralLabel}
        </h1>
        {create}
      </div>
      {definition.isSearchable && (
        <Search value={state.search} onSearch={(search) => change({ search, page: null })} />
      )}
      <div className="overflow-x-auto rounded-lg border" aria-busy={list.isFetching}>
        {list.isPending && <TableSkeleton columns={columns.length} />}
        {list.isError && <ErrorState error={list.error} retry={list.refetch} />}
        {list.data?.count === 0 &&
          (isNarrowed ? (
            <EmptyState Icon={SearchX} title={t("nothing_found")}>
              {t("nothing_found_help")}
            </EmptyState>
          ) : (
            <EmptyState
              Icon={Inbox}
              title={t("empty", { label: definition.pluralLabel })}
              action={create}
            />
          ))}
        {list.data && list.data.count > 0 && (
          <ListTable
            definition={definition}
            columns={columns}
            items={list.data.results}
            ordering={state.ordering}
            onOrder={(ordering) => change({ ordering, page: null })}
          />
        )}
      </div>
      {list.data && list.data.count > 0 && (
        <Pagination
          page={state.page}
          pageSize={PAGE_SIZE}
          count={list.data.count}
          onPage={(page) => change({ page: page === 1 ? null : String(page) })}
        />
      )}
    </div>
  );
}
