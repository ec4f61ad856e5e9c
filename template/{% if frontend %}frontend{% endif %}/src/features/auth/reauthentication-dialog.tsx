"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";

import { onReauthentication } from "@/api/reauthentication";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ConfirmationWay } from "@/lib/sign-in-parts";
import { useSession } from "@/lib/session";

import { ConfirmByPassword } from "./confirm-by-password";

type Answer = (isConfirmed: boolean) => void;

/** Asks people to confirm who they are whenever the API wants that before it does something. */
export function ReauthenticationDialog({ ways }: { ways: ConfirmationWay[] }) {
  const t = useTranslations("auth");
  const user = useSession();
  const [answer, setAnswer] = useState<Answer>();
  const [chosen, setChosen] = useState<string>();
  const others = ways.filter(({ isFor }) => isFor(user));
  const other = others.find(({ id }) => id === chosen);

  useEffect(() => onReauthentication(() => new Promise((resolve) => setAnswer(() => resolve))), []);

  function close(isConfirmed: boolean) {
    answer?.(isConfirmed);
    setAnswer(undefined);
    setChosen(undefined);
  }

  return (
    <Dialog
      isOpen={answer !== undefined}
      onClose={() => close(false)}
      title={t("confirm_title")}
      description={t("confirm_help")}
    >
      {other ? (
        <other.Form onDone={() => close(true)} />
      ) : (
        <ConfirmByPassword email={user.email} onDone={() => close(true)} />
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
