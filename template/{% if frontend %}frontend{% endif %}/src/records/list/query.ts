import type { EntityDefinition, FieldDefinition } from "../definition";
import { apiFilter, filterParameters, validFilter } from "./filters";

export const PAGE_SIZES = [25, 50, 100];
const PAGE_SIZE = 25;

/** What is asked for in the address of a list. Names are the API's own, so links stay readable. */
export type ListState = {
  page: number;
  pageSize: number;
  search: string;
  ordering: string;
  /** By parameter, such as `price__gte`. */
  filters: Record<string, string>;
  /** Columns that are not shown. */
  hidden: string[];
  /** Deleted records instead of the others. */
  isBin: boolean;
};

/** What a list offers to this user. */
export type Offer = {
  fields: Record<string, FieldDefinition>;
  columns: string[];
  filters: string[];
  ordering: string[];
  isSearchable: boolean;
  hasBin: boolean;
};

type Listed = Pick<
  EntityDefinition,
  "fields" | "columns" | "filters" | "ordering" | "isSearchable" | "hasBin"
>;
type Abilities = { operations: string[]; readable: string[] };

// Every record has it, and every list can be narrowed by it; its label is a message.
const CREATED_AT: FieldDefinition = { kind: "datetime", label: "" };

/** Leave out what the role may not see: the API would refuse to filter or order by it. */
export function offerOf(
  { fields, columns, filters, ordering, isSearchable, hasBin }: Listed,
  { operations, readable }: Abilities,
): Offer {
  const isReadable = (name: string) => readable.includes(name);
  return {
    fields: { created_at: CREATED_AT, ...fields },
    columns: columns.filter(isReadable),
    filters: [...new Set([...filters, "created_at"])].filter(isReadable),
    ordering: ordering.filter(isReadable),
    isSearchable,
    hasBin: hasBin && operations.includes("delete"),
  };
}

export function listKey(entity: string, query: Record<string, unknown>) {
  return [entity, "list", query] as const;
}

/** Read the address of a list; what it does not offer is left out. */
export function listState(offer: Offer, params: URLSearchParams): ListState {
  const page = params.get("page") ?? "";
  const pageSize = Number(params.get("page_size"));
  const ordering = params.get("ordering") ?? "";
  const filters = offer.filters.flatMap((name) => {
    const field = offer.fields[name]!;
    return filterParameters(name, field).flatMap((parameter) => {
      const value = validFilter(field, params.get(parameter) ?? "");
      return value ? [[parameter, value]] : [];
    });
  });
  return {
    page: /^[1-9]\d{0,8}$/.test(page) ? Number(page) : 1,
    pageSize: PAGE_SIZES.includes(pageSize) ? pageSize : PAGE_SIZE,
    search: offer.isSearchable ? (params.get("search") ?? "") : "",
    ordering: offer.ordering.includes(ordering.replace(/^-/, "")) ? ordering : "",
    filters: Object.fromEntries(filters),
    hidden: (params.get("hide") ?? "").split(",").filter((name) => offer.columns.includes(name)),
    isBin: offer.hasBin && params.get("deleted") === "true",
  };
}

/** What the API is asked for, but for the page. */
export function filterQuery(offer: Offer, state: ListState): Record<string, unknown> {
  const filters = offer.filters.flatMap((name) => {
    const field = offer.fields[name]!;
    return filterParameters(name, field).flatMap((parameter) => {
      const value = state.filters[parameter];
      return value ? [[parameter, apiFilter(field, parameter, value)]] : [];
    });
  });
  return {
    ...Object.fromEntries(filters),
    ...(state.search && { search: state.search }),
    ...(state.ordering && { ordering: [state.ordering] }),
    ...(state.isBin && { deleted: true }),
  };
}

export function pageQuery(offer: Offer, state: ListState): Record<string, unknown> {
  return { ...filterQuery(offer, state), page: state.page, page_size: state.pageSize };
}

export function isNarrowed({ search, filters }: ListState): boolean {
  return search !== "" || Object.keys(filters).length > 0;
}
