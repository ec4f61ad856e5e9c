import { useQuery } from "@tanstack/react-query";

import { loadEntity } from "./registry";

/** The definition of another entity, once its code has arrived. */
export function useEntity(entity: string) {
  return useQuery({
    queryKey: ["definition", entity],
    queryFn: () => loadEntity(entity),
    staleTime: Infinity,
    structuralSharing: false,
  });
}
