import { authMeRetrieveQueryKey } from "./generated/@tanstack/react-query.gen";
import { authMeRetrieve } from "./generated/sdk.gen";
import type { Question } from "./server";

/** Who is signed in, as `useCurrentUser` asks for it. */
export const SESSION_QUESTION: Question = {
  queryKey: authMeRetrieveQueryKey(),
  ask: async (client) => (await authMeRetrieve({ client, throwOnError: true })).data,
};
