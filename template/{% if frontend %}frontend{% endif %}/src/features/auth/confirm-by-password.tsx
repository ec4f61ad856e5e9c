"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authReauthenticateCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { PasswordInput } from "@/components/ui/password-input";
import { useServerErrors } from "@/lib/server-errors";

export function ConfirmByPassword({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useTranslations("auth");
  const form = useForm({ defaultValues: { password: "" } });
  const { general, show, clear } = useServerErrors(form);
  const confirm = useMutation({
    ...authReauthenticateCreateMutation(),
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
      {/* Password managers look for the name that the password belongs to. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <FormField control={form.control} name="password" label={t("password")}>
        {(control) => (
          <PasswordInput
            {...control}
            {...form.register("password")}
            autoComplete="current-password"
          />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={confirm.isPending}>
        {t("confirm")}
      </Button>
    </form>
  );
}
