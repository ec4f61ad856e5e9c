"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authMembersDestroyMutation,
  authMembersListQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import type { WorkspaceMember } from "@/api/generated/types.gen";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { useProblemToast } from "@/lib/problem-toast";

import { nameOf } from "./name-of";

type RemoveMemberDialogProps = { member: WorkspaceMember; onClose: () => void };

export function RemoveMemberDialog({ member, onClose }: RemoveMemberDialogProps) {
  const t = useTranslations("members");
  const queryClient = useQueryClient();
  const name = nameOf(member);
  const remove = useMutation({
    ...authMembersDestroyMutation(),
    onSuccess: () => {
      toast.success(t("removed", { name }));
      return queryClient.invalidateQueries({ queryKey: authMembersListQueryKey() });
    },
    onError: useProblemToast(),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      isBusy={remove.isPending}
      title={t("remove_title", { name })}
      description={t("remove_help")}
      action={t("remove")}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { id: member.id } })}
    />
  );
}
