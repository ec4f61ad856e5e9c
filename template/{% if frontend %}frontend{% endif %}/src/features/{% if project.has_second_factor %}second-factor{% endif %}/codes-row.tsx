"use client";

import { useMutation } from "@tanstack/react-query";
import { LifeBuoy } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authSecondFactorRecoveryCodesCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import type { AuthFactor } from "@/api/generated/types.gen";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

import { FactorRow } from "./factor-row";
import { useFactorsChanged } from "./factors";

type CodesRowProps = { codes: AuthFactor; onCodes: (codes: string[]) => void };

export function CodesRow({ codes, onCodes }: CodesRowProps) {
  const t = useTranslations("second_factor");
  const onError = useProblemToast();
  const changed = useFactorsChanged();
  const [isAsking, setAsking] = useState(false);
  const renew = useMutation({
    ...authSecondFactorRecoveryCodesCreateMutation(),
    onSettled: () => setAsking(false),
    onSuccess: ({ recovery_codes }) => {
      onCodes(recovery_codes);
      return changed();
    },
    onError,
  });
  return (
    <FactorRow
      Icon={LifeBuoy}
      title={t("codes")}
      description={t("codes_left", {
        left: codes.unused_code_count ?? 0,
        total: codes.total_code_count ?? 0,
      })}
      action={
        <Button size="small" onClick={() => setAsking(true)}>
          {t("codes_new")}
        </Button>
      }
    >
      <ConfirmDialog
        isOpen={isAsking}
        isBusy={renew.isPending}
        title={t("codes_new_title")}
        description={t("codes_new_help")}
        action={t("codes_new")}
        onClose={() => setAsking(false)}
        onConfirm={() => renew.mutate({})}
      />
    </FactorRow>
  );
}
