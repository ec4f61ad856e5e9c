"use client";

import { LayoutDashboard, Settings, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

import { NAVIGATION } from "./navigation";

export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const { permissions } = useSession();
  const lists = NAVIGATION.filter(({ entity }) => permissions[entity]?.operations.includes("list"));
  return (
    <div className="grid min-h-dvh md:grid-cols-[15rem_1fr]">
      <a
        href="#content"
        className="bg-background sr-only z-50 rounded-md border px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <aside className="bg-surface hidden border-r px-3 py-4 md:block">
        <p className="px-2 pb-4 font-semibold tracking-tight">{PRODUCT.title}</p>
        <nav aria-label={t("navigation")} className="grid gap-0.5">
          <Place href="/dashboard" Icon={LayoutDashboard} label={t("dashboard")} />
          {lists.map(({ entity, ...place }) => (
            <Place key={entity} {...place} />
          ))}
          <Place href="/settings/profile" Icon={Settings} label={t("settings")} />
        </nav>
      </aside>
      <main id="content" className="mx-auto w-full max-w-7xl px-4 py-6 md:px-8">
        {children}
      </main>
    </div>
  );
}

function Place({ href, label, Icon }: { href: string; label: string; Icon: LucideIcon }) {
  const isHere = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "text-secondary hover:bg-muted hover:text-foreground flex items-center gap-2.5 rounded-md px-2 py-1.5 font-medium",
        isHere && "bg-muted text-foreground",
      )}
    >
      <Icon className="size-4" aria-hidden />
      {label}
    </Link>
  );
}

export function ShellSkeleton() {
  return (
    <div className="grid min-h-dvh md:grid-cols-[15rem_1fr]" aria-busy>
      <div className="bg-surface hidden border-r md:block" />
      <div className="mx-auto w-full max-w-7xl px-4 py-6 md:px-8">
        <Skeleton className="h-7 w-48" />
      </div>
    </div>
  );
}
