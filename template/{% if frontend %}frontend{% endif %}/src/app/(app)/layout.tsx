import { HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { answered } from "@/api/server";
import { SESSION_QUESTION } from "@/api/session-question";

import { SignedIn } from "./signed-in";

export default async function AppLayout({ children }: { children: ReactNode }) {
  return (
    <HydrationBoundary state={await answered(SESSION_QUESTION)}>
      <SignedIn>{children}</SignedIn>
    </HydrationBoundary>
  );
}
