import { useQuery } from "@tanstack/react-query";

import type { EntityDefinition } from "./definition";
import { loadEntity } from "./registry";

/** What fields call the entity of those who work in the workspace. */
const PEOPLE = "user";

/** The definition of what a field refers to. */
export async function findEntity(entity: string): Promise<EntityDefinition> {
  if (entity !== PEOPLE) return loadEntity(entity);
  return (await import("./people")).personDefinition;
}

/** The definition of another entity, once its code has arrived. */
export function useEntity(entity: string) {
  return useQuery({
    queryKey: ["definition", entity],
    queryFn: () => findEntity(entity),
    staleTime: Infinity,
    structuralSharing: false,
  });
}
