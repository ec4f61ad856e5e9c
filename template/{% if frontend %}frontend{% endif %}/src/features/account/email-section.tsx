"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authEmailOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";

import { EmailChangeDialog } from "./email-change-dialog";
import { PendingEmail } from "./pending-email";

export function EmailSection() {
  const t = useTranslations("account");
  const address = useQuery(authEmailOptions());
  const [isChanging, setChanging] = useState(false);
  return (
    <Section title={t("email")} description={t("email_help")}>
      {address.isPending && <Skeleton className="h-9" />}
      {address.isError && <ErrorState error={address.error} retry={address.refetch} />}
      {address.data && (
        <div className="grid gap-4">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
            <p className="font-medium wrap-anywhere">{address.data.email}</p>
            <Button size="small" onClick={() => setChanging(true)}>
              {t("email_change")}
            </Button>
          </div>
          {address.data.pending && <PendingEmail email={address.data.pending} />}
        </div>
      )}
      {isChanging && <EmailChangeDialog onClose={() => setChanging(false)} />}
    </Section>
  );
}
