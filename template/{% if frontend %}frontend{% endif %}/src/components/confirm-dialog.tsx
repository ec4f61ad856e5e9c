"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type ConfirmDialogProps = {
  isOpen: boolean;
  isBusy: boolean;
  title: ReactNode;
  description: ReactNode;
  /** What the button says that does it. */
  action: ReactNode;
  onClose: () => void;
  onConfirm: () => void;
};

/** Asks once more before something that cannot simply be taken back. */
export function ConfirmDialog({
  isOpen,
  isBusy,
  title,
  description,
  action,
  onClose,
  onConfirm,
}: ConfirmDialogProps) {
  const t = useTranslations("actions");
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    />
  );
}
