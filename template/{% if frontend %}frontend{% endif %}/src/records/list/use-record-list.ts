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
  // What every record has.
  const common: Record<string, FieldDefinition> = {
    created_at: { kind: "datetime", label: t("created_at") },
    deleted_at: { kind: "datetime", label: t("deleted_at") },
  };
  const offer = offerOf(
    {
      ...definition,
      fields: { ...common, ...definition.fields },
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
  const columns = offer.columns.filter((name) => !state.hidden.includes(name));
  return {
    abilities,
    offer,
    state,
    change,
    list,
    columns: state.isBin ? [...columns, "deleted_at"] : columns,
  };
}
