import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { messagesIn, problemOf } from "@/api/errors";

import type { AnyRecord, EntityDefinition } from "../definition";
import { fetchRecord, useRecordCache, versioned, type VersionedRecord } from "../record-query";

type Run<Item extends AnyRecord> = () => ReturnType<
  NonNullable<EntityDefinition<Item>["api"]["restore"]>
>;

/** A change of the record that is shown, by one click. */
export function useChange<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
  { item }: VersionedRecord<Item>,
) {
  const cache = useRecordCache(definition);
  const explain = useExplanation();

  /** Show how the record stands now, where it is not what was seen. */
  async function refresh() {
    await fetchRecord(definition, item.id).then(cache.keep, () => undefined);
  }

  return useMutation({
    mutationFn: async (run: Run<Item>) => versioned(await run(), item),
    onSuccess: cache.keep,
    onError: (error) => {
      toast.error(explain(error));
      if ([409, 412, 422].includes(problemOf(error).status)) return refresh();
    },
  });
}

/** What a refusal of a click says, in one sentence or two. */
export function useExplanation(): (error: unknown) => string {
  const t = useTranslations();
  return (error) => {
    const { status, code, errors } = problemOf(error);
    if (code === "offline" || code === "server_error") return t(`problems.${code}`);
    if (status === 412) return t("record.changed_meanwhile");
    return messagesIn(errors).join(" ");
  };
}
