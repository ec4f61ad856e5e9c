"use client";

import { useQueryClient } from "@tanstack/react-query";
import { isAxiosError } from "axios";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authConnectionsFinishCreate, authProvidersFinishCreate } from "@/api/generated/sdk.gen";
import { GeneralProblems } from "@/components/general-problems";
import { Skeleton } from "@/components/ui/skeleton";
import { useProblemMessages } from "@/lib/problem-messages";
import { useCurrentUser } from "@/lib/session";
import type { PendingSignIn, SignInSteps } from "@/lib/sign-in-parts";

import { BackToSignIn } from "./back-to-sign-in";
import { useProviderAnswer } from "./provider-answer";

type ProviderCallbackProps = { provider: string; steps: SignInSteps };

/** People come back from a provider: to sign in, or to connect an account to theirs. */
export function ProviderCallback({ provider, steps }: ProviderCallbackProps) {
  const t = useTranslations("social");
  const router = useRouter();
  const queryClient = useQueryClient();
  const messagesOf = useProblemMessages();
  const answer = useProviderAnswer();
  const user = useCurrentUser();
  const isSent = useRef(false);
  const [waiting, setWaiting] = useState<{ code: string; pending: PendingSignIn }>();
  const [problems, setProblems] = useState<string[]>([]);
  const Step = waiting && steps[waiting.code];

  function enter(path: string) {
    queryClient.clear();
    router.replace(path);
  }

  useEffect(() => {
    // The provider's code works once.
    if (!answer || user.isPending || isSent.current) return;
    isSent.current = true;
    const options = { path: { provider }, body: answer, throwOnError: true } as const;
    const isSignedIn = user.data !== undefined;
    const finish: Promise<unknown> = isSignedIn
      ? authConnectionsFinishCreate(options)
      : authProvidersFinishCreate(options);
    finish.then(
      () => enter(isSignedIn ? "/settings/security" : "/dashboard"),
      (error: unknown) => {
        const problem = problemOf(error);
        const pending = isAxiosError<PendingSignIn>(error) && error.response?.data;
        if (pending && problem.code in steps) setWaiting({ code: problem.code, pending });
        else setProblems([...messagesOf(problem), t("not_confirmed")].slice(0, 1));
      },
    );
  });

  if (Step) {
    return (
      <Step
        pending={waiting.pending}
        onDone={() => enter("/dashboard")}
        onRestart={() => router.replace("/login")}
      />
    );
  }
  if (answer === null || problems.length > 0) {
    return (
      <div className="grid gap-4">
        <GeneralProblems messages={problems.length > 0 ? problems : [t("not_confirmed")]} />
        <BackToSignIn />
      </div>
    );
  }
  return (
    <div className="grid gap-4" aria-busy>
      <h1 className="text-lg font-semibold tracking-tight">{t("finishing")}</h1>
      <Skeleton className="h-9" />
    </div>
  );
}
