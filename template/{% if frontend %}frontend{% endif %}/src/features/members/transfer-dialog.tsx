"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authMembersListQueryKey,
  authMeRetrieveQueryKey,
  authWorkspacesTransferCreateMutation,
} from "@/api/generated/@tanstack/react-query.gen";
import type { WorkspaceMember } from "@/api/generated/types.gen";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { useProblemToast } from "@/lib/problem-toast";
import { useSession } from "@/lib/session";

import { nameOf } from "./name-of";

type TransferDialogProps = { member: WorkspaceMember; onClose: () => void };

/** Make a member the owner in one's own place. */
export function TransferDialog({ member, onClose }: TransferDialogProps) {
  const t = useTranslations("members");
  const queryClient = useQueryClient();
  const id = useSession().active_workspace?.id ?? "";
  const name = nameOf(member);
  const transfer = useMutation({
    ...authWorkspacesTransferCreateMutation(),
    onSuccess: async () => {
      toast.success(t("transferred", { name }));
      await queryClient.invalidateQueries({ queryKey: authMembersListQueryKey() });
      await queryClient.invalidateQueries({ queryKey: authMeRetrieveQueryKey() });
    },
    onError: useProblemToast(),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      isBusy={transfer.isPending}
      title={t("transfer_title", { name })}
      description={t("transfer_help")}
      action={t("transfer")}
      onClose={onClose}
      onConfirm={() => transfer.mutate({ path: { id }, body: { member: member.id } })}
    />
  );
}
