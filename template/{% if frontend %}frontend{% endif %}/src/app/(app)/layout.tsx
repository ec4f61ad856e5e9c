"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";

import { problemOf } from "@/api/errors";
import { Shell, ShellSkeleton } from "@/components/layout/shell";
import { ErrorState } from "@/components/ui/states";
import { SessionProvider, useCurrentUser } from "@/lib/session";

export default function AppLayout({ children }: { children: ReactNode }) {
  const router = useRouter();
  const pathname = usePathname();
  const user = useCurrentUser();
  const isSignedOut = user.isError && problemOf(user.error).status === 401;

  useEffect(() => {
    if (isSignedOut) router.replace(`/login?next=${encodeURIComponent(pathname)}`);
  }, [isSignedOut, pathname, router]);

  if (user.isError && !isSignedOut) return <ErrorState error={user.error} retry={user.refetch} />;
  if (!user.data) return <ShellSkeleton />;
  return (
    <SessionProvider user={user.data}>
      <Shell>{children}</Shell>
    </SessionProvider>
  );
}
