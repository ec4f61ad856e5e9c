"use client";

import { Inbox, Plus, SearchX, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { useAbilities } from "@/lib/session";
import type { ChangeUrl } from "@/lib/url-state";

import type { EntityDefinition } from "../definition";
import { isNarrowed, type ListState, type Offer } from "./query";
import { withoutFilters } from "./filters";

export function CreateButton({ definition }: { definition: EntityDefinition }) {
  const t = useTranslations("list");
  const { operations } = useAbilities(definition.entity);
  if (!operations.includes("create") || !definition.api.create) return null;
  return (
    <Button look="primary" asChild>
      <Link href={`${definition.path}/new`}>
        <Plus aria-hidden />
        {t("new", { label: definition.label })}
      </Link>
    </Button>
  );
}

type NoRecordsProps = {
  definition: EntityDefinition;
  offer: Offer;
  state: ListState;
  change: ChangeUrl;
};

/** An empty list says why it is empty, and what to do. */
export function NoRecords({ definition, offer, state, change }: NoRecordsProps) {
  const t = useTranslations("list");
  const label = definition.pluralLabel;
  if (isNarrowed(state)) {
    return (
      <EmptyState
        Icon={SearchX}
        title={t("nothing_found")}
        action={<Button onClick={() => change(withoutFilters(offer))}>{t("clear_filters")}</Button>}
      >
        {t("nothing_found_help")}
      </EmptyState>
    );
  }
  if (state.isBin) {
    return (
      <EmptyState Icon={Trash2} title={t("bin_empty")}>
        {t("bin_empty_help", { label })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      Icon={Inbox}
      title={t("empty", { label })}
      action={<CreateButton definition={definition} />}
    >
      {t("empty_help")}
    </EmptyState>
  );
}
