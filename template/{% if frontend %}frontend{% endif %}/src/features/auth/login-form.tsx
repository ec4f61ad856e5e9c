"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authTokenCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { safeNext } from "./next-path";

export function LoginForm() {
  const t = useTranslations("auth");
  const router = useRouter();
  const next = safeNext(useSearchParams().get("next"));
  const form = useForm({ defaultValues: { email: "", password: "" } });
  const { general, show } = useServerErrors(form);
  const signIn = useMutation({
    ...authTokenCreateMutation(),
    onSuccess: () => router.replace(next),
    onError: (error) => {
      const isPending = problemOf(error).code === "second_factor_required";
      if (isPending) router.push(`/second-factor?next=${encodeURIComponent(next)}`);
      else show(error);
    },
  });

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => signIn.mutate({ body }))}
    >
      <h1 className="text-lg font-semibold tracking-tight">{t("sign_in")}</h1>
      {general.length > 0 && <Alert look="danger">{general.join(" ")}</Alert>}
      <FormField control={form.control} name="email" label={t("email")}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </FormField>
      <FormField control={form.control} name="password" label={t("password")}>
        {(control) => (
          <Input
            {...control}
            {...form.register("password")}
            type="password"
            autoComplete="current-password"
          />
        )}
      </FormField>
      <Link className="text-primary -mt-2 text-sm hover:underline" href="/forgot-password">
        {t("forgot")}
      </Link>
      <Button type="submit" look="primary" isBusy={signIn.isPending}>
        {t("sign_in")}
      </Button>
      <p className="text-secondary text-center text-sm">
        {t("no_account")}{" "}
        <Link className="text-primary hover:underline" href="/sign-up">
          {t("sign_up")}
        </Link>
      </p>
    </form>
  );
}
