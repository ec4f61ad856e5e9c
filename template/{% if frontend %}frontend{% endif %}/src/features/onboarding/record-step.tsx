"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { NAVIGATION } from "@/components/layout/navigation";
import { Button } from "@/components/ui/button";
import { useSession } from "@/lib/session";

import { StepHeading } from "./step-heading";

/** The first record: a link to the form of each kind that the role may create. */
export function RecordStep() {
  const t = useTranslations("onboarding");
  const { permissions } = useSession();
  const kinds = NAVIGATION.filter(({ entity }) =>
    permissions[entity]?.operations.includes("create"),
  );
  return (
    <div className="grid gap-4">
      <StepHeading title={t("record_title")}>{t("record_help")}</StepHeading>
      <ul className="divide-border divide-y rounded-lg border">
        {kinds.map(({ entity, href, singular, Icon }) => (
          <li key={entity}>
            <Link
              href={`${href}/new`}
              className="hover:bg-muted flex items-center gap-3 px-3 py-2.5 font-medium"
            >
              <Icon className="text-secondary size-4" aria-hidden />
              <span className="flex-1">{t("record_new", { label: singular })}</span>
              <ArrowRight className="text-secondary size-4" aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
      <Button asChild look="primary" className="justify-self-end">
        <Link href="/dashboard">{t("finish")}</Link>
      </Button>
    </div>
  );
}
