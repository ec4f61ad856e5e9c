"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { NAVIGATION } from "@/components/layout/navigation";
import { useSession } from "@/lib/session";

/** What to begin with, as long as there is nothing to look at. */
export function FirstSteps() {
  const t = useTranslations("dashboard.first_steps");
  const { permissions } = useSession();
  const may = (operation: string) =>
    NAVIGATION.filter(({ entity }) => permissions[entity]?.operations.includes(operation));
  const steps = may("create").map(({ singular, href, Icon }) => ({
    label: t("create", { label: singular }),
    href: `${href}/new`,
    Icon,
  }));
  const places = may("list");
  return (
    <section className="mx-auto grid w-full max-w-xl gap-1 py-8">
      <h2 className="text-lg font-semibold tracking-tight">{t("title")}</h2>
      <p className="text-secondary">{t(steps.length ? "help" : "look")}</p>
      <ul className="mt-4 divide-y rounded-lg border">
        {(steps.length ? steps : places).map(({ label, href, Icon }) => (
          <li key={href}>
            <Link
              href={href}
              className="hover:bg-surface flex items-center gap-3 px-4 py-3 font-medium"
            >
              <Icon className="text-secondary size-4" aria-hidden />
              <span className="grow">{label}</span>
              <ArrowRight className="text-secondary size-4" aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
