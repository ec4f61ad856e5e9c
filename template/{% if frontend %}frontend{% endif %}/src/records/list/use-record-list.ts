"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { useAbilities, useSession } from "@/lib/session";
import { useUrlState } from "@/lib/url-state";

import type { EntityDefinition } from "../definition";
import { listKey, listState, offerOf, pageQuery, type Offer } from "./query";

/** A list as its address says: what it offers to this user, and the page of records. */
export function useRecordList(definition: EntityDefinition) {
  const t = useTranslations("values");
  const abilities = useAbilities(definition.entity);
  const { permissions, workspace_permissions: ofWorkspace } = useSession();
  const [params, change] = useUrlState();
  // People are members of the workspace, and no entity.
  const canList = (entity: string) =>
    (permissions[entity]?.operations ?? ofWorkspace.members).includes("list");
  const canChoose = (name: string) => {
    const field = definition.fields[name];
    return !field || !("to" in field) || canList(field.to);
  };
  const offered = offerOf(definition, abilities);
  const offer = { ...offered, filters: offered.filters.filter(canChoose) };
  const common: Offer["fields"] = {
    created_at: { kind: "datetime", label: t("created_at") },
    deleted_at: { kind: "datetime", label: t("deleted_at") },
  };
  const state = listState(offer, params);
  const query = pageQuery(offer, state);
  const list = useQuery({
    queryKey: listKey(definition.entity, query),
    queryFn: async ({ signal }) =>
      (await definition.api.list!({ query, signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
  });
  const columns = offer.columns.filter((name) => !state.hidden.includes(name));
  return {
    abilities,
    offer: { ...offer, fields: { ...common, ...definition.fields } },
    state,
    change,
    list,
    columns: state.isBin ? [...columns, "deleted_at"] : columns,
  };
}
