"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";

import { authSecondFactorKeysDestroyMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { AuthFactor } from "@/api/generated/types.gen";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

import { useFactorsChanged } from "./factors";
import { KeyRenameDialog } from "./key-rename-dialog";

const DAY = { dateStyle: "medium" } as const;

export function KeyItem({ factor }: { factor: AuthFactor }) {
  const t = useTranslations("second_factor");
  const format = useFormatter();
  const changed = useFactorsChanged();
  const [open, setOpen] = useState<"rename" | "remove">();
  const close = () => setOpen(undefined);
  const id = factor.id ?? 0;
  const name = factor.name ?? "";
  const remove = useMutation({
    ...authSecondFactorKeysDestroyMutation(),
    onSettled: close,
    onSuccess: () => {
      toast.success(t("key_removed"));
      return changed();
    },
    onError: useProblemToast(),
  });
  const dates = {
    added: format.dateTime(new Date(factor.created_at), DAY),
    used: factor.last_used_at ? format.dateTime(new Date(factor.last_used_at), DAY) : "",
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2">
      <div className="min-w-40 flex-1">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-secondary text-sm">
          {factor.last_used_at ? t("key_used", dates) : t("key_not_used", dates)}
        </p>
      </div>
      <div className="flex gap-1">
        <Button
          look="ghost"
          size="small"
          aria-label={t("key_rename_it", { name })}
          onClick={() => setOpen("rename")}
        >
          {t("rename")}
        </Button>
        <Button
          look="ghost"
          size="small"
          aria-label={t("key_remove_it", { name })}
          onClick={() => setOpen("remove")}
        >
          {t("remove")}
        </Button>
      </div>
      {open === "rename" && <KeyRenameDialog id={id} name={name} onClose={close} />}
      <ConfirmDialog
        isOpen={open === "remove"}
        isBusy={remove.isPending}
        title={t("key_remove_title", { name })}
        description={t("key_remove_help")}
        action={t("remove")}
        onClose={close}
        onConfirm={() => remove.mutate({ path: { id } })}
      />
    </li>
  );
}
