"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { authWorkspacesDestroyMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { Workspace } from "@/api/generated/types.gen";
import { FormField } from "@/components/form-field";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { useServerErrors } from "@/lib/server-errors";

import { useEnterWorkspace } from "./use-enter-workspace";

type DeleteWorkspaceDialogProps = { workspace: Workspace; onClose: () => void };

export function DeleteWorkspaceDialog({ workspace, onClose }: DeleteWorkspaceDialogProps) {
  const t = useTranslations("workspaces");
  const enter = useEnterWorkspace();
  const { name } = workspace;
  const form = useForm({ defaultValues: { confirm: "" } });
  const typed = useWatch({ control: form.control, name: "confirm" });
  const { general, show, clear } = useServerErrors(form);
  const remove = useMutation({
    ...authWorkspacesDestroyMutation(),
    onMutate: clear,
    onSuccess: async () => {
      await enter();
      toast.success(t("deleted", { name }));
      onClose();
    },
    onError: show,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("delete_title", { name })}
      description={t("delete_confirm")}
    >
      <form
        method="post"
        noValidate
        className="grid gap-4"
        onSubmit={form.handleSubmit((query) =>
          remove.mutate({ path: { id: workspace.id }, query }),
        )}
      >
        <GeneralProblems messages={general} />
        <FormField
          control={form.control}
          name="confirm"
          label={t.rich("delete_type", {
            name,
            strong: (words) => <strong className="font-semibold wrap-anywhere">{words}</strong>,
          })}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register("confirm")}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </FormField>
        <Button type="submit" look="danger" disabled={typed !== name} isBusy={remove.isPending}>
          {t("delete")}
        </Button>
      </form>
    </Dialog>
  );
}
