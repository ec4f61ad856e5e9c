"use client";

import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";

import { useSession } from "@/lib/session";

const SecondFactorSetup = dynamic(() =>
  import("./second-factor-setup").then((module) => module.SecondFactorSetup),
);

/** Keeps those whose role needs a second factor at its setup until they have one. */
export function SecondFactorGate({ children }: { children: ReactNode }) {
  const { second_factor: state } = useSession();
  const [isWaiting, setWaiting] = useState(state === "required");
  if (state === "required" && !isWaiting) setWaiting(true);
  return isWaiting ? <SecondFactorSetup onDone={() => setWaiting(false)} /> : children;
}
