"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import {
  authMeRetrieveQueryKey,
  authWorkspacesPartialUpdateMutation,
} from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";
import { useSession } from "@/lib/session";

import { StepHeading } from "./step-heading";

export function NameStep({ onDone }: { onDone: () => void }) {
  const t = useTranslations("onboarding");
  const queryClient = useQueryClient();
  const { id = "", name = "" } = useSession().active_workspace ?? {};
  const form = useForm({ defaultValues: { name } });
  const { general, show, clear } = useServerErrors(form);
  const rename = useMutation({
    ...authWorkspacesPartialUpdateMutation(),
    onMutate: clear,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: authMeRetrieveQueryKey() });
      onDone();
    },
    onError: show,
  });
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) =>
        body.name === name ? onDone() : rename.mutate({ path: { id }, body }),
      )}
    >
      <StepHeading title={t("name_title")}>{t("name_help")}</StepHeading>
      <GeneralProblems messages={general} />
      <FormField control={form.control} name="name" label={t("name")}>
        {(control) => (
          <Input
            {...control}
            {...form.register("name")}
            maxLength={255}
            autoComplete="organization"
          />
        )}
      </FormField>
      <Button type="submit" look="primary" className="justify-self-end" isBusy={rename.isPending}>
        {t("go_on")}
      </Button>
    </form>
  );
}
