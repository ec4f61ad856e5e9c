"use client";

import { useMutation } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useTranslations } from "use-intl";

import {
  authTokenSecurityKeyCreate,
  authTokenSecurityKeyOptionsCreate,
} from "@/api/generated/sdk.gen";
import { GeneralProblems } from "@/components/general-problems";
import { Button } from "@/components/ui/button";

import { isTurnedDown, proveCredential } from "./credentials";
import { hasEnded } from "./has-ended";
import { useKeyProblem } from "./use-key-problem";

export function SignInByKey({ onDone, onRestart }: { onDone: () => void; onRestart: () => void }) {
  const t = useTranslations("second_factor");
  const problemOfKey = useKeyProblem();
  const signIn = useMutation({
    mutationFn: async () => {
      const { data } = await authTokenSecurityKeyOptionsCreate({ throwOnError: true });
      const credential = await proveCredential(data.options);
      await authTokenSecurityKeyCreate({ body: { credential }, throwOnError: true });
    },
    onSuccess: onDone,
    onError: (error) => {
      if (!isTurnedDown(error) && hasEnded(error)) onRestart();
    },
  });
  return (
    <div className="grid gap-4">
      {signIn.isError && <GeneralProblems messages={problemOfKey(signIn.error)} />}
      <Button look="primary" isBusy={signIn.isPending} onClick={() => signIn.mutate()}>
        <Fingerprint aria-hidden />
        {t("use_key")}
      </Button>
    </div>
  );
}
