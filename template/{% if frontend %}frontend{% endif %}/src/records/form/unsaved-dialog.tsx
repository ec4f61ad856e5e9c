"use client";

import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import type { useUnsavedGuard } from "./use-unsaved-guard";

/** What the guard asks. */
export function UnsavedDialog({
  guard: { pending, leave, stay },
}: {
  guard: ReturnType<typeof useUnsavedGuard>;
}) {
  const t = useTranslations("form.unsaved");
  return (
    <Dialog
      isOpen={pending !== null}
      onClose={stay}
      title={t("title")}
      description={t("description")}
      actions={
        <>
          <Button look="danger" onClick={() => pending && leave(pending)}>
            {t("discard")}
          </Button>
          <Button look="primary" onClick={stay}>
            {t("stay")}
          </Button>
        </>
      }
    />
  );
}
