"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";

import { Section } from "@/components/section";
import { ErrorState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";

import { AppRow } from "./app-row";
import { CodesRow } from "./codes-row";
import { useFactors } from "./factors";
import { KeysRow } from "./keys-row";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";

/** Second factors in the settings: the app, security keys, recovery codes. */
export function SecondFactorSection() {
  const t = useTranslations("second_factor");
  const factors = useFactors();
  const [codes, setCodes] = useState<string[]>([]);
  return (
    <Section title={t("title")} description={t("description")}>
      {factors.isPending && <Skeleton className="h-24" />}
      {factors.isError && <ErrorState error={factors.error} retry={factors.refetch} />}
      {factors.data && (
        <ul className="divide-border -my-4 divide-y sm:-my-5 [&>li]:py-4 sm:[&>li]:py-5">
          <AppRow app={factors.data.app} onCodes={setCodes} />
          <KeysRow keys={factors.data.keys} onCodes={setCodes} />
          {factors.data.codes && <CodesRow codes={factors.data.codes} onCodes={setCodes} />}
        </ul>
      )}
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes([])} />
    </Section>
  );
}
