"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, use, useMemo, type ReactNode } from "react";

import { authMeRetrieveOptions } from "@/api/generated/@tanstack/react-query.gen";
import type { CurrentUser, EntityAbilities } from "@/api/generated/types.gen";
import { onScreens } from "@/lib/screen-roles";

const NOTHING: EntityAbilities = { operations: [], readable: [], writable: [], transitions: [] };

const SessionContext = createContext<CurrentUser | null>(null);

/** Ask who is signed in; an error with the status 401 if nobody is. */
export function useCurrentUser() {
  return useQuery(authMeRetrieveOptions());
}

export function SessionProvider({ user, children }: { user: CurrentUser; children: ReactNode }) {
  const shown = useMemo(() => onScreens(user), [user]);
  return <SessionContext value={shown}>{children}</SessionContext>;
}

/** Who is signed in, on pages that only they see. */
export function useSession(): CurrentUser {
  const user = use(SessionContext);
  if (!user) throw new Error("useSession is for pages of the signed-in.");
  return user;
}

/** What the user's role may do with an entity. The API refuses the rest; screens do not offer it. */
export function useAbilities(entity: string): EntityAbilities {
  return useSession().permissions[entity] ?? NOTHING;
}
