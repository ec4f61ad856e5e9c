"use client";

import { LayoutDashboard, Settings, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";

import { cn } from "@/lib/cn";
import { useSession } from "@/lib/session";

import { NAVIGATION } from "./navigation";

/** Where people can go; lists are only for those who may see them. */
export function Places() {
  const t = useTranslations("shell");
  const { permissions } = useSession();
  const lists = NAVIGATION.filter(({ entity }) => permissions[entity]?.operations.includes("list"));
  return (
    <nav aria-label={t("navigation")} className="grid gap-0.5">
      <Place href="/dashboard" Icon={LayoutDashboard} label={t("dashboard")} />
      {lists.map(({ entity, ...place }) => (
        <Place key={entity} {...place} />
      ))}
      <Place href="/settings" Icon={Settings} label={t("settings")} />
    </nav>
  );
}

function Place({ href, label, Icon }: { href: string; label: string; Icon: LucideIcon }) {
  const pathname = usePathname();
  const isHere = pathname === href || pathname.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "text-secondary hover:bg-muted hover:text-foreground flex items-center gap-2.5 rounded-md px-2 py-1.5 font-medium",
        isHere && "bg-muted text-foreground",
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className="truncate">{label}</span>
    </Link>
  );
}
