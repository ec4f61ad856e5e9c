"use client";

import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect, useState, type ReactNode } from "react";

import { problemOf } from "@/api/errors";
import { Shell, ShellSkeleton } from "@/components/layout/shell";
import { ErrorState } from "@/components/ui/states";
import { SessionProvider, useCurrentUser } from "@/lib/session";

const CommandPalette = dynamic(() =>
  import("@/features/command/command-palette").then((module) => module.CommandPalette),
);

/** Pages of people who are signed in; the others are sent to the sign-in, and come back from it. */
export function SignedIn({ children }: { children: ReactNode }) {
  const router = useRouter();
  const pathname = usePathname();
  const user = useCurrentUser();
  const isSignedOut = user.isError && problemOf(user.error).status === 401;
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const openPalette = useCallback(() => setPaletteOpen(true), []);

  useEffect(() => {
    if (isSignedOut) router.replace(`/login?next=${encodeURIComponent(pathname)}`);
  }, [isSignedOut, pathname, router]);

  if (user.isError && !isSignedOut) return <ErrorState error={user.error} retry={user.refetch} />;
  if (!user.data) return <ShellSkeleton />;
  return (
    <SessionProvider user={user.data}>
      <Shell workspaceSwitcher={null} userMenu={null} onSearch={openPalette}>
        {children}
      </Shell>
      {isPaletteOpen && <CommandPalette isOpen onClose={() => setPaletteOpen(false)} />}
    </SessionProvider>
  );
}
