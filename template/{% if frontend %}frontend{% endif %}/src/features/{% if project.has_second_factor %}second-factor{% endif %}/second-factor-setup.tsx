"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { useSession } from "@/lib/session";

import { SecondFactorSection } from "./second-factor-section";

/** For those whose role needs a second factor: nothing else before they have one. */
export function SecondFactorSetup({ onDone }: { onDone: () => void }) {
  const t = useTranslations("second_factor");
  const { second_factor: state } = useSession();
  return (
    <div className="mx-auto grid max-w-2xl gap-6 py-4">
      <div className="grid gap-2">
        <ShieldCheck className="text-primary size-8" strokeWidth={1.5} aria-hidden />
        <h1 className="text-xl font-semibold tracking-tight">{t("required_title")}</h1>
        <p className="text-secondary max-w-prose">{t("required_help")}</p>
      </div>
      <SecondFactorSection />
      {/* Recovery codes may still be on the screen: people say themselves when they are ready. */}
      <Button
        look="primary"
        className="justify-self-start"
        disabled={state === "required"}
        onClick={onDone}
      >
        {t("required_done")}
      </Button>
    </div>
  );
}
