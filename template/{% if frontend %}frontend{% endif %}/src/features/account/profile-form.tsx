"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authMePartialUpdateMutation,
  authMeRetrieveQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";
import { useSession } from "@/lib/session";

export function ProfileForm() {
  const t = useTranslations("account");
  const queryClient = useQueryClient();
  const { full_name = "" } = useSession();
  const form = useForm({ values: { full_name } });
  const { general, show, clear } = useServerErrors(form);
  const save = useMutation({
    ...authMePartialUpdateMutation(),
    onMutate: clear,
    onSuccess: (user) => {
      queryClient.setQueryData(authMeRetrieveQueryKey(), user);
      toast.success(t("profile_saved"));
    },
    onError: show,
  });
  return (
    <Section title={t("profile")} description={t("profile_help")}>
      <form
        method="post"
        noValidate
        className="grid max-w-md gap-4"
        onSubmit={form.handleSubmit((body) => save.mutate({ body }))}
      >
        <GeneralProblems messages={general} />
        <FormField control={form.control} name="full_name" label={t("full_name")}>
          {(control) => (
            <Input
              {...control}
              {...form.register("full_name")}
              maxLength={255}
              autoComplete="name"
            />
          )}
        </FormField>
        <Button
          type="submit"
          look="primary"
          className="justify-self-start"
          isBusy={save.isPending}
          disabled={!form.formState.isDirty}
        >
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}
