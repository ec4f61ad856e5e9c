import { QueryClient } from "@tanstack/react-query";

import { problemOf } from "@/api/errors";

const RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What the API has refused, it refuses again.
        retry: (failures, error) => {
          const { status } = problemOf(error);
          return failures < RETRIES && (status === 0 || status >= 500);
        },
      },
    },
  });
}
