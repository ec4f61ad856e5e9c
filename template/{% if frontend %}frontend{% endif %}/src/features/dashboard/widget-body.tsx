"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { ErrorState } from "@/components/ui/states";

import type { WidgetData } from "./widget-query";

type WidgetBodyProps = {
  result: UseQueryResult<WidgetData>;
  skeleton: ReactNode;
  children: (data: WidgetData) => ReactNode;
};

/** A widget that waits, fails or has nothing to show leaves the others alone. */
export function WidgetBody({ result, skeleton, children }: WidgetBodyProps) {
  const t = useTranslations("dashboard");
  if (result.isError) return <ErrorState error={result.error} retry={result.refetch} />;
  if (result.isPending) return skeleton;
  if (result.data.count === 0) {
    const label = result.data.definition.pluralLabel;
    return <p className="text-secondary py-10 text-center">{t("empty", { label })}</p>;
  }
  return children(result.data);
}
