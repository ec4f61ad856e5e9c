"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations();
  return (
    <main role="alert" className="grid min-h-dvh place-items-center">
      <EmptyState
        Icon={CircleAlert}
        title={t("pages.error")}
        action={<Button onClick={reset}>{t("actions.retry")}</Button>}
      >
        {t("pages.error_help")}
      </EmptyState>
    </main>
  );
}
