"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import type { AnyRecord, EntityDefinition, Page } from "../definition";
import { useProblemMessage } from "./use-problem-message";

const TIME_TO_UNDO = 10_000;

type Change = (ids: string[], onDone: () => void) => void;

/** Delete records and bring them back, several at once. */
export function useBulkChanges(definition: EntityDefinition): { remove: Change; restore: Change } {
  const { entity, api, hasBin, label, pluralLabel } = definition;
  const t = useTranslations("list");
  const client = useQueryClient();
  const messageOf = useProblemMessage();
  const lists = { queryKey: [entity, "list"] };

  /** Lists of others name these records, too; what is read of a single one is not asked again. */
  const outdate = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== "detail" });

  /** Show pages without the records at once. */
  async function withdraw(ids: string[]) {
    await client.cancelQueries(lists);
    const before = client.getQueriesData<Page<AnyRecord>>(lists);
    client.setQueriesData<Page<AnyRecord>>(lists, (page) => page && without(page, ids));
    return before;
  }

  const restoring = useMutation({
    mutationFn: (ids: string[]) => api.bulkRestore!({ body: { ids }, throwOnError: true }),
    onSuccess: (_, ids) => {
      toast.success(t("restored", { count: ids.length, label, plural: pluralLabel }));
    },
    onError: (error) => toast.error(messageOf(error)),
    onSettled: outdate,
  });

  const removing = useMutation({
    mutationFn: (ids: string[]) => api.bulkRemove!({ body: { ids }, throwOnError: true }),
    // What cannot come back stays in sight until it is gone.
    onMutate: (ids) => (hasBin ? withdraw(ids) : undefined),
    onSuccess: (_, ids) => {
      for (const id of ids) client.removeQueries({ queryKey: [entity, "detail", id] });
      const undo = { label: t("undo"), onClick: () => restoring.mutate(ids) };
      toast.success(t("deleted", { count: ids.length, label, plural: pluralLabel }), {
        ...(hasBin && api.bulkRestore && { action: undo, duration: TIME_TO_UNDO }),
      });
    },
    onError: (error, _, before) => {
      for (const [key, page] of before ?? []) client.setQueryData(key, page);
      toast.error(messageOf(error));
    },
    onSettled: outdate,
  });

  return {
    remove: (ids, onDone) => removing.mutate(ids, { onSuccess: onDone }),
    restore: (ids, onDone) => restoring.mutate(ids, { onSuccess: onDone }),
  };
}

function without(page: Page<AnyRecord>, ids: string[]): Page<AnyRecord> {
  const results = page.results.filter(({ id }) => !ids.includes(id));
  return { ...page, results, count: page.count - (page.results.length - results.length) };
}
