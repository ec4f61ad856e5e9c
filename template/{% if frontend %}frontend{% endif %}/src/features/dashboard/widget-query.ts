import { queryOptions } from "@tanstack/react-query";

import type { AnyRecord, EntityDefinition, Summary } from "@/records/definition";
import { loadEntity } from "@/records/registry";

import type { Widget } from "./widgets";

const LATEST = 5;
const NEWEST_FIRST = "created_at";

export type WidgetData = {
  definition: EntityDefinition;
  /** Of all records; there are more of them if it is not exact. */
  count: number;
  isExact: boolean;
  latest: AnyRecord[];
  groups: Summary["groups"];
  /** Records in groups that are too many to name. */
  others: number;
};

export function widgetOptions(widget: Widget) {
  const by = widget.show === "count" ? widget.by : undefined;
  return queryOptions({
    queryKey: [widget.entity, "widget", widget.show, by],
    queryFn: ({ signal }) => ask(widget, signal),
  });
}

async function ask(widget: Widget, signal: AbortSignal): Promise<WidgetData> {
  const definition = await loadEntity(widget.entity);
  const { api, ordering } = definition;
  const call = { signal, throwOnError: true } as const;
  if (widget.show === "count" && widget.by) {
    const query = { by: widget.by as never };
    const { groups, others } = (await api.summary!({ query, ...call })).data;
    const count = groups.reduce((sum, group) => sum + group.count, others);
    return { definition, count, isExact: true, groups, others, latest: [] };
  }
  const query = {
    page_size: widget.show === "count" ? 1 : LATEST,
    ...(ordering.includes(NEWEST_FIRST) && { ordering: [`-${NEWEST_FIRST}`] }),
  };
  const {
    count,
    count_is_exact: isExact = true,
    results,
  } = (await api.list!({ query, ...call })).data;
  return { definition, count, isExact, latest: results, groups: [], others: 0 };
}
