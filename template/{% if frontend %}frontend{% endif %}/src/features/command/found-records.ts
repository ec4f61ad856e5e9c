import { useQueries } from "@tanstack/react-query";

import { useDebounced } from "@/lib/use-debounced";
import { loadEntity } from "@/records/registry";

const SHORTEST = 2; // letters, before the server is asked
const PAUSE = 250; // milliseconds without a key
const EACH = 5; // records of an entity

type Found = { href: string; title: string; label: string };

/** Records of these entities that hold the words, as the server finds them. */
export function useFoundRecords(entities: string[], words: string) {
  const search = useDebounced(words.trim(), PAUSE);
  return useQueries({
    queries: entities.map((entity) => ({
      queryKey: [entity, "found", search],
      enabled: search.length >= SHORTEST,
      queryFn: ({ signal }: { signal: AbortSignal }) => findRecords(entity, search, signal),
    })),
    combine: (results) => ({
      records: results.flatMap(({ data }) => data ?? []),
      isPending: results.some(({ isFetching }) => isFetching),
    }),
  });
}

async function findRecords(entity: string, search: string, signal: AbortSignal): Promise<Found[]> {
  const { api, path, label, title, isSearchable } = await loadEntity(entity);
  if (!api.list || !isSearchable) return [];
  const query = { search, page_size: EACH };
  const { data } = await api.list({ query, signal, throwOnError: true });
  return data.results.map((item) => ({ href: `${path}/${item.id}`, title: title(item), label }));
}
