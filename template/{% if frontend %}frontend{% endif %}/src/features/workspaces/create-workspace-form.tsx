"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";

import { authWorkspacesCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { useEnterWorkspace } from "./use-enter-workspace";

/** Make a workspace and go to it. */
export function CreateWorkspaceForm({ onDone }: { onDone?: () => void }) {
  const t = useTranslations("workspaces");
  const enter = useEnterWorkspace();
  const form = useForm({ defaultValues: { name: "" } });
  const { general, show, clear } = useServerErrors(form);
  const create = useMutation({
    ...authWorkspacesCreateMutation(),
    onMutate: clear,
    onSuccess: async () => {
      await enter();
      onDone?.();
    },
    onError: show,
  });
  return (
    <form
      method="post"
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((body) => create.mutate({ body }))}
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
      <Button type="submit" look="primary" isBusy={create.isPending}>
        {t("create")}
      </Button>
    </form>
  );
}
