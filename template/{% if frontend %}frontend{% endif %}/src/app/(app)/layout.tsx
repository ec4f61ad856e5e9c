import { HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { firstAnswers } from "@/records/first-answers";

import { SignedIn } from "./signed-in";

export default async function AppLayout({ children }: { children: ReactNode }) {
  return (
    <HydrationBoundary state={await firstAnswers()}>
      <SignedIn>{children}</SignedIn>
    </HydrationBoundary>
  );
}
