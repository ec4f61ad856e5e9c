import type { AnyRecord, EntityDefinition } from "../definition";

export const PAGE_SIZE = 25;

/** What is asked for in the address of a list. Names are the API's own, so links stay readable. */
export type ListState = {
  page: number;
  search: string;
  ordering: string;
  filters: Record<string, string>;
};

/** Read the address of a list; what the entity does not offer is left out. */
export function listState<Item extends AnyRecord>(
  definition: Pick<EntityDefinition<Item>, "filters" | "ordering">,
  params: URLSearchParams,
): ListState {
  const ordering = params.get("ordering") ?? "";
  const filters = definition.filters.flatMap((name) => {
    const value = params.get(name);
    return value ? [[name, value]] : [];
  });
  return {
    page: Math.max(1, Math.trunc(Number(params.get("page"))) || 1),
    search: params.get("search") ?? "",
    ordering: definition.ordering.includes(ordering.replace(/^-/, "")) ? ordering : "",
    filters: Object.fromEntries(filters),
  };
}

/** What the API is asked for. */
export function apiQuery({ page, search, ordering, filters }: ListState): Record<string, unknown> {
  return {
    ...filters,
    page,
    page_size: PAGE_SIZE,
    ...(search && { search }),
    ...(ordering && { ordering: [ordering] }),
  };
}
