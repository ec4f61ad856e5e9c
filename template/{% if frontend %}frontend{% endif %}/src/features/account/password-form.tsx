"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authPasswordChangeCreateMutation,
  authSessionsListQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { PasswordInput } from "@/components/ui/password-input";
import { useServerErrors } from "@/lib/server-errors";
import { useSession } from "@/lib/session";

export function PasswordForm() {
  const t = useTranslations("account");
  const queryClient = useQueryClient();
  const { email } = useSession();
  const form = useForm({ defaultValues: { current_password: "", new_password: "" } });
  const { general, show, clear } = useServerErrors(form);
  const change = useMutation({
    ...authPasswordChangeCreateMutation(),
    onMutate: clear,
    onSuccess: () => {
      form.reset();
      toast.success(t("password_changed"));
      return queryClient.invalidateQueries({ queryKey: authSessionsListQueryKey() });
    },
    onError: show,
  });
  return (
    <Section title={t("password")} description={t("password_help")}>
      <form
        method="post"
        noValidate
        className="grid max-w-md gap-4"
        onSubmit={form.handleSubmit((body) => change.mutate({ body }))}
      >
        <GeneralProblems messages={general} />
        {/* Password managers look for the name that the password belongs to. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <FormField control={form.control} name="current_password" label={t("password_current")}>
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register("current_password")}
              autoComplete="current-password"
            />
          )}
        </FormField>
        <FormField
          control={form.control}
          name="new_password"
          label={t("password_new")}
          help={t("password_new_help")}
        >
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register("new_password")}
              autoComplete="new-password"
            />
          )}
        </FormField>
        <Button
          type="submit"
          look="primary"
          className="justify-self-start"
          isBusy={change.isPending}
        >
          {t("password_change")}
        </Button>
      </form>
    </Section>
  );
}
