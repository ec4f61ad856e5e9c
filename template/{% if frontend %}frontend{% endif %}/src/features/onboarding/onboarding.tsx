"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { useSession } from "@/lib/session";
import { useUrlState } from "@/lib/url-state";
import { PRODUCT } from "@/product";

import { InviteStep } from "./invite-step";
import { NameStep } from "./name-step";
import { Progress } from "./progress";
import { RecordStep } from "./record-step";
import { stepsFor } from "./steps";

/** The first steps in a new workspace. Each can be left out, and the address says where one is. */
export function Onboarding() {
  const t = useTranslations("onboarding");
  const steps = stepsFor(useSession());
  const [address, change] = useUrlState();
  const asked = steps.findIndex((step) => step === address.get("step"));
  const at = Math.max(asked, 0);
  const step = steps[at];
  const goOn = () => change({ step: steps[at + 1] ?? null });

  return (
    <div className="mx-auto grid max-w-lg gap-6 py-4 md:py-10">
      <div className="flex items-start justify-between gap-4">
        <div className="grid gap-1">
          <h1 className="text-xl font-semibold tracking-tight text-balance">
            {t("title", { product: PRODUCT.title })}
          </h1>
          <p className="text-secondary">{t("help")}</p>
        </div>
        <Button asChild look="ghost" size="small">
          <Link href="/dashboard">{t("skip")}</Link>
        </Button>
      </div>
      <Progress steps={steps} at={at} />
      <div className="bg-background rounded-xl border p-5 sm:p-6">
        {step === "name" && <NameStep onDone={goOn} />}
        {step === "invite" && <InviteStep onDone={goOn} />}
        {step === "record" && <RecordStep />}
      </div>
    </div>
  );
}
