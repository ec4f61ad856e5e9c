"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authPasswordForgotCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { AuthHeading } from "./auth-heading";
import { AuthLink } from "./auth-link";
import { CheckMail } from "./check-mail";

export function ForgotPasswordForm() {
  const t = useTranslations("auth");
  const form = useForm({ defaultValues: { email: "" } });
  const { general, show, clear } = useServerErrors(form);
  const ask = useMutation({
    ...authPasswordForgotCreateMutation(),
    onMutate: clear,
    onError: show,
  });

  if (ask.isSuccess) {
    return (
      <CheckMail title={t("check_mail")} email={ask.data.email} canResend={false}>
        {t("reset_mail_help")}
      </CheckMail>
    );
  }
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => ask.mutate({ body }))}
    >
      <AuthHeading title={t("forgot")}>{t("forgot_help")}</AuthHeading>
      <GeneralProblems messages={general} />
      <FormField control={form.control} name="email" label={t("email")}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={ask.isPending}>
        {t("send_link")}
      </Button>
      <p className="text-center text-sm">
        <AuthLink href="/login">{t("back_to_sign_in")}</AuthLink>
      </p>
    </form>
  );
}
