import { useQuery, useQueryClient } from "@tanstack/react-query";

import {
  authMeRetrieveQueryKey,
  authSecondFactorListOptions,
  authSecondFactorListQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";

/** The second factors of the user, by kind. */
export function useFactors() {
  return useQuery({
    ...authSecondFactorListOptions(),
    select: (factors) => ({
      app: factors.find(({ type }) => type === "totp"),
      codes: factors.find(({ type }) => type === "recovery_codes"),
      keys: factors.filter(({ type }) => type === "webauthn"),
    }),
  });
}

/** Have everything that depends on second factors asked for again. */
export function useFactorsChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: authSecondFactorListQueryKey() }),
      queryClient.invalidateQueries({ queryKey: authMeRetrieveQueryKey() }),
    ]);
}
