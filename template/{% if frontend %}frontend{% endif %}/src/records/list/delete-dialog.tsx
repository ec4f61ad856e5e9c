"use client";

import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import type { AnyRecord, EntityDefinition } from "../definition";

type DeleteDialogProps = {
  definition: EntityDefinition;
  records: AnyRecord[];
  onClose: () => void;
  onDelete: () => void;
};

export function DeleteDialog({ definition, records, onClose, onDelete }: DeleteDialogProps) {
  const t = useTranslations();
  const count = records.length;
  const { label, pluralLabel: plural, hasBin } = definition;
  return (
    <Dialog
      isOpen={records.length > 0}
      onClose={onClose}
      title={t("list.delete_confirm", { count, label, plural })}
      description={t(hasBin ? "list.delete_help_bin" : "list.delete_help", { count, plural })}
      actions={
        <>
          <Button onClick={onClose}>{t("actions.cancel")}</Button>
          <Button look="danger" onClick={onDelete}>
            {t("list.delete")}
          </Button>
        </>
      }
    />
  );
}
