"use client";

import { useEffect, useState } from "react";

import { problemOf } from "@/api/errors";
import { ErrorState } from "@/components/ui/states";
import { cn } from "@/lib/cn";

import type { AnyRecord, EntityDefinition } from "../definition";
import { DeleteDialog } from "./delete-dialog";
import { CreateButton, NoRecords } from "./no-records";
import { Pagination } from "./pagination";
import { ListCards } from "./list-cards";
import { ListTable } from "./list-table";
import { RowsSkeleton } from "./rows-skeleton";
import { SelectionBar } from "./selection-bar";
import { Toolbar } from "./toolbar";
import { useBulkChanges } from "./use-bulk-changes";
import { useIsNarrow } from "./use-is-narrow";
import { useRecordList } from "./use-record-list";

/** The rows scroll, and what is above and below them stays, where the window is high enough. */
const FILLING =
  "sm:[@media(height>=40rem)]:max-h-[calc(100dvh-6.5rem)] md:[@media(height>=40rem)]:max-h-[calc(100dvh-3rem)]";

type RecordListProps = { definition: EntityDefinition };

/** The records of an entity: found, filtered and ordered by the server, as the address says. */
export function RecordList({ definition }: RecordListProps) {
  const { abilities, offer, state, change, list, columns } = useRecordList(definition);
  const { remove, restore } = useBulkChanges(definition);
  const [selected, setSelected] = useState<string[]>([]);
  const [doomed, setDoomed] = useState<AnyRecord[]>([]);
  const isNarrow = useIsNarrow();
  const { api } = definition;
  const isSelectable =
    abilities.operations.includes("delete") &&
    Boolean(state.isBin ? api.bulkRestore : api.bulkRemove);
  const isBeyondTheEnd = state.page > 1 && list.isError && problemOf(list.error).status === 404;

  useEffect(() => {
    if (isBeyondTheEnd) change({ page: null }, "replace");
  }, [isBeyondTheEnd, change]);

  const items = list.data?.results ?? [];
  // A page whose rows are all deleted is about to be left.
  const isWaiting =
    list.isPending || isBeyondTheEnd || (list.data && list.data.count > 0 && items.length === 0);
  // What is not on the page any more is not selected either.
  const chosen = items.filter(({ id }) => selected.includes(id));

  const rows = {
    definition,
    fields: offer.fields,
    columns,
    items,
    state,
    isSelectable,
    selected: chosen.map(({ id }) => id),
    onSelect: setSelected,
    onRemove: (item: AnyRecord) => setDoomed([item]),
    onRestore: (item: AnyRecord) => restoreAll([item]),
  };

  function leave(ids: string[]) {
    setSelected([]);
    // What had the focus is gone with its row.
    if (document.activeElement === document.body) document.getElementById("content")?.focus();
    const isPageEmpty = items.every(({ id }) => ids.includes(id));
    if (isPageEmpty && state.page > 1) change({ page: String(state.page - 1) }, "replace");
  }

  function removeAll() {
    const ids = doomed.map(({ id }) => id);
    setDoomed([]);
    remove(ids, () => leave(ids));
  }

  function restoreAll(records: AnyRecord[]) {
    const ids = records.map(({ id }) => id);
    restore(ids, () => leave(ids));
  }

  return (
    <div className={cn("flex flex-col gap-4", FILLING)}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold tracking-tight first-letter:uppercase">
          {definition.pluralLabel}
        </h1>
        <CreateButton definition={definition} />
      </div>
      <Toolbar definition={definition} offer={offer} state={state} change={change} />
      <div className="flex min-h-0 flex-col">
        <div
          aria-busy={list.isFetching}
          onScroll={({ currentTarget }) =>
            currentTarget.toggleAttribute("data-scrolled", currentTarget.scrollLeft > 0)
          }
          className={cn(
            "group/list min-h-0 overflow-auto rounded-lg border transition-opacity",
            list.isPlaceholderData && "opacity-60 delay-150",
          )}
        >
          {isWaiting && (
            <RowsSkeleton
              fields={offer.fields}
              columns={columns}
              isNarrow={isNarrow}
              isSelectable={isSelectable}
            />
          )}
          {list.isError && !isBeyondTheEnd && (
            <ErrorState error={list.error} retry={list.refetch} />
          )}
          {list.data?.count === 0 && (
            <NoRecords definition={definition} offer={offer} state={state} change={change} />
          )}
          {items.length > 0 && isNarrow && <ListCards {...rows} />}
          {items.length > 0 && !isNarrow && (
            <ListTable ordering={offer.ordering} change={change} {...rows} />
          )}
        </div>
        {chosen.length > 0 && (
          <SelectionBar
            count={chosen.length}
            isBin={state.isBin}
            onClear={() => setSelected([])}
            onRemove={() => setDoomed(chosen)}
            onRestore={() => restoreAll(chosen)}
          />
        )}
      </div>
      {list.data && list.data.count > 0 && (
        <Pagination list={list.data} state={state} change={change} />
      )}
      <DeleteDialog
        definition={definition}
        records={doomed}
        onClose={() => setDoomed([])}
        onDelete={removeAll}
      />
    </div>
  );
}
