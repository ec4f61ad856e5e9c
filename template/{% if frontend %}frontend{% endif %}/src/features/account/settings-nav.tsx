"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";

import { cn } from "@/lib/cn";

const PAGES = ["profile", "security", "members", "workspace"] as const;

/** The pages of the settings: beside the content, or above it where there is no room. */
export function SettingsNav() {
  const t = useTranslations("account");
  const pathname = usePathname();
  return (
    <nav aria-label={t("settings")} className="-mx-4 overflow-x-auto px-4 md:mx-0 md:px-0">
      <ul className="flex gap-1 border-b md:grid md:gap-0.5 md:border-0">
        {PAGES.map((page) => {
          const href = `/settings/${page}`;
          const isHere = pathname === href;
          return (
            <li key={page}>
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "text-secondary hover:text-foreground -mb-px block border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap md:mb-0 md:rounded-md md:border-0 md:py-1.5",
                  "md:hover:bg-muted",
                  isHere && "border-primary text-foreground md:bg-muted",
                )}
              >
                {t(`pages.${page}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
