"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ConfirmationWay } from "@/lib/sign-in-parts";
import { useSession } from "@/lib/session";

import { ConfirmByPassword } from "./confirm-by-password";

type ReauthenticationDialogProps = {
  ways: ConfirmationWay[];
  onAnswer: (isConfirmed: boolean) => void;
};

export function ReauthenticationDialog({ ways, onAnswer }: ReauthenticationDialogProps) {
  const t = useTranslations("auth");
  const user = useSession();
  const [chosen, setChosen] = useState<string>();
  const others = ways.filter(({ isFor }) => isFor(user));
  const other = others.find(({ id }) => id === chosen);
  const confirm = () => onAnswer(true);
  return (
    <Dialog
      isOpen
      onClose={() => onAnswer(false)}
      title={t("confirm_title")}
      description={t("confirm_help")}
    >
      {other ? (
        <other.Form onDone={confirm} />
      ) : (
        <ConfirmByPassword email={user.email} onDone={confirm} />
      )}
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {others
          .filter(({ id }) => id !== chosen)
          .map(({ id, Label }) => (
            <Button key={id} look="link" size="line" onClick={() => setChosen(id)}>
              <Label />
            </Button>
          ))}
        {other && (
          <Button look="link" size="line" onClick={() => setChosen(undefined)}>
            {t("confirm_by_password")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
