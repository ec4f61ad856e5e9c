"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authTokenCodeCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { useServerErrors } from "@/lib/server-errors";

import { CodeInput } from "./code-input";
import { hasEnded } from "./has-ended";

type SignInByCodeProps = { isRecovery: boolean; onDone: () => void; onRestart: () => void };

export function SignInByCode({ isRecovery, onDone, onRestart }: SignInByCodeProps) {
  const t = useTranslations("second_factor");
  const form = useForm({ defaultValues: { code: "" } });
  const { general, show, clear } = useServerErrors(form);
  const signIn = useMutation({
    ...authTokenCodeCreateMutation(),
    onMutate: clear,
    onSuccess: onDone,
    onError: (error) => (hasEnded(error) ? onRestart() : show(error)),
  });
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => signIn.mutate({ body }))}
    >
      <GeneralProblems messages={general} />
      <FormField
        control={form.control}
        name="code"
        label={t(isRecovery ? "recovery_code" : "code")}
      >
        {(control) => (
          <CodeInput
            {...control}
            {...form.register("code")}
            isRecovery={isRecovery}
            // Whoever comes here has come to enter the code.
            autoFocus
          />
        )}
      </FormField>
      <Button type="submit" look="primary" isBusy={signIn.isPending}>
        {t("go_on")}
      </Button>
    </form>
  );
}
