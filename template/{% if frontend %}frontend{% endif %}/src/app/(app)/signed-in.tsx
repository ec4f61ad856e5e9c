"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState, type ReactNode } from "react";

import { problemOf } from "@/api/errors";
import { onSignedOut } from "@/api/http";
import { CONFIRMATION_WAYS, Gate } from "@/app/sign-in-parts";
import { Shell, ShellSkeleton } from "@/components/layout/shell";
import { ErrorState } from "@/components/ui/states";
import { UserMenu } from "@/features/account/user-menu";
import { Reauthentication } from "@/features/auth/reauthentication";
import { WorkspaceSwitcher } from "@/features/workspaces/workspace-switcher";
import { SessionProvider, useCurrentUser } from "@/lib/session";

const NoWorkspace = dynamic(() =>
  import("@/features/workspaces/no-workspace").then((module) => module.NoWorkspace),
);
const CommandPalette = dynamic(() =>
  import("@/features/command/command-palette").then((module) => module.CommandPalette),
);

/** Pages of people who are signed in; the others are sent to the sign-in, and come back from it. */
export function SignedIn({ children }: { children: ReactNode }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: user, error, refetch } = useCurrentUser();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const openPalette = useCallback(() => setPaletteOpen(true), []);

  useEffect(
    () =>
      onSignedOut(() => {
        queryClient.clear();
        const here = location.pathname + location.search;
        router.replace(`/login?next=${encodeURIComponent(here)}`);
      }),
    [queryClient, router],
  );

  if (!user) {
    const isOnTheWay = error === null || problemOf(error).status === 401;
    return isOnTheWay ? <ShellSkeleton /> : <ErrorState error={error} retry={refetch} />;
  }
  const workspace = user.active_workspace?.id;
  return (
    <SessionProvider key={workspace} user={user}>
      <Shell
        workspaceSwitcher={<WorkspaceSwitcher />}
        userMenu={<UserMenu />}
        onSearch={openPalette}
      >
        <Gate>{workspace ? children : <NoWorkspace />}</Gate>
      </Shell>
      {isPaletteOpen && <CommandPalette isOpen onClose={() => setPaletteOpen(false)} />}
      <Reauthentication ways={CONFIRMATION_WAYS} />
    </SessionProvider>
  );
}
