"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { authLogoutCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { InvitationPreview } from "@/api/generated/types.gen";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

type InvitationOtherAddressProps = { invitation: InvitationPreview; email: string };

/** For those who are signed in with another address than the one that was invited. */
export function InvitationOtherAddress({ invitation, email }: InvitationOtherAddressProps) {
  const t = useTranslations("auth");
  const queryClient = useQueryClient();
  const signOut = useMutation({
    ...authLogoutCreateMutation(),
    // The invitation stays on the page, now for somebody who is signed out.
    onSuccess: () => queryClient.resetQueries(),
    onError: useProblemToast(),
  });
  return (
    <div className="grid gap-4">
      <Alert look="info">
        <span className="wrap-anywhere">
          {t("other_address", { email, invited: invitation.email })}
        </span>
      </Alert>
      <Button
        look="primary"
        isBusy={signOut.isPending}
        onClick={() => signOut.mutate({ body: {} })}
      >
        {t("sign_out_and_go_on")}
      </Button>
    </div>
  );
}
