"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authEmailResendCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { AuthHeading } from "./auth-heading";
import { AuthLink } from "./auth-link";
import { CheckMail } from "./check-mail";

/** Ask for another link that verifies an address. */
export function ResendForm({ isRefused }: { isRefused: boolean }) {
  const t = useTranslations("auth");
  const form = useForm({ defaultValues: { email: "" } });
  const { general, show, clear } = useServerErrors(form);
  const resend = useMutation({
    ...authEmailResendCreateMutation(),
    onMutate: clear,
    onError: show,
  });

  if (resend.isSuccess) {
    return (
      <CheckMail title={t("check_mail")} email={resend.data.email}>
        {t("resend_mail_help")}
      </CheckMail>
    );
  }
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => resend.mutate({ body }))}
    >
      <AuthHeading title={t("verify_title")}>{t("resend_help")}</AuthHeading>
      {isRefused && general.length === 0 && (
        <Alert look="danger">{t("verify_link_not_valid")}</Alert>
      )}
      <GeneralProblems messages={general} />
      <FormField control={form.control} name="email" label={t("email")}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={resend.isPending}>
        {t("send_link")}
      </Button>
      <p className="text-center text-sm">
        <AuthLink href="/login">{t("back_to_sign_in")}</AuthLink>
      </p>
    </form>
  );
}
