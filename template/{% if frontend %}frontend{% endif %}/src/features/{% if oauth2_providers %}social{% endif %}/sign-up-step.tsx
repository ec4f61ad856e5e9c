"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authProvidersSignUpCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { BackToSignIn } from "./back-to-sign-in";

const EMPTY = { full_name: "", email: "", workspace_name: "" };

/** Somebody new comes by a provider: a few details are missing. */
export function SignUpStep({ onDone, onRestart }: { onDone: () => void; onRestart: () => void }) {
  const t = useTranslations("social");
  const form = useForm({ defaultValues: EMPTY });
  const { control, register } = form;
  const { general, show, clear } = useServerErrors(form);
  const [isUnverified, setUnverified] = useState(false);
  const signUp = useMutation({
    ...authProvidersSignUpCreateMutation(),
    onMutate: clear,
    onSuccess: onDone,
    onError: (error) => {
      const { status, code } = problemOf(error);
      if (code === "email_verification_required") setUnverified(true);
      else if (status === 409 || code === "not_authenticated") onRestart();
      else show(error);
    },
  });

  if (isUnverified) {
    return (
      <div className="grid gap-4">
        <Alert look="success">{t("verify_first")}</Alert>
        <BackToSignIn />
      </div>
    );
  }
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => signUp.mutate({ body }))}
    >
      <div className="grid gap-1">
        <h1 className="text-lg font-semibold tracking-tight">{t("sign_up_title")}</h1>
        <p className="text-secondary text-sm">{t("sign_up_help")}</p>
      </div>
      <GeneralProblems messages={general} />
      <FormField control={control} name="full_name" label={t("full_name")}>
        {(props) => <Input {...props} {...register("full_name")} autoComplete="name" />}
      </FormField>
      <FormField control={control} name="email" label={t("email")}>
        {(props) => <Input {...props} {...register("email")} type="email" autoComplete="email" />}
      </FormField>
      <FormField control={control} name="workspace_name" label={t("workspace_name")}>
        {(props) => (
          <Input {...props} {...register("workspace_name")} autoComplete="organization" />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={signUp.isPending}>
        {t("sign_up")}
      </Button>
    </form>
  );
}
