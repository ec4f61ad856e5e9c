import type { Metadata } from "next";

import { Dashboard } from "@/features/dashboard/dashboard";
import { WIDGETS } from "@/features/dashboard/widgets";

export const metadata: Metadata = { title: "Dashboard" };

export default function DashboardPage() {
  return <Dashboard widgets={WIDGETS} />;
}
