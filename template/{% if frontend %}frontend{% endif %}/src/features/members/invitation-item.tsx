"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";

import {
  authInvitationsDestroyMutation,
  authInvitationsListQueryKey,
  authInvitationsResendCreateMutation,
} from "@/api/generated/@tanstack/react-query.gen";
import type { Invitation } from "@/api/generated/types.gen";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

export function InvitationItem({ invitation }: { invitation: Invitation }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const queryClient = useQueryClient();
  const onError = useProblemToast();
  const { invitations: abilities, grantable_roles: grantable } = useSession().workspace_permissions;
  const { email, role, is_expired: isExpired } = invitation;
  const path = { id: invitation.id };
  const isGrantable = grantable.includes(role);

  function changed(message: string) {
    toast.success(message);
    return queryClient.invalidateQueries({ queryKey: authInvitationsListQueryKey() });
  }

  const resend = useMutation({
    ...authInvitationsResendCreateMutation(),
    onSuccess: () => changed(t("resent", { email })),
    onError,
  });
  const revoke = useMutation({
    ...authInvitationsDestroyMutation(),
    onSuccess: () => changed(t("revoked", { email })),
    onError,
  });
  const until = format.dateTime(new Date(invitation.expires_at), { dateStyle: "medium" });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium wrap-anywhere">{email}</span>
          {isExpired && <Badge>{t("expired")}</Badge>}
        </p>
        <p className="text-secondary text-sm">
          {t(isExpired ? "invitation_was" : "invitation_is", {
            role: PRODUCT.roles[role].label,
            until,
          })}
        </p>
      </div>
      <div className="flex gap-2">
        {abilities.includes("update") && isGrantable && (
          <Button
            size="small"
            aria-label={t("resend_it", { email })}
            isBusy={resend.isPending}
            onClick={() => resend.mutate({ path })}
          >
            {t("resend")}
          </Button>
        )}
        {abilities.includes("delete") && (
          <Button
            size="small"
            look="ghost"
            aria-label={t("revoke_it", { email })}
            isBusy={revoke.isPending}
            onClick={() => revoke.mutate({ path })}
          >
            {t("revoke")}
          </Button>
        )}
      </div>
    </li>
  );
}
