"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authSecondFactorKeysPartialUpdateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { useFactorsChanged } from "./factors";

type KeyRenameDialogProps = { id: number; name: string; onClose: () => void };

export function KeyRenameDialog({ id, name, onClose }: KeyRenameDialogProps) {
  const t = useTranslations("second_factor");
  const changed = useFactorsChanged();
  const form = useForm({ defaultValues: { name } });
  const { general, show, clear } = useServerErrors(form);
  const rename = useMutation({
    ...authSecondFactorKeysPartialUpdateMutation(),
    onMutate: clear,
    onSuccess: () => {
      onClose();
      return changed();
    },
    onError: show,
  });
  return (
    <Dialog isOpen onClose={onClose} title={t("key_rename")}>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={form.handleSubmit((body) => rename.mutate({ path: { id }, body }))}
      >
        <GeneralProblems messages={general} />
        <FormField control={form.control} name="name" label={t("key_name")}>
          {(control) => (
            <Input {...control} {...form.register("name")} maxLength={100} autoComplete="off" />
          )}
        </FormField>
        <Button type="submit" look="primary" isBusy={rename.isPending}>
          {t("rename")}
        </Button>
      </form>
    </Dialog>
  );
}
