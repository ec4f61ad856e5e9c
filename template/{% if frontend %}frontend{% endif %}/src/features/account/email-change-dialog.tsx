"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authEmailChangeCreateMutation,
  authEmailQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

export function EmailChangeDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account");
  const queryClient = useQueryClient();
  const form = useForm({ defaultValues: { email: "" } });
  const { general, show, clear } = useServerErrors(form);
  const change = useMutation({
    ...authEmailChangeCreateMutation(),
    onMutate: clear,
    onSuccess: () => {
      toast.success(t("email_sent"));
      onClose();
      return queryClient.invalidateQueries({ queryKey: authEmailQueryKey() });
    },
    onError: show,
  });
  return (
    <Dialog isOpen onClose={onClose} title={t("email_change")} description={t("email_change_help")}>
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={form.handleSubmit((body) => change.mutate({ body }))}
      >
        <GeneralProblems messages={general} />
        <FormField control={form.control} name="email" label={t("email_new")}>
          {(control) => (
            <Input {...control} {...form.register("email")} type="email" autoComplete="email" />
          )}
        </FormField>
        <Button type="submit" look="primary" isBusy={change.isPending}>
          {t("email_send")}
        </Button>
      </form>
    </Dialog>
  );
}
