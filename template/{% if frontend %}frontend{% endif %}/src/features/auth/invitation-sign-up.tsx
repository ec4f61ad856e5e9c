"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authInvitationsRegisterCreate, authTokenCreate } from "@/api/generated/sdk.gen";
import type { InvitationPreview } from "@/api/generated/types.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { forgetLinkKey } from "@/lib/link-key";
import { useServerErrors } from "@/lib/server-errors";

import { AuthLink } from "./auth-link";

/** The key of the invitation stays in memory on the way there and back. */
const SIGN_IN = `/login?next=${encodeURIComponent("/accept-invitation")}`;

type InvitationSignUpProps = { token: string; invitation: InvitationPreview };

/** For those who are signed out: a new account, or a sign-in to the one that there is. */
export function InvitationSignUp({ token, invitation }: InvitationSignUpProps) {
  const t = useTranslations("auth");
  const router = useRouter();
  const queryClient = useQueryClient();
  const [hasAccount, setHasAccount] = useState(false);
  const form = useForm({ defaultValues: { full_name: "", password: "" } });
  const { general, show, clear } = useServerErrors(form);
  const signUp = useMutation({
    mutationFn: async (values: { full_name: string; password: string }) => {
      await authInvitationsRegisterCreate({ body: { token, ...values }, throwOnError: true });
      forgetLinkKey("token");
      const body = { email: invitation.email, password: values.password };
      await authTokenCreate({ body, throwOnError: true });
    },
    onMutate: clear,
    onSuccess: () => {
      queryClient.clear();
      router.replace("/dashboard");
    },
    onError: (error) => {
      if (problemOf(error).code === "account_exists") setHasAccount(true);
      else show(error);
    },
  });

  if (hasAccount) {
    return (
      <div className="grid gap-4">
        <Alert look="info">{t("invitation_has_account")}</Alert>
        <p className="text-center text-sm">
          <AuthLink href={SIGN_IN}>{t("sign_in_to_accept")}</AuthLink>
        </p>
      </div>
    );
  }
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) => signUp.mutate(values))}
    >
      <GeneralProblems messages={general} />
      <Field label={t("email")}>
        {(control) => (
          <Input
            {...control}
            value={invitation.email}
            readOnly
            autoComplete="username"
            className="bg-muted text-secondary"
          />
        )}
      </Field>
      <FormField control={form.control} name="full_name" label={t("full_name")}>
        {(control) => <Input {...control} {...form.register("full_name")} autoComplete="name" />}
      </FormField>
      <FormField
        control={form.control}
        name="password"
        label={t("password")}
        help={t("new_password_help")}
      >
        {(control) => (
          <PasswordInput {...control} {...form.register("password")} autoComplete="new-password" />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={signUp.isPending || signUp.isSuccess}>
        {t("invitation_sign_up")}
      </Button>
      <p className="text-secondary text-center text-sm">
        {t("have_account")} <AuthLink href={SIGN_IN}>{t("sign_in_to_accept")}</AuthLink>
      </p>
    </form>
  );
}
