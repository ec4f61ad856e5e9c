"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { SettingsNav } from "@/features/account/settings-nav";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("account");
  return (
    <div className="grid gap-6">
      <h1 className="text-xl font-semibold tracking-tight">{t("settings")}</h1>
      <div className="grid items-start gap-6 md:grid-cols-[10rem_minmax(0,1fr)] md:gap-10">
        <SettingsNav />
        <div className="grid max-w-3xl min-w-0 gap-8">{children}</div>
      </div>
    </div>
  );
}
