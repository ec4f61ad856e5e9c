"use client";

import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authEmailResendCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useProblemMessages } from "@/lib/problem-messages";

import { AuthHeading } from "./auth-heading";
import { AuthLink } from "./auth-link";

type CheckMailProps = {
  title: ReactNode;
  email: string;
  /** Whether the link that verifies the address can be sent again. */
  canResend?: boolean;
  children: ReactNode;
};

/** A form was sent, and what comes next is in an e-mail. */
export function CheckMail({ title, email, canResend = true, children }: CheckMailProps) {
  const t = useTranslations("auth");
  const messagesOf = useProblemMessages();
  const start = useRef<HTMLDivElement>(null);
  const resend = useMutation(authEmailResendCreateMutation());
  // The form that had the focus is gone: go on where the news is.
  useEffect(() => start.current?.focus(), []);

  return (
    <div ref={start} tabIndex={-1} role="status" className="grid gap-4 outline-none">
      <div className="bg-success-soft text-success w-fit rounded-full p-2.5">
        <MailCheck className="size-5" aria-hidden />
      </div>
      <AuthHeading title={title}>{children}</AuthHeading>
      <p className="text-sm font-medium wrap-anywhere">{email}</p>
      <p className="text-secondary text-sm">{t("mail_missing")}</p>
      {resend.isSuccess && <Alert look="success">{t("sent_again")}</Alert>}
      {resend.isError && (
        <Alert look="danger">{messagesOf(problemOf(resend.error)).join(" ")}</Alert>
      )}
      {canResend && (
        <Button isBusy={resend.isPending} onClick={() => resend.mutate({ body: { email } })}>
          {t("send_again")}
        </Button>
      )}
      <p className="text-center text-sm">
        <AuthLink href="/login">{t("back_to_sign_in")}</AuthLink>
      </p>
    </div>
  );
}
