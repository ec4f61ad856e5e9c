"use client";

import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

export default function NotFound() {
  const t = useTranslations("pages");
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        Icon={Compass}
        title={t("not_found")}
        action={
          <Button asChild>
            <Link href="/dashboard">{t("home")}</Link>
          </Button>
        }
      >
        {t("not_found_help")}
      </EmptyState>
    </main>
  );
}
