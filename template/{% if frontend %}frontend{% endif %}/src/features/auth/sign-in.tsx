"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState, type ComponentType } from "react";

import type { PendingSignIn, SignInSteps } from "@/lib/sign-in-parts";

import { LoginForm } from "./login-form";
import { safeNext } from "./next-path";

type SignInProps = {
  /** Steps that a sign-in may need after the password. */
  steps: SignInSteps;
  /** Ways to sign in beside the password. */
  OtherWays?: ComponentType;
};

/** Sign in, in as many steps as it needs. The address stays the same: a reload begins anew. */
export function SignIn({ steps, OtherWays }: SignInProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const next = safeNext(useSearchParams().get("next"));
  const [waiting, setWaiting] = useState<{ code: string; pending: PendingSignIn }>();
  const [isTooLate, setTooLate] = useState(false);
  const Step = waiting && steps[waiting.code];

  function enter() {
    queryClient.clear();
    router.replace(next);
  }

  function restart() {
    setWaiting(undefined);
    setTooLate(true);
  }

  if (Step) return <Step pending={waiting.pending} onDone={enter} onRestart={restart} />;
  return (
    <div className="grid gap-5">
      <LoginForm
        isTooLate={isTooLate}
        onDone={enter}
        onPending={(code, pending) => {
          if (!(code in steps)) return false;
          setWaiting({ code, pending });
          return true;
        }}
      />
      {OtherWays && <OtherWays />}
    </div>
  );
}
