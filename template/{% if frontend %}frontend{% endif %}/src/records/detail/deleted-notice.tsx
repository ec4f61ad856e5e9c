"use client";

import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useAbilities } from "@/lib/session";

import type { AnyRecord, EntityDefinition } from "../definition";
import { ifMatch, type VersionedRecord } from "../record-query";
import { shortTitle } from "../short-title";
import { useChange } from "./use-change";

type DeletedNoticeProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  record: VersionedRecord<Item>;
};

/** The record is in the bin, from which it can come back. */
export function DeletedNotice<Item extends AnyRecord, Input>({
  definition,
  record,
}: DeletedNoticeProps<Item, Input>) {
  const t = useTranslations("record");
  const { operations } = useAbilities(definition.entity);
  const change = useChange(definition, record);
  const { api, label, title } = definition;
  const restore = () =>
    change.mutate(
      () =>
        api.restore!({
          path: { id: record.item.id },
          headers: ifMatch(record.version),
          throwOnError: true,
        }),
      { onSuccess: ({ item }) => toast.success(t("restored", { title: shortTitle(title(item)) })) },
    );
  return (
    <Alert look="info">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p>{t("is_deleted", { label })}</p>
        {api.restore && operations.includes("delete") && (
          <Button size="small" className="-my-1.5" isBusy={change.isPending} onClick={restore}>
            {t("restore")}
          </Button>
        )}
      </div>
    </Alert>
  );
}
