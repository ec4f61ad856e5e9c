import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";

import type { CurrentUser, EntityAbilities } from "@/api/generated/types.gen";
import { Messages } from "@/lib/messages";
import { SessionProvider } from "@/lib/session";

type Options = { permissions?: Record<string, EntityAbilities> };

/** Render as a page of someone who is signed in, with these permissions. */
export function renderSignedIn(element: ReactElement, { permissions = {} }: Options = {}) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const user = { permissions } as CurrentUser;
  return render(
    <Messages>
      <QueryClientProvider client={queryClient}>
        <SessionProvider user={user}>{element}</SessionProvider>
      </QueryClientProvider>
    </Messages>,
  );
}
