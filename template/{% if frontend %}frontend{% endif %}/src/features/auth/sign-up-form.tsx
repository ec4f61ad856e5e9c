"use client";

import { useMutation } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authRegisterCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useServerErrors } from "@/lib/server-errors";

import { AuthHeading } from "./auth-heading";
import { AuthLink } from "./auth-link";
import { CheckMail } from "./check-mail";

const EMPTY = { full_name: "", email: "", password: "", workspace_name: "" };

export function SignUpForm({ OtherWays }: { OtherWays?: ComponentType }) {
  const t = useTranslations("auth");
  const form = useForm({ defaultValues: EMPTY });
  const { control, register } = form;
  const { general, show, clear } = useServerErrors(form);
  const signUp = useMutation({ ...authRegisterCreateMutation(), onMutate: clear, onError: show });

  if (signUp.isSuccess) {
    return (
      <CheckMail title={t("check_mail")} email={signUp.data.email}>
        {t("check_mail_help")}
      </CheckMail>
    );
  }
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => signUp.mutate({ body }))}
    >
      <AuthHeading title={t("sign_up_title")} />
      <GeneralProblems messages={general} />
      <FormField control={control} name="full_name" label={t("full_name")}>
        {(props) => <Input {...props} {...register("full_name")} autoComplete="name" />}
      </FormField>
      <FormField control={control} name="email" label={t("email")}>
        {(props) => (
          <Input {...props} {...register("email")} type="email" autoComplete="username" />
        )}
      </FormField>
      <FormField
        control={control}
        name="password"
        label={t("password")}
        help={t("new_password_help")}
      >
        {(props) => (
          <PasswordInput {...props} {...register("password")} autoComplete="new-password" />
        )}
      </FormField>
      <FormField
        control={control}
        name="workspace_name"
        label={t("workspace_name")}
        help={t("workspace_name_help")}
      >
        {(props) => (
          <Input {...props} {...register("workspace_name")} autoComplete="organization" />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={signUp.isPending}>
        {t("sign_up")}
      </Button>
      {OtherWays && <OtherWays />}
      <p className="text-secondary text-center text-sm">
        {t("have_account")} <AuthLink href="/login">{t("sign_in")}</AuthLink>
      </p>
    </form>
  );
}
