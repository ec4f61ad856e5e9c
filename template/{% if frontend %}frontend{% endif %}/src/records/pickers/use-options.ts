import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { RecordReference } from "@/api/generated/types.gen";
import { useDebounced } from "@/lib/use-debounced";

import { useEntity } from "../use-entity";

const PAUSE = 200; // milliseconds without a key before the server is asked
const MOST = 20;
/** Where the API cannot search, one large page is searched here. */
const MOST_WITHOUT_SEARCH = 100;

export type Options = {
  options: RecordReference[];
  /** There are more than are shown. */
  hasMore: boolean;
  isPending: boolean;
  error: unknown;
};

/** The records of an entity that match what is typed, as references. */
export function useOptions(entity: string, typed: string, isOpen: boolean): Options {
  const { data: definition, error: missing } = useEntity(entity);
  const search = useDebounced(typed.trim(), PAUSE);
  const isSearchable = definition?.isSearchable ?? false;
  const query = isSearchable
    ? { page_size: MOST, ...(search && { search }) }
    : { page_size: MOST_WITHOUT_SEARCH };
  const list = useQuery({
    queryKey: [entity, "list", query],
    queryFn: async ({ signal }) =>
      (await definition!.api.list!({ query, signal, throwOnError: true })).data,
    enabled: isOpen && Boolean(definition?.api.list),
    placeholderData: keepPreviousData,
  });
  const found = (list.data?.results ?? []).map((item) => ({
    id: item.id,
    label: definition!.title(item),
  }));
  const options = isSearchable ? found : found.filter(({ label }) => matches(label, search));
  return {
    options,
    hasMore: (list.data?.count ?? 0) > found.length,
    isPending: isOpen && (list.isPending || list.isPlaceholderData) && !missing,
    error: missing ?? list.error,
  };
}

function matches(label: string, search: string): boolean {
  return label.toLocaleLowerCase().includes(search.toLocaleLowerCase());
}
