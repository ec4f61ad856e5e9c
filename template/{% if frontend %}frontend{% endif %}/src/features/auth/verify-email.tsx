"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authEmailVerifyCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";
import { forgetLinkKey, useLinkKey } from "@/lib/link-key";
import { useProblemMessages } from "@/lib/problem-messages";
import { useCurrentUser } from "@/lib/session";

import { AuthHeading } from "./auth-heading";
import { Outcome } from "./outcome";
import { ResendForm } from "./resend-form";

const KEY = "key";

/**
 * Verify an e-mail address, of a new account or of one that changes its address. It takes a click:
 * programs that look at links in e-mails verify nothing.
 */
export function VerifyEmail() {
  const t = useTranslations("auth");
  const key = useLinkKey(KEY);
  const messagesOf = useProblemMessages();
  const queryClient = useQueryClient();
  const [isRefused, setRefused] = useState(false);
  const verify = useMutation({
    ...authEmailVerifyCreateMutation(),
    onSuccess: () => {
      forgetLinkKey(KEY);
      return queryClient.invalidateQueries();
    },
    onError: (error) => setRefused(problemOf(error).status === 422),
  });

  if (verify.isSuccess) return <Verified />;
  if (key === undefined) return null;
  if (key === null || isRefused) return <ResendForm isRefused={isRefused} />;
  return (
    <div className="grid gap-4">
      <AuthHeading title={t("verify_title")}>{t("verify_help")}</AuthHeading>
      {verify.isError && <GeneralProblems messages={messagesOf(problemOf(verify.error))} />}
      <Button
        look="primary"
        isBusy={verify.isPending}
        onClick={() => verify.mutate({ body: { key } })}
      >
        {t("verify")}
      </Button>
    </div>
  );
}

function Verified() {
  const t = useTranslations("auth");
  const user = useCurrentUser();
  if (user.isPending) return null;
  return user.data ? (
    <Outcome look="success" title={t("verified")} href="/dashboard" action={t("continue")}>
      {t("verified_signed_in", { email: user.data.email })}
    </Outcome>
  ) : (
    <Outcome look="success" title={t("verified")} href="/login" action={t("sign_in")}>
      {t("verified_help")}
    </Outcome>
  );
}
