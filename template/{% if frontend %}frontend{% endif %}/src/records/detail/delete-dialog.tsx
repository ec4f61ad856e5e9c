"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type RefObject } from "react";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import type { AnyRecord, EntityDefinition } from "../definition";
import { fetchRecord, ifMatch, useRecordCache, type VersionedRecord } from "../record-query";
import { shortTitle } from "../short-title";
import { useDeletedToast } from "./use-deleted-toast";
import { useExplanation } from "./use-change";

type DeleteDialogProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  record: VersionedRecord<Item>;
  isOpen: boolean;
  onClose: () => void;
  returnTo: RefObject<HTMLElement | null>;
};

export function DeleteDialog<Item extends AnyRecord, Input>({
  definition,
  record: { item, version },
  isOpen,
  onClose,
  returnTo,
}: DeleteDialogProps<Item, Input>) {
  const t = useTranslations();
  const router = useRouter();
  const cache = useRecordCache(definition);
  const explain = useExplanation();
  const announce = useDeletedToast(definition);
  const [refusal, setRefusal] = useState<string>();
  const title = shortTitle(definition.title(item));
  const remove = useMutation({
    mutationFn: () =>
      definition.api.remove!({
        path: { id: item.id },
        headers: ifMatch(version),
        throwOnError: true,
      }),
    onMutate: () => setRefusal(undefined),
    onSuccess: ({ headers }) => {
      router.replace(definition.path);
      void cache.forget(item.id);
      announce(item, headers.etag as string | undefined);
    },
    onError: async (error) => {
      setRefusal(explain(error));
      // The page shows the latest version behind the question, which stays open.
      if (problemOf(error).status === 412) {
        await fetchRecord(definition, item.id).then(cache.keep, () => undefined);
      }
    },
  });
  const close = () => {
    setRefusal(undefined);
    onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      returnTo={returnTo}
      title={t("record.delete_title", { label: definition.label })}
      description={t(definition.hasBin ? "record.delete_to_bin" : "record.delete_for_good", {
        title,
      })}
      actions={
        <>
          <Button onClick={close}>{t("actions.cancel")}</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
            {t("record.delete")}
          </Button>
        </>
      }
    >
      {refusal && <Alert look="danger">{refusal}</Alert>}
    </Dialog>
  );
}
