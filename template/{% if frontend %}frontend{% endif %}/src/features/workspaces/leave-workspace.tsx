"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { authWorkspacesLeaveCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { Workspace } from "@/api/generated/types.gen";
import { ActionRow } from "@/components/action-row";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

import { useEnterWorkspace } from "./use-enter-workspace";

export function LeaveWorkspace({ workspace }: { workspace: Workspace }) {
  const t = useTranslations("workspaces");
  const enter = useEnterWorkspace();
  const { name } = workspace;
  const [isAsking, setAsking] = useState(false);
  const leave = useMutation({
    ...authWorkspacesLeaveCreateMutation(),
    onSuccess: () => {
      toast.success(t("left", { name }));
      return enter();
    },
    onError: useProblemToast(),
    onSettled: () => setAsking(false),
  });
  return (
    <Section title={t("leave")}>
      <ActionRow help={t("leave_help")}>
        <Button onClick={() => setAsking(true)}>{t("leave")}</Button>
      </ActionRow>
      <ConfirmDialog
        isOpen={isAsking}
        isBusy={leave.isPending}
        title={t("leave_title", { name })}
        description={t("leave_confirm")}
        action={t("leave")}
        onClose={() => setAsking(false)}
        onConfirm={() => leave.mutate({ path: { id: workspace.id } })}
      />
    </Section>
  );
}
