"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

import { onReauthentication } from "@/api/reauthentication";
import type { ConfirmationWay } from "@/lib/sign-in-parts";

const ReauthenticationDialog = dynamic(() =>
  import("./reauthentication-dialog").then((module) => module.ReauthenticationDialog),
);

type Answer = (isConfirmed: boolean) => void;

/** Asks people to confirm who they are whenever the API wants that before it does something. */
export function Reauthentication({ ways }: { ways: ConfirmationWay[] }) {
  const [answer, setAnswer] = useState<Answer>();

  useEffect(() => onReauthentication(() => new Promise((resolve) => setAnswer(() => resolve))), []);

  if (!answer) return null;
  return (
    <ReauthenticationDialog
      ways={ways}
      onAnswer={(isConfirmed) => {
        answer(isConfirmed);
        setAnswer(undefined);
      }}
    />
  );
}
