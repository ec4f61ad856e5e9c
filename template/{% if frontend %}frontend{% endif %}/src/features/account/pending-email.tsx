"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { authEmailResendCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

/** An address that becomes the user's own once they follow the link that was sent there. */
export function PendingEmail({ email }: { email: string }) {
  const t = useTranslations("account");
  const resend = useMutation({
    ...authEmailResendCreateMutation(),
    onSuccess: () => toast.success(t("email_sent_again")),
    onError: useProblemToast(),
  });
  return (
    <Alert look="info">
      <div className="grid justify-items-start gap-1.5">
        <p className="wrap-anywhere">{t("email_pending", { email })}</p>
        <Button
          look="link"
          size="line"
          isBusy={resend.isPending}
          onClick={() => resend.mutate({ body: { email } })}
        >
          {t("email_send_again")}
        </Button>
      </div>
    </Alert>
  );
}
