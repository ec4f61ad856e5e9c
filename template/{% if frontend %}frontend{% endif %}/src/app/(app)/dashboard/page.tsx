import type { Metadata } from "next";

import { Dashboard } from "@/features/dashboard/dashboard";
import { WIDGETS } from "@/features/dashboard/widgets";
import { OnboardingCard } from "@/features/onboarding/onboarding-card";

export const metadata: Metadata = { title: "Dashboard" };

export default function DashboardPage() {
  return (
    <Dashboard widgets={WIDGETS}>
      <OnboardingCard />
    </Dashboard>
  );
}
