"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import type { PendingSignIn } from "@/lib/sign-in-parts";

import { hasSecurityKeys } from "./credentials";
import { SignInByCode } from "./sign-in-by-code";
import { SignInByKey } from "./sign-in-by-key";

type Way = "webauthn" | "totp" | "recovery_codes";
const WAYS: Way[] = ["webauthn", "totp", "recovery_codes"];

type SignInStepProps = { pending: PendingSignIn; onDone: () => void; onRestart: () => void };

/** The second step of a sign-in, by one of the ways that the user has set up. */
export function SignInStep({ pending, onDone, onRestart }: SignInStepProps) {
  const t = useTranslations("second_factor");
  const ways = WAYS.filter(
    (way) => pending.types?.includes(way) && (way !== "webauthn" || hasSecurityKeys()),
  );
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? ways[0] ?? "recovery_codes";
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <h1 className="text-lg font-semibold tracking-tight">{t("sign_in_title")}</h1>
        <p className="text-secondary text-sm">{t(`sign_in_help.${way}`)}</p>
      </div>
      {way === "webauthn" ? (
        <SignInByKey onDone={onDone} onRestart={onRestart} />
      ) : (
        <SignInByCode
          key={way}
          isRecovery={way === "recovery_codes"}
          onDone={onDone}
          onRestart={onRestart}
        />
      )}
      <div className="grid justify-items-center gap-2 text-sm">
        {ways
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} look="link" size="line" onClick={() => setChosen(other)}>
              {t(`sign_in_by.${other}`)}
            </Button>
          ))}
      </div>
    </div>
  );
}
