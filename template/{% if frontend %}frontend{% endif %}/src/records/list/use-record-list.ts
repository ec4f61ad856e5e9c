"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { useAbilities } from "@/lib/session";
import { useUrlState } from "@/lib/url-state";

import type { EntityDefinition, FieldDefinition } from "../definition";
import { listState, offerOf, pageQuery } from "./query";

/** A list as its address says: what it offers to this user, and the page of records. */
export function useRecordList(definition: EntityDefinition) {
  const t = useTranslations("values");
  const abilities = useAbilities(definition.entity);
  const [params, change] = useUrlState();
  const created: FieldDefinition = { kind: "datetime", label: t("created_at") };
  const offer = offerOf(
    {
      ...definition,
      fields: { created_at: created, ...definition.fields },
      filters: [...new Set([...definition.filters, "created_at"])],
    },
    abilities,
  );
  const state = listState(offer, params);
  const query = pageQuery(offer, state);
  const list = useQuery({
    queryKey: [definition.entity, "list", query],
    queryFn: async ({ signal }) =>
      (await definition.api.list!({ query, signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
  });
  return { abilities, offer, state, change, list };
}
