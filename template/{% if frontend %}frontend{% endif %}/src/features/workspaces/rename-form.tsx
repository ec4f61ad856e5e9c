"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authMeRetrieveQueryKey,
  authWorkspacesPartialUpdateMutation,
} from "@/api/generated/@tanstack/react-query.gen";
import type { Workspace } from "@/api/generated/types.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

export function RenameForm({ workspace }: { workspace: Workspace }) {
  const t = useTranslations("workspaces");
  const queryClient = useQueryClient();
  const form = useForm({ values: { name: workspace.name } });
  const { general, show, clear } = useServerErrors(form);
  const rename = useMutation({
    ...authWorkspacesPartialUpdateMutation(),
    onMutate: clear,
    onSuccess: () => {
      toast.success(t("renamed"));
      return queryClient.invalidateQueries({ queryKey: authMeRetrieveQueryKey() });
    },
    onError: show,
  });
  return (
    <Section title={t("general")} description={t("general_help")}>
      <form
        method="post"
        noValidate
        className="grid max-w-md gap-4"
        onSubmit={form.handleSubmit((body) => rename.mutate({ path: { id: workspace.id }, body }))}
      >
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
        <Button
          type="submit"
          look="primary"
          className="justify-self-start"
          isBusy={rename.isPending}
          disabled={!form.formState.isDirty}
        >
          {t("rename")}
        </Button>
      </form>
    </Section>
  );
}
