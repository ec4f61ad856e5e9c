"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authReauthenticateCodeCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { useServerErrors } from "@/lib/server-errors";

import { CodeInput } from "./code-input";

export function ConfirmByCodeForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("second_factor");
  const form = useForm({ defaultValues: { code: "" } });
  const { general, show, clear } = useServerErrors(form);
  const confirm = useMutation({
    ...authReauthenticateCodeCreateMutation(),
    onMutate: clear,
    onSuccess: onDone,
    onError: show,
  });
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      // The dialog may stand over another form.
      onSubmit={(event) => {
        event.stopPropagation();
        void form.handleSubmit((body) => confirm.mutate({ body }))(event);
      }}
    >
      <GeneralProblems messages={general} />
      <FormField
        control={form.control}
        name="code"
        label={t("code")}
        help={t("code_or_recovery_help")}
      >
        {(control) => <CodeInput {...control} {...form.register("code")} isRecovery autoFocus />}
      </FormField>
      <Button type="submit" look="primary" isBusy={confirm.isPending}>
        {t("go_on")}
      </Button>
    </form>
  );
}
