"use client";

import { hashKey, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

import {
  authMeRetrieveOptions,
  authMeRetrieveQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import type { CurrentUser } from "@/api/generated/types.gen";

/**
 * After the active workspace has become another one: nothing of the former one is kept, and the
 * user starts at the beginning. Who they are now is asked for where the API has not said it.
 */
export function useEnterWorkspace(): (user?: CurrentUser) => Promise<void> {
  const router = useRouter();
  const queryClient = useQueryClient();
  return async (user) => {
    const own = authMeRetrieveQueryKey();
    const now =
      user ?? (await queryClient.fetchQuery({ ...authMeRetrieveOptions(), staleTime: 0 }));
    router.push("/dashboard");
    queryClient.setQueryData(own, now);
    queryClient.removeQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(own) });
  };
}
