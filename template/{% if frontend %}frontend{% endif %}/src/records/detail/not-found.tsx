import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

type NotFoundProps = { definition: { path: string; label: string; pluralLabel: string } };

/** There is no such record, or none for this user: nobody is told which. */
export function NotFound({ definition: { path, label, pluralLabel } }: NotFoundProps) {
  const t = useTranslations("record");
  return (
    <EmptyState
      Icon={SearchX}
      title={t("not_found", { label })}
      action={
        <Button asChild>
          <Link href={path}>{t("to_list", { label: pluralLabel })}</Link>
        </Button>
      }
    >
      {t("not_found_help")}
    </EmptyState>
  );
}
