"use client";

import { useMutation } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authSecondFactorAppDestroyMutation,
  authSecondFactorAppSetupCreateMutation,
} from "@/api/generated/@tanstack/react-query.gen";
import type { AuthFactor } from "@/api/generated/types.gen";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";

import { AppSetupDialog } from "./app-setup-dialog";
import { FactorRow } from "./factor-row";
import { useFactorsChanged } from "./factors";

type AppRowProps = { app: AuthFactor | undefined; onCodes: (codes: string[]) => void };

export function AppRow({ app, onCodes }: AppRowProps) {
  const t = useTranslations("second_factor");
  const onError = useProblemToast();
  const changed = useFactorsChanged();
  const [isLeaving, setLeaving] = useState(false);
  const setup = useMutation({ ...authSecondFactorAppSetupCreateMutation(), onError });
  const turnOff = useMutation({
    ...authSecondFactorAppDestroyMutation(),
    onSuccess: () => {
      setLeaving(false);
      toast.success(t("app_is_off"));
      return changed();
    },
    onError: (error) => {
      setLeaving(false);
      onError(error);
    },
  });
  return (
    <FactorRow
      Icon={Smartphone}
      title={t("app")}
      state={app && <Badge>{t("on")}</Badge>}
      description={t("app_help")}
      action={
        app ? (
          <Button size="small" onClick={() => setLeaving(true)}>
            {t("turn_off")}
          </Button>
        ) : (
          <Button size="small" isBusy={setup.isPending} onClick={() => setup.mutate({})}>
            {t("set_up")}
          </Button>
        )
      }
    >
      {setup.data && (
        <AppSetupDialog
          setup={setup.data}
          onClose={setup.reset}
          onDone={(codes) => {
            setup.reset();
            onCodes(codes);
            void changed();
            toast.success(t("app_is_on"));
          }}
        />
      )}
      <ConfirmDialog
        isOpen={isLeaving}
        isBusy={turnOff.isPending}
        title={t("app_turn_off_title")}
        description={t("app_turn_off_help")}
        action={t("turn_off")}
        onClose={() => setLeaving(false)}
        onConfirm={() => turnOff.mutate({})}
      />
    </FactorRow>
  );
}
