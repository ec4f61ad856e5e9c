"use client";

import { useMutation } from "@tanstack/react-query";
import { isAxiosError } from "axios";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authTokenCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useServerErrors } from "@/lib/server-errors";
import type { PendingSignIn } from "@/lib/sign-in-parts";

import { AuthHeading } from "./auth-heading";
import { AuthLink } from "./auth-link";
import { CheckMail } from "./check-mail";

type LoginFormProps = {
  /** A further step was not done in time. */
  isTooLate: boolean;
  onDone: () => void;
  /** Says whether there is a step for what the sign-in waits for. */
  onPending: (code: string, pending: PendingSignIn) => boolean;
};

export function LoginForm({ isTooLate, onDone, onPending }: LoginFormProps) {
  const t = useTranslations("auth");
  const form = useForm({ defaultValues: { email: "", password: "" } });
  const { general, show, clear } = useServerErrors(form);
  const [isUnverified, setUnverified] = useState(false);
  const signIn = useMutation({
    ...authTokenCreateMutation(),
    onMutate: clear,
    onSuccess: onDone,
    onError: (error) => {
      const { code } = problemOf(error);
      const pending = isAxiosError<PendingSignIn>(error) && error.response?.data;
      if (code === "email_verification_required") setUnverified(true);
      else if (!pending || !onPending(code, pending)) show(error);
    },
  });

  if (isUnverified) {
    return (
      <CheckMail title={t("verify_first")} email={form.getValues("email")}>
        {t("verify_first_help")}
      </CheckMail>
    );
  }
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => signIn.mutate({ body }))}
    >
      <AuthHeading title={t("sign_in_title")} />
      {isTooLate && general.length === 0 && <Alert look="info">{t("sign_in_anew")}</Alert>}
      <GeneralProblems messages={general} />
      <FormField control={form.control} name="email" label={t("email")}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </FormField>
      <FormField control={form.control} name="password" label={t("password")}>
        {(control) => (
          <PasswordInput
            {...control}
            {...form.register("password")}
            autoComplete="current-password"
          />
        )}
      </FormField>
      <AuthLink className="-mt-1.5 justify-self-start text-sm" href="/forgot-password">
        {t("forgot")}
      </AuthLink>
      <Button type="submit" look="primary" isBusy={signIn.isPending}>
        {t("sign_in")}
      </Button>
      <p className="text-secondary text-center text-sm">
        {t("no_account")} <AuthLink href="/sign-up">{t("sign_up")}</AuthLink>
      </p>
    </form>
  );
}
