import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { cn } from "@/lib/cn";

import type { Step } from "./steps";

export function Progress({ steps, at }: { steps: Step[]; at: number }) {
  const t = useTranslations("onboarding");
  return (
    <ol aria-label={t("steps_label")} className="flex gap-2">
      {steps.map((step, index) => (
        <li key={step} className="min-w-0 flex-1">
          <Link
            href={`/onboarding?step=${step}`}
            aria-current={index === at ? "step" : undefined}
            className={cn(
              "text-secondary hover:text-foreground block border-t-2 pt-2 text-sm font-medium",
              index <= at && "border-primary",
              index === at && "text-foreground",
            )}
          >
            <span className="flex items-center gap-1.5">
              {index < at && <Check className="text-primary size-4 shrink-0" aria-hidden />}
              <span className="truncate">{t(`steps.${step}`)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
