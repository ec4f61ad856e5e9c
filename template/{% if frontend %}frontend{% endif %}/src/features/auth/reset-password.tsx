"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authPasswordResetCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { PasswordInput } from "@/components/ui/password-input";
import { forgetLinkKey, useLinkKey } from "@/lib/link-key";
import { useServerErrors } from "@/lib/server-errors";

import { AuthHeading } from "./auth-heading";
import { Outcome } from "./outcome";

const KEY = "key";

/** Set a new password, with the key of the link in the e-mail. */
export function ResetPassword() {
  const t = useTranslations("auth");
  const key = useLinkKey(KEY);
  const [isChanged, setChanged] = useState(false);
  const [isRefused, setRefused] = useState(false);

  if (isChanged) {
    return (
      <Outcome look="success" title={t("password_is_new")} href="/login" action={t("sign_in")}>
        {t("password_is_new_help")}
      </Outcome>
    );
  }
  if (key === undefined) return null;
  if (key === null || isRefused) {
    return (
      <Outcome
        look="danger"
        title={t("link_not_valid")}
        href="/forgot-password"
        action={t("ask_new_link")}
      >
        {t("link_not_valid_help")}
      </Outcome>
    );
  }
  return (
    <NewPasswordForm
      linkKey={key}
      onDone={() => {
        forgetLinkKey(KEY);
        setChanged(true);
      }}
      onRefused={() => setRefused(true)}
    />
  );
}

type NewPasswordFormProps = { linkKey: string; onDone: () => void; onRefused: () => void };

function NewPasswordForm({ linkKey, onDone, onRefused }: NewPasswordFormProps) {
  const t = useTranslations("auth");
  const form = useForm({ defaultValues: { password: "" } });
  const { general, show, clear } = useServerErrors(form);
  const reset = useMutation({
    ...authPasswordResetCreateMutation(),
    onMutate: clear,
    onSuccess: onDone,
    onError: (error) => (KEY in problemOf(error).errors ? onRefused() : show(error)),
  });
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((data) => reset.mutate({ body: { ...data, key: linkKey } }))}
    >
      <AuthHeading title={t("reset_title")}>{t("reset_help")}</AuthHeading>
      <GeneralProblems messages={general} />
      <FormField
        control={form.control}
        name="password"
        label={t("new_password")}
        help={t("new_password_help")}
      >
        {(control) => (
          <PasswordInput {...control} {...form.register("password")} autoComplete="new-password" />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={reset.isPending}>
        {t("reset")}
      </Button>
    </form>
  );
}
