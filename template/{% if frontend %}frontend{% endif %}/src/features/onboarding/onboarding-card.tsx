"use client";

import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { useSession } from "@/lib/session";

import { isNewOptions } from "./is-new";

/** For the dashboard: leads into the first steps while the workspace is new. */
export function OnboardingCard() {
  const t = useTranslations("onboarding");
  const user = useSession();
  const isNew = useQuery(isNewOptions(user));
  if (!isNew.data) return null;
  return (
    <section className="bg-accent flex flex-wrap items-center gap-4 rounded-lg p-4">
      <Sparkles className="text-primary size-5 shrink-0" aria-hidden />
      <div className="min-w-56 flex-1">
        <h2 className="font-semibold">{t("card_title")}</h2>
        <p className="text-secondary text-sm">{t("card_help")}</p>
      </div>
      <Button asChild look="primary">
        <Link href="/onboarding">{t("card_action")}</Link>
      </Button>
    </section>
  );
}
