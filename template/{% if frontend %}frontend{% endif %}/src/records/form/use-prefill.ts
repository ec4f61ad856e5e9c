import { useQueries, type QueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";

import type { RecordReference } from "@/api/generated/types.gen";

import type { FieldDefinition } from "../definition";
import { fetchRecord, recordKey } from "../record-query";
import { findEntity } from "../use-entity";
import type { FormValues } from "./values";

/** What the address says of a new record, such as `/visits/new?patient=…`; undefined at first. */
export function usePrefill(fields: Record<string, FieldDefinition>): FormValues | undefined {
  const params = useSearchParams();
  const asked = Object.entries(fields).flatMap(([name, field]) => {
    const id = params.get(name);
    return id && field.kind === "reference" ? [{ name, to: field.to, id }] : [];
  });
  const found = useQueries({
    queries: asked.map(({ to, id }) => ({
      queryKey: [to, "reference", id],
      queryFn: ({ client }: { client: QueryClient }) => referenceTo(client, to, id),
    })),
  });
  // What is not there, or not for this user, is simply not filled in.
  if (found.some(({ isPending }) => isPending)) return undefined;
  return Object.fromEntries(
    asked.flatMap(({ name }, place) => {
      const reference = found[place]?.data;
      return reference ? [[name, reference]] : [];
    }),
  );
}

/** The page that led here has usually shown the record: then nobody is asked for it again. */
async function referenceTo(client: QueryClient, to: string, id: string): Promise<RecordReference> {
  const definition = await findEntity(to);
  const { item } = await client.ensureQueryData({
    queryKey: recordKey(to, id),
    queryFn: ({ signal }) => fetchRecord(definition, id, { signal }),
  });
  return { id, label: definition.title(item) };
}
