import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { AxiosResponse } from "axios";

import { problemOf } from "@/api/errors";
import type { Client } from "@/api/generated/client";
import { useAbilities } from "@/lib/session";

import type { AnyRecord, EntityDefinition } from "./definition";

/** A record, and the ETag by which a change names what it is about. */
export type VersionedRecord<Item extends AnyRecord> = { item: Item; version: string | undefined };

const FRESH = 60_000;

export function recordKey(entity: string, id: string) {
  return [entity, "detail", id] as const;
}

/** `known` stands in for what roles are not told that may change a record and not read it. */
export function versioned<Item extends AnyRecord>(
  response: AxiosResponse<Item | void>,
  known?: Item,
): VersionedRecord<Item> {
  const item = (response.data || known) as Item;
  return { item, version: response.headers.etag as string | undefined };
}

/** What a change sends along where records have versions, and nothing where they have none. */
export function ifMatch(version: string | undefined) {
  return (version ? { "If-Match": version } : {}) as { "If-Match": string };
}

export function isDeleted(item: AnyRecord): boolean {
  return Boolean((item as { deleted_at?: string | null }).deleted_at);
}

type FetchOptions = { signal?: AbortSignal; client?: Client; isDeleted?: boolean };

export async function fetchRecord<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
  id: string,
  { isDeleted = false, ...how }: FetchOptions = {},
): Promise<VersionedRecord<Item>> {
  const options = { path: { id }, ...how, throwOnError: true } as const;
  const bin = { query: { deleted: true } };
  return versioned(await definition.api.retrieve!({ ...options, ...(isDeleted && bin) }));
}

/** One record; a deleted one too, for those who may look into the bin. */
export function useRecord<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
  id: string,
) {
  const { operations } = useAbilities(definition.entity);
  const seesBin = definition.hasBin && operations.includes("delete");
  return useQuery({
    queryKey: recordKey(definition.entity, id),
    queryFn: async ({ signal }) => {
      try {
        return await fetchRecord(definition, id, { signal });
      } catch (error) {
        if (!seesBin || problemOf(error).status !== 404) throw error;
        return fetchRecord(definition, id, { signal, isDeleted: true });
      }
    },
    // A look at a record may be a line in the audit trail: none happens just in case.
    staleTime: FRESH,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

/** Keep pages in step after a change, without asking for the record once more. */
export function useRecordCache<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
) {
  const client = useQueryClient();
  return {
    keep(record: VersionedRecord<Item>) {
      client.setQueryData(recordKey(definition.entity, record.item.id), record);
      return outdate(client, definition.entity);
    },
    forget(id: string) {
      client.removeQueries({ queryKey: recordKey(definition.entity, id) });
      return outdate(client, definition.entity);
    },
  };
}

/** Lists of other entities name this one's records; its own history and figures have changed. */
function outdate(client: QueryClient, changed: string) {
  return client.invalidateQueries({
    predicate: ({ queryKey: [entity, part] }) =>
      part === "list" || (entity === changed && part !== "detail"),
  });
}
