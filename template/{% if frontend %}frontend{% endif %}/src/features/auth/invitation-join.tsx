"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authInvitationsAcceptCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { InvitationPreview } from "@/api/generated/types.gen";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { forgetLinkKey } from "@/lib/link-key";
import { useProblemMessages } from "@/lib/problem-messages";

type InvitationJoinProps = { token: string; invitation: InvitationPreview };

/** For those who are signed in with the address that was invited. */
export function InvitationJoin({ token, invitation }: InvitationJoinProps) {
  const t = useTranslations("auth");
  const router = useRouter();
  const queryClient = useQueryClient();
  const messagesOf = useProblemMessages();
  const join = useMutation({
    ...authInvitationsAcceptCreateMutation(),
    onSuccess: () => {
      forgetLinkKey("token");
      queryClient.clear();
      router.replace("/dashboard");
    },
  });
  return (
    <div className="grid gap-4">
      <p className="text-secondary text-sm wrap-anywhere">
        {t("signed_in_as", { email: invitation.email })}
      </p>
      {join.isError && <GeneralProblems messages={messagesOf(problemOf(join.error))} />}
      <Button
        look="primary"
        isBusy={join.isPending || join.isSuccess}
        onClick={() => join.mutate({ body: { token } })}
      >
        {t("invitation_join")}
      </Button>
    </div>
  );
}
