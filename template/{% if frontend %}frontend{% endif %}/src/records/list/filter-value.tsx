"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import type { FieldDefinition } from "../definition";
import { useValueText } from "../format";
import { findEntity } from "../use-entity";

const SHOWN = 2;
const LONGEST_PAGE = 100;

type FilterValueProps = { field: FieldDefinition; values: string[] };

/** What a filter is set to, in words. */
export function FilterValue({ field, values }: FilterValueProps) {
  const t = useTranslations("list.filter");
  const textOf = useValueText();
  const [value = "", to = ""] = values;
  switch (field.kind) {
    case "reference":
    case "references":
      return <ReferenceLabel entity={field.to} id={value} />;
    case "choice": {
      const chosen = value.split(",");
      if (chosen.length > SHOWN) return t("several", { count: chosen.length });
      return chosen.map((choice) => textOf(field, choice)).join(", ");
    }
    case "boolean":
      return textOf(field, value === "true");
    case "uuid":
      return value;
    case "integer":
    case "big_integer":
    case "float":
    case "decimal":
    case "date":
    case "datetime":
    case "time":
    case "duration": {
      // Moments are filtered by whole days.
      const bound: FieldDefinition = field.kind === "datetime" ? { ...field, kind: "date" } : field;
      const [first, last] = [textOf(bound, value), textOf(bound, to)];
      if (first && last) return first === last ? first : t("between", { from: first, to: last });
      return first ? t("since", { from: first }) : t("until", { to: last });
    }
    default:
      return t("contains", { text: value });
  }
}

export function referenceLabelKey(entity: string, id: string) {
  return [entity, "label", id];
}

function ReferenceLabel({ entity, id }: { entity: string; id: string }) {
  const t = useTranslations("values");
  const label = useQuery({
    queryKey: referenceLabelKey(entity, id),
    queryFn: ({ signal }) => findLabel(entity, id, signal),
    staleTime: Infinity,
  });
  if (label.isPending) return "…";
  return label.data ?? t("hidden");
}

async function findLabel(entity: string, id: string, signal: AbortSignal): Promise<string | null> {
  const { api, title } = await findEntity(entity);
  const call = { signal, throwOnError: true } as const;
  if (api.retrieve) return title((await api.retrieve({ path: { id }, ...call })).data);
  const { results } = (await api.list!({ query: { page_size: LONGEST_PAGE }, ...call })).data;
  const found = results.find((item) => item.id === id);
  return found ? title(found) : null;
}
