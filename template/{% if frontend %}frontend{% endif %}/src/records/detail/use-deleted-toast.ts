import { toast } from "sonner";
import { useTranslations } from "use-intl";

import type { AnyRecord, EntityDefinition } from "../definition";
import { ifMatch, useRecordCache, versioned } from "../record-query";
import { shortTitle } from "../short-title";
import { useExplanation } from "./use-change";

/** Say that a record was deleted; from the bin, it comes back by a click. */
export function useDeletedToast<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
) {
  const t = useTranslations("record");
  const cache = useRecordCache(definition);
  const explain = useExplanation();

  async function restore(item: Item, version: string | undefined) {
    try {
      const restored = await definition.api.restore!({
        path: { id: item.id },
        headers: ifMatch(version),
        throwOnError: true,
      });
      await cache.keep(versioned(restored, item));
      toast.success(t("restored", { title: shortTitle(definition.title(item)) }));
    } catch (error) {
      toast.error(explain(error));
    }
  }

  return (item: Item, version: string | undefined) =>
    toast.success(t("was_deleted", { title: shortTitle(definition.title(item)) }), {
      ...(definition.hasBin &&
        definition.api.restore && {
          duration: 10_000,
          action: { label: t("undo"), onClick: () => void restore(item, version) },
        }),
    });
}
